import type { ChannelCounts, Count, Snapshot } from '../snapshot.ts';
import { snapshotCsv } from '../snapshot-csv.ts';
import { turnoutPct } from '../turnout.ts';
import type { Finding } from './finding.ts';

/** What a verdict on one bulletin's numbers says: how many sums were done, and the first that was wrong. */
export interface Sums {
  readonly done: number;
  readonly wrong: Finding | null;
}

/**
 * Adds a snapshot up again: areas to channels, channels to the total, areas across channels, and every percentage; then makes its CSV again
 * and compares.
 */
export function addUp(snapshot: Snapshot, csv: string): Sums {
  let done = 0;
  let wrong: Finding | null = null;
  const same = <N extends number | null>(told: N, made: N, finding: (sum: { told: N; made: N }) => Finding) => {
    done += 1;
    if (told !== made) wrong ??= finding({ told, made });
  };
  const { areas, channels, total } = snapshot;
  const samePct = (count: Count, finding: (pct: { told: number | null; made: number | null }) => Finding) =>
    same(count.turnoutPct, turnoutPct(count.issued, count.registered), finding);

  for (const measure of ['registered', 'issued', 'cast'] as const) {
    if (total[measure] === undefined) {
      const parts = [...Object.values(channels), areas, ...Object.values(areas.byChannel)];
      if (parts.some((part) => part[measure] !== undefined)) wrong ??= { kind: 'told-of-parts-alone', measure };
      continue;
    }
    const each = Object.values(channels).map((count) => count[measure] ?? 0);
    same(total[measure], sum(each), (found) => ({ kind: 'sum-of-channels', measure, ...found }));
    same(total[measure], sum(areas[measure] ?? []), (found) => ({ kind: 'sum-of-areas', measure, ...found }));
    for (const [channel, count] of Object.entries(channels)) {
      if (count[measure] === undefined) continue;
      same(count[measure], sum(areas.byChannel[channel]?.[measure] ?? []), (found) => ({
        kind: 'sum-of-channel',
        measure,
        channel,
        ...found,
      }));
    }
    areas.codes.forEach((area, i) => {
      const parts = Object.values(areas.byChannel).map((counts: ChannelCounts) => counts[measure]?.[i] ?? 0);
      same(areas[measure]?.[i] ?? 0, sum(parts), (found) => ({ kind: 'sum-of-area', measure, area, ...found }));
    });
  }
  samePct(total, (found) => ({ kind: 'percentage-of-whole', ...found }));
  for (const [channel, count] of Object.entries(channels)) {
    samePct(count, (found) => ({ kind: 'percentage-of-channel', channel, ...found }));
  }

  const [, first = ''] = csv.split('\n');
  const [, , , , level = '', code = ''] = first.split(',');
  done += 1;
  if (snapshotCsv(snapshot, { level, code }) !== csv) wrong ??= { kind: 'csv-differs' };
  return { done, wrong };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, n) => total + n, 0);
}
