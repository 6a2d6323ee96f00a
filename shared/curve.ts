import type { ElectionDescription, PublishedCount } from './election.ts';
import { instantOfLocal, zonedInstant } from './instant.ts';
import type { Count, Series, Snapshot } from './snapshot.ts';
import { turnoutPct } from './turnout.ts';

/** One point of a curve: ms since the epoch, percent. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
}

/** Turnout of the whole, or of one channel, over the election. */
export interface CurveLine {
  /** Channel code, or `all`. */
  readonly channel: string;
  /** Before counting began: by the time ballots were issued. */
  readonly occurred: readonly CurvePoint[];
  /** As counted, the shown snapshot last. */
  readonly known: readonly CurvePoint[];
  /** Published figures not after the shown snapshot. */
  readonly rings: readonly CurvePoint[];
  /** Turnout in the shown snapshot. */
  readonly nowPct: number | null;
}

export interface Curve {
  /** `all` first, then the channels in the election's order; a sole channel is left out. */
  readonly lines: readonly CurveLine[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  /** First instant that was counted minute by minute. */
  readonly countedFrom: string | null;
  /** Whether any point shown is drawn by occurrence. */
  readonly byOccurrence: boolean;
  /** Voting hours, ms. */
  readonly open: readonly (readonly [number, number])[];
}

export interface CurveParts {
  readonly description: ElectionDescription;
  readonly root: string;
  readonly occurred: Series | null;
  readonly known: Series | null;
  /** Snapshots since `known` was read, in order. */
  readonly recent: readonly Snapshot[];
  readonly snapshot: Snapshot;
}

/** Puts together what is drawn; every point is a figure that was sent, none lies between two. */
export function curveOf(parts: CurveParts): Curve {
  const { description, snapshot } = parts;
  const codes = description.channels.map((channel) => channel.code);
  const lines = ['all', ...(codes.length > 1 ? codes : [])].map((channel) => lineOf(channel, parts));
  return {
    lines,
    fromMs: Date.parse(description.opensAt),
    toMs: Math.max(Date.parse(description.closesAt), Date.parse(snapshot.asOf)),
    nowMs: Date.parse(snapshot.asOf),
    countedFrom: parts.known?.countedFrom ?? null,
    byOccurrence: lines.some((line) => line.occurred.length > 0),
    open: openHours(description),
  };
}

function lineOf(channel: string, { description, root, occurred, known, recent, snapshot }: CurveParts): CurveLine {
  const nowMs = Date.parse(snapshot.asOf);
  const fromMs = Date.parse(description.opensAt);
  const countedFromMs = known?.countedFrom ? Date.parse(known.countedFrom) : nowMs;
  const counted = pointsOf(known, channel).filter(({ x }) => x >= countedFromMs && x <= nowMs);
  const lastMs = counted.at(-1)?.x ?? Number.NEGATIVE_INFINITY;
  const live = [...recent, snapshot]
    .map((each) => pointOf(each.asOf, countIn(each, channel)))
    .filter((point) => point !== null)
    .filter(({ x }, i, all) => x > lastMs && x <= nowMs && x !== all[i + 1]?.x);
  const all = [...counted, ...live];
  const firstMs = all[0]?.x ?? nowMs;
  return {
    channel,
    occurred: pointsOf(occurred, channel).filter(({ x }) => x >= fromMs && x <= firstMs),
    known: all,
    rings: description.publishedCounts
      .filter((count) => count.area === root && count.channel === channel)
      .map((count) => ringOf(count, countIn(snapshot, channel)?.registered ?? 0))
      .filter((ring) => ring !== null)
      .filter(({ x }) => x <= nowMs),
    nowPct: countIn(snapshot, channel)?.turnoutPct ?? null,
  };
}

function pointsOf(series: Series | null, channel: string): CurvePoint[] {
  if (series === null) return [];
  const counts = channel === 'all' ? series : series.byChannel[channel];
  if (counts === undefined) return [];
  return series.at
    .map((at, i) => pointOf(at, { issued: counts.issued[i] ?? 0, registered: counts.registered[i] ?? 0 }))
    .filter((point) => point !== null);
}

function pointOf(at: string, count: Pick<Count, 'issued' | 'registered'> | undefined): CurvePoint | null {
  const y = count === undefined ? null : turnoutPct(count.issued, count.registered);
  return y === null ? null : { x: Date.parse(at), y };
}

function countIn(snapshot: Snapshot, channel: string): Count | undefined {
  return channel === 'all' ? snapshot.total : snapshot.channels[channel];
}

/** A published figure over our register; a bare percentage over the publisher's own is put over ours. */
function ringOf(count: PublishedCount, registered: number): CurvePoint | null {
  const x = Date.parse(count.at);
  if (count.measure === 'issued') return pointOf(count.at, { issued: count.value, registered });
  if (count.measure !== 'turnout_pct') return null;
  if (count.denominator === null) return { x, y: count.value };
  return pointOf(count.at, { issued: Math.round((count.value * count.denominator) / 100), registered });
}

/** Hours in which stations are open, by the election's own zone; without local hours, those of the first channel. */
function openHours(description: ElectionDescription): (readonly [number, number])[] {
  const local = description.channels.find((channel) => channel.localHours !== undefined)?.localHours;
  if (local !== undefined) {
    const { timezone } = description;
    return local.days.map((day) => [
      instantOfLocal(day, local.opens, timezone),
      instantOfLocal(day, local.closes, timezone),
    ]);
  }
  const hours = description.channels.find((channel) => channel.hours !== undefined)?.hours ?? [];
  return hours.map(({ opens, closes }) => [Date.parse(opens), Date.parse(closes)]);
}

/** The axis of percentages: where it ends, and how far apart its marks are. */
export interface PercentAxis {
  readonly topPct: number;
  readonly stepPct: number;
}

/**
 * The axis of a curve: up to the next ten above the highest value, past 50 to the next twenty.
 *
 * @param leastPct where it ends at least: 100 shows the whole
 */
export function percentAxisOf({ lines }: Pick<Curve, 'lines'>, leastPct = 0): PercentAxis {
  let highest = 10;
  for (const { known, occurred, rings } of lines) {
    for (const points of [known, occurred, rings]) for (const { y } of points) highest = Math.max(highest, y);
  }
  const step = highest > 50 ? 20 : 10;
  const topPct = Math.max(leastPct, Math.ceil(highest / step) * step);
  return { topPct, stepPct: topPct <= 50 ? 10 : topPct % 50 === 0 ? 50 : 20 };
}

/** Where the time axis is marked: noon of each day, or, within two days, each second or third hour. */
export function timeMarks(fromMs: number, toMs: number, zone: string): { atMs: number; kind: 'day' | 'hour' }[] {
  const hour = 3_600_000;
  if (toMs - fromMs > 48 * hour) {
    const marks: { atMs: number; kind: 'day' }[] = [];
    for (let ms = fromMs - 24 * hour; ms <= toMs + 24 * hour; ms += 24 * hour) {
      const atMs = instantOfLocal(zonedInstant(ms, zone).slice(0, 10), '12:00', zone);
      if (atMs >= fromMs - 12 * hour && atMs <= toMs + 12 * hour) marks.push({ atMs, kind: 'day' });
    }
    return marks.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  }
  const stepHours = toMs - fromMs > 16 * hour ? 6 : toMs - fromMs > 10 * hour ? 3 : 2;
  const marks: { atMs: number; kind: 'hour' }[] = [];
  for (let ms = Math.ceil(fromMs / hour) * hour; ms <= toMs; ms += hour) {
    if (Number(zonedInstant(ms, zone).slice(11, 13)) % stepHours === 0) marks.push({ atMs: ms, kind: 'hour' });
  }
  return marks;
}
