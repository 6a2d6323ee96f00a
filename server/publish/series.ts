import type { Area } from '../../shared/area.ts';
import { csvRow } from '../../shared/csv.ts';
import type { Mode } from '../../shared/election.ts';
import { targetPositions } from '../../shared/levels.ts';
import type { ChannelCounts, Series } from '../../shared/snapshot.ts';
import { turnoutPctText } from '../../shared/turnout.ts';
import type { Instant } from './instants.ts';
import type { ChannelCurve, ChannelCurves } from './known-series.ts';

/** What we now know to have happened by each of a row of instants, for each displayed area and some or none above. */
export interface OccurredSeries {
  /** ISO 8601, in order. */
  readonly at: readonly string[];
  readonly areas: Readonly<Record<string, Readonly<Record<string, ChannelCounts>>>>;
}

/** For each instant the greatest index whose own instant is not after it; -1 before the first. */
export function stateAt(instants: readonly Instant[], atMs: readonly number[]): number[] {
  const states = new Array<number>(instants.length).fill(-1);
  atMs.forEach((ms, index) => {
    const from = firstNotBefore(instants, ms);
    if (from < states.length) states[from] = index;
  });
  for (let i = 1; i < states.length; i += 1) states[i] = Math.max(states[i]!, states[i - 1]!);
  return states;
}

function firstNotBefore(instants: readonly Instant[], ms: number): number {
  let low = 0;
  let high = instants.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (instants[middle]!.ms < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** An area's curves among those that occurred: its own, or the sum of the areas within it; `null` where there are none. */
export function occurredCurves(occurred: OccurredSeries, areas: readonly Area[], area: string): ChannelCurves | null {
  const own = occurred.areas[area];
  if (own !== undefined) return own;
  const codes = Object.keys(occurred.areas);
  const inside = targetPositions(codes, areas, [area]);
  const children = codes.filter((_, index) => inside[index] === 0).map((code) => occurred.areas[code]!);
  return children.length === 0 ? null : addCurves(children, occurred.at.length);
}

function addCurves(parts: readonly ChannelCurves[], length: number): Record<string, ChannelCounts> {
  const sums: Record<string, { registered: number[]; issued: number[]; cast?: number[] }> = {};
  const zeros = () => new Array<number>(length).fill(0);
  const add = (into: number[], values: ArrayLike<number>) => {
    for (let i = 0; i < length; i += 1) into[i]! += values[i] ?? 0;
  };
  for (const part of parts) {
    for (const [channel, curve] of Object.entries(part)) {
      sums[channel] ??= { registered: zeros(), issued: zeros() };
      const sum = sums[channel];
      add(sum.registered, curve.registered);
      add(sum.issued, curve.issued);
      if (curve.cast !== undefined) {
        sum.cast ??= zeros();
        add(sum.cast, curve.cast);
      }
    }
  }
  return sums;
}

/** A series of one area: the curves at those of the instants for which there is a state. */
export function composeSeries(o: {
  heading: { election: string; mode: Mode; area: string; by: Series['by']; step: string; countedFrom: string | null };
  /** Channels of the election, in its order. */
  channels: readonly string[];
  instants: readonly Instant[];
  states: readonly number[];
  curves: ChannelCurves;
}): Series {
  const picked = o.instants
    .map((instant, i) => ({ text: instant.text, state: o.states[i]! }))
    .filter((p) => p.state >= 0);
  const pick = (values: ArrayLike<number>) => picked.map((point) => values[point.state] ?? 0);
  const pickCurve = (curve: ChannelCurve): ChannelCounts => ({
    registered: pick(curve.registered),
    issued: pick(curve.issued),
    ...(curve.cast === undefined ? {} : { cast: pick(curve.cast) }),
  });
  const byChannel = Object.fromEntries(
    o.channels.flatMap((channel) => {
      const curve = o.curves[channel];
      return curve === undefined ? [] : [[channel, pickCurve(curve)] as const];
    }),
  );
  // Channels together are added as areas are: each channel a part with the same one channel.
  const together = addCurves(
    Object.values(byChannel).map((counts) => ({ all: counts })),
    picked.length,
  ).all ?? { registered: pick([]), issued: pick([]) };
  const { countedFrom, ...heading } = o.heading;
  return {
    schema: 'turnout-series/1',
    ...heading,
    at: picked.map((point) => point.text),
    ...together,
    byChannel,
    countedFrom,
  };
}

/** A series as CSV: at each instant `all` channels together, then each channel. */
export function seriesCsv(series: Series): string {
  let csv = csvRow(['election', 'mode', 'by', 'at', 'area', 'channel', 'registered', 'issued', 'cast', 'turnout_pct']);
  const curves: [string, ChannelCounts][] = [['all', series], ...Object.entries(series.byChannel)];
  series.at.forEach((at, i) => {
    for (const [channel, counts] of curves) {
      const registered = counts.registered[i]!;
      const issued = counts.issued[i]!;
      const pct = turnoutPctText(issued, registered);
      csv += csvRow([
        series.election,
        series.mode,
        series.by,
        at,
        series.area,
        channel,
        registered,
        issued,
        counts.cast?.[i] ?? '',
        pct,
      ]);
    }
  });
  return csv;
}
