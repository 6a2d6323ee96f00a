import { readdirSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../database/database.ts';
import { isAlive } from '../../database/process-identity.ts';
import { fullCounts } from '../counts.ts';
import { testLog } from '../test-database.ts';
import { expectSound } from './fault-report.ts';
import { ingestServer } from './ingest-server.ts';
import { check, Ledger, type SentBallot } from './ledger.ts';
import { type OwnCluster, ownCluster } from './own-cluster.ts';
import { ballots, NotTakenError, overHttp, sendUntilAcknowledged } from './sending.ts';
import { countLater, loadMonth, seeSnapshots } from './small-stage.ts';

/**
 * No file of the cluster may grow past so many bytes, as if the disk ended there: a limit on its processes that any user may set on
 * programs of its own. `null` takes it away again.
 */
async function limitFiles(cluster: OwnCluster, bytes: number | null): Promise<void> {
  const limit = `--fsize=${bytes ?? 'unlimited'}:`;
  for (const pid of processesOf(cluster)) {
    await cluster.run('prlimit', ['--pid', String(pid), limit]).catch((error: unknown) => {
      // A server that stops ends its processes while we look.
      if (isAlive(pid)) throw error;
    });
  }
}

function processesOf(cluster: OwnCluster): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === cluster.place.dataDirectory;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The same ballots with so much to say that some thousand fill a table's file. */
function wide(narrow: readonly SentBallot[]): SentBallot[] {
  return narrow.map((ballot) => ({ ...ballot, reason: 'x'.repeat(1000) }));
}

/**
 * Sends batches of narrow rows, so that no table's file grows as far, until the server's log of changes has met the limit and some
 * batches were refused. PostgreSQL treats a write to that log that fails for whatever reason alike: it stops at once.
 */
async function fillLog(o: { cluster: OwnCluster; database: Database; bytes: number; refusals: number }) {
  const server = await ingestServer(o.database);
  const key = await server.source('evote');
  const post = overHttp({ url: () => `http://127.0.0.1:${server.port}`, key });
  const ledger = new Ledger();
  let refused = 0;
  let uncounted = 0;
  await limitFiles(o.cluster, o.bytes);
  const failed = async (error: unknown) => {
    if (!(error instanceof NotTakenError && error.message.startsWith('503'))) throw error;
    refused += 1;
    await countLater(o.database, 20).catch(() => {
      uncounted += 1;
    });
    if (refused < o.refusals) return;
    // There is room again; a server that gave up meanwhile is started, as its administrator would.
    await limitFiles(o.cluster, null);
    if (!o.cluster.isRunning) await o.cluster.start();
  };
  for (let from = 1; refused < o.refusals; from += 4_000) {
    await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: ballots(from, 4_000), failed });
    if (refused === 0) {
      await countLater(o.database, 20).catch(() => {
        uncounted += 1;
      });
    }
    await seeSnapshots(o.database, ledger).catch(() => {});
  }
  await countLater(o.database, 20);
  const log = await readFile(o.cluster.place.logFile, 'utf8');
  const stopped = [...log.matchAll(/PANIC: {2}could not write to (?:log )?file .*: File too large/g)].length;
  return { refused, uncounted, stopped, findings: await check(o.database, ledger) };
}

/** Sends large batches until the disk has refused some, then makes room. */
async function fillUp(o: { cluster: OwnCluster; database: Database; bytes: number; refusals: number }) {
  const server = await ingestServer(o.database);
  const key = await server.source('evote');
  const post = overHttp({ url: () => `http://127.0.0.1:${server.port}`, key });
  const ledger = new Ledger();
  let refused = 0;
  let uncounted = 0;
  await limitFiles(o.cluster, o.bytes);
  const failed = async (error: unknown) => {
    if (!(error instanceof NotTakenError && error.message.startsWith('503'))) throw error;
    refused += 1;
    await countLater(o.database, 20).catch(() => {
      uncounted += 1;
    });
    if (refused === o.refusals) await limitFiles(o.cluster, null);
  };
  for (let from = 1; refused < o.refusals; from += 4_000) {
    await sendUntilAcknowledged({ ledger, post, source: 'evote', ballots: wide(ballots(from, 4_000)), failed });
    if (refused === 0) {
      await countLater(o.database, 20);
      await seeSnapshots(o.database, ledger);
    }
  }
  await countLater(o.database, 20);
  return { refused, uncounted, findings: await check(o.database, ledger) };
}

describe('a disk that is full', { timeout: 300_000 }, () => {
  it('for the tables: 503, nothing acknowledged is lost, and it goes on once there is room', async () => {
    const rounds = fullCounts ? 5 : 1;
    for (let round = 0; round < rounds; round += 1) {
      const cluster = await ownCluster({ fsync: 'off' });
      const database = await openDatabase({ url: cluster.url(), log: testLog });
      await loadMonth(database, []);
      // A file of PostgreSQL's log of changes is 16 MB from the beginning; a table's would grow past that.
      const { refused, uncounted, findings } = await fillUp({ cluster, database, bytes: 16 << 20, refusals: 3 });
      expectSound(`disk full for tables (${uncounted} counts failed too)`, {
        hit: refused,
        of: refused,
        atLeast: 3,
        findings,
      });
      await database.end();
    }
  });

  it('for the log of changes: 503, nothing acknowledged is lost, and counting goes on once there is room', async () => {
    const rounds = fullCounts ? 2 : 1;
    for (let round = 0; round < rounds; round += 1) {
      const cluster = await ownCluster();
      const database = await openDatabase({ url: cluster.url(), log: testLog });
      await loadMonth(database, []);
      // A file of the log of changes is 16 MB: its last quarter cannot be written. No table grows so far.
      const { refused, uncounted, stopped, findings } = await fillLog({
        cluster,
        database,
        bytes: 12 << 20,
        refusals: 3,
      });
      expect(stopped, 'times the server could not write its log of changes').toBeGreaterThan(0);
      expectSound(
        `disk full for the log of changes (the server stopped ${stopped} times, ${uncounted} counts failed)`,
        {
          hit: refused,
          of: refused,
          atLeast: 3,
          findings,
        },
      );
      await database.end();
    }
  });
});
