import { instantOfLocal, zonedParts } from '../../shared/instant.ts';

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;

/** How a day's ballots fall over the day: slots of one width by the clock on the wall. */
export interface DailyShape {
  /** Minutes after midnight at which each slot begins, ascending. */
  readonly starts: readonly number[];
  readonly weights: readonly number[];
  readonly widthMinutes: number;
}

/** A span of instants in which ballots come evenly. */
export interface Span {
  /** First and last millisecond of it, since the epoch. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Per millisecond. */
  readonly density: number;
}

/** Opening hours: `opensMs` is the first millisecond in them, `closesMs` the first after them. */
export interface Hours {
  readonly opensMs: number;
  readonly closesMs: number;
}

/** The shape that rows of `time` (`HH:MM`) and weight give; slots are as wide as the smallest step between two. */
export function dailyShape(rows: readonly { readonly time: string; readonly weight: number }[]): DailyShape {
  const slots = rows
    .map(({ time, weight }) => ({ start: Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)), weight }))
    .sort((a, b) => a.start - b.start);
  const starts = slots.map((slot) => slot.start);
  const steps = starts.slice(1).map((start, index) => start - starts[index]!);
  return { starts, weights: slots.map((slot) => slot.weight), widthMinutes: Math.min(...steps, DAY_MINUTES) };
}

/**
 * The spans of `(afterMs, untilMs]` that lie within the hours, in order, as dense as the shape says there; where it says
 * nothing at all they are all equally dense. Empty where no hours lie between.
 */
export function shapedSpans(
  shape: DailyShape,
  zone: string,
  hours: readonly Hours[],
  afterMs: number,
  untilMs: number,
): Span[] {
  const open = openSpans(hours, afterMs, untilMs);
  const slots = slotsBetween(shape, zone, afterMs, untilMs).filter(({ density }) => density > 0);
  const spans: Span[] = [];
  for (const { fromMs, toMs } of open) {
    for (const slot of slots) {
      if (slot.toMs < fromMs || slot.fromMs > toMs) continue;
      spans.push({ ...slot, fromMs: Math.max(slot.fromMs, fromMs), toMs: Math.min(slot.toMs, toMs) });
    }
  }
  return spans.length > 0 ? spans : open;
}

/** The same spans whatever the shape says, all equally dense. */
export function openSpans(hours: readonly Hours[], afterMs: number, untilMs: number): Span[] {
  return hours
    .map(({ opensMs, closesMs }) => ({
      fromMs: Math.max(opensMs, afterMs + 1),
      toMs: Math.min(closesMs - 1, untilMs),
      density: 1,
    }))
    .filter(({ fromMs, toMs }) => toMs >= fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}

/** How much the spans weigh. */
export function weightOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { fromMs, toMs, density }) => sum + (toMs - fromMs + 1) * density, 0);
}

/** Every slot of every day that touches the interval, ascending. */
function slotsBetween(shape: DailyShape, zone: string, afterMs: number, untilMs: number): Span[] {
  const days = new Set<string>();
  for (let at = afterMs; at < untilMs + DAY_MS; at += DAY_MS / 2) {
    const { year, month, day } = zonedParts(Math.min(at, untilMs), zone);
    days.add(`${year}-${month}-${day}`);
  }
  return [...days].flatMap((day) => slotsOfDay(shape, zone, day));
}

const daysKept = new WeakMap<DailyShape, Map<string, readonly Span[]>>();

/** The day's slots; kept, since to ask the calendar of a zone is slow. */
function slotsOfDay(shape: DailyShape, zone: string, day: string): readonly Span[] {
  const kept = daysKept.get(shape) ?? new Map<string, readonly Span[]>();
  daysKept.set(shape, kept);
  const known = kept.get(`${day} ${zone}`);
  if (known !== undefined) return known;
  const spans: Span[] = [];
  for (const [index, start] of shape.starts.entries()) {
    const fromMs = instantOfLocal(day, clock(start), zone);
    const end = start + shape.widthMinutes;
    const endMs = end < DAY_MINUTES ? instantOfLocal(day, clock(end), zone) : fromMs + shape.widthMinutes * 60_000;
    // Where the clock skips the slot there is nothing of it.
    if (endMs > fromMs) spans.push({ fromMs, toMs: endMs - 1, density: shape.weights[index]! / (endMs - fromMs) });
  }
  kept.set(`${day} ${zone}`, spans);
  return spans;
}

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
