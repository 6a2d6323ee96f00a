import { csvRow } from '../csv.ts';
import type { Snapshot } from '../snapshot.ts';
import { SNAPSHOT_CSV_COLUMNS } from '../snapshot-csv.ts';
import { addUp } from './add-up.ts';
import { readBody } from './bulletin-body.ts';
import type { Finding } from './finding.ts';
import type { BulletinLeaf } from './leaf.ts';
import { type Manifest, manifestCsv } from './manifest.ts';
import type { LogFault } from './problem.ts';

type Tell = (fault: LogFault, finding: Finding) => void;

/** A thing that a file tells, by its field; as the file has it, and as its leaf has it. */
type Told = readonly [field: string, told: string | number | null, logged: string | number | null];

/**
 * Tells where a bulletin's two files say otherwise than its leaf or each other, and where the figures do not add up.
 *
 * @returns how many sums were done, and the figures; `null` where there are none that could be read
 */
export function checkBulletin(
  leaf: BulletinLeaf,
  json: string,
  csv: string,
  tell: Tell,
): { readonly sums: number; readonly snapshot: Snapshot | null } {
  const body = readBody(json);
  if (body === null) {
    tell('file', { kind: 'no-bulletin' });
    return { sums: 0, snapshot: null };
  }
  const { snapshot } = body;
  tellOthers(tell, [
    ['election', body.election, leaf.election],
    ['mode', body.mode, leaf.mode],
    ['number', body.number, leaf.number],
    ['kind', body.kind, leaf.kind],
    ['hour', body.hour, leaf.hour],
    ['asOf', body.asOf, leaf.asOf],
    ['corrects', body.corrects ?? null, leaf.corrects],
    ['sealed', body.sealed ?? null, leaf.sealed],
    ['snapshot.number', snapshot?.number ?? null, leaf.snapshot],
  ]);
  if (snapshot === null) {
    if (csv !== csvRow(SNAPSHOT_CSV_COLUMNS)) tell('totals', { kind: 'csv-differs' });
    return { sums: 0, snapshot: null };
  }
  tellOthers(tell, [
    ['counted', body.counted, leaf.counted],
    ['snapshot.election', snapshot.election, leaf.election],
    ['snapshot.mode', snapshot.mode, leaf.mode],
    ['snapshot.asOf', snapshot.asOf, leaf.asOf],
  ]);
  if (leaf.kind === 'zero' && (snapshot.total.issued !== 0 || (snapshot.total.cast ?? 0) !== 0)) {
    tell('totals', { kind: 'zero-counts' });
  }
  const { done, wrong } = addUp(snapshot, csv);
  if (wrong !== null) tell('totals', wrong);
  return { sums: done, snapshot };
}

/** Tells where the manifest's two files say otherwise than its leaf or each other. */
export function checkManifest(leaf: BulletinLeaf, manifest: Manifest, csv: string, tell: Tell): void {
  tellOthers(tell, [
    ['election', manifest.election, leaf.election],
    ['mode', manifest.mode, leaf.mode],
    ['kind', manifest.kind, leaf.kind],
    ['asOf', manifest.asOf, leaf.asOf],
  ]);
  if (manifestCsv(manifest) !== csv) tell('totals', { kind: 'csv-differs' });
}

function tellOthers(tell: Tell, fields: readonly Told[]): void {
  for (const [field, told, logged] of fields) {
    if (told !== logged) {
      tell('file', { kind: 'file-tells-other', field, told: textOrNull(told), logged: textOrNull(logged) });
    }
  }
}

/** What a field holds; a file may hold anything there, and what is neither a text nor a number is not written out. */
function textOrNull(value: unknown): string | null {
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' && value !== null ? '{…}' : (value ?? null) === null ? null : String(value);
}
