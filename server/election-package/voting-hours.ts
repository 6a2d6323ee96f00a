import type { Channel } from '../../shared/election.ts';
import { instantOfLocal } from '../../shared/instant.ts';

/** One stretch of a channel's voting hours in one zone. */
export interface VotingHours {
  readonly channel: string;
  readonly timezone: string;
  /** Milliseconds since the epoch. */
  readonly opensAt: number;
  readonly closesAt: number;
}

/**
 * A channel's voting hours as instants, once for each zone in which it has precincts, in order of zone and time.
 *
 * @param zones IANA names
 */
export function votingHours(channel: Channel, zones: Iterable<string>): VotingHours[] {
  const { code, hours = [], localHours } = channel;
  return [...zones].sort().flatMap((timezone) => {
    const instants = hours.map(({ opens, closes }) => [Date.parse(opens), Date.parse(closes)] as const);
    const local = (localHours?.days ?? []).map(
      (day) =>
        [instantOfLocal(day, localHours!.opens, timezone), instantOfLocal(day, localHours!.closes, timezone)] as const,
    );
    return [...instants, ...local]
      .sort(([a], [b]) => a - b)
      .map(([opensAt, closesAt]) => ({ channel: code, timezone, opensAt, closesAt }));
  });
}
