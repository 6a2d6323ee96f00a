import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { many, one, openDatabase } from '../../database/database.ts';
import { seededDraw } from '../../rehearsal/random.ts';
import { fullCounts } from '../counts.ts';
import { runProgram, startProgram, until } from '../program.ts';
import { latestSnapshot } from '../published.ts';
import { writeSmallElection } from '../small-election.ts';
import { asAdministrator, emptyDatabaseUrl, testLog } from '../test-database.ts';
import { CountingProcess } from './counting-process.ts';
import { expectSound, reportFault } from './fault-report.ts';
import { check, Ledger } from './ledger.ts';
import { ballots, intoDatabase, sendUntilAcknowledged } from './sending.ts';
import { countLater, loadMonth, seeSnapshots } from './small-stage.ts';
import { startTcpFaultProxy } from './tcp-fault-proxy.ts';

describe.concurrent('a counter that stands still', { timeout: 600_000 }, () => {
  it('is counted past by another within seconds, also where it held the watermark, and counts nothing twice when it goes on', async () => {
    const url = await emptyDatabaseUrl();
    const database = await openDatabase({ url, log: testLog });
    await loadMonth(database, ['evote']);
    const ledger = new Ledger();
    const rounds = fullCounts ? 5 : 1;
    const draw = seededDraw(1, 'stop');
    let hit = 0;
    for (let round = 0; round < rounds; round += 1) {
      await sendUntilAcknowledged({
        ledger,
        post: intoDatabase(database),
        source: 'evote',
        ballots: ballots(1 + round * 40, 40),
      });
      const stopped = new CountingProcess({ url, stepMinutes: 20, goesOn: true });
      // Again until it stands still with the watermark in its hand.
      let held = false;
      for (let count = 2; !held && count < 500; count += 1) {
        await stopped.began(count);
        await wait(draw() * 8);
        stopped.process.kill('SIGSTOP');
        held = await standsInCount(url);
        if (!held) stopped.process.kill('SIGCONT');
      }
      if (held) hit += 1;
      await seeSnapshots(database, ledger);
      // Waits for as long as the one that stands still may hold it, and not longer.
      const other = new CountingProcess({ url, stepMinutes: 20 });
      await other.began(4);
      expect(other.counted[0]).toBe(stopped.counted.at(-1)! + 1);
      const said = stopped.lines.length;
      const passed = other.counted.at(-1)!;
      stopped.process.kill('SIGCONT');
      // It goes on in the middle of a count that is no longer its own: that count is lost, and its next one follows the other's.
      expect(await stopped.says({ after: said, matching: /^/ })).toMatch(/^failed /);
      const next = await stopped.says({ after: said, matching: /^counted / });
      expect(Number(next.slice('counted '.length))).toBeGreaterThan(passed);
      await Promise.all([stopped.kill(), other.kill()]);
      const counted = [...stopped.counted, ...other.counted];
      expect(counted).toHaveLength(new Set(counted).size);
      await seeSnapshots(database, ledger);
    }
    await countLater(database, 20);
    const findings = await check(database, ledger);
    expectSound('counter SIGSTOP, another takes over, SIGCONT', { hit, of: rounds, atLeast: rounds, findings });
    await database.end();
  });
});

/** Whether the counter that stands still is inside a count with the watermark in its hand, and nothing it asked is left to be done. */
async function standsInCount(url: string): Promise<boolean> {
  const states = `SELECT coalesce(bool_or(state = 'active'), false) AS busy, coalesce(bool_or(state = 'idle in transaction'), false) AS inside
                    FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'turnout counting'`;
  const watermark = "SELECT 1 FROM counting_watermark WHERE election = 'small' FOR UPDATE SKIP LOCKED";
  return await asAdministrator(async (client) => {
    // What it asked before it stood still, be it to commit, comes to its end first.
    const { inside } = await until(
      async () => {
        const found = await one<{ busy: boolean; inside: boolean }>(client, states);
        return found.busy ? null : found;
      },
      { what: 'the end of what a counter asked' },
    );
    return inside && (await many(client, watermark)).length === 0;
  }, new URL(url).pathname.slice(1));
}

/** A rehearsal of the small election under way, its database reached through the port given. */
async function rehearsing(url: string, port = new URL(url).port) {
  const through = new URL(url);
  through.port = port;
  const program = await startProgram({
    args: ['serve', '--rehearse', 'small', '--speed', '60'],
    env: { DATABASE_URL: through.href },
  });
  const number = async () => (await latestSnapshot(program, 'small').catch(() => ({ number: 0 }))).number;
  return {
    program,
    number,
    /** Resolves when so many more snapshots are published. */
    async later(more: number) {
      const before = await number();
      await until(async () => (await number()) >= before + more, { what: 'snapshots', told: () => program.output() });
    },
  };
}

async function loadedUrl(): Promise<string> {
  const url = await emptyDatabaseUrl();
  const loaded = await runProgram({ args: ['load', await writeSmallElection()], env: { DATABASE_URL: url } });
  expect(loaded, loaded.output).toMatchObject({ code: 0 });
  return url;
}

describe.concurrent('the connection that listens for new snapshots', { timeout: 300_000 }, () => {
  it('is opened again when it was ended; snapshots are published all the same', async () => {
    const url = await loadedUrl();
    const { program, number, later } = await rehearsing(url);
    const rounds = fullCounts ? 20 : 3;
    let ended = 0;
    for (let round = 0; round < rounds; round += 1) {
      await later(1);
      const terminate = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                          WHERE query LIKE 'LISTEN%' AND datname = current_database()`;
      ended += await until(
        () =>
          asAdministrator(async (client) => (await client.query(terminate)).rowCount, new URL(url).pathname.slice(1)),
        { what: 'somebody who listens' },
      );
    }
    await later(2);
    const found = `${await number()} snapshots were published`;
    reportFault('listener ended', { hit: ended, of: rounds, found });
    expect(ended).toBeGreaterThanOrEqual(rounds);
    expect(await program.stop(), program.output()).toBe(0);
  });

  it('may never hear anything: snapshots are published all the same, and the program ends as it should', async () => {
    const rounds = fullCounts ? 5 : 1;
    let silent = 0;
    let published = 0;
    for (let round = 0; round < rounds; round += 1) {
      const url = await loadedUrl();
      const proxy = await startTcpFaultProxy({
        toPort: Number(new URL(url).port),
        fault: () => ({ kind: 'silence', after: Buffer.from('LISTEN turnout_snapshot') }),
      });
      const { program, number, later } = await rehearsing(url, String(proxy.port));
      await later(3);
      silent += proxy.hits.get('silence') ?? 0;
      published += await number();
      expect(await program.stop(), program.output()).toBe(0);
      await proxy.close();
    }
    reportFault('listener silently half open', {
      hit: silent,
      of: rounds,
      found: `${published} snapshots were published`,
    });
    expect(silent).toBeGreaterThanOrEqual(rounds);
  });
});
