import type { LogCrypto } from './bytes.ts';
import { witnessedAt } from './checkpoint.ts';
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
  readonly detail: string;
}

export interface WitnessReport {
  /** Those that count: the verifier's own where it named some, else those that the log names itself. */
  readonly witnessed: readonly Witnessed[];
  /** How many of them had to sign. */
  readonly quorum: number;
  readonly faults: readonly WitnessFault[];
}

/**
 * Holds every witness's line under every head to the witness's key, and the log to its quorum.
 *
 * A quorum that the verifier asks for must have signed the last head. The one that the log promised may be late by one head: nothing waits
 * for a witness before it is published.
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
  const named = [
    ...readKeys(crypto, o.manifest?.keys.witnesses ?? [], (text) => {
      faults.push({ size: 1, detail: `The manifest names a witness by what is no key: ${text}` });
    }),
    ...readKeys(crypto, linesOf(o.keysFile), (text) => {
      faults.push({ size: last, detail: `log/keys.txt holds what is no key: ${text}` });
    }),
  ];
  const known = unique([...o.given, ...named].filter(({ type }) => type === WITNESS_KEY));
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
        const who = `${name} (${hexId(keyId)})`;
        faults.push({
          size: head.size,
          detail: `A head of ${head.size} leaves is signed by ${who}, whom nobody names.`,
        });
      } else if (atS === null) {
        faults.push({ size: head.size, detail: `The signature in the name of the witness ${name} is false.` });
      } else if (head.size >= (signed.get(key)?.size ?? 0)) {
        signed.set(key, { size: head.size, atS });
      }
    }
  }

  const counted = o.given.length > 0 ? unique(o.given) : known;
  const witnessed = counted.map((key) => {
    const found = signed.get(known.find((one) => sameKey(one, key)) ?? key);
    const at = found === undefined ? null : new Date(found.atS * 1000).toISOString();
    return { name: key.name, size: found?.size ?? 0, at };
  });
  const quorum = o.quorum ?? o.manifest?.keys.quorum ?? 0;
  const reached = witnessedUpTo(witnessed, quorum) ?? last;
  const due = o.quorum !== null ? last : (o.heads.findLast(({ head }) => head.size < last)?.head.size ?? 0);
  if (reached < due) {
    const enough = witnessed.filter(({ size }) => size >= due).length;
    const whose = o.quorum !== null ? 'you ask for' : 'the log promises';
    const detail = `${enough} witnesses have signed the head of ${due} leaves, ${whose} ${quorum}; ${reached === 0 ? 'no head has' : `the last with so many has ${reached} leaves`}.`;
    faults.push({ size: reached + 1, detail });
  }
  return { witnessed, quorum, faults };
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

function unique(keys: readonly NoteKey[]): NoteKey[] {
  return keys.filter((key, i) => keys.findIndex((other) => sameKey(key, other)) === i);
}

function sameKey(a: NoteKey, b: NoteKey): boolean {
  return a.name === b.name && a.id === b.id;
}
