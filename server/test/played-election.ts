import { join } from 'node:path';
import { expect } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { packageRoot } from '../config.ts';
import { type Database, many, one } from '../database/database.ts';
import { loadElection, readElectionPackage } from '../election-package/election-package.ts';
import { addSource } from '../ingest/ingest.ts';
import { countElectionMinute } from '../minute/minute.ts';
import { recount } from '../recount/recount.ts';
import { openReplay } from '../rehearsal/rehearsal.ts';
import { sendDue } from '../rehearsal/send-due.ts';
import { freshDatabase, testLog } from './test-database.ts';

const MINUTE_MS = 60_000;

/** A package's rehearsal, played to its end. */
export interface PlayedElection {
  readonly database: Database;
  readonly election: string;
  /** Count reports stored. */
  readonly reports: number;
  /** Published counts of precincts that were held against the sums, each at its instant. */
  readonly compared: number;
  /** The snapshot of an instant at which something was counted. */
  snapshot(at: string): Promise<Snapshot>;
  last(): Promise<Snapshot>;
  /** How many discrepancies of each rule were met, and how many of those are open in the end. */
  discrepancies(): Promise<Record<string, { met: number; open: number }>>;
}

/**
 * Loads a package that comes with the program and plays all of it through ingest and counting: each minute in which something is
 * due, each published instant, each that was told ahead of its time, the end. Expects that every published count of a precinct
 * stands in the sums at its instant, and that a recount from the rows agrees. Numbers that are missing have been so for five minutes
 * when the end is counted.
 */
export async function playElection(id: string): Promise<PlayedElection> {
  const database = await freshDatabase();
  const read = await readElectionPackage(join(packageRoot(), 'elections', id));
  expect(read.ok ? [] : read.problems).toEqual([]);
  if (!read.ok) throw new Error(`${id} has mistakes`);
  await loadElection(database, read.package);
  const replay = await openReplay(database, id);
  for (const { source, channel } of replay.sources) await addSource(database, { election: id, source, channel });

  const published = new Set(replay.publishedAtMs);
  const sender = { database, election: id, log: testLog, signal: new AbortController().signal };
  const endMs = replay.endsAt.getTime();
  let compared = 0;
  let sentTo: number | null = null;
  for (let atMs = replay.from.getTime(); atMs <= endMs; atMs += MINUTE_MS) {
    const due = replay.due(sentTo, atMs);
    const isPublished = published.has(atMs);
    if (due.length === 0 && !isPublished && atMs < endMs) continue;
    await sendDue(sender, due);
    sentTo = atMs;
    if (atMs === endMs) await ageHoles(database, id);
    const at = new Date(atMs);
    const minute = { election: id, at, intervalMs: 1_000, speed: 60, loaded: false, next: atMs < endMs };
    expect(await countElectionMinute(database, minute)).toMatchObject({ counted: true });
    if (isPublished) compared += await compareWithPublished(database, id, at);
  }
  const recounted = await recount(database, id);
  expect(recounted.differences).toEqual([]);
  const pool = database.pool('owner');
  const { reports } = await one<{ reports: number }>(
    pool,
    'SELECT count(*)::integer AS reports FROM count_report WHERE election = $1',
    [id],
  );
  const body = async (which: string, values: unknown[]) =>
    JSON.parse(
      (await one<{ body: string }>(pool, `SELECT body FROM snapshot WHERE election = $1 ${which}`, [id, ...values]))
        .body,
    ) as Snapshot;
  return {
    database,
    election: id,
    reports,
    compared,
    snapshot: (at) => body('AND as_of = $2', [at]),
    last: () => body('ORDER BY number DESC LIMIT 1', []),
    async discrepancies() {
      const rows = await many<{ rule: string; met: number; open: number }>(
        pool,
        `SELECT rule, count(*)::integer AS met, (count(*) FILTER (WHERE state = 'open'))::integer AS open
           FROM discrepancy WHERE election = $1 GROUP BY rule`,
        [id],
      );
      return Object.fromEntries(rows.map(({ rule, met, open }) => [rule, { met, open }]));
    },
  };
}

/** Has the holes stand for as long as one must to be told: what took hours of the vote was played in seconds of the database's clock. */
async function ageHoles(database: Database, election: string): Promise<void> {
  const sql = "UPDATE source_hole SET noticed_at = noticed_at - interval '5 minutes' WHERE election = $1";
  await database.pool('owner').query(sql, [election]);
}

/** How many exact counts of precincts were published for an instant; each must stand in the sums then. */
async function compareWithPublished(database: Database, election: string, at: Date): Promise<number> {
  const rows = await many<{ area: string; measure: string; published: number; counted: number }>(
    database.pool('owner'),
    `SELECT p.area, p.measure, p.value::bigint AS published,
            CASE p.measure WHEN 'cast' THEN s.ballots_cast ELSE s.issued END AS counted
       FROM published_count p
       JOIN area a ON a.election = p.election AND a.area = p.area AND a.leaf
       JOIN area_sum s ON s.election = p.election AND s.area = p.area AND s.channel = p.channel
      WHERE p.election = $1 AND p.at = $2 AND p.status = 'exact'`,
    [election, at],
  );
  expect(rows.filter(({ published, counted }) => published !== counted)).toEqual([]);
  return rows.length;
}
