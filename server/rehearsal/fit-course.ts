/** What a number of precincts together must have issued by an instant, between two bounds that may be one. */
export interface Target {
  /** For each group, how many of its slots have passed by then; 0 where it is no part of the area. */
  readonly passed: readonly number[];
  /** For each group, whether it is part of the area. */
  readonly part: readonly boolean[];
  readonly least: number;
  readonly most: number;
}

/** A group as fitting sees it. */
export interface Course {
  readonly final: number;
  /** Weight of each slot before anything is known of the group's course; above 0. */
  readonly weights: readonly number[];
}

const ROUNDS = 2_000;
/** Ballots by which a count may be off before it is made whole. */
const NEAR_ENOUGH = 0.25;

/**
 * How many ballots each group has issued by the end of each slot, as close to the weights as the targets allow: iterative
 * proportional fitting of slot counts to the targets, each group always adding up to its final count. Where targets
 * contradict one another the later ones in the list are met best.
 *
 * @returns by group and slot, cumulative, not whole; the last of each is exactly the final count
 */
export function fitCourses(groups: readonly Course[], targets: readonly Target[]): number[][] {
  const slots = groups.map(({ final, weights }) => {
    const sum = weights.reduce((before, weight) => before + weight, 0);
    return Float64Array.from(weights, (weight) => (final * weight) / sum);
  });
  const solvable = targets.map((target) => withRoom(groups, target)).filter((target) => target !== null);
  for (let round = 0; round < ROUNDS; round++) {
    let worst = 0;
    for (const target of solvable) worst = Math.max(worst, meet(groups, slots, target));
    if (worst < NEAR_ENOUGH) break;
  }
  return slots.map((counts, index) => {
    let sum = 0;
    const cumulative = Array.from(counts, (count) => (sum += count));
    cumulative[cumulative.length - 1] = groups[index]!.final;
    return cumulative;
  });
}

interface SolvableTarget extends Target {
  /** Sum of the finals of the groups that are part. */
  readonly final: number;
}

/** The target within what can be reached at all; `null` where nothing is free to reach it. */
function withRoom(groups: readonly Course[], target: Target): SolvableTarget | null {
  let final = 0;
  let low = 0;
  let high = 0;
  for (const [index, group] of groups.entries()) {
    if (!target.part[index]) continue;
    final += group.final;
    if (target.passed[index]! > 0) high += group.final;
    if (target.passed[index]! === group.weights.length) low += group.final;
  }
  if (high === low) return null;
  const within = (value: number) => Math.min(Math.max(value, low), high);
  return { ...target, least: within(target.least), most: within(target.most), final };
}

/** Scales what has passed and what is still to come so that the target is met. @returns by how much it was missed before */
function meet(groups: readonly Course[], slots: readonly Float64Array[], target: SolvableTarget): number {
  let passed = 0;
  for (const [index, counts] of slots.entries()) {
    for (let slot = 0; slot < target.passed[index]!; slot++) passed += counts[slot]!;
  }
  const wanted = Math.min(Math.max(passed, target.least), target.most);
  const missed = Math.abs(wanted - passed);
  if (missed === 0 || passed === 0) return missed;
  const rest = target.final - passed;
  const before = wanted / passed;
  const after = rest > 0 ? (target.final - wanted) / rest : 0;
  for (const [index, counts] of slots.entries()) {
    if (!target.part[index]) continue;
    let sum = 0;
    for (let slot = 0; slot < counts.length; slot++) {
      counts[slot]! *= slot < target.passed[index]! ? before : after;
      sum += counts[slot]!;
    }
    const { final } = groups[index]!;
    if (sum > 0) for (let slot = 0; slot < counts.length; slot++) counts[slot]! *= final / sum;
  }
  return missed;
}
