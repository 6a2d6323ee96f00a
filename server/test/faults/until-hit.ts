/** Attempts for one hit, at most: where fewer come off, the test aims badly, or the program no longer does what it aims at. */
const ATTEMPTS = 4;

/**
 * Attempts a fault until it hit so often, since a fault that does not hit tests nothing.
 *
 * @param attempt whether the fault hit
 * @returns how often it hit, of so many attempts; fewer than `goal` once there were four attempts for each
 */
export async function untilHit(goal: number, attempt: () => Promise<boolean>): Promise<{ hit: number; of: number }> {
  let hit = 0;
  let of = 0;
  for (; hit < goal && of < goal * ATTEMPTS; of += 1) if (await attempt()) hit += 1;
  return { hit, of };
}
