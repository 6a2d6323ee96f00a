import type { LogCrypto } from './bytes.ts';
import { witnessedAt } from './checkpoint.ts';
import type { Finding } from './finding.ts';
import type { SignedHead } from './heads.ts';
import type { Manifest } from './manifest.ts';
import { hexId, type NoteKey, readKey, WITNESS_KEY } from './note.ts';

/** A witness, and the last head it signed. */
export interface Witnessed {
  readonly name: string;
  /** Leaves of that head; 0 where it signed none. */
  readonly size: number;
  /** When, by its own clock, ISO 8601 UTC; `null` where it signed none. */
  readonly at: string | null;
}

/** What is wrong about the witnesses of a log. */
export interface WitnessFault {
  /** Leaves of the head in question. */
  readonly size: number;
  readonly finding: Finding;
}

/** What the log's first leaf promises of witnesses, and how it stands with the newest head. */
export interface WitnessPromise {
  /** How many witnesses it names. */
  readonly of: number;
  /** How many of these sign every head, sooner or later. */
  readonly quorum: number;
  /** How many of these have signed the newest head already. */
  readonly signed: number;
}

export interface WitnessReport {
  /** The verifier's own where it named some, else all that the log names. */
  readonly witnessed: readonly Witnessed[];
  /** How many of the verifier's own had to sign; 0 where it named none, or nobody asks for any. */
  readonly quorum: number;
  readonly promised: WitnessPromise;
  readonly faults: readonly WitnessFault[];
}

/**
 * Holds every witness's line under every head to the witness's key, and the log to two quorums.
 *
 * What the log promised it must have among the very witnesses that its first leaf names, whomever the verifier trusts and whoever was added
 * to `log/keys.txt` since; it may be late by one head, as nothing waits for a witness before it is published. What the verifier asks for it
 * must have among the verifier's own, on the last head. A verifier that names witnesses and asks for no number is owed as many of them as
 * the log promised, as far as there are so many.
 *
 * @param o.heads all that are known, the last one last @param o.keysFile `log/keys.txt` @param o.log the log's own key
 */
export function reportWitnesses(
  crypto: LogCrypto,
  o: {
    readonly heads: readonly SignedHead[];
    readonly manifest: Manifest | null;
    readonly keysFile: string | null;
    readonly log: NoteKey | null;
    readonly given: readonly NoteKey[];
    readonly quorum: number | null;
  },
): WitnessReport {
  const faults: WitnessFault[] = [];
  const last = o.heads.at(-1)?.head.size ?? 0;
  const promisedKeys = readKeys(crypto, o.manifest?.keys.witnesses ?? [], (text) => {
    faults.push({ size: 1, finding: { kind: 'witness-no-key', text } });
  });
  const named = [
    ...promisedKeys,
    ...readKeys(crypto, linesOf(o.keysFile), (text) => {
      faults.push({ size: last, finding: { kind: 'keys-file-no-key', text } });
    }),
  ];
  const known = unique([...o.given, ...named].filter(isWitness));
  const isLog = (name: string, id: number) => o.log !== null && o.log.name === name && o.log.id === id;

  const signed = new Map<NoteKey, { size: number; atS: number }>();
  const seen = new Set<string>();
  for (const { note, head } of o.heads) {
    for (const signature of note.signatures) {
      const { name, keyId } = signature;
      const once = `${head.size} ${name} ${keyId} ${signature.signature.join()}`;
      if (isLog(name, keyId) || seen.has(once)) continue;
      seen.add(once);
      const key = known.find((witness) => witness.name === name && witness.id === keyId);
      // The log's own false line is told where its signature is missed.
      if (key === undefined && o.log === null) continue;
      const atS = key === undefined ? null : witnessedAt(crypto, { ...note, signatures: [signature] }, key);
      if (key === undefined) {
        const { size } = head;
        faults.push({ size, finding: { kind: 'signed-by-nobody-named', size, name, id: hexId(keyId) } });
      } else if (atS === null) {
        faults.push({ size: head.size, finding: { kind: 'cosignature-false', name } });
      } else if (head.size >= (signed.get(key)?.size ?? 0)) {
        signed.set(key, { size: head.size, atS });
      }
    }
  }

  const witnessedBy = (keys: readonly NoteKey[]): Witnessed[] =>
    unique(keys.filter(isWitness)).map((key) => {
      const found = signed.get(known.find((one) => sameKey(one, key)) ?? key);
      const at = found === undefined ? null : new Date(found.atS * 1000).toISOString();
      return { name: key.name, size: found?.size ?? 0, at };
    });
  const own = witnessedBy(o.given);
  const promised = { witnessed: witnessedBy(promisedKeys), quorum: o.manifest?.keys.quorum ?? 0 };
  const quorum = o.quorum ?? Math.min(promised.quorum, own.length);
  const lastButOne = o.heads.findLast(({ head }) => head.size < last)?.head.size ?? 0;
  faults.push(
    ...tooFew('too-few-promised', { ...promised, last, due: lastButOne }),
    ...(o.quorum === null
      ? tooFew('too-few-owed', { witnessed: own, quorum, last, due: lastButOne })
      : tooFew('too-few-asked', { witnessed: own, quorum, last, due: last })),
  );
  return {
    witnessed: own.length > 0 ? own : witnessedBy(named),
    quorum,
    promised: {
      of: promised.witnessed.length,
      quorum: promised.quorum,
      signed: promised.witnessed.filter(({ size }) => size === last).length,
    },
    faults,
  };
}

/** The fault where no quorum of these witnesses has signed the head that is due to be signed. */
function tooFew(
  kind: 'too-few-promised' | 'too-few-owed' | 'too-few-asked',
  { witnessed, quorum, last, due }: { witnessed: readonly Witnessed[]; quorum: number; last: number; due: number },
): WitnessFault[] {
  const reached = witnessedUpTo(witnessed, quorum) ?? last;
  if (reached >= due) return [];
  const signed = witnessed.filter(({ size }) => size >= due).length;
  return [{ size: reached + 1, finding: { kind, due, signed, quorum, reached } }];
}

/** Leaves of the greatest head that `quorum` of the witnesses have signed or gone past; `null` where none is asked for. */
export function witnessedUpTo(witnessed: readonly Pick<Witnessed, 'size'>[], quorum: number): number | null {
  if (quorum === 0) return null;
  return witnessed.map(({ size }) => size).sort((a, b) => b - a)[quorum - 1] ?? 0;
}

function readKeys(crypto: LogCrypto, texts: readonly string[], broken: (text: string) => void): NoteKey[] {
  return texts.flatMap((text) => {
    const key = readKey(crypto, text);
    if (key === null) broken(text);
    return key ?? [];
  });
}

function linesOf(file: string | null): string[] {
  return file === null ? [] : file.replace(/\n$/, '').split('\n');
}

function isWitness({ type }: NoteKey): boolean {
  return type === WITNESS_KEY;
}

function unique(keys: readonly NoteKey[]): NoteKey[] {
  return keys.filter((key, i) => keys.findIndex((other) => sameKey(key, other)) === i);
}

function sameKey(a: NoteKey, b: NoteKey): boolean {
  return a.name === b.name && a.id === b.id;
}
