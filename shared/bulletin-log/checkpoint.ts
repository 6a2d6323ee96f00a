import { base64Of, eightBytes, fromBase64, joined, type LogCrypto, utf8 } from './bytes.ts';
import { type Note, type NoteKey, signatureBy, WITNESS_KEY } from './note.ts';

/** The head of a log, C2SP tlog-checkpoint v1.0.0: which log, how many leaves, and their root. */
export interface Checkpoint {
  /** Names the log for ever: `turnout.example.org/mine`. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${base64Of(root)}\n`;
}

/** The head a note's text tells; `null` where it tells none. Lines past the third are allowed and left alone. */
export function readCheckpoint({ text }: Pick<Note, 'text'>): Checkpoint | null {
  const [origin = '', size = '', hash = ''] = text.split('\n');
  const root = fromBase64(hash);
  if (origin === '' || !/^(?:0|[1-9]\d{0,14})$/.test(size) || root === null || root.length !== 32) return null;
  return { origin, size: Number(size), root };
}

/** What a witness signs, C2SP tlog-cosignature v1.0.1. @param atS seconds since 1970 by the witness's clock */
export function cosignedText(text: string, atS: number): string {
  return `cosignature/v1\ntime ${atS}\n${text}`;
}

/** A witness's signature as its line carries it: eight bytes of time, then the signature. */
export function cosignature(atS: number, signature: Uint8Array): Uint8Array {
  return joined(eightBytes(atS), signature);
}

/** When a witness signed a note, seconds since 1970; `null` where it did not, or its signature does not verify. */
export function witnessedAt(crypto: LogCrypto, note: Note, witness: NoteKey): number | null {
  const found = signatureBy(note, witness);
  if (witness.type !== WITNESS_KEY || found === null || found.signature.length !== 72) return null;
  const view = new DataView(found.signature.buffer, found.signature.byteOffset);
  const atS = Number(view.getBigUint64(0));
  const signed = utf8(cosignedText(note.text, atS));
  return crypto.verifies(witness.publicKey, signed, found.signature.slice(8)) ? atS : null;
}
