import { type DailyShape, type Hours, shapedSpans, weightOf } from './daily-shape.ts';
import {
  countsOfPercentage,
  isExactCount,
  type PublishedFigure,
  RehearsalImpossibleError,
  told,
} from './published-figures.ts';

/** A cumulative count that has to be met at an instant. */
export interface Anchor {
  readonly atMs: number;
  readonly count: number;
}

/** When and how a channel's ballots come between two counts. */
export interface Course {
  readonly shape: DailyShape;
  readonly zone: string;
  readonly hours: readonly Hours[];
}

/**
 * The counts of the whole channel that its ballots have to meet, ascending, from nothing at the opening on: the exact ones; the
 * sum of its precincts' where each has one at the same instant; and a published minimum, percentage or count of an unknown
 * minute, pinned to its value, where the course between the others would not pass it.
 *
 * @param figures of the channel
 * @param root code of the root area
 * @param registered electors of the whole channel at an instant
 * @throws RehearsalImpossibleError when a later count is below an earlier one
 */
export function totalAnchors(
  figures: readonly PublishedFigure[],
  root: string,
  byPrecinct: readonly (readonly Anchor[])[],
  course: Course,
  registered: (atMs: number) => number,
): Anchor[] {
  const counts = new Map<number, number>();
  for (const anchor of completeSums(byPrecinct)) counts.set(anchor.atMs, anchor.count);
  const ofAll = figures.filter((figure) => figure.area === root);
  for (const { atMs, value } of ofAll.filter(isExactCount)) {
    if ((counts.get(atMs) ?? value) !== value) {
      throw new RehearsalImpossibleError(
        `at ${told(atMs)} ${root} is ${value}, its precincts are ${counts.get(atMs)} together`,
      );
    }
    counts.set(atMs, value);
  }
  const opensMs = Math.min(...course.hours.map((hours) => hours.opensMs));
  if (!counts.has(opensMs)) counts.set(opensMs, 0);
  refuseFalls(sorted(counts), root);
  pinGates(counts, gates(ofAll, registered), course);
  return sorted(counts);
}

function refuseFalls(anchors: readonly Anchor[], root: string): void {
  for (const [index, anchor] of anchors.entries()) {
    const before = anchors[index - 1] ?? { atMs: anchor.atMs, count: 0 };
    if (anchor.count >= before.count) continue;
    throw new RehearsalImpossibleError(
      `${root} falls from ${before.count} at ${told(before.atMs)} to ${anchor.count} at ${told(anchor.atMs)}`,
    );
  }
}

/** A figure that the course has to pass somewhere in its window. */
interface Gate {
  readonly fromMs: number;
  readonly atMs: number;
  readonly least: number;
  readonly most: number;
  /** What is pinned where the course misses it. */
  readonly count: number;
}

function gates(figures: readonly PublishedFigure[], registered: (atMs: number) => number): Gate[] {
  return figures
    .filter((figure) => figure.measure !== 'cast' && !isExactCount(figure))
    .map((figure) => {
      const { fromMs, atMs, value } = figure;
      if (figure.measure === 'issued') {
        return {
          fromMs,
          atMs,
          least: value,
          most: figure.status === 'minimum' ? Number.POSITIVE_INFINITY : value,
          count: value,
        };
      }
      const { least, most, middle } = countsOfPercentage(figure, registered(atMs));
      return { fromMs, atMs, least, most, count: Math.round(middle) };
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/** Adds a count for each gate that the course between the counts misses, where that makes no count fall. */
function pinGates(counts: Map<number, number>, missable: readonly Gate[], course: Course): void {
  // A pin changes the course on both sides of it, so look again until no gate is missed; each is pinned at most once.
  for (let pinned = true; pinned; ) {
    pinned = false;
    for (const { fromMs, atMs, least, most, count } of missable) {
      const anchors = sorted(counts);
      const tooLate = plainCourse(anchors, atMs, course) < least;
      if (!tooLate && plainCourse(anchors, fromMs, course) <= most) continue;
      const pinMs = tooLate ? atMs : fromMs;
      const before = anchors.findLast((anchor) => anchor.atMs <= pinMs);
      const after = anchors.find((anchor) => anchor.atMs >= pinMs);
      if (counts.has(pinMs) || before === undefined || after === undefined) continue;
      if (count < before.count || count > after.count) continue;
      counts.set(pinMs, count);
      pinned = true;
    }
  }
}

function sorted(counts: ReadonlyMap<number, number>): Anchor[] {
  return [...counts].map(([atMs, count]) => ({ atMs, count })).sort((a, b) => a.atMs - b.atMs);
}

/** Sums at the instants at which every precinct has a count. */
function completeSums(byPrecinct: readonly (readonly Anchor[])[]): Anchor[] {
  const sums = new Map<number, { count: number; precincts: number }>();
  for (const anchors of byPrecinct) {
    for (const { atMs, count } of anchors) {
      const sum = sums.get(atMs) ?? { count: 0, precincts: 0 };
      sums.set(atMs, { count: sum.count + count, precincts: sum.precincts + 1 });
    }
  }
  return [...sums].flatMap(([atMs, { count, precincts }]) =>
    precincts === byPrecinct.length ? [{ atMs, count }] : [],
  );
}

/** Where the count stands at an instant between two anchors by the shape of the day alone. */
function plainCourse(anchors: readonly Anchor[], atMs: number, { shape, zone, hours }: Course): number {
  const next = anchors.find((anchor) => anchor.atMs >= atMs);
  const before = anchors.findLast((anchor) => anchor.atMs <= atMs);
  // After the last count nothing more is drawn: a minimum there is one that is not reached otherwise.
  if (next === undefined) return before?.count ?? 0;
  if (before === undefined) return 0;
  const whole = weightOf(shapedSpans(shape, zone, hours, before.atMs, next.atMs));
  const part = weightOf(shapedSpans(shape, zone, hours, before.atMs, atMs));
  return whole === 0 ? before.count : before.count + (next.count - before.count) * (part / whole);
}
