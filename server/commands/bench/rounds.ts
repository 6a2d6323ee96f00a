/** One of the things that are compared: what it took in each round, ms. */
export interface Contestant {
  readonly name: string;
  /** Does it once; what it gives is the time it took, ms, where only a part of it counts. */
  readonly run: () => Promise<number | undefined>;
}

/** What each contestant took, ms, round by round. */
export type Times = ReadonlyMap<string, readonly number[]>;

/**
 * Lets contestants take turns, so that whatever else the machine does hits all of them alike; each round begins with another.
 *
 * @param before runs before each round and is not measured
 */
export async function takeTurns(
  rounds: number,
  contestants: readonly Contestant[],
  before: (round: number) => Promise<void> = async () => {},
): Promise<Times> {
  const times = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    await before(round);
    for (let turn = 0; turn < contestants.length; turn++) {
      const { name, run } = contestants[(round + turn) % contestants.length]!;
      const startMs = performance.now();
      const told = await run();
      times.get(name)!.push(told ?? performance.now() - startMs);
    }
  }
  return times;
}

/** Half of the values are below it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Median of the rounds' ratios: what `of` took, by what all of `floor` took in the same round.
 *
 * @param of sums of several contestants where there are several names
 */
export function ratio(times: Times, of: string, ...floor: readonly string[]): number {
  const sums = times.get(of)!.map((_, round) => floor.reduce((sum, name) => sum + times.get(name)![round]!, 0));
  return median(times.get(of)!.map((took, round) => took / sums[round]!));
}
