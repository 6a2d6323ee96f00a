import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { acceptBallotIssues, addSource } from '../ingest/ingest.ts';
import { recount } from '../recount/recount.ts';
import { countedMinute } from '../test/counted-minute.ts';
import { discrepancyHistories } from '../test/discrepancy-histories.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { emptyDatabaseUrl, testLog } from '../test/test-database.ts';
import { type Database, type DatabaseRole, many, openDatabase, roleNames } from './database.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import { connectAsLogin, makePool } from './pool.ts';
import { ensureRoles } from './roles.ts';

/** A database with the schema of an earlier release, up to a migration, with the small election in it. */
async function databaseUpTo(migration: number): Promise<{ database: Database; url: string }> {
  const url = await emptyDatabaseUrl();
  const login = await connectAsLogin(url, 'turnout start');
  await ensureRoles(login, { log: testLog });
  const name = new URL(url).pathname.slice(1);
  const roles = roleNames(name);
  await login.query(`SET ROLE ${roles.owner}`);
  const migrations = MIGRATIONS.filter(({ number }) => number <= migration);
  expect(await migrate(login, { roles, log: testLog, migrations })).toBe(migrations.length);
  await login.end();
  const pools = new Map<DatabaseRole, pg.Pool>();
  const database: Database = {
    name,
    roles,
    pool(role) {
      const pool =
        pools.get(role) ?? makePool({ url, role: roles[role], applicationName: 'turnout test', size: 2, log: testLog });
      pools.set(role, pool);
      return pool;
    },
    async end() {
      await Promise.all([...pools.values()].map((pool) => pool.end()));
    },
  };
  await loadSmallElection(database);
  return { database, url };
}

const issue = (seq: number, minute: string) => ({ seq, area: 'N1', at: day(minute) });

/**
 * What counting had met by migration 19, kept with the sources' progress: of `evote` 1, 2, 3 and 6, so that 4 and 5 are a hole, which is open
 * as a discrepancy; `commissions`, without a hole, by SQL alone; `many` with more holes than are kept; and `beat`, of which nothing but a
 * heartbeat was ever heard.
 */
const HEARD = `
  INSERT INTO source_progress (election, source, heard_at, durable_up_to, highest_seq, skew_ms, skew_at, more_holes)
  VALUES ('small', 'evote', '2024-05-05T08:03:00+02', 3, 6, -1500, '2024-05-05T08:03:00+02', false),
         ('small', 'commissions', '2024-05-05T08:04:00+02', 2, 2, NULL, NULL, false),
         ('small', 'many', '2024-05-05T08:02:00+02', 7, 90, 250, '2024-05-05T08:01:00+02', true),
         ('small', 'beat', '2024-05-05T08:05:00+02', 0, 0, NULL, NULL, false);
  INSERT INTO source_hole (election, source, first_seq, last_seq, noticed_at)
  VALUES ('small', 'evote', 4, 5, '2024-05-05T08:03:00+02');
  INSERT INTO discrepancy (election, rule, source, seq, subject, number, as_of, detail, state)
  VALUES ('small', 'hole', 'evote', 4, 'evote/4', 1, '2024-05-05T08:00:00+02', '{"last":5}', 'open'),
         ('small', 'hole', 'commissions', 1, 'commissions/1', 1, '2024-05-05T08:00:00+02', '{"last":1}', 'closed');
  INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of)
  SELECT discrepancy, s.state, s.why, 1, as_of
    FROM discrepancy d
    JOIN (VALUES ('evote', 'open', 'met'), ('commissions', 'open', 'met'), ('commissions', 'closed', 'cause-gone'))
         AS s (source, state, why) USING (source)
   ORDER BY discrepancy, s.state DESC`;

const instant = (time: string) => new Date(day(time));

describe('a database that was filled under an earlier release', () => {
  it('keeps what counting knew of each source’s line, its discrepancies and its sums, and is counted on', async () => {
    const older = await databaseUpTo(19);
    await insertIssues(older.database, [issue(1, '08:01'), issue(2, '08:01'), issue(3, '08:02'), issue(6, '08:03')]);
    await insertReports(older.database, [
      { seq: 1, area: 'N2', asOf: day('08:02'), issued: 20 },
      { seq: 2, area: 'N2', asOf: day('08:04'), issued: 25 },
    ]);
    await older.database.pool('owner').query(HEARD);
    const SUMS = 'SELECT area, channel, registered, issued FROM area_sum ORDER BY area, channel';
    const sums = await many(older.database.pool('owner'), SUMS);
    expect(sums.length).toBeGreaterThan(0);
    await older.database.end();

    const database = await openDatabase({ url: older.url, log: testLog });
    const owner = database.pool('owner');
    expect(await many(owner, 'SELECT * FROM source_line ORDER BY source')).toEqual([
      line('commissions', { heard_at: instant('08:04'), durable_up_to: 2, highest_seq: 2 }),
      line('evote', {
        ...{ heard_at: instant('08:03'), durable_up_to: 3, highest_seq: 6 },
        ...{ skew_ms: -1500, skew_at: instant('08:03') },
      }),
      line('many', {
        ...{ heard_at: instant('08:02'), durable_up_to: 7, highest_seq: 90, more_holes: true },
        ...{ skew_ms: 250, skew_at: instant('08:01') },
      }),
    ]);
    // What was heard at the doors stays there, whoever it was.
    expect(await many(owner, 'SELECT * FROM source_progress ORDER BY source')).toEqual([
      { election: 'small', source: 'beat', heard_at: instant('08:05'), durable_up_to: 0 },
      { election: 'small', source: 'commissions', heard_at: instant('08:04'), durable_up_to: 2 },
      { election: 'small', source: 'evote', heard_at: instant('08:03'), durable_up_to: 3 },
      { election: 'small', source: 'many', heard_at: instant('08:02'), durable_up_to: 7 },
    ]);
    expect(await many(owner, 'SELECT source, state, cause_lasts FROM discrepancy ORDER BY discrepancy')).toEqual([
      { source: 'evote', state: 'open', cause_lasts: false },
      { source: 'commissions', state: 'closed', cause_lasts: false },
    ]);
    expect(await many(owner, SUMS)).toEqual(sums);
    expect(await many(owner, 'SELECT * FROM bulletin_change')).toEqual([]);

    // Nothing was counted yet: 4 online and 25 at the stations, of which the hole of 4 and 5 is told no second time.
    expect((await countedMinute(database, day('08:10'))).total.issued).toBe(29);
    expect(await discrepancyHistories(database)).toEqual(['hole evote open@1', 'hole commissions open@1 closed@1']);
    await addSource(database, { election: 'small', source: 'evote' });
    const batch = await acceptBallotIssues(database, {
      election: 'small',
      source: 'evote',
      issues: [4, 5].map((seq) => ({
        line: seq,
        message: { seq, type: 'issued' as const, area: 'N1', channel: 'online', occurredAt: day('08:11') },
      })),
    });
    expect(batch).toMatchObject({ accepted: 2, rejected: 0 });
    // Two more, and the hole is filled.
    expect((await countedMinute(database, day('08:12'))).total.issued).toBe(31);
    expect(await discrepancyHistories(database)).toEqual([
      'hole evote open@1 closed@2',
      'hole commissions open@1 closed@1',
    ]);
    const marks = "SELECT durable_up_to, highest_seq FROM source_line WHERE source = 'evote'";
    expect(await many(owner, marks)).toEqual([{ durable_up_to: 6, highest_seq: 6 }]);
    expect(await recount(database, 'small')).toMatchObject({ differences: [] });
    await database.end();
  });

  it('keeps rows past the bounds that came later, and takes no more such', async () => {
    const { database: before, url } = await databaseUpTo(17);
    const late = { seq: 1, area: 'N1', at: '3500-01-01T00:00:00Z' };
    await insertIssues(before, [late]);
    await before.end();
    const database = await openDatabase({ url, log: testLog });
    const rows = await many(database.pool('owner'), 'SELECT seq, occurred_at FROM ballot_issue');
    expect(rows).toEqual([{ seq: 1, occurred_at: new Date(late.at) }]);
    await expect(insertIssues(database, [{ ...late, seq: 2 }])).rejects.toMatchObject({ constraint: 'malformed' });
    await database.end();
  });

  it('drops an election’s sums with it, though nothing ties them to it any more', async () => {
    const { database: before, url } = await databaseUpTo(18);
    await before.end();
    const database = await openDatabase({ url, log: testLog });
    const owner = database.pool('owner');
    expect(await many(owner, 'SELECT area FROM area_sum')).not.toEqual([]);
    await owner.query("DELETE FROM election WHERE election = 'small'");
    expect(await many(owner, 'SELECT area FROM area_sum')).toEqual([]);
    await database.end();
  });
});

function line(source: string, known: Readonly<Record<string, unknown>>) {
  return { election: 'small', source, skew_ms: null, skew_at: null, more_holes: false, ...known };
}
