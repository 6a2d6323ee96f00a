import type { ChannelCounts, Count, Snapshot } from '../snapshot.ts';
import { snapshotCsv } from '../snapshot-csv.ts';
import { turnoutPct } from '../turnout.ts';

/** What a verdict on one bulletin's numbers says: how many sums were done, and the first that was wrong. */
export interface Sums {
  readonly done: number;
  readonly wrong: string | null;
}

/**
 * Adds a snapshot up again: areas to channels, channels to the total, areas across channels, and every percentage; then makes its CSV again
 * and compares.
 */
export function addUp(snapshot: Snapshot, csv: string): Sums {
  let done = 0;
  let wrong: string | null = null;
  const same = (what: string, told: number | null, found: number | null) => {
    done += 1;
    if (told !== found) wrong ??= `${what} is told as ${told}, the parts make ${found}`;
  };
  const { areas, channels, total } = snapshot;
  const told = (what: string, count: Count) =>
    same(`turnout of ${what}`, count.turnoutPct, turnoutPct(count.issued, count.registered));

  for (const measure of ['registered', 'issued', 'cast'] as const) {
    if (total[measure] === undefined) {
      const parts = [...Object.values(channels), areas, ...Object.values(areas.byChannel)];
      if (parts.some((part) => part[measure] !== undefined))
        wrong ??= `${measure} is told of parts and not of the whole`;
      continue;
    }
    const each = Object.values(channels).map((count) => count[measure] ?? 0);
    same(`${measure} of all channels`, total[measure], sum(each));
    same(`${measure} of all areas`, total[measure], sum(areas[measure] ?? []));
    for (const [channel, count] of Object.entries(channels)) {
      if (count[measure] === undefined) continue;
      same(`${measure} of channel ${channel}`, count[measure], sum(areas.byChannel[channel]?.[measure] ?? []));
    }
    areas.codes.forEach((code, i) => {
      const parts = Object.values(areas.byChannel).map((counts: ChannelCounts) => counts[measure]?.[i] ?? 0);
      same(`${measure} of ${code}`, areas[measure]?.[i] ?? 0, sum(parts));
    });
  }
  told('the whole', total);
  for (const [channel, count] of Object.entries(channels)) told(`channel ${channel}`, count);

  const [, first = ''] = csv.split('\n');
  const [, , , , level = '', code = ''] = first.split(',');
  done += 1;
  if (snapshotCsv(snapshot, { level, code }) !== csv) wrong ??= 'the CSV tells other numbers than the JSON';
  return { done, wrong };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
