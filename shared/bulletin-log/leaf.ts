import type { BulletinKind } from '../bulletin.ts';
import type { Mode } from '../election.ts';

/** What the log says of one published bulletin; its number is the leaf's place, the manifest's is 0. */
export interface BulletinLeaf {
  readonly election: string;
  readonly mode: Mode;
  readonly number: number;
  readonly kind: BulletinKind;
  /** As in the address; `null` for the manifest. */
  readonly hour: string | null;
  /** ISO 8601 with the election zone's offset. */
  readonly asOf: string;
  /** Number of the frozen snapshot; `null` where there is none. */
  readonly snapshot: number | null;
  readonly json: LoggedFile;
  readonly csv: LoggedFile;
  /** SHA-256, hex, of 32 random bytes and the officials' file of every level; `null` where there is none. */
  readonly sealed: string | null;
  /** The stored `pg_snapshot`; `null` where nothing was counted. */
  readonly counted: string | null;
  /** Number of the bulletin that this one corrects. */
  readonly corrects: number | null;
}

/** A file beside the log. */
export interface LoggedFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

const FIRST_LINE = 'turnout-bulletin/1';
const NAMES = [
  'election',
  'mode',
  'number',
  'kind',
  'hour',
  'as-of',
  'snapshot',
  'json-bytes',
  'json-sha256',
  'csv-bytes',
  'csv-sha256',
  'sealed',
  'counted',
  'corrects',
] as const;
const KINDS: readonly BulletinKind[] = [
  'opening',
  'hourly',
  'closing',
  'final',
  'notice',
  'correction',
  'zero',
  'manifest',
];

/** The leaf's text: UTF-8, a line feed after every line, this order, `-` where there is nothing. */
export function leafText(leaf: BulletinLeaf): string {
  const values = [
    leaf.election,
    leaf.mode,
    leaf.number,
    leaf.kind,
    leaf.hour,
    leaf.asOf,
    leaf.snapshot,
    leaf.json.bytes,
    leaf.json.sha256,
    leaf.csv.bytes,
    leaf.csv.sha256,
    leaf.sealed,
    leaf.counted,
    leaf.corrects,
  ];
  return `${[FIRST_LINE, ...NAMES.map((name, i) => `${name} ${values[i] ?? '-'}`)].join('\n')}\n`;
}

/** The leaf a text says; `null` where it is not letter for letter what `leafText` writes. */
export function readLeaf(text: string): BulletinLeaf | null {
  const lines = text.split('\n');
  const field = (name: (typeof NAMES)[number]): string | null => {
    const line = lines[NAMES.indexOf(name) + 1] ?? '';
    const value = line.startsWith(`${name} `) ? line.slice(name.length + 1) : '-';
    return value === '-' ? null : value;
  };
  const leaf: BulletinLeaf = {
    election: field('election') ?? '',
    mode: field('mode') === 'live' ? 'live' : 'rehearsal',
    number: Number(field('number')),
    kind: KINDS.find((kind) => kind === field('kind')) ?? 'notice',
    hour: field('hour'),
    asOf: field('as-of') ?? '',
    snapshot: numberOrNull(field('snapshot')),
    json: { bytes: Number(field('json-bytes')), sha256: field('json-sha256') ?? '' },
    csv: { bytes: Number(field('csv-bytes')), sha256: field('csv-sha256') ?? '' },
    sealed: field('sealed'),
    counted: field('counted'),
    corrects: numberOrNull(field('corrects')),
  };
  return leafText(leaf) === text ? leaf : null;
}

function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}
