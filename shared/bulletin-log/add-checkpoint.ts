import { base64Of, fromBase64, type LogCrypto, sameBytes } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { isConsistent } from './tree.ts';

/** What a log asks of a witness, C2SP tlog-witness v1.0.0: its signature on a head that goes on from the last one it signed. */
export interface AddCheckpoint {
  /** Leaves of the head that the witness signed last; 0 where it signed none. */
  readonly old: number;
  /** Leads from there to the new head; empty where there is nothing to lead from. */
  readonly proof: readonly Uint8Array[];
  /** The new head as the log signed it: the whole note. */
  readonly checkpoint: string;
}

/** Media type in which a witness says how many leaves the head has that it signed last. */
export const SIZE_TYPE = 'text/x.tlog.size';

const MOST_PROOF_LINES = 63;

export function addCheckpointText({ old, proof, checkpoint }: AddCheckpoint): string {
  return `old ${old}\n${proof.map((hash) => `${base64Of(hash)}\n`).join('')}\n${checkpoint}`;
}

/** What such a text asks; `null` where it is none. */
export function readAddCheckpoint(text: string): AddCheckpoint | null {
  const cut = text.indexOf('\n\n');
  const [first = '', ...lines] = text.slice(0, Math.max(0, cut)).split('\n');
  const old = readSize(/^old (.+)$/.exec(first)?.[1] ?? '');
  if (old === null || lines.length > MOST_PROOF_LINES) return null;
  const proof: Uint8Array[] = [];
  for (const line of lines) {
    const hash = fromBase64(line);
    if (hash === null || hash.length !== 32) return null;
    proof.push(hash);
  }
  return { old, proof, checkpoint: text.slice(cut + 2) };
}

/** A number of leaves in decimal, without a line feed; `null` where the text is none. */
export function readSize(text: string): number | null {
  return /^(?:0|[1-9]\d{0,14})$/.test(text) ? Number(text) : null;
}

/** Whether a proof shows `head` to go on from `last`; from none any log may begin. */
export function goesOn(
  crypto: LogCrypto,
  last: Checkpoint | null,
  head: Checkpoint,
  proof: readonly Uint8Array[],
): boolean {
  if (head.size === 0 && !sameBytes(head.root, crypto.sha256(new Uint8Array()))) return false;
  if (last === null || last.size === 0) return proof.length === 0;
  return isConsistent(crypto, { older: last.size, size: head.size, olderRoot: last.root, root: head.root, proof });
}
