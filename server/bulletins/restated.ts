import type { ChannelCounts, Count, Snapshot } from '../../shared/snapshot.ts';
import { turnoutPct } from '../../shared/turnout.ts';

/** By how much corrections changed the count of one precinct and channel. */
export interface ChangedCount {
  readonly area: string;
  readonly channel: string;
  /** The area of the displayed level that contains it; `null` where none does. */
  readonly shown: string | null;
  readonly registered: number;
  readonly issued: number;
  readonly ballots_cast: number;
}

/** By how much one count changes. */
export type Change = { readonly registered: number; readonly issued: number; readonly cast: number };
/** Counts of areas that may be added to. */
export type Changes = { -readonly [Measure in keyof ChannelCounts]: number[] };

/** A snapshot's figures with these changes added to its areas, channels and total; all else of it stays. */
export function restated(snapshot: Snapshot, changes: readonly ChangedCount[]): Snapshot {
  const { codes } = snapshot.areas;
  const channels: Record<string, Count> = { ...snapshot.channels };
  const all: Changes = copyOf(snapshot.areas);
  const byChannel: Record<string, Changes> = {};
  for (const [channel, counts] of Object.entries(snapshot.areas.byChannel)) byChannel[channel] = copyOf(counts);
  let { total } = snapshot;
  for (const { channel, shown, registered, issued, ballots_cast: cast } of changes) {
    const change = { registered, issued, cast };
    total = plus(total, change);
    channels[channel] = plus(channels[channel] ?? { registered: 0, issued: 0, turnoutPct: null }, change);
    const index = shown === null ? -1 : codes.indexOf(shown);
    if (index === -1) continue;
    addAt(all, index, change);
    const own = byChannel[channel];
    if (own !== undefined) addAt(own, index, change);
  }
  return { ...snapshot, total, channels, areas: { ...snapshot.areas, ...all, byChannel } };
}

/** The same counts, to be added to. */
export function copyOf({ registered, issued, cast }: ChannelCounts): Changes {
  return { registered: [...registered], issued: [...issued], ...(cast === undefined ? {} : { cast: [...cast] }) };
}

function plus(count: Count, change: Change): Count {
  const registered = count.registered + change.registered;
  const issued = count.issued + change.issued;
  const cast = (count.cast ?? 0) + change.cast;
  const withCast = count.cast !== undefined || change.cast !== 0;
  return { registered, issued, ...(withCast ? { cast } : {}), turnoutPct: turnoutPct(issued, registered) };
}

/** Adds a change to the counts of one area. */
export function addAt(counts: Changes, index: number, change: Change): void {
  counts.registered[index]! += change.registered;
  counts.issued[index]! += change.issued;
  if (change.cast === 0) return;
  counts.cast ??= counts.issued.map(() => 0);
  counts.cast[index]! += change.cast;
}
