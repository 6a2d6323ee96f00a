import type { ChannelCounts, Count, Snapshot } from '../../shared/snapshot.ts';

/** One figure that is kept, or ought to be, and is not what the rows give. */
export interface Difference {
  /** Snapshot in which it first stands so. */
  readonly number: number;
  readonly asOf: string;
  readonly what: 'snapshot' | 'depth' | 'bulletin' | 'bytes' | 'sum' | 'curve';
  readonly area: string | null;
  /** `all` for those of every channel together. */
  readonly channel: string | null;
  readonly measure: 'registered' | 'issued' | 'cast' | 'sha256';
  /** `null` where nothing is kept of what the election declares. */
  readonly kept: number | string | null;
  readonly recounted: number | string;
}

/** That bytes are not those that were kept: of a bulletin, or of a snapshot. */
export function bytesDiffer(
  where: Pick<Difference, 'number' | 'asOf'> & { readonly what: 'bulletin' | 'bytes' },
  sha256: { readonly kept: string | null; readonly recounted: string },
): Difference {
  return { ...where, area: null, channel: null, measure: 'sha256', ...sha256 };
}

/** Counts of an area in a channel. */
export interface Figures {
  readonly registered: number;
  readonly issued: number;
  readonly cast: number;
}

/** Recounted figures of each area and channel that the election declares: all of them must be found in whatever is kept of it. */
export interface Sums {
  readonly root: string;
  /** Those that any precinct is fed by. */
  readonly channels: readonly string[];
  /** Codes of a level's areas, in the order of all arrays. */
  areasOf(level: string): readonly string[];
  /** `undefined` where no precinct of the area is fed by the channel: nothing has to be kept of it. */
  of(area: string, channel: string): Figures | undefined;
}

/** Where something is kept. */
export type Place = Pick<Difference, 'number' | 'asOf' | 'what' | 'area' | 'channel'>;

export const NOTHING: Figures = { registered: 0, issued: 0, cast: 0 };
const MEASURES = ['registered', 'issued', 'cast'] as const;

/** Adds to `found` each figure that is not kept as recounted; where nothing is kept, that once, with what is recounted as issued. */
export function compare(found: Difference[], place: Place, kept: Figures | undefined, recounted: Figures): void {
  if (kept === undefined) {
    found.push({ ...place, measure: 'issued', kept: null, recounted: recounted.issued });
    return;
  }
  for (const measure of MEASURES) {
    if (kept[measure] === recounted[measure]) continue;
    found.push({ ...place, measure, kept: kept[measure], recounted: recounted[measure] });
  }
}

/**
 * Where a snapshot's figures are not those of the recount: areas of the displayed `level` that it does not have, then each area and channel,
 * then the totals. Its own lists tell what it has; what it must have, the election does.
 */
export function differencesOf(
  snapshot: Snapshot,
  sums: Sums,
  o: { where: { number: number; asOf: string }; level: string },
): Difference[] {
  const found: Difference[] = [];
  const at = (area: string, channel: string): Place => ({ ...o.where, what: 'snapshot', area, channel });
  const { areas } = snapshot;
  const channels = [...new Set([...sums.channels, ...Object.keys(areas.byChannel), ...Object.keys(snapshot.channels)])];
  const allOf = (area: string) => channels.reduce((all, channel) => add(all, sums.of(area, channel)), NOTHING);
  for (const code of missingFrom(areas.codes, sums.areasOf(o.level))) {
    compare(found, at(code, 'all'), undefined, allOf(code));
  }
  areas.codes.forEach((code, index) => {
    for (const channel of channels) {
      const recounted = sums.of(code, channel);
      const kept = figuresAt(areas.byChannel[channel], index);
      if (recounted !== undefined || kept !== undefined) {
        compare(found, at(code, channel), kept, recounted ?? NOTHING);
      }
    }
    compare(found, at(code, 'all'), figuresAt(areas, index), allOf(code));
  });
  for (const channel of channels) {
    const recounted = sums.of(sums.root, channel);
    const kept = snapshot.channels[channel];
    if (recounted === undefined && kept === undefined) continue;
    compare(found, at(sums.root, channel), kept && figuresOf(kept), recounted ?? NOTHING);
  }
  compare(found, at(sums.root, 'all'), figuresOf(snapshot.total), allOf(sums.root));
  return found;
}

/** Those of `declared` that are not among `codes`; nearly always the two are the same list. */
function missingFrom(codes: readonly string[], declared: readonly string[]): readonly string[] {
  if (codes.length === declared.length && declared.every((code, index) => code === codes[index])) return [];
  const kept = new Set(codes);
  return declared.filter((code) => !kept.has(code));
}

/** Of the area at `index` of a snapshot's arrays; `undefined` where they do not reach so far. */
export function figuresAt(counts: ChannelCounts | undefined, index: number): Figures | undefined {
  const registered = counts?.registered[index];
  const issued = counts?.issued[index];
  const cast = counts?.cast === undefined ? 0 : counts.cast[index];
  return registered === undefined || issued === undefined || cast === undefined
    ? undefined
    : { registered, issued, cast };
}

/** Where no area has cast ballots, the measure is left out. */
function figuresOf({ registered, issued, cast }: Count): Figures {
  return { registered, issued, cast: cast ?? 0 };
}

function add(all: Figures, one: Figures | undefined): Figures {
  if (one === undefined) return all;
  return {
    registered: all.registered + one.registered,
    issued: all.issued + one.issued,
    cast: all.cast + one.cast,
  };
}
