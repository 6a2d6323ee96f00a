import {
  type AddCheckpoint,
  addCheckpointText,
  readSize,
  SIZE_TYPE,
} from '../../shared/bulletin-log/add-checkpoint.ts';
import { witnessedAt } from '../../shared/bulletin-log/checkpoint.ts';
import type { Note } from '../../shared/bulletin-log/note.ts';
import { readSignature } from '../../shared/bulletin-log/note.ts';
import { nodeCrypto } from '../bulletin-log/bulletin-log.ts';
import type { NamedWitness } from './witness-list.ts';

/** What came of asking a witness for its signature. */
export type WitnessAnswer =
  /** Its line, with its line feed, and when it signed by its own clock. */
  | { readonly kind: 'signed'; readonly line: string; readonly at: Date }
  /** It has signed a head of so many leaves, which is not what we said. */
  | { readonly kind: 'elsewhere'; readonly size: number }
  /** The proof did not convince it. */
  | { readonly kind: 'unconvinced' }
  /** It will not sign for this log, or does not understand. */
  | { readonly kind: 'unwilling'; readonly why: string }
  /** No answer that could be used; asking again may help. */
  | { readonly kind: 'away'; readonly why: string };

const ANSWER_WITHIN_MS = 10_000;
/** A witness answers with some lines. */
const MOST_BYTES = 16_384;

/** Asks a witness to sign a head. @param note the head, as it is asked for @param stopped gives up asking */
export async function askWitness(
  { url, key }: NamedWitness,
  asked: AddCheckpoint,
  note: Note,
  stopped: AbortSignal,
): Promise<WitnessAnswer> {
  let status: number;
  let type: string;
  let body: string;
  try {
    const response = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      body: addCheckpointText(asked),
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      redirect: 'error',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
    });
    status = response.status;
    type = response.headers.get('Content-Type')?.split(';', 1)[0]?.trim() ?? '';
    body = await boundedText(response);
  } catch (error) {
    return { kind: 'away', why: `does not answer: ${reasonOf(error)}` };
  }
  if (status === 409 && type === SIZE_TYPE) {
    const size = readSize(body.replace(/\n$/, ''));
    return size === null ? { kind: 'away', why: 'answered 409 without a size' } : { kind: 'elsewhere', size };
  }
  if (status === 409 || status === 422) return { kind: 'unconvinced' };
  if (status === 404) return { kind: 'unwilling', why: 'answers that it does not know this log' };
  if (status === 403)
    return { kind: 'unwilling', why: 'answers that this log is signed with another key than it knows' };
  if (status === 400) return { kind: 'unwilling', why: 'answers that it does not understand' };
  if (status !== 200) return { kind: 'away', why: `answered ${status}` };
  for (const line of body.split('\n')) {
    const signature = readSignature(line);
    const atS = signature === null ? null : witnessedAt(nodeCrypto, { ...note, signatures: [signature] }, key);
    if (atS !== null) return { kind: 'signed', line: `${line}\n`, at: new Date(atS * 1000) };
  }
  return { kind: 'unwilling', why: 'answered without a signature of its key' };
}

/** The body, up to what a witness could have to say; an error beyond. */
export async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MOST_BYTES) throw new Error('answered more than any witness has to say');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `did not answer within ${ANSWER_WITHIN_MS / 1000} s`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
