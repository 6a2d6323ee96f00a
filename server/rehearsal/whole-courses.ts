import { apportion } from './apportion.ts';
import type { Target } from './fit-course.ts';

/**
 * Fitted courses in whole ballots: never falling, ending at the final counts, and adding up exactly to each target that is an
 * exact count. Smaller areas are settled first, so that a larger one is made of what stands in them.
 *
 * @param courses by group and slot, cumulative, ending at whole final counts
 */
export function wholeCourses(courses: readonly (readonly number[])[], targets: readonly Target[]): number[][] {
  const settled = courses.map((course) => {
    const counts: (number | null)[] = course.map(() => null);
    counts[counts.length - 1] = course.at(-1)!;
    return counts;
  });
  const exact = targets.filter((target) => target.least === target.most);
  for (const target of [...exact].sort((a, b) => size(a) - size(b))) settle(courses, settled, target);
  return settled.map((counts, group) => {
    let before = 0;
    return counts.map((count, slot) => {
      const wanted = count ?? Math.round(courses[group]![slot]!);
      before = Math.min(Math.max(wanted, before), boundAfter(counts, slot));
      return before;
    });
  });
}

function size(target: Target): number {
  return target.part.filter(Boolean).length;
}

/** Settles the last slot that has passed, of each group in the area, so that together they are the target. */
function settle(courses: readonly (readonly number[])[], settled: readonly (number | null)[][], target: Target): void {
  let left = Math.round(target.least);
  const free: { group: number; slot: number; count: number; most: number; wanted: number }[] = [];
  for (const [group, counts] of settled.entries()) {
    const slot = target.passed[group]! - 1;
    if (slot < 0) continue;
    const known = counts[slot];
    if (known !== null && known !== undefined) {
      left -= known;
      continue;
    }
    const least = boundBefore(counts, slot);
    const most = boundAfter(counts, slot);
    const wanted = courses[group]![slot]!;
    const count = Math.min(Math.max(Math.floor(wanted), least), most);
    free.push({ group, slot, count, most, wanted });
    left -= count;
  }
  if (left < 0) left += lower(free, settled, -left);
  const fractions = free.map(({ wanted, count }) => Math.max(0, wanted - count));
  const more = apportion(
    left,
    fractions,
    free.map(({ count, most }) => most - count),
  );
  for (const [index, { group, slot, count }] of free.entries()) settled[group]![slot] = count + more[index]!;
}

/** Takes ballots away where the whole parts alone were too many already. @returns how many could be taken */
function lower(
  free: { group: number; slot: number; count: number }[],
  settled: readonly (number | null)[][],
  tooMany: number,
): number {
  const room = free.map(({ group, slot, count }) => count - boundBefore(settled[group]!, slot));
  const less = apportion(tooMany, room, room);
  for (const [index, each] of free.entries()) each.count -= less[index]!;
  return less.reduce((sum, count) => sum + count, 0);
}

/** The largest settled count before a slot. */
function boundBefore(counts: readonly (number | null)[], slot: number): number {
  for (let before = slot - 1; before >= 0; before--) if (counts[before] !== null) return counts[before]!;
  return 0;
}

/** The smallest settled count after a slot; the slot's own where it is settled. */
function boundAfter(counts: readonly (number | null)[], slot: number): number {
  for (let after = slot; after < counts.length; after++) if (counts[after] !== null) return counts[after]!;
  return Number.POSITIVE_INFINITY;
}
