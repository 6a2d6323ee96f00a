import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Database, inTransaction, openDatabase } from '../../database/database.ts';
import { fullCounts } from '../counts.ts';
import { until } from '../program.ts';
import { emptyDatabaseUrl, testLog } from '../test-database.ts';
import { expectSound, reportFault } from './fault-report.ts';
import { ingestServer } from './ingest-server.ts';
import { check, Ledger } from './ledger.ts';
import { ballots, NotTakenError, overHttp, sendUntilAcknowledged } from './sending.ts';
import { countLater, loadMonth, seeSnapshots } from './small-stage.ts';
import { startTcpFaultProxy, type TcpFault } from './tcp-fault-proxy.ts';

/** Short, so that a test need not last; the program's own is longer, and holds for the same reasons. */
const SILENT_AFTER_MS = 300;

/** A database reached directly, and through a proxy that swallows what the test says. */
async function throughHoles() {
  const url = await emptyDatabaseUrl();
  const database = await openDatabase({ url, log: testLog });
  await loadMonth(database, []);
  const rest: TcpFault = { kind: 'none' };
  let next: TcpFault = rest;
  const proxy = await startTcpFaultProxy({
    toPort: Number(new URL(url).port),
    fault: () => {
      const now = next;
      next = rest;
      return now;
    },
  });
  const through = new URL(url);
  through.port = String(proxy.port);
  const proxied = await openDatabase({ url: through.href, log: testLog, silentAfterMs: SILENT_AFTER_MS, poolSize: 1 });
  return {
    database,
    proxied,
    hits: () => [...proxy.hits.values()].reduce((sum, times) => sum + times, 0),
    /** The role's next connection falls into a hole once these words have passed. */
    async dig(role: 'counting' | 'ingest', after: string) {
      const client = await proxied.pool(role).connect();
      client.release(true);
      next = { kind: 'black-hole', after: Buffer.from(after) };
    },
    async close() {
      await proxy.close();
      await Promise.all([proxied.end(), database.end()]);
    },
  };
}

/** Whether somebody holds the watermark's row now. */
async function holdsWatermark(database: Database): Promise<boolean> {
  const sql = "SELECT 1 FROM counting_watermark WHERE election = 'small' FOR UPDATE SKIP LOCKED";
  return (await database.pool('owner').query(sql)).rows.length === 0;
}

describe('a connection to the database that swallows everything', { timeout: 600_000 }, () => {
  it('is given up by who counts, and by the server, so that another copy counts the next minute', async () => {
    const { database, proxied, hits, dig, close } = await throughHoles();
    const ledger = new Ledger();
    const server = await ingestServer(database);
    const key = await server.source('evote');
    const post = overHttp({ url: () => `http://127.0.0.1:${server.port}`, key });
    // While the connection is set up; with the watermark in the hand; all done but the end; and done, unknown to who did it.
    const words = ['SET ROLE', 'FOR UPDATE', 'pg_notify', 'COMMIT'];
    const rounds = fullCounts ? 3 * words.length : words.length;
    let [failed, held] = [0, 0];
    for (let round = 0; round < rounds; round += 1) {
      await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: ballots(1 + round * 10, 10) });
      await dig('counting', words[round % words.length]!);
      const before = hits();
      const attempt = countLater(proxied, 20).catch(() => {
        failed += 1;
      });
      await until(async () => hits() > before, { what: 'a connection in a hole' });
      if (await holdsWatermark(database)) held += 1;
      // Another copy takes over within the ten seconds that the server lets a count stand still.
      expect(await countLater(database, 20)).toMatchObject({ counted: true });
      await attempt;
      // And the first goes on, on a new connection.
      expect(await countLater(proxied, 20)).toMatchObject({ counted: true });
      await seeSnapshots(database, ledger);
    }
    const findings = await check(database, ledger);
    expect(failed).toBe(rounds);
    expect(held).toBeGreaterThanOrEqual(Math.floor(rounds / words.length));
    expectSound(`counting connection in a black hole, ${held} times with the watermark`, {
      hit: hits(),
      of: rounds,
      atLeast: rounds,
      findings,
    });
    await close();
  });

  it("is given up by who takes messages in, who tries again or says 503; what was half done is in nobody's way for long", async () => {
    const { database, proxied, hits, dig, close } = await throughHoles();
    const ledger = new Ledger();
    const server = await ingestServer(proxied);
    const key = await server.source('evote');
    const post = overHttp({ url: () => `http://127.0.0.1:${server.port}`, key, timeoutMs: 60_000 });
    const words = ['INSERT INTO ballot_issue', 'COMMIT'];
    const rounds = fullCounts ? 2 * words.length : words.length;
    let refused = 0;
    for (let round = 0; round < rounds; round += 1) {
      await dig('ingest', words[round % words.length]!);
      const failed = (error: unknown) => {
        if (!(error instanceof NotTakenError && error.message.startsWith('503'))) throw error;
        refused += 1;
      };
      await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: ballots(1 + round * 10, 10), failed });
      await countLater(database, 20);
      await seeSnapshots(database, ledger);
    }
    const findings = await check(database, ledger);
    expectSound(`ingest connection in a black hole, ${refused} times 503`, {
      hit: hits(),
      of: rounds,
      atLeast: rounds,
      findings,
    });
    await close();
  });

  it('while nothing else can be reached either, is given up all the same', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, ['evote']);
    let fault: TcpFault = { kind: 'none' };
    const proxy = await startTcpFaultProxy({ toPort: Number(new URL(url).port), fault: () => fault });
    const through = new URL(url);
    through.port = String(proxy.port);
    const proxied = await openDatabase({
      url: through.href,
      log: testLog,
      silentAfterMs: SILENT_AFTER_MS,
      poolSize: 1,
    });
    fault = { kind: 'black-hole', after: Buffer.from('pg_notify') };
    const attempt = countLater(proxied, 20).then(
      () => 'counted',
      () => 'given up',
    );
    await until(async () => (proxy.hits.get('black-hole') ?? 0) > 0, { what: 'a connection in a hole' });
    // Who asks after it meets nobody from now on.
    fault = { kind: 'half-open', afterBytes: 0 };
    expect(await attempt).toBe('given up');
    fault = { kind: 'none' };
    expect(await countLater(proxied, 40)).toMatchObject({ counted: true });
    const findings = await check(database, new Ledger());
    const asked = proxy.hits.get('half-open') ?? 0;
    expectSound(`the whole network a black hole, asked ${asked} times`, { hit: 1, of: 1, atLeast: 1, findings });
    expect(asked).toBeGreaterThanOrEqual(3);
    await proxy.close();
    await Promise.all([proxied.end(), database.end()]);
  });
});

describe('a connection to the database that is only slow', { timeout: 120_000 }, () => {
  it('is waited for: a long statement, one that waits for a lock, one that we think about between two statements', async () => {
    const { database, proxied, close } = await throughHoles();
    await addHonest(database);
    const pool = proxied.pool('owner');
    const longMs = SILENT_AFTER_MS * 10;
    await pool.query('SELECT pg_sleep($1)', [longMs / 1_000]);
    await inTransaction(pool, async (client) => {
      await client.query('UPDATE honest SET times = times + 1');
      await wait(longMs);
      await client.query('UPDATE honest SET times = times + 1');
    });
    const holder = await database.pool('owner').connect();
    await holder.query('BEGIN; LOCK TABLE honest');
    const waiting = pool.query('UPDATE honest SET times = times + 1');
    await wait(longMs);
    await holder.query('COMMIT');
    holder.release();
    await waiting;
    const { rows } = await pool.query('SELECT times FROM honest');
    expect(rows).toEqual([{ times: 3 }]);
    reportFault('long honest statements and transactions', { hit: 3, of: 3, found: 'none was given up' });
    await close();
  });
});

async function addHonest(database: Database): Promise<void> {
  await database.pool('owner').query('CREATE TABLE honest (times integer); INSERT INTO honest VALUES (0)');
}
