import type { Snapshot } from '../../shared/snapshot.ts';
import { electionFacts } from '../counting/counting.ts';
import { type Database, many, maybeOne, type Queryable, readSql } from '../database/database.ts';
import { figuresAt } from './differences.ts';

const selectSnapshot = readSql(import.meta.url, './snapshot_at.sql');
const selectIssues = readSql(import.meta.url, './rebuild_issues.sql');
const selectReports = readSql(import.meta.url, './rebuild_reports.sql');
const selectKept = readSql(import.meta.url, './kept_of_area.sql');

/** Counts of one channel, or of all together. */
export interface RebuiltCount {
  registered: number;
  issued: number;
  cast: number;
}

/** An area's figures at a past minute, added up again from the rows that were known then. */
export interface Rebuilt {
  /** The snapshot that stood at the minute. */
  readonly number: number;
  readonly asOf: Date;
  /** By channel, in the election's order; channels that the area does not have are left out. */
  readonly channels: ReadonlyMap<string, RebuiltCount>;
  /** What was kept of the area then, by channel; `null` where nothing was kept so deep, as of most minutes of most precincts. */
  readonly kept: ReadonlyMap<string, RebuiltCount> | null;
}

/** Why an area's minute cannot be rebuilt. */
export type NotRebuilt = 'no-election' | 'no-area' | 'no-snapshot' | 'other-cluster';

/**
 * An area's figures at the last snapshot at or before `at`, from ballots, reports and electorates alone: those visible in the
 * snapshot's `pg_snapshot` whose time had come by its instant. Reads the whole election's ballots.
 */
export async function rebuildArea(
  database: Database,
  o: { election: string; area: string; at: Date },
): Promise<Rebuilt | NotRebuilt> {
  const client = database.pool('counting');
  const facts = await electionFacts(client, o.election);
  if (facts === null) return 'no-election';
  const snapshot = await maybeOne<{
    number: number;
    as_of: Date;
    counted: string;
    body: string;
    cluster: number | null;
  }>(client, selectSnapshot, [o.election, o.at]);
  if (snapshot === null) return 'no-snapshot';
  if (snapshot.cluster === null) return 'other-cluster';
  type Row = { channel: string; registered?: number; issued: number; ballots_cast: number };
  const values = [o.election, o.area, snapshot.counted, snapshot.as_of, facts.opensAt];
  const precincts = await many<Row>(client, selectReports, [...values, snapshot.as_of, snapshot.cluster]);
  if (precincts.length === 0) return 'no-area';
  const order = facts.definition.channels.map(({ code }) => code);
  const channels = new Map<string, RebuiltCount>();
  for (const channel of order) {
    if (precincts.some((row) => row.channel === channel)) channels.set(channel, { registered: 0, issued: 0, cast: 0 });
  }
  for (const row of [...precincts, ...(await many<Row>(client, selectIssues, [...values, snapshot.cluster]))]) {
    const count = channels.get(row.channel)!;
    count.registered += row.registered ?? 0;
    count.issued += row.issued;
    count.cast += row.ballots_cast;
  }
  const kept = await keptOf(client, {
    ...o,
    number: snapshot.number,
    body: snapshot.body,
    channels: [...channels.keys()],
  });
  return { number: snapshot.number, asOf: snapshot.as_of, channels, kept };
}

/** What the snapshot itself, or the depth kept under it, has of the area. */
async function keptOf(
  client: Queryable,
  o: { election: string; area: string; number: number; body: string; channels: readonly string[] },
): Promise<Map<string, RebuiltCount> | null> {
  const { areas } = JSON.parse(o.body) as Snapshot;
  const index = areas.codes.indexOf(o.area);
  if (index !== -1) {
    return new Map(
      o.channels.flatMap((channel) => {
        const figures = figuresAt(areas.byChannel[channel], index);
        return figures === undefined ? [] : [[channel, figures] as const];
      }),
    );
  }
  const rows = await many<{ channel: string; registered: number; issued: number; ballots_cast: number }>(
    client,
    selectKept,
    [o.election, o.number, o.area],
  );
  if (rows.length === 0) return null;
  const ofArea = rows.filter(({ channel }) => o.channels.includes(channel));
  return new Map(ofArea.map(({ channel, ballots_cast: cast, ...row }) => [channel, { ...row, cast }]));
}
