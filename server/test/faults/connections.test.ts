import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../database/database.ts';
import { type Draw, seededDraw } from '../../rehearsal/random.ts';
import { fullCounts } from '../counts.ts';
import { emptyDatabaseUrl, testLog } from '../test-database.ts';
import { expectSound } from './fault-report.ts';
import { ingestServer } from './ingest-server.ts';
import { check, Ledger } from './ledger.ts';
import { ownCluster } from './own-cluster.ts';
import { ballots, intoDatabase, NotTakenError, overHttp, type Post, sendUntilAcknowledged } from './sending.ts';
import { countLater, loadMonth } from './small-stage.ts';
import { startTcpFaultProxy, type TcpFault } from './tcp-fault-proxy.ts';

const SOURCES = ['evote-1', 'evote-2', 'evote-3', 'evote-4'];
/** Lines of a batch: few, which are inserted, and many, which are copied. */
const FEW = 25;
const MANY = 300;

/** Each source sends batches, of so many lines in turn, until a fault has hit often enough. */
async function sendWhile(
  wanted: () => boolean,
  o: { lines: readonly number[]; ledger: Ledger; post: (source: string) => Post; failed: () => void },
): Promise<void> {
  await Promise.all(
    SOURCES.map(async (source) => {
      const { ledger, failed } = o;
      let from = 1;
      for (let batch = 0; wanted(); batch += 1) {
        const lines = o.lines[batch % o.lines.length]!;
        await sendUntilAcknowledged({ ledger, failed, source, post: o.post(source), ballots: ballots(from, lines) });
        from += lines;
      }
    }),
  );
}

async function monthDatabase(sources: readonly string[]) {
  const url = await emptyDatabaseUrl();
  const database = await openDatabase({ url, log: testLog });
  await loadMonth(database, sources);
  return { url, database };
}

describe('a connection', { timeout: 900_000 }, () => {
  it.each([
    { batch: 'few lines, inserted', lines: FEW },
    { batch: 'many lines, copied', lines: MANY },
  ])(
    'to the database cut between COMMIT and its answer to $batch: stored once, whether or not it was tried again',
    async ({ batch, lines }) => {
      const { url, database } = await monthDatabase(SOURCES);
      const goal = fullCounts ? 100 : 12;
      const draw = seededDraw(1, 'commit');
      let armed = false;
      const proxy = await startTcpFaultProxy({
        toPort: Number(new URL(url).port),
        fault: () => (armed && draw() < 0.7 ? { kind: 'cut-reply', to: Buffer.from('COMMIT') } : { kind: 'none' }),
      });
      const through = new URL(url);
      through.port = String(proxy.port);
      const proxied = await openDatabase({ url: through.href, log: testLog, poolSize: 4 });
      armed = true;
      const ledger = new Ledger();
      let failed = 0;
      const hits = () => proxy.hits.get('cut-reply') ?? 0;
      await sendWhile(() => hits() < goal, {
        lines: [lines],
        ledger,
        // A connection that was cut once is gone; one that was spared would be spared for ever.
        post: () => async (source, sent) => {
          const answer = await intoDatabase(proxied)(source, sent);
          const client = await proxied.pool('ingest').connect();
          client.release(true);
          return answer;
        },
        failed: () => {
          failed += 1;
        },
      });
      await countLater(database, 1);
      const findings = await check(database, ledger);
      expectSound(`connection cut between COMMIT and reply, ${batch}`, {
        hit: hits(),
        of: goal,
        atLeast: goal,
        findings,
      });
      expect(failed).toBeGreaterThan(0);
      await proxied.end();
      await proxy.close();
      await database.end();
    },
  );

  it('of a source reset, half open, slow, or broken off in the middle of the body: nothing by halves, nothing twice', async () => {
    const { database } = await monthDatabase([]);
    const server = await ingestServer(database, { bodyTimeoutMs: 1_000 });
    const goal = fullCounts ? 300 : 30;
    const draw = seededDraw(2, 'http');
    const proxy = await startTcpFaultProxy({ toPort: server.port, fault: () => faultOf(draw) });
    const keys = new Map<string, string>();
    for (const source of SOURCES) keys.set(source, await server.source(source));
    const ledger = new Ledger();
    let failed = 0;
    const hits = () => [...proxy.hits.values()].reduce((sum, times) => sum + times, 0);
    await sendWhile(() => hits() < goal, {
      lines: [FEW, MANY],
      ledger,
      post: (source) =>
        overHttp({ url: () => `http://127.0.0.1:${proxy.port}`, key: keys.get(source)!, timeoutMs: 2_000 }),
      failed: () => {
        failed += 1;
      },
    });
    await countLater(database, 1);
    const findings = await check(database, ledger);
    const kinds = [...proxy.hits].map(([kind, times]) => `${kind} ${times}`).join(', ');
    expectSound(`a source's connection (${kinds})`, { hit: hits(), of: goal, atLeast: goal, findings });
    expect([...proxy.hits.keys()].sort()).toEqual(['cut-reply', 'delay', 'half-open', 'reset', 'truncate']);
    expect(failed).toBeGreaterThan(goal / 3);
    await proxy.close();
    await database.end();
  });
});

/** Bytes of a batch of few lines with its heading, and of one of many, at least; faults strike before. */
const BATCH_BYTES = [2_000, 24_000];

function faultOf(draw: Draw): TcpFault {
  const kind = draw();
  const afterBytes = Math.floor(draw() * BATCH_BYTES[draw() < 0.5 ? 0 : 1]!);
  if (kind < 0.2) return { kind: 'reset', afterBytes };
  if (kind < 0.3) return { kind: 'half-open', afterBytes };
  if (kind < 0.5) return { kind: 'truncate', afterBytes };
  if (kind < 0.7) return { kind: 'delay', ms: Math.floor(draw() * 500) };
  if (kind < 0.85) return { kind: 'cut-reply', to: Buffer.from('POST') };
  return { kind: 'none' };
}

describe('a database that has no time or no room for another connection', { timeout: 300_000 }, () => {
  it('is full of others: 503, nothing acknowledged, and taken up again by itself', async () => {
    const cluster = await ownCluster({ max_connections: '16' });
    const database = await openDatabase({ url: cluster.url(), log: testLog });
    await loadMonth(database, []);
    const server = await ingestServer(database);
    const key = await server.source('evote');
    const post = overHttp({ url: () => `http://127.0.0.1:${server.port}`, key });
    // The pools' connections go, and others take every place before they come back.
    for (const role of ['ingest', 'counting', 'reading', 'owner'] as const) {
      const client = await database.pool(role).connect();
      client.release(true);
    }
    const others: pg.Client[] = [];
    for (let free = true; free; ) {
      const client = new pg.Client(cluster.url());
      free = await client.connect().then(
        () => others.push(client) > 0,
        () => false,
      );
    }
    const ledger = new Ledger();
    let refused = 0;
    const failed = async (error: unknown) => {
      if (error instanceof NotTakenError && error.message.startsWith('503')) refused += 1;
      else throw error;
      if (refused === 3) await Promise.all(others.map((client) => client.end()));
    };
    await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: ballots(1, 50), failed });
    await countLater(database, 1);
    const findings = await check(database, ledger);
    expectSound('every connection of the database taken', { hit: refused, of: refused, atLeast: 3, findings });
    await database.end();
  });

  it('takes longer than a statement may: 503 and no snapshot, and both go on when it answers again', async () => {
    const { url, database: first } = await monthDatabase([]);
    const name = new URL(url).pathname.slice(1);
    const admin = new pg.Client(url);
    await admin.connect();
    await admin.query(`ALTER DATABASE ${name} SET statement_timeout = '200ms'`);
    const database = await openDatabase({ url, log: testLog });
    const server = await ingestServer(database);
    const key = await server.source('evote');
    const post = overHttp({ url: () => `http://127.0.0.1:${server.port}`, key });
    const ledger = new Ledger();
    await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: ballots(1, 50) });
    await countLater(database, 1);
    await admin.query('SET statement_timeout = 0');
    await admin.query('BEGIN');
    await admin.query('LOCK TABLE ballot_issue IN ACCESS EXCLUSIVE MODE');
    let refused = 0;
    let uncounted = 0;
    const failed = async () => {
      refused += 1;
      await countLater(database, 1).catch(() => {
        uncounted += 1;
      });
      if (refused === 2) await admin.query('COMMIT');
    };
    await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: ballots(51, 50), failed });
    await countLater(database, 1);
    const findings = await check(first, ledger);
    const hit = refused + uncounted;
    expectSound('statement timeouts', { hit, of: hit, atLeast: 4, findings });
    await admin.end();
    await Promise.all([first.end(), database.end()]);
  });
});
