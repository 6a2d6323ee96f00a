import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../database/database.ts';
import { addSourceWithKey } from '../../ingest/ingest.ts';
import { seededDraw } from '../../rehearsal/random.ts';
import { fullCounts } from '../counts.ts';
import { type Program, startProgram } from '../program.ts';
import { emptyDatabaseUrl, testLog } from '../test-database.ts';
import { CountingProcess } from './counting-process.ts';
import { expectSound } from './fault-report.ts';
import { check, Ledger } from './ledger.ts';
import { ownCluster } from './own-cluster.ts';
import { ballots, intoDatabase, overHttp, type Post, sendUntilAcknowledged } from './sending.ts';
import { countLater, loadMonth, seeSnapshots } from './small-stage.ts';

const SOURCES = ['evote-1', 'evote-2', 'evote-3'];

/** Sources that send batch after batch until they are told to stop, and how many attempts of theirs failed. */
function load(o: { ledger: Ledger; post: Post; lines: number; sources?: readonly string[] }) {
  const state = { stopped: false, failed: 0 };
  const draw = seededDraw(1, 'load');
  const send = async (source: string) => {
    for (let from = 1; !state.stopped; from += o.lines) {
      const batch = ballots(from, o.lines);
      const failed = () => {
        state.failed += 1;
      };
      await sendUntilAcknowledged({ ...o, source, ballots: batch, failed });
      // One batch in twenty is sent once more.
      if (draw() < 0.05) await sendUntilAcknowledged({ ...o, source, ballots: batch, failed });
    }
  };
  const done = Promise.all((o.sources ?? SOURCES).map(send));
  return {
    state,
    async end() {
      state.stopped = true;
      await done;
    },
  };
}

describe('kill -9', { timeout: 1_200_000 }, () => {
  it('of the one that counts, under load, with another counting beside it: counted once, hours frozen once', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, SOURCES);
    const ledger = new Ledger();
    const sources = load({ ledger, post: intoDatabase(database), lines: 20 });
    const kills = fullCounts ? 100 : 6;
    const draw = seededDraw(1, 'kills');
    const start = () => new CountingProcess({ url, stepMinutes: 20 });
    let other = start();
    let hit = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const next = start();
      await other.began(2 + Math.floor(draw() * 3));
      // Somewhere in the ten or so milliseconds that a count takes.
      await wait(draw() * 12);
      if (await other.kill()) hit += 1;
      await seeSnapshots(database, ledger);
      other = next;
    }
    await other.kill();
    await sources.end();
    await countLater(database, 20);
    const findings = await check(database, ledger);
    expectSound('counter kill -9 during load', { hit, of: kills, atLeast: Math.floor(kills / 3), findings });
    await database.end();
  });

  it('of the one that freezes an hour with every count: each hour frozen once', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, SOURCES);
    const ledger = new Ledger();
    const sources = load({ ledger, post: intoDatabase(database), lines: 20 });
    const kills = fullCounts ? 20 : 3;
    const draw = seededDraw(2, 'kills');
    let hit = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const counting = new CountingProcess({ url, stepMinutes: 60 });
      await counting.began(2);
      await wait(draw() * 12);
      if (await counting.kill()) hit += 1;
      await seeSnapshots(database, ledger);
    }
    await sources.end();
    await countLater(database, 60);
    const findings = await check(database, ledger);
    expect(findings.hours).toBeGreaterThanOrEqual(kills);
    expectSound('freeze of the hour killed midway', { hit, of: kills, atLeast: Math.floor(kills / 3), findings });
    await database.end();
  });

  it('of the program that takes batches in, in the middle of them: what it acknowledged is there, what it did not is sent again', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, []);
    const added = await addSourceWithKey(database, { election: 'small', source: 'evote' });
    if (!added.ok) throw new Error(added.problem);
    const ledger = new Ledger();
    const kills = fullCounts ? 50 : 3;
    const draw = seededDraw(3, 'kills');
    const start = () => startProgram({ args: ['serve', '--without', 'counting'], env: { DATABASE_URL: url } });
    let program: Program = await start();
    let underWay = 0;
    let answered: () => void = () => {};
    const http = overHttp({ url: () => program.url, key: added.key });
    const post: Post = async (source, sent) => {
      underWay += 1;
      try {
        return await http(source, sent);
      } finally {
        underWay -= 1;
        answered();
      }
    };
    const sources = load({ ledger, post, lines: 400, sources: ['evote'] });
    let hit = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
      await wait(draw() * 30);
      if (underWay > 0) hit += 1;
      await program.kill();
      program = await start();
    }
    await sources.end();
    await countLater(database, 1);
    const findings = await check(database, ledger);
    expectSound('ingest server kill -9 mid-batch', { hit, of: kills, atLeast: Math.floor(kills / 3), findings });
    expect(sources.state.failed).toBeGreaterThanOrEqual(hit);
    expect(await program.stop()).toBe(0);
    await database.end();
  });

  it('of PostgreSQL itself, under load and counting: nothing acknowledged is lost, and both go on by themselves', async () => {
    const cluster = await ownCluster();
    const database = await openDatabase({ url: cluster.url(), log: testLog });
    await loadMonth(database, SOURCES);
    const ledger = new Ledger();
    const sources = load({ ledger, post: intoDatabase(database), lines: 50 });
    const kills = fullCounts ? 8 : 2;
    const counting = { counted: 0, failed: 0, stopped: false };
    const counts = (async () => {
      while (!counting.stopped) {
        try {
          await countLater(database, 20);
          counting.counted += 1;
        } catch {
          counting.failed += 1;
          await wait(20);
        }
      }
    })();
    let hit = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      const { failed } = sources.state;
      const { counted } = counting;
      await expect.poll(() => counting.counted).toBeGreaterThan(counted + 2);
      await seeSnapshots(database, ledger);
      await cluster.kill();
      await cluster.start();
      if (sources.state.failed > failed) hit += 1;
    }
    const { counted } = counting;
    await expect.poll(() => counting.counted).toBeGreaterThan(counted + 1);
    counting.stopped = true;
    await Promise.all([sources.end(), counts]);
    await countLater(database, 20);
    const findings = await check(database, ledger);
    expectSound('postmaster kill -9', { hit, of: kills, atLeast: kills, findings });
    expect(counting.failed).toBeGreaterThan(0);
    await database.end();
  });
});
