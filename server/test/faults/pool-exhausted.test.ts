import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../database/database.ts';
import { fullCounts } from '../counts.ts';
import { until } from '../program.ts';
import { emptyDatabaseUrl, testLog } from '../test-database.ts';
import { expectSound } from './fault-report.ts';
import { ingestServer } from './ingest-server.ts';
import { check, Ledger } from './ledger.ts';
import { ballots, ndjson, overHttp, sendUntilAcknowledged } from './sending.ts';
import { countLater, latestKept, loadMonth, seeSnapshots } from './small-stage.ts';

const POOL = 3;

/** How many statements of the role wait for a lock. */
async function waiting(watcher: pg.Client): Promise<number> {
  const { rows } = await watcher.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'turnout ingest' AND wait_event_type = 'Lock'`,
  );
  return rows[0]!.waiting;
}

describe('our own connections for what comes in, all of them taken by slow statements', { timeout: 300_000 }, () => {
  it('who comes then is told 503 and when to come again; counting and reading go on; then all is taken', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog, poolSize: POOL });
    await loadMonth(database, []);
    const server = await ingestServer(database);
    const admin = new pg.Client(url);
    await admin.connect();
    // In a transaction of its own, as one transaction sees the sessions as they were at first.
    const watcher = new pg.Client(url);
    await watcher.connect();
    const ledger = new Ledger();
    const rounds = fullCounts ? 2 : 1;
    let [refused, number] = [0, 0];
    const sources = ['late', ...Array.from({ length: POOL }, (_, n) => `slow-${n + 1}`)];
    const keys = new Map<string, string>();
    for (const source of sources) keys.set(source, await server.source(source));
    const base = `http://127.0.0.1:${server.port}`;
    const post = (source: string) => overHttp({ url: () => base, key: keys.get(source)!, timeoutMs: 120_000 });
    for (let round = 0; round < rounds; round += 1) {
      const batch = ballots(1 + round * 20, 20);
      await admin.query('BEGIN');
      // Rows may be read, and none be added.
      await admin.query('LOCK TABLE ballot_issue IN SHARE MODE');
      const slow = sources
        .filter((source) => source !== 'late')
        .map((source) => sendUntilAcknowledged({ ledger, post: post(source), source, ballots: batch }));
      await until(async () => (await waiting(watcher)) === POOL, { what: 'as many waiting statements as connections' });
      const late = fetch(`${base}/api/v1/elections/small/sources/late/ballot-issues`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${keys.get('late')!}`, 'Content-Type': 'application/x-ndjson' },
        body: ndjson(batch),
        // It waits for a connection, and not longer than for any other.
        signal: AbortSignal.timeout(60_000),
      });
      // Meanwhile others work: each role has connections of its own.
      const outcome = await countLater(database, 20);
      expect(outcome).toMatchObject({ counted: true });
      number += 1;
      expect(await latestKept(database)).toMatchObject({ number });
      await seeSnapshots(database, ledger);
      const response = await late;
      expect(response.status).toBe(503);
      expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
      // The others wait still: it was refused while every connection was taken.
      expect(await waiting(watcher)).toBe(POOL);
      refused += 1;
      await admin.query('COMMIT');
      await Promise.all(slow);
      await sendUntilAcknowledged({ ledger, post: post('late'), source: 'late', ballots: batch });
    }
    await countLater(database, 20);
    await seeSnapshots(database, ledger);
    const findings = await check(database, ledger);
    // Four sources with twenty ballots a round.
    expect(findings.stored).toBe(4 * 20 * rounds);
    expectSound('our own connections exhausted', { hit: refused, of: rounds, atLeast: rounds, findings });
    await Promise.all([admin.end(), watcher.end()]);
    await database.end();
  });
});
