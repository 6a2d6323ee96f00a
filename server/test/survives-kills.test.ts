import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { fullCounts } from './counts.ts';
import { reportFault } from './faults/fault-report.ts';
import { getJson, type Program, runProgram, startProgram, until } from './program.ts';
import { bulletinList, latestSnapshot, publishedNumbers, snapshotAt, upTo } from './published.ts';
import { writeSmallElection } from './small-election.ts';
import { asAdministrator, emptyDatabaseUrl } from './test-database.ts';

const day = (time: string) => `2024-05-05T${time}:00+02:00`;

/** From the first opening, eighty minutes a second: the whole day in 10 seconds. */
const WHOLE_DAY = ['serve', '--rehearse', 'small', '--from', day('07:00'), '--speed', '4800'];

async function loadedDatabase(): Promise<string> {
  const url = await emptyDatabaseUrl();
  const loaded = await runProgram({ args: ['load', await writeSmallElection()], env: { DATABASE_URL: url } });
  expect(loaded, loaded.output).toMatchObject({ code: 0 });
  return url;
}

async function finalOf(program: Program) {
  return await until(
    async () => {
      const snapshot = await latestSnapshot(program, 'small');
      return snapshot.status === 'final' ? snapshot : null;
    },
    { what: 'a final snapshot', withinMs: 180_000, told: () => program.output() },
  );
}

/** What must hold of a whole day however often somebody was killed in it. */
async function expectWholeDay(program: Program, url: string) {
  const final = await finalOf(program);
  // 80 online, 320 at stations: 400 of 700 = 57.142… %
  expect(final.total).toEqual({ registered: 700, issued: 400, turnoutPct: 57.14 });
  expect(final.lineage).toBe(1);
  expect((await snapshotAt(program, 'small', day('12:00'))).channels.online?.issued).toBe(50);
  expect((await snapshotAt(program, 'small', day('16:00'))).total.issued).toBe(250);
  const numbers = (await publishedNumbers(program, 'small')).map((row) => row.number);
  expect(numbers).toEqual(upTo(final.number));
  const bulletins = await until(
    async () => {
      const list = (await bulletinList(program, 'small')).bulletins;
      return list.some((b) => b.kind === 'final') ? list : null;
    },
    { what: 'the final bulletin' },
  );
  const hours = upTo(14).map((n) => `2024-05-05T${String(n + 6).padStart(2, '0')}`);
  expect(bulletins.filter((b) => b.kind !== 'final' && b.kind !== 'zero').map((b) => b.hour)).toEqual(hours);
  expect(bulletins.filter((b) => b.kind === 'final')).toHaveLength(1);
  expect(bulletins.filter((b) => b.kind === 'zero').map((b) => b.number)).toEqual([1]);
  expect(bulletins.filter((b) => b.kind === 'notice')).toHaveLength(0);
  const recounted = await runProgram({ args: ['recount', '--election', 'small'], env: { DATABASE_URL: url } });
  expect(recounted, recounted.output).toMatchObject({ code: 0 });
}

/** Waits until `more` snapshots were taken after the last. */
async function snapshotsLater(program: Program, more: number) {
  const { number } = await latestSnapshot(program, 'small').catch(() => ({ number: 0 }));
  await until(async () => (await latestSnapshot(program, 'small')).number >= number + more, {
    what: `${more} more snapshots after ${number}`,
    told: () => program.output(),
  });
}

describe('a rehearsal', { timeout: fullCounts ? 900_000 : 240_000 }, () => {
  it('goes on where it was after kill -9 of the server at any moment, numbers without gaps, nothing lost or counted twice', async () => {
    const url = await loadedDatabase();
    const kills = fullCounts ? 20 : 3;
    let hit = 0;
    for (let kill = 0; kill < kills; kill++) {
      const program = await startProgram({ args: WHOLE_DAY, env: { DATABASE_URL: url } });
      await snapshotsLater(program, 1 + (kill % 3));
      await program.kill();
      // Without an exit code: the signal ended it, not it itself before.
      if ((await program.ended) === null) hit += 1;
    }
    const program = await startProgram({ args: WHOLE_DAY, env: { DATABASE_URL: url } });
    await expectWholeDay(program, url);
    reportFault('kill -9 of the server in a rehearsal', { hit, of: kills, found: 'the whole day, recounted' });
    expect(hit).toBe(kills);
    expect(await program.stop()).toBe(0);
  });

  it('is served by a copy that is asked to end as soon as it answers: it ends, and well', async () => {
    const url = await loadedDatabase();
    for (const args of [['serve', '--without', 'counting'], ['serve']]) {
      const program = await startProgram({ args, env: { DATABASE_URL: url } });
      expect(await program.stop(), program.output()).toBe(0);
    }
  });

  it('is counted by the other copy when the one that counts is killed; both serve the same bytes', async () => {
    const url = await loadedDatabase();
    const first = await startProgram({ args: WHOLE_DAY, env: { DATABASE_URL: url } });
    await snapshotsLater(first, 2);
    const second = await startProgram({ args: WHOLE_DAY, env: { DATABASE_URL: url } });
    await until(async () => (await latestSnapshot(second, 'small')).number >= 3, { what: 'the second copy to serve' });
    const bytes = async (program: Program) =>
      await (await fetch(`${program.url}/api/v1/elections/small/snapshots/3.json`)).text();
    await until(async () => (await latestSnapshot(first, 'small')).number >= 3, { what: 'snapshot 3' });
    expect(await bytes(second)).toBe(await bytes(first));
    await first.kill();
    await snapshotsLater(second, 3);
    await expectWholeDay(second, url);
  });

  it('carries on by itself when the database ends every connection, again and again', async () => {
    const url = await loadedDatabase();
    const program = await startProgram({ args: WHOLE_DAY, env: { DATABASE_URL: url } });
    const name = new URL(url).pathname.slice(1);
    const rounds = fullCounts ? 20 : 3;
    let hit = 0;
    for (let round = 0; round < rounds; round++) {
      await snapshotsLater(program, 1);
      const cut = await asAdministrator(async (client) => {
        const ended = await client.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'",
          [name],
        );
        return ended.rowCount ?? 0;
      });
      if (cut > 0) hit += 1;
    }
    expect(hit).toBe(rounds);
    await expectWholeDay(program, url);
    reportFault('all connections to the database ended', { hit, of: rounds, found: 'the whole day, recounted' });
  });

  it('started without arguments on a database that holds something says what it found and loads nothing', async () => {
    const url = await emptyDatabaseUrl();
    await asAdministrator((client) => client.query('CREATE TABLE payroll (name text)'), new URL(url).pathname.slice(1));
    const refused = await runProgram({ args: [], env: { DATABASE_URL: url } });
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('payroll');
  });
});

describe('a ballot put in by psql with the ingest role', () => {
  it('is counted in the next minute', async () => {
    const url = await loadedDatabase();
    const program = await startProgram({ args: [...WHOLE_DAY.slice(0, -1), '60'], env: { DATABASE_URL: url } });
    await until(async () => (await latestSnapshot(program, 'small')).number >= 1, { what: 'the first snapshot' });
    const name = new URL(url).pathname.slice(1);
    await psql(url, [
      `SET ROLE turnout_${name}_ingest`,
      `INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at)
       VALUES ('small', 'authority', 1, 'issued', 'N1', 'online', '${day('07:00')}')`,
    ]);
    const counted = await until(
      async () => {
        const snapshot = await latestSnapshot(program, 'small');
        return (snapshot.channels.online?.issued ?? 0) > 0 ? snapshot : null;
      },
      { what: 'the ballot to be counted', told: () => program.output() },
    );
    expect(counted.late).toBe(1);
    await expect(psql(url, [`SET ROLE turnout_${name}_ingest`, 'SELECT voter FROM ballot_issue'])).rejects.toThrow(
      'permission denied',
    );
    await expect(psql(url, [`SET ROLE turnout_${name}_ingest`, 'UPDATE area_sum SET issued = 0'])).rejects.toThrow(
      'permission denied',
    );
    expect(await getJson(program, '/healthz')).toBeTruthy();
  });
});

/** Statements through the psql program itself, as an authority's administrator would type them. */
async function psql(url: string, statements: readonly string[]): Promise<void> {
  const child = spawn('psql', ['-v', 'ON_ERROR_STOP=1', '-q', '-d', url, ...statements.flatMap((s) => ['-c', s])]);
  let text = '';
  child.stderr.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(text);
}
