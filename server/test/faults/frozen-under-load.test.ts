import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Database, many, one, openDatabase } from '../../database/database.ts';
import { checkNextBulletin } from '../../recount/check-bulletins.ts';
import { recount } from '../../recount/recount.ts';
import { seededDraw } from '../../rehearsal/random.ts';
import { fullCounts } from '../counts.ts';
import { emptyDatabaseUrl, testLog } from '../test-database.ts';
import { CountingProcess } from './counting-process.ts';
import { reportFault } from './fault-report.ts';
import { OCCURRED_AT } from './sending.ts';
import { countLater, loadMonth } from './small-stage.ts';

const SOURCES = ['evote-1', 'evote-2', 'evote-3', 'evote-4'];
const EVENTS_A_SECOND = 10_000;
const BATCH = 250;

/** Ballots that arrive by the SQL door at so many a second, each source one batch after the other, until ended. */
function arriving(database: Database) {
  const begunMs = performance.now();
  const acknowledged = new Map(SOURCES.map((source) => [source, 0]));
  let stopped = false;
  const send = async (source: string) => {
    for (let seq = 1; !stopped; seq += BATCH) {
      await database.pool('ingest').query(
        `INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at)
         SELECT 'small', $1, n, 'issued', CASE n % 3 WHEN 0 THEN 'N1' ELSE 'S1' END, 'online', $4::timestamptz
           FROM generate_series($2::bigint, $3::bigint) n`,
        [source, seq, seq + BATCH - 1, OCCURRED_AT],
      );
      acknowledged.set(source, seq + BATCH - 1);
      const dueMs = begunMs + ((seq + BATCH) / (EVENTS_A_SECOND / SOURCES.length)) * 1_000;
      if (dueMs > performance.now()) await wait(dueMs - performance.now());
    }
  };
  const done = Promise.all(SOURCES.map(send));
  return {
    acknowledged,
    /** Ends them; how many arrived a second. */
    async end(): Promise<number> {
      stopped = true;
      await done;
      const sent = [...acknowledged.values()].reduce((sum, n) => sum + n, 0);
      return Math.round((sent / (performance.now() - begunMs)) * 1_000);
    },
  };
}

/** Whether a count is under way that has written: inside the transaction that freezes the hour. */
async function isFreezing(database: Database): Promise<boolean> {
  const sql = `SELECT count(*) > 0 AS freezing FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'turnout counting' AND backend_xid IS NOT NULL`;
  return (await one<{ freezing: boolean }>(database.pool('owner'), sql)).freezing;
}

describe('hours frozen while ten thousand ballots a second arrive', { timeout: 1_200_000 }, () => {
  it('are each frozen once and equal to their recount, however often the one that freezes is killed in it', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, SOURCES);
    const kills = fullCounts ? 20 : 4;
    const draw = seededDraw(5, 'kills');
    const arrivals = arriving(database);
    let inside = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const counting = new CountingProcess({ url, stepMinutes: 60 });
      // Each of its counts strikes an hour: again until it stands still in the middle of one, to be looked at.
      let hit = false;
      for (let count = 3; !hit && count < 100; count += 1) {
        await counting.began(count);
        await wait(draw() * 15);
        counting.process.kill('SIGSTOP');
        hit = await isFreezing(database);
        if (!hit) counting.process.kill('SIGCONT');
      }
      if (hit) inside += 1;
      await counting.kill();
    }
    const reached = await arrivals.end();
    await countLater(database, 60);

    const hours = await many<{ kind: string; hour: string; times: number }>(
      database.pool('reading'),
      "SELECT kind, hour, count(*)::integer AS times FROM bulletin WHERE kind <> 'zero' GROUP BY kind, hour ORDER BY hour",
    );
    expect(hours.filter(({ times }) => times !== 1)).toEqual([]);
    // Two whole counts before each kill; none of the hours was passed over.
    expect(hours.length).toBeGreaterThanOrEqual(2 * kills);
    const struck = hours.filter(({ kind }) => kind !== 'notice').map(({ hour }) => Date.parse(`${hour}:00:00Z`));
    for (const [i, at] of struck.entries()) expect(at).toBe(struck[0]! + i * 3_600_000);

    const stored = await many<{ source: string; rows: number; last: number }>(
      database.pool('counting'),
      'SELECT source, count(*) AS rows, max(seq) AS last FROM ballot_issue GROUP BY source ORDER BY source',
    );
    expect(stored).toEqual([...arrivals.acknowledged].map(([source, last]) => ({ source, rows: last, last })));
    const outcomes = new Map<string, number>();
    for (let check = await checkNextBulletin(database, 'small'); check !== null; ) {
      outcomes.set(check.outcome, (outcomes.get(check.outcome) ?? 0) + 1);
      check = await checkNextBulletin(database, 'small');
    }
    const { n: all } = await one<{ n: number }>(database.pool('reading'), 'SELECT count(*) AS n FROM bulletin');
    expect([...outcomes]).toEqual([['agrees', all]]);
    expect((await recount(database, 'small')).differences).toEqual([]);
    reportFault('freeze killed midway while ballots arrive', {
      hit: inside,
      of: kills,
      found: `killed inside the freezing transaction; ${reached} ballots a second arrived, ${struck.length} hours frozen once each, all equal to their recount`,
    });
    expect(inside).toBe(kills);
    await database.end();
  });
});
