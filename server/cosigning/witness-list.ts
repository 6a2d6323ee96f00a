import { type NoteKey, readKey, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import { nodeCrypto } from '../bulletin-log/bulletin-log.ts';

/** A witness as the operator named it. */
export interface NamedWitness {
  /** For the operator's eyes. */
  readonly name: string;
  readonly key: NoteKey;
  /** Submission prefix of C2SP tlog-witness, without a slash at the end. */
  readonly url: string;
}

export interface WitnessList {
  readonly witnesses: readonly NamedWitness[];
  /** How many of them are promised for each head. */
  readonly quorum: number;
}

/** The list has a mistake; the message says in which line and what. */
export class WitnessListError extends Error {
  override readonly name = 'WitnessListError';
}

export const NO_WITNESSES: WitnessList = { witnesses: [], quorum: 0 };

/**
 * Witnesses and quorum of a list: a line `witness NAME KEY URL` each, as in C2SP tlog-policy, and one `quorum N`; lines that begin with #
 * are remarks.
 *
 * @throws WitnessListError
 */
export function readWitnessList(text: string): WitnessList {
  const witnesses: NamedWitness[] = [];
  let quorum: number | null = null;
  text.split('\n').forEach((line, i) => {
    const wrong = (why: string) => new WitnessListError(`line ${i + 1} ${why}`);
    const words = line.trim().split(/\s+/);
    if (words[0] === '' || words[0]?.startsWith('#') === true) return;
    if (words[0] === 'quorum') {
      if (words.length !== 2 || !/^\d{1,3}$/.test(words[1]!)) throw wrong('must be: quorum N');
      if (quorum !== null) throw wrong('tells the quorum a second time');
      quorum = Number(words[1]);
      return;
    }
    const witness = words[0] === 'witness' && words.length === 4 ? witnessOf(words) : null;
    if (witness === null) throw wrong('must be: witness NAME KEY URL, or quorum N');
    const twin = witnesses.find(({ name, key }) => name === witness.name || sameKey(key, witness.key));
    if (twin !== undefined) throw wrong(`names ${twin.name} a second time`);
    witnesses.push(witness);
  });
  if (quorum === null) throw new WitnessListError('tells no quorum: quorum N, how many of the witnesses are promised');
  if (quorum > witnesses.length)
    throw new WitnessListError(`tells a quorum of ${quorum} among ${witnesses.length} witnesses`);
  return { witnesses, quorum };
}

function witnessOf([, name = '', text = '', address = '']: readonly string[]): NamedWitness | null {
  const key = readKey(nodeCrypto, text);
  const isAddress = /^https?:\/\//.test(address) && URL.canParse(address);
  return key?.type === WITNESS_KEY && isAddress ? { name, key, url: address.replace(/\/+$/, '') } : null;
}

function sameKey(a: NoteKey, b: NoteKey): boolean {
  return Buffer.from(a.publicKey).equals(Buffer.from(b.publicKey));
}
