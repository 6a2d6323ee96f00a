import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readHeads } from '../../../shared/bulletin-log/heads.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { type Program, runProgram, startProgram, temporaryFolder, until } from '../program.ts';
import { bulletinList, latestSnapshot, publishedNumbers, upTo } from '../published.ts';
import { writeSmallElection } from '../small-election.ts';
import { reportFault } from './fault-report.ts';
import { ARCHIVING, archiveAll, backUp, type OwnCluster, ownCluster, recoveredTo } from './own-cluster.ts';

/** From the first opening, two hours a second. */
const SERVE = ['serve', '--rehearse', 'small', '--from', '2024-05-05T07:00:00+02:00', '--speed', '7200'];

/** Bytes of everything that a program has published so far. */
async function everythingOf(program: Program): Promise<Map<string, string>> {
  const paths = [
    ...(await publishedNumbers(program, 'small')).map(({ number }) => `snapshots/${number}.json`),
    ...(await bulletinList(program, 'small')).bulletins.map(({ number }) => `bulletins/${number}.json`),
  ];
  const found = new Map<string, string>();
  for (const path of paths) {
    found.set(path, await (await fetch(`${program.url}/api/v1/elections/small/${path}`)).text());
  }
  return found;
}

async function counted(program: Program, time: string): Promise<Snapshot> {
  const instant = Date.parse(`2024-05-05T${time}:00+02:00`);
  return await until(
    async () => {
      const snapshot = await latestSnapshot(program, 'small');
      return Date.parse(snapshot.asOf) >= instant ? snapshot : null;
    },
    { what: `a snapshot as of ${time}`, told: () => program.output() },
  );
}

/** A program that has published up to eleven, stopped; its database as it was at half past eight, and what it published. */
async function publishedPastItsBackup() {
  const cluster = await ownCluster(ARCHIVING);
  await backUp(cluster);
  const data = await temporaryFolder();
  const env = { DATABASE_URL: cluster.url('postgres'), TURNOUT_DATA: data };
  const loaded = await runProgram({ args: ['load', await writeSmallElection()], env });
  expect(loaded, loaded.output).toMatchObject({ code: 0 });
  let program = await startProgram({ args: SERVE, env });
  await counted(program, '08:30');
  expect(await program.stop()).toBe(0);
  const dump = await cluster.run('pg_dump', ['--dbname', cluster.url('postgres')]);
  const roles = await cluster.run('pg_dumpall', ['--roles-only', '--dbname', cluster.url('postgres')]);
  await cluster.stop();
  const copy = `${cluster.place.dataDirectory}.before`;
  await cluster.run('cp', ['-a', cluster.place.dataDirectory, copy]);
  await cluster.start();
  const moment = await cluster.ask('SELECT clock_timestamp()');
  program = await startProgram({ args: SERVE, env });
  await counted(program, '11:00');
  const published = await everythingOf(program);
  const given = await (await fetch(`${program.url}/api/v1/elections/small/log/checkpoints.txt`)).text();
  const heads = join(await temporaryFolder(), 'checkpoints.txt');
  writeFileSync(heads, given);
  expect(await program.stop()).toBe(0);
  await archiveAll(cluster);
  return { cluster, data, copy, dump, roles, moment, published, heads };
}

/** What holds whichever way an older backup came back: nothing published changes or is given out again. */
async function expectGoesOn(
  cluster: OwnCluster,
  o: { data: string; published: ReadonlyMap<string, string>; heads: string },
) {
  const env = { DATABASE_URL: cluster.url('postgres'), TURNOUT_DATA: o.data };
  const program = await startProgram({ args: SERVE, env });
  const snapshots = [...o.published.keys()].filter((path) => path.startsWith('snapshots/')).length;
  const final = await until(
    async () => {
      const snapshot = await latestSnapshot(program, 'small');
      return snapshot.status === 'final' ? snapshot : null;
    },
    { what: 'the final snapshot', withinMs: 120_000, told: () => program.output() },
  );
  // What the restored database had lost was sent again: 400 of 700.
  expect(final.total).toEqual({ registered: 700, issued: 400, turnoutPct: 57.14 });
  const now = await everythingOf(program);
  const changed = [...o.published].filter(([path, bytes]) => now.get(path) !== bytes).map(([path]) => path);
  expect(changed).toEqual([]);
  expect((await publishedNumbers(program, 'small')).map((row) => row.number)).toEqual(upTo(final.number));
  expect(final.lineage).toBe(2);
  const ofNewLineage = [...now]
    .filter(([path]) => path.startsWith('snapshots/'))
    .map(([, bytes]) => JSON.parse(bytes) as Snapshot);
  // Some may have been published between our looking and the program's end.
  expect(ofNewLineage.find((snapshot) => snapshot.lineage === 2)!.number).toBeGreaterThan(snapshots);
  const { bulletins } = await bulletinList(program, 'small');
  const notices = bulletins.filter((bulletin) => bulletin.kind === 'notice');
  expect(notices).toHaveLength(1);
  const notice = JSON.parse(now.get(`bulletins/${notices[0]!.number}.json`)!) as { reason: string };
  expect(notice.reason).toMatch(/set back to snapshot \d+ by a restore. Snapshots \d+ to \d+ had been published/);
  const hours = bulletins
    .filter((bulletin) => !['zero', 'notice', 'final'].includes(bulletin.kind))
    .map(({ hour }) => hour);
  expect(hours).toEqual(upTo(14).map((n) => `2024-05-05T${String(n + 6).padStart(2, '0')}`));
  // Every head that was ever given out before is a beginning of the log as it goes on, in which the restore is told.
  const verify = ['verify', `${program.url}/api/v1/elections/small`, '--since', o.heads];
  const verified = await runProgram({ args: verify, env });
  expect(verified, verified.output).toMatchObject({ code: 0 });
  expect(verified.output).toContain('yours among them');
  const all = await (await fetch(`${program.url}/api/v1/elections/small/log/checkpoints.txt`)).text();
  const sizes = (text: string) => readHeads(text)!.map(({ head }) => head.size);
  expect(sizes(all)).toEqual(expect.arrayContaining(sizes(readFileSync(o.heads, 'utf8'))));
  expect(await program.stop()).toBe(0);
  const recounted = await runProgram({ args: ['recount', '--election', 'small'], env });
  expect(recounted, recounted.output).toMatchObject({ code: 0 });
  return { snapshots, bulletins: o.published.size - snapshots };
}

describe('a restore from an older backup', { timeout: 300_000 }, () => {
  let stage: Awaited<ReturnType<typeof publishedPastItsBackup>>;
  beforeAll(async () => {
    stage = await publishedPastItsBackup();
  });

  it('counted on by a machine that does not know what was published is not published by the one that does', async () => {
    const { cluster, dump, roles } = stage;
    const other = await restored(cluster, { dump, roles });
    const stranger = await startProgram({ args: SERVE, env: { DATABASE_URL: other.url('postgres') } });
    await counted(stranger, '09:30');
    expect(await stranger.stop()).toBe(0);
    const kept = readdirSync(stage.data, { recursive: true, encoding: 'utf8' }).sort();
    const program = await startProgram({
      args: ['serve'],
      env: { DATABASE_URL: other.url('postgres'), TURNOUT_DATA: stage.data },
    });
    await until(async () => program.output().includes('was published here with other bytes'), { what: 'the reason' });
    expect((await fetch(`${program.url}/api/v1/elections/small/now.json`)).status).toBe(404);
    expect((await fetch(`${program.url}/readyz`)).status).toBe(503);
    expect(readdirSync(stage.data, { recursive: true, encoding: 'utf8' }).sort()).toEqual(kept);
    expect(await program.stop()).toBe(0);
    reportFault('older backup counted on by a stranger', { hit: 1, of: 1, found: 'refused, files untouched' });
  });

  it('by a dump into another cluster gives out no number twice', async () => {
    const { cluster, dump, roles, data, published, heads } = stage;
    const copied = await temporaryFolder();
    cpSync(data, copied, { recursive: true });
    const found = await expectGoesOn(await restored(cluster, { dump, roles }), { data: copied, published, heads });
    reportFault('older dump restored into another cluster', {
      hit: 1,
      of: 1,
      found: `${found.snapshots} snapshots and ${found.bulletins} bulletins kept, none reissued`,
    });
  });

  it('by a recovery to an earlier moment from backup and archive gives out no number twice', async () => {
    const { cluster, moment, data, published, heads } = stage;
    const copied = await temporaryFolder();
    cpSync(data, copied, { recursive: true });
    const found = await expectGoesOn(await recoveredTo(cluster, moment), { data: copied, published, heads });
    reportFault('recovered to an earlier moment', {
      hit: 1,
      of: 1,
      found: `${found.snapshots} snapshots and ${found.bulletins} bulletins kept, none reissued`,
    });
  });

  it('by putting its files back, which leaves no trace in the cluster, gives out no number twice', async () => {
    const { cluster, copy, data, published, heads } = stage;
    await cluster.stop();
    rmSync(cluster.place.dataDirectory, { recursive: true });
    await cluster.run('mv', [copy, cluster.place.dataDirectory]);
    await cluster.start();
    const found = await expectGoesOn(cluster, { data, published, heads });
    reportFault('older files of the same cluster put back', {
      hit: 1,
      of: 1,
      found: `${found.snapshots} snapshots and ${found.bulletins} bulletins kept, none reissued`,
    });
  });
});

async function restored(from: OwnCluster, o: { dump: string; roles: string }): Promise<OwnCluster> {
  const other = await ownCluster();
  await other.psql(o.roles);
  await other.psql(o.dump);
  expect(await getIdentifier(other)).not.toBe(await getIdentifier(from));
  return other;
}

async function getIdentifier(cluster: OwnCluster): Promise<string> {
  const sql = 'SELECT system_identifier FROM pg_control_system()';
  return await cluster.run('psql', ['-At', '-d', cluster.url(), '-c', sql]);
}
