import { zonedInstant } from '../../shared/instant.ts';
import type { AreaCounts, ChannelCounts } from '../../shared/snapshot.ts';
import { many, type Queryable, readSql } from '../database/database.ts';

const newSnapshots = readSql(import.meta.url, './new_snapshots.sql');
const newRevisions = readSql(import.meta.url, './area_revisions.sql');
const readDepthRows = readSql(import.meta.url, './read_depth.sql');

/** A snapshot as it is to be published. */
export interface StoredSnapshot {
  readonly number: number;
  /** ISO 8601 with the election zone's offset. */
  readonly asOf: string;
  readonly sha256: string;
  readonly body: string;
}

/** Snapshots after number `after`, in order, at most `limit`. */
export async function readSnapshots(
  database: Queryable,
  o: { election: string; timezone: string; after: number; limit: number },
): Promise<StoredSnapshot[]> {
  const rows = await many<{ number: number; as_of: Date; sha256: string; body: string }>(database, newSnapshots, [
    o.election,
    o.after,
    o.limit,
  ]);
  return rows.map((row) => ({ ...row, asOf: zonedInstant(row.as_of.getTime(), o.timezone) }));
}

/** Revisions of `areas.json` that are not among `known`, oldest first. */
export async function readRevisions(
  database: Queryable,
  o: { election: string; known: readonly string[] },
): Promise<{ revision: string; body: string }[]> {
  return await many<{ revision: string; body: string }>(database, newRevisions, [o.election, o.known]);
}

/** Counts of every level kept under a snapshot; none where none were kept. */
export async function readDepth(
  database: Queryable,
  o: { election: string; number: number; revision: string },
): Promise<AreaCounts[]> {
  const rows = await many<{
    level: string;
    channel: string;
    registered: number[];
    issued: number[];
    ballots_cast: number[];
    codes: string[] | null;
  }>(database, readDepthRows, [o.election, o.number]);
  const levels = [...new Set(rows.map((row) => row.level))];
  return levels.map((level) => {
    const channels = rows.filter((row) => row.level === level);
    const counts = channels.map((row): [string, ChannelCounts] => [row.channel, channelCounts(row)]);
    return {
      revision: o.revision,
      level,
      codes: channels[0]!.codes!,
      ...channelCounts({
        registered: sumOf(channels.map((row) => row.registered)),
        issued: sumOf(channels.map((row) => row.issued)),
        ballots_cast: sumOf(channels.map((row) => row.ballots_cast)),
      }),
      byChannel: Object.fromEntries(counts),
    };
  });
}

function channelCounts(row: { registered: number[]; issued: number[]; ballots_cast: number[] }): ChannelCounts {
  const { registered, issued, ballots_cast: cast } = row;
  return { registered, issued, ...(cast.some((count) => count !== 0) ? { cast } : {}) };
}

function sumOf(arrays: readonly (readonly number[])[]): number[] {
  return arrays[0]!.map((_, index) => arrays.reduce((total, array) => total + array[index]!, 0));
}
