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
import { load } from './load.ts';
import { ownCluster } from './own-cluster.ts';
import { intoDatabase, overHttp, type Post } from './sending.ts';
import { countLater, loadMonth, seeSnapshots } from './small-stage.ts';
import { untilHit } from './until-hit.ts';

const SOURCES = ['evote-1', 'evote-2', 'evote-3'];

describe('kill -9', { timeout: 1_200_000 }, () => {
  it('of the one that counts, under load, with another counting beside it: counted once, hours frozen once', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, SOURCES);
    const ledger = new Ledger();
    const sources = load({ sources: SOURCES, ledger, post: intoDatabase(database), lines: 20 });
    const kills = fullCounts ? 100 : 6;
    const draw = seededDraw(1, 'kills');
    const start = () => new CountingProcess({ url, stepMinutes: 20 });
    let other = start();
    const struck = await untilHit(kills, async () => {
      const next = start();
      await other.began(2 + Math.floor(draw() * 3));
      // Somewhere in the ten or so milliseconds that a count takes.
      await wait(draw() * 12);
      const hit = await other.kill();
      await seeSnapshots(database, ledger);
      other = next;
      return hit;
    });
    await other.kill();
    await sources.end();
    await countLater(database, 20);
    const findings = await check(database, ledger);
    expectSound('counter kill -9 during load', { ...struck, atLeast: kills, findings });
    await database.end();
  });

  it('of the one that freezes an hour with every count: each hour frozen once', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, SOURCES);
    const ledger = new Ledger();
    const sources = load({ sources: SOURCES, ledger, post: intoDatabase(database), lines: 20 });
    const kills = fullCounts ? 20 : 3;
    const draw = seededDraw(2, 'kills');
    const struck = await untilHit(kills, async () => {
      const counting = new CountingProcess({ url, stepMinutes: 60 });
      await counting.began(2);
      await wait(draw() * 12);
      const hit = await counting.kill();
      await seeSnapshots(database, ledger);
      return hit;
    });
    await sources.end();
    await countLater(database, 60);
    const findings = await check(database, ledger);
    expect(findings.hours).toBeGreaterThanOrEqual(kills);
    expectSound('freeze of the hour killed midway', { ...struck, atLeast: kills, findings });
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
    const sources = load({ sources: ['evote'], ledger, post, lines: 400 });
    const struck = await untilHit(kills, async () => {
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
      await wait(draw() * 30);
      const hit = underWay > 0;
      await program.kill();
      program = await start();
      return hit;
    });
    await sources.end();
    await countLater(database, 1);
    const findings = await check(database, ledger);
    expectSound('ingest server kill -9 mid-batch', { ...struck, atLeast: kills, findings });
    expect(sources.state.failed).toBeGreaterThanOrEqual(kills);
    expect(await program.stop()).toBe(0);
    await database.end();
  });

  it('of PostgreSQL itself, under load and counting: nothing acknowledged is lost, and both go on by themselves', async () => {
    const cluster = await ownCluster();
    const database = await openDatabase({ url: cluster.url(), log: testLog });
    await loadMonth(database, SOURCES);
    const ledger = new Ledger();
    const sources = load({ sources: SOURCES, ledger, post: intoDatabase(database), lines: 50 });
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
