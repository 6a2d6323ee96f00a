import type { Areas } from '../area.ts';
import type { ElectionDescription } from '../election.ts';
import { snapshotAtLevel } from '../levels.ts';
import type { ChannelCounts, Count, Snapshot } from '../snapshot.ts';
import { turnoutPct } from '../turnout.ts';

/** The snapshot with one area's counts as its total and channels; channels in which the area has nothing are left out. */
export function snapshotOfArea(snapshot: Snapshot, areas: Areas, code: string): Snapshot {
  const level = areas.areas.find((area) => area.code === code)?.level ?? snapshot.areas.level;
  const counts = snapshotAtLevel(snapshot, areas.areas, level).areas;
  const index = counts.codes.indexOf(code);
  const channels = Object.entries(counts.byChannel)
    .map(([channel, own]) => [channel, countAt(own, index)] as const)
    .filter(([, { registered, issued }]) => registered > 0 || issued > 0);
  return { ...snapshot, total: countAt(counts, index), channels: Object.fromEntries(channels) };
}

/** The election as one area's page tells it: with the channels alone that its snapshot has. */
export function descriptionOfArea(description: ElectionDescription, ofArea: Snapshot): ElectionDescription {
  return { ...description, channels: description.channels.filter(({ code }) => code in ofArea.channels) };
}

function countAt(counts: ChannelCounts, index: number): Count {
  const registered = counts.registered[index] ?? 0;
  const issued = counts.issued[index] ?? 0;
  const cast = counts.cast?.[index];
  return {
    registered,
    issued,
    ...(cast === undefined ? {} : { cast }),
    turnoutPct: turnoutPct(issued, registered),
  };
}
