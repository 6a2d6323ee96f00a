import { csvRow } from './csv.ts';
import type { ChannelCounts, Count, Snapshot } from './snapshot.ts';
import { turnoutPctText } from './turnout.ts';

/** First row of every snapshot and bulletin as CSV; frozen. */
export const SNAPSHOT_CSV_COLUMNS = [
  'election',
  'mode',
  'number',
  'as_of',
  'level',
  'area',
  'channel',
  'registered',
  'issued',
  'cast',
  'turnout_pct',
] as const;

/**
 * A snapshot as CSV: the header, the whole election, then each area of `snapshot.areas` in its order.
 *
 * Of each, first `all` channels together, then each channel in the snapshot's order; an area's channel in which nobody
 * is registered and nothing was issued is left out. `cast` is empty where the election does not report it,
 * `turnout_pct` has two decimals and is empty where nobody is registered.
 *
 * @param root the area that is the whole election; not repeated where it is itself the level of `snapshot.areas`
 */
export function snapshotCsv(snapshot: Snapshot, root: { readonly code: string; readonly level: string }): string {
  const { areas } = snapshot;
  const channels = Object.keys(snapshot.channels);
  const row = (level: string, area: string, channel: string, count: Omit<Count, 'turnoutPct'>) =>
    csvRow([
      snapshot.election,
      snapshot.mode,
      snapshot.number,
      snapshot.asOf,
      level,
      area,
      channel,
      count.registered,
      count.issued,
      count.cast ?? '',
      turnoutPctText(count.issued, count.registered),
    ]);

  let csv = csvRow(SNAPSHOT_CSV_COLUMNS);
  csv += row(root.level, root.code, 'all', snapshot.total);
  for (const channel of channels) csv += row(root.level, root.code, channel, snapshot.channels[channel]!);
  if (areas.level === root.level) return csv;

  areas.codes.forEach((code, index) => {
    csv += row(areas.level, code, 'all', countAt(areas, index));
    for (const channel of channels) {
      const counts = areas.byChannel[channel];
      if (counts === undefined) continue;
      const count = countAt(counts, index);
      if (count.registered !== 0 || count.issued !== 0 || (count.cast ?? 0) !== 0) {
        csv += row(areas.level, code, channel, count);
      }
    }
  });
  return csv;
}

function countAt(counts: ChannelCounts, index: number): Omit<Count, 'turnoutPct'> {
  const cast = counts.cast?.[index];
  return {
    registered: counts.registered[index] ?? 0,
    issued: counts.issued[index] ?? 0,
    ...(cast === undefined ? {} : { cast }),
  };
}
