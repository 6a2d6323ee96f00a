import { describe, expect, it } from 'vitest';
import { type Database, many, openDatabase } from '../../database/database.ts';
import { addSource, sourceProgress } from '../../ingest/ingest.ts';
import { takeBackPublished } from '../../minute/minute.ts';
import { rebuildArea } from '../../recount/rebuild.ts';
import { recount } from '../../recount/recount.ts';
import { until } from '../program.ts';
import { testLog } from '../test-database.ts';
import { expectSound, reportFault } from './fault-report.ts';
import { check, Ledger } from './ledger.ts';
import { load } from './load.ts';
import { type OwnCluster, ownCluster, standbyOf } from './own-cluster.ts';
import { publishedBy } from './published-by.ts';
import { ballots, intoDatabase, type Post, sendUntilAcknowledged } from './sending.ts';
import { countOn, latestKept, loadMonth, seeSnapshots } from './small-stage.ts';

const SOURCES = ['evote-1', 'evote-2'];
const LINES = 20;

/** Sends so many batches of each source and counts after each round. @returns the next number */
async function work(database: Database, ledger: Ledger, o: { from: number; rounds: number }): Promise<number> {
  let from = o.from;
  for (let round = 0; round < o.rounds; round += 1) {
    for (const source of SOURCES) {
      await sendUntilAcknowledged({ ledger, post: intoDatabase(database), source, ballots: ballots(from, LINES) });
    }
    from += LINES;
    await countOn(database);
    await seeSnapshots(database, ledger);
  }
  return from;
}

async function primary(): Promise<{ cluster: OwnCluster; database: Database; ledger: Ledger }> {
  const cluster = await ownCluster({ wal_level: 'replica', max_wal_senders: '4', wal_sender_timeout: '0' });
  const database = await openDatabase({ url: cluster.url(), log: testLog });
  await loadMonth(database, []);
  for (const source of SOURCES) await addSource(database, { election: 'small', source });
  return { cluster, database, ledger: new Ledger() };
}

/** Every area's figures at each of these minutes, from the rows. */
async function figuresAt(database: Database, minutes: readonly { readonly as_of: Date }[]) {
  const figures = [];
  for (const { as_of: at } of minutes) {
    for (const area of ['LAND', 'NORTH', 'SOUTH', 'N1', 'N2', 'S1']) {
      figures.push([at, area, await rebuildArea(database, { election: 'small', area, at })]);
    }
  }
  return figures;
}

/** Source and number of every ballot there, as a ledger names them. */
async function storedNumbers(database: Database): Promise<Set<string>> {
  const sql = "SELECT source || ' ' || seq AS number FROM ballot_issue";
  const rows = await many<{ number: string }>(database.pool('counting'), sql);
  return new Set(rows.map(({ number }) => number));
}

describe('a promoted standby', { timeout: 300_000 }, () => {
  it.each([
    { standing: 'follows', gone: false },
    { standing: 'is gone by then', gone: true },
  ])(
    'that was written to synchronously has all that was acknowledged when the primary was killed under load, where it $standing',
    async ({ standing, gone }) => {
      const { cluster, database, ledger } = await primary();
      const standby = await standbyOf(cluster);
      await cluster.psql("ALTER SYSTEM SET synchronous_standby_names = '*'; SELECT pg_reload_conf();");
      await until(async () => (await cluster.ask('SELECT sync_state FROM pg_stat_replication')) === 'sync', {
        what: 'a synchronous standby',
      });
      let writable = database;
      let underWay = 0;
      const post: Post = async (source, sent) => {
        underWay += 1;
        return await intoDatabase(writable)(source, sent).finally(() => {
          underWay -= 1;
        });
      };
      const sources = load({ sources: SOURCES, ledger, post, lines: LINES });
      for (let minute = 0; minute < 3; minute += 1) {
        await countOn(database);
        await seeSnapshots(database, ledger);
      }
      if (gone) {
        await standby.kill();
        const { size } = ledger.acknowledged;
        const waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        // Where it were not waited for, much would be acknowledged meanwhile that is nowhere else.
        const goOn = () => ledger.acknowledged.size > size + 50 * LINES;
        await until(async () => goOn() || (await cluster.ask(waiting)) === String(SOURCES.length), {
          what: 'sources that wait for the standby',
        });
      }
      const hit = underWay > 0 ? 1 : 0;
      const killed = cluster.kill();
      const acknowledged = new Set(ledger.acknowledged);
      await killed;
      if (gone) await standby.start();
      await standby.ask('SELECT pg_promote()');
      const promoted = await openDatabase({ url: standby.url(), log: testLog });
      const there = await storedNumbers(promoted);
      expect([...acknowledged].filter((number) => !there.has(number))).toEqual([]);
      writable = promoted;
      await database.end();
      await countOn(promoted);
      await expect.poll(() => ledger.acknowledged.size).toBeGreaterThan(acknowledged.size + 4 * LINES);
      await sources.end();
      await countOn(promoted);
      expect(await latestKept(promoted)).toMatchObject({ lineage: 2 });
      const findings = await check(promoted, ledger);
      const fault = `synchronous standby promoted, where it ${standing}, ${sources.state.failed} attempts of sources failed`;
      expectSound(fault, { hit, of: 1, atLeast: 1, findings });
      await promoted.end();
    },
  );

  it('that lagged behind has lost exactly what its sources are told, which heals it; no published number is given out again', async () => {
    const { cluster, database, ledger } = await primary();
    const standby = await standbyOf(cluster);
    const from = await work(database, ledger, { from: 1, rounds: 3 });
    await until(
      async () => (await standby.ask('SELECT count(*) FROM ballot_issue')) === String(SOURCES.length * 3 * LINES),
      { what: 'the standby to follow' },
    );
    // What comes now the standby never receives.
    await standby.kill();
    const next = await work(database, ledger, { from, rounds: 3 });
    const published = await publishedBy(database);
    await cluster.kill();
    await database.end();
    await standby.start();
    await standby.ask('SELECT pg_promote()');
    const promoted = await openDatabase({ url: standby.url(), log: testLog });
    const before = await check(promoted, new Ledger());
    const lost = ledger.acknowledged.size - before.stored;
    expect(lost).toBe(SOURCES.length * 3 * LINES);
    const taken = await takeBackPublished(promoted, { election: 'small', published, log: testLog });
    expect(taken).toBe(3);
    for (const source of SOURCES) {
      // The answer to a source's next word tells it where to go on from.
      const durableUpTo = await sourceProgress(promoted, 'small', source);
      expect(durableUpTo).toBe(from - 1);
      const again = ballots(durableUpTo + 1, next - 1 - durableUpTo);
      await sendUntilAcknowledged({ ledger, post: intoDatabase(promoted), source, ballots: again });
    }
    await countOn(promoted);
    const findings = await check(promoted, ledger);
    expect(await latestKept(promoted)).toMatchObject({ lineage: 2, number: 7 });
    expectSound(`asynchronous standby promoted, ${lost} rows lost and sent again, ${taken} snapshots taken back`, {
      hit: 1,
      of: 1,
      atLeast: 1,
      findings,
    });
    await promoted.end();
  });

  it('serves before it is promoted and never counts', async () => {
    const { cluster, database, ledger } = await primary();
    await work(database, ledger, { from: 1, rounds: 1 });
    const standby = await standbyOf(cluster);
    const following = await openDatabase({ url: standby.url(), log: testLog });
    await until(async () => (await latestKept(following)).number === 1, { what: 'the snapshot on the standby' });
    await countOn(following);
    expect((await latestKept(following)).number).toBe(1);
    expect((await check(following, ledger)).problems).toEqual([]);
    await Promise.all([following.end(), database.end()]);
  });
});

describe('a dump of the present moment restored into a new cluster', { timeout: 300_000 }, () => {
  it('is counted anew from its rows, numbers going on; what comes after is counted once', async () => {
    const { cluster, database, ledger } = await primary();
    const from = await work(database, ledger, { from: 1, rounds: 4 });
    const asOf = await many<{ as_of: Date }>(database.pool('reading'), 'SELECT as_of FROM snapshot ORDER BY number');
    const known = await figuresAt(database, asOf);
    const roles = await cluster.run('pg_dumpall', ['--roles-only', '--dbname', cluster.url()]);
    const dump = await cluster.run('pg_dump', ['--dbname', cluster.url()]);
    await database.end();
    const other = await ownCluster();
    await other.psql(roles);
    await other.psql(dump);
    const restored = await openDatabase({ url: other.url(), log: testLog });
    await work(restored, ledger, { from, rounds: 3 });
    expect(await latestKept(restored)).toMatchObject({ lineage: 2, number: 7 });
    const findings = await check(restored, ledger);
    expectSound('dump and restore into a new cluster', { hit: 1, of: 1, atLeast: 1, findings });
    // Every minute from before is the same from the rows here, though no transaction's number means here what it meant there.
    expect(await figuresAt(restored, asOf)).toEqual(known);
    expect(await recount(restored, 'small')).toMatchObject({ snapshots: 7, onlyBytes: 0, differences: [] });
    reportFault('restored rows counted anew', { hit: 1, of: 1, found: `${findings.stored} rows in lineage 2` });
    await restored.end();
  });
});
