import type { Channel, ElectionDescription } from '../shared/election.ts';
import { instantOfLocal, zonedInstant } from '../shared/instant.ts';

/** Where voting stands at one place: `closed` is over for today, `between` neither open now nor yet opened today. */
export type VotingState = 'before' | 'open' | 'closed' | 'between';

const DAY_MS = 86_400_000;

/** Days on which any channel is open by the election's own zone, `YYYY-MM-DD`, in order. */
export function votingDays({ channels, timezone }: Pick<ElectionDescription, 'channels' | 'timezone'>): string[] {
  const local = channels.flatMap(({ localHours }) => localHours?.days ?? []);
  // Stations that close each evening have days; what is open day and night only has instants.
  if (local.length > 0) return [...new Set(local)].sort();
  const days = channels
    .flatMap(({ hours }) => hours ?? [])
    .flatMap(({ opens, closes }) => daysOf(opens, closes, timezone));
  return [...new Set(days)].sort();
}

/**
 * Where voting stands in an area at an instant.
 *
 * @param channels those by which anybody there may be issued a ballot
 * @param zone the area's own
 */
export function votingStateAt(channels: readonly Channel[], zone: string, atMs: number): VotingState {
  const hours = channels.flatMap((channel) => hoursOf(channel, zone));
  if (hours.some(([opens, closes]) => atMs >= opens && atMs < closes)) return 'open';
  if (hours.every(([opens]) => atMs < opens)) return 'before';
  // Past the last evening it may be tomorrow there.
  if (hours.every(([, closes]) => atMs >= closes)) return 'closed';
  const today = zonedInstant(atMs, zone).slice(0, 10);
  const todays = hours.filter(([, closes]) => zonedInstant(closes, zone).slice(0, 10) === today);
  return todays.length > 0 && todays.every(([, closes]) => atMs >= closes) ? 'closed' : 'between';
}

function hoursOf({ hours, localHours }: Channel, zone: string): (readonly [number, number])[] {
  const instants = (hours ?? []).map(({ opens, closes }) => [Date.parse(opens), Date.parse(closes)] as const);
  const local = (localHours?.days ?? []).map(
    (day) =>
      [
        instantOfLocal(day, localHours?.opens ?? '00:00', zone),
        instantOfLocal(day, localHours?.closes ?? '24:00', zone),
      ] as const,
  );
  return [...instants, ...local];
}

function daysOf(opens: string, closes: string, zone: string): string[] {
  const last = zonedInstant(Date.parse(closes) - 1, zone).slice(0, 10);
  const days: string[] = [];
  for (let ms = Date.parse(opens); ; ms += DAY_MS) {
    const day = zonedInstant(ms, zone).slice(0, 10);
    if (day > last) break;
    days.push(day);
  }
  return days.at(-1) === last || days.length === 0 ? days : [...days, last];
}
