import type { ElectionDescription } from './election.ts';

/**
 * The election that a screen shows when its address names none: the first that is open by its own latest count, else the
 * first that was counted, else the first; `undefined` only of none.
 *
 * @param asOf of the latest count, ISO 8601; `null` before the first
 */
export function presentElection<T>(
  elections: readonly T[],
  describe: (election: T) => Pick<ElectionDescription, 'opensAt' | 'closesAt'>,
  asOf: (election: T) => string | null,
): T | undefined {
  const counted = [...elections].sort((a, b) => Number(asOf(b) !== null) - Number(asOf(a) !== null));
  const isOpen = (election: T) => {
    const latestMs = Date.parse(asOf(election) ?? '');
    const { opensAt, closesAt } = describe(election);
    return latestMs >= Date.parse(opensAt) && latestMs <= Date.parse(closesAt);
  };
  return counted.find(isOpen) ?? counted[0];
}
