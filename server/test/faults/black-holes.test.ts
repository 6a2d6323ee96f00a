import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { describe, expect, it } from 'vitest';
import type { CommandContext } from '../../commands/command.ts';
import { command as importCommand } from '../../commands/import.ts';
import { readConfig } from '../../config.ts';
import { type Database, inTransaction, openDatabase } from '../../database/database.ts';
import { fullCounts } from '../counts.ts';
import { until } from '../program.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { emptyDatabaseUrl, testLog } from '../test-database.ts';
import { expectSound, reportFault } from './fault-report.ts';
import { ingestServer } from './ingest-server.ts';
import { check, Ledger } from './ledger.ts';
import { ballots, NotTakenError, overHttp, sendUntilAcknowledged } from './sending.ts';
import { countLater, loadMonth, seeSnapshots } from './small-stage.ts';
import { startTcpFaultProxy, type TcpFault } from './tcp-fault-proxy.ts';

/**
 * Short, so that a test need not last; the program's own is longer, and holds for the same reasons. Each test has a
 * database and a proxy of its own and mostly waits: they wait side by side.
 */
const SILENT_AFTER_MS = 800;

/** A database reached directly, and through a proxy that swallows what the test says. */
async function throughHoles() {
  const url = await emptyDatabaseUrl();
  const database = await openDatabase({ url, log: testLog });
  await loadMonth(database, []);
  const rest: TcpFault = { kind: 'none' };
  let next: TcpFault = rest;
  let all: TcpFault | null = null;
  const proxy = await startTcpFaultProxy({
    toPort: Number(new URL(url).port),
    fault: () => {
      const now = all ?? next;
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
      // So that no other role's is the next.
      for (const other of ['counting', 'owner'] as const) await proxied.pool(other).query('SELECT');
      const client = await proxied.pool(role).connect();
      client.release(true);
      next = { kind: 'black-hole', after: Buffer.from(after) };
    },
    /** Whether from now on every new connection is reset. */
    resetAll(reset: boolean) {
      all = reset ? { kind: 'reset', afterBytes: 0 } : null;
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

describe.concurrent('a connection to the database that swallows everything', { timeout: 600_000 }, () => {
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

describe.concurrent('an import into a database that stops answering', { timeout: 120_000 }, () => {
  const BALLOTS = 4_000;
  /** A row near the beginning: with it the first piece of the file arrives, and nothing of the others. */
  const EARLY_ROW = '\t15\tissued';
  /** The words that import a new file of ballots issued. */
  async function wordsForBallots(): Promise<string[]> {
    const file = path.join(await temporaryFolder('turnout-import-'), 'ballots.csv');
    const row = (_: unknown, n: number) => `${n + 1},issued,N1,online,2024-05-05T09:00:00+02:00\n`;
    writeFileSync(file, `seq,type,area,channel,occurred_at\n${Array.from({ length: BALLOTS }, row).join('')}`);
    return [file, '--election', 'small', '--source', 'evote'];
  }
  /** Runs the command on this database: its exit code, and what it told. */
  async function runImport(database: Database, args: string[]) {
    const told: string[] = [];
    const tell = (line: string) => void told.push(line);
    const context: CommandContext = {
      config: readConfig({}),
      log: testLog,
      out: tell,
      err: tell,
      stopped: new AbortController().signal,
      openDatabase: async () => ({ database, embedded: null, url: '', end: async () => {} }),
    };
    return { code: await importCommand.run(args, context), told: told.join('\n') };
  }

  it.each([
    ['before its first row', 'COPY ballot_issue'],
    ['in the middle of the rows', EARLY_ROW],
    ['once all of them are committed', 'COMMIT'],
  ])('%s goes on over another connection, and stores each once', async (_when, words) => {
    const { database, proxied, hits, dig, close } = await throughHoles();
    await dig('ingest', words);
    const { code, told } = await runImport(proxied, await wordsForBallots());
    expect([code, told]).toEqual([0, expect.stringContaining(`stored without a hole up to number ${BALLOTS}.`)]);
    const { rows } = await database.pool('owner').query('SELECT count(*)::int AS stored FROM ballot_issue');
    expect(rows).toEqual([{ stored: BALLOTS }]);
    expect(hits()).toBe(1);
    reportFault(`import into a hole at ${words.trim()}`, { hit: 1, of: 1, found: `${BALLOTS} stored, each once` });
    await close();
  });

  it('for good ends, says what to do, and goes on when run again', async () => {
    const { proxied, hits, dig, resetAll, close } = await throughHoles();
    const args = await wordsForBallots();
    await dig('ingest', EARLY_ROW);
    const attempt = runImport(proxied, args);
    await until(async () => hits() > 0, { what: 'a connection in a hole' });
    resetAll(true);
    const { code, told } = await attempt;
    expect(code).toBe(2);
    expect(told).toContain('The database stopped answering');
    expect(told).toContain('Run the same command again once it answers');
    resetAll(false);
    expect(await runImport(proxied, args)).toMatchObject({ code: 0 });
    await close();
  });

  it('while it is opened is told, too', async () => {
    const url = new URL(await emptyDatabaseUrl());
    const fault: TcpFault = { kind: 'black-hole', after: Buffer.from('pg_advisory_lock') };
    const proxy = await startTcpFaultProxy({
      toPort: Number(url.port),
      fault: (connection) => (connection === 0 ? fault : { kind: 'none' }),
    });
    url.port = String(proxy.port);
    const opening = openDatabase({ url: url.href, log: testLog, silentAfterMs: SILENT_AFTER_MS });
    await expect(opening).rejects.toThrow('Connection terminated');
    expect(proxy.hits.get('black-hole')).toBe(1);
    await proxy.close();
  });
});

describe.concurrent('a connection to the database that is only slow', { timeout: 120_000 }, () => {
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
    // A COPY of which the server gets a little now and then, on which it waits for us nearly all the time.
    const client = await pool.connect();
    const trickle = async function* () {
      for (let row = 0; row < 8; row += 1) {
        yield '1\n';
        await wait(longMs / 8);
      }
    };
    await pipeline(Readable.from(trickle()), client.query(copyFrom('COPY honest FROM STDIN')));
    client.release();
    expect((await pool.query('DELETE FROM honest WHERE times = 1')).rowCount).toBe(8);
    const { rows } = await pool.query('SELECT times FROM honest');
    expect(rows).toEqual([{ times: 3 }]);
    reportFault('long honest statements and transactions', { hit: 4, of: 4, found: 'none was given up' });
    await close();
  });
});

async function addHonest(database: Database): Promise<void> {
  await database.pool('owner').query('CREATE TABLE honest (times integer); INSERT INTO honest VALUES (0)');
}
