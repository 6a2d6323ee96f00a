import { csvRow } from '../csv.ts';
import type { Basis, Mode, Names } from '../election.ts';

/** What the log's first leaf, bulletin 0, promises before anything is counted. */
export interface Manifest {
  readonly schema: 'turnout-bulletin/1';
  readonly kind: 'manifest';
  readonly number: 0;
  readonly election: string;
  readonly mode: Mode;
  readonly names: Names;
  readonly timezone: string;
  readonly asOf: string;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly basis: Basis;
  /** Every hour for which a bulletin or a notice will be published, as `hour` of a bulletin names it, in order. */
  readonly hours: readonly string[];
  readonly keys: {
    /** Who names the log, first line of every checkpoint. */
    readonly origin: string;
    readonly log: string;
    readonly witnesses: readonly string[];
    /** How many witnesses must have signed a head. */
    readonly quorum: number;
  };
  /** Areas of the displayed level with their registered electors by channel. */
  readonly areas: {
    readonly revision: string;
    readonly level: string;
    readonly codes: readonly string[];
    readonly registered: Readonly<Record<string, readonly number[]>>;
  };
}

/** The manifest's areas as CSV: `area,channel,registered`, a row where anybody is registered. */
export function manifestCsv({ areas }: Pick<Manifest, 'areas'>): string {
  const rows = areas.codes.flatMap((code, i) =>
    Object.entries(areas.registered).flatMap(([channel, registered]) => {
      const count = registered[i] ?? 0;
      return count === 0 ? [] : [csvRow([code, channel, count])];
    }),
  );
  return `area,channel,registered\n${rows.join('')}`;
}

/** The manifest a file holds; `null` where it holds none. */
export function readManifest(text: string): Manifest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const manifest = value as Partial<Manifest> | null;
  const { keys, areas } = manifest ?? {};
  const whole =
    manifest?.schema === 'turnout-bulletin/1' &&
    manifest.kind === 'manifest' &&
    manifest.number === 0 &&
    isTexts(manifest.hours) &&
    typeof keys?.origin === 'string' &&
    typeof keys.log === 'string' &&
    isTexts(keys.witnesses) &&
    Number.isInteger(keys.quorum) &&
    isTexts(areas?.codes) &&
    typeof areas.registered === 'object' &&
    areas.registered !== null &&
    Object.values(areas.registered).every((counts: unknown) => Array.isArray(counts) && counts.every(Number.isInteger));
  return whole ? (value as Manifest) : null;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
