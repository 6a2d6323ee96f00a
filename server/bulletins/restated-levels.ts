import type { AreaCounts, ChannelCounts } from '../../shared/snapshot.ts';
import { many, type Queryable, readSql } from '../database/database.ts';
import { readDepth } from '../snapshots/snapshots.ts';
import { addAt, type ChangedCount, type Changes, copyOf } from './restated.ts';

const selectChangesOfLevels = readSql(import.meta.url, './changes_of_levels.sql');
const keepChangesSql = readSql(import.meta.url, './keep_changes.sql');
const readChangesSql = readSql(import.meta.url, './read_changes.sql');

/** By how much one precinct and channel was changed. */
export type PrecinctChange = Omit<ChangedCount, 'shown'>;

/** A change of an area of any level. */
interface LevelChange extends PrecinctChange {
  readonly level: string;
}

/** Every level kept under a snapshot, with these changes of its precincts added; none where no level was kept. */
export async function restatedLevels(
  client: Queryable,
  o: { election: string; snapshot: number; changes: readonly PrecinctChange[] },
): Promise<AreaCounts[]> {
  const levels = await readDepth(client, { election: o.election, number: o.snapshot, revision: '' });
  if (levels.length === 0 || o.changes.length === 0) return levels;
  const changes = await many<LevelChange>(client, selectChangesOfLevels, [o.election, ...columnsOf(o.changes)]);
  return levels.map((counts) =>
    withChanges(
      counts,
      changes.filter(({ level }) => level === counts.level),
    ),
  );
}

/** Keeps by how much a correction changed its precincts. */
export async function keepChanges(
  client: Queryable,
  o: { election: string; number: number; changes: readonly PrecinctChange[] },
): Promise<void> {
  if (o.changes.length === 0) return;
  await client.query(keepChangesSql, [o.election, o.number, ...columnsOf(o.changes)]);
}

/** By how much a bulletin changed its precincts; by nothing where it is no correction. */
export async function readChanges(
  client: Queryable,
  { election, number }: { election: string; number: number },
): Promise<PrecinctChange[]> {
  return await many<PrecinctChange>(client, readChangesSql, [election, number]);
}

function columnsOf(changes: readonly PrecinctChange[]): unknown[][] {
  return [
    changes.map(({ area }) => area),
    changes.map(({ channel }) => channel),
    changes.map(({ registered }) => registered),
    changes.map(({ issued }) => issued),
    changes.map(({ ballots_cast }) => ballots_cast),
  ];
}

function withChanges(counts: AreaCounts, changes: readonly LevelChange[]): AreaCounts {
  const at = new Map(counts.codes.map((code, index) => [code, index]));
  const all = copyOf(counts);
  const byChannel = Object.fromEntries(
    Object.entries(counts.byChannel).map(([channel, own]): [string, Changes] => [channel, copyOf(own)]),
  );
  for (const { area, channel, registered, issued, ballots_cast: cast } of changes) {
    const own = byChannel[channel];
    const index = at.get(area);
    if (own === undefined || index === undefined) continue;
    for (const each of [all, own]) addAt(each, index, { registered, issued, cast });
  }
  const restated: Record<string, ChannelCounts> = byChannel;
  return { ...counts, ...all, byChannel: restated };
}
