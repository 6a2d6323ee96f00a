import { cpSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { base64Of } from '../../../shared/bulletin-log/bytes.ts';
import { isSignedBy, readKey } from '../../../shared/bulletin-log/note.ts';
import type { LogSummary } from '../../../shared/bulletin-log/summary.ts';
import { nodeCrypto } from '../../bulletin-log/bulletin-log.ts';
import { getJson, type Program, runProgram, startProgram, temporaryFolder, until } from '../program.ts';
import { bulletinList } from '../published.ts';
import { writeSmallElection } from '../small-election.ts';
import { reportFault } from './fault-report.ts';
import { Given, headsLeftBehind, publishedLog } from './given-heads.ts';
import { type OwnCluster, ownCluster } from './own-cluster.ts';

const ELECTION = '/api/v1/elections/small';
const DATABASE = 'turnout';

/** The small election from its opening to a full hour, two hours a second. */
const servedUntil = (hour: number) => [
  ...['serve', '--rehearse', 'small', '--from', '2024-05-05T07:00:00+02:00'],
  ...['--until', `2024-05-05T${hour}:00:00+02:00`, '--speed', '7200'],
];

async function answerOf(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, output } = await runProgram({ args, env: { LOG_LEVEL: 'silent', ...env } });
  expect(code, output).toBe(0);
  return output.trim().split('\n').at(-1)!;
}

/** What the log's witness says that it signed last, for people. */
const memoryOf = async (witness: Program) => await (await fetch(witness.url)).text();

/** The log once its witness has signed the head that takes in the bulletin of a full hour. */
async function signedAt(program: Program, hour: number): Promise<LogSummary> {
  return await until(
    async () => {
      const summary = await getJson<LogSummary>(program, `${ELECTION}/log/witnesses.json`);
      const last = (await bulletinList(program, 'small')).bulletins.at(-1);
      const isWhole = last?.hour === `2024-05-05T${hour}` && summary.size === last.number + 1;
      return isWhole && summary.witnesses[0]?.size === summary.size && summary;
    },
    { what: `a signature of the witness on the head of ${hour}:00`, told: program.output },
  );
}

/**
 * A log whose witness, a program of its own with its own memory, has signed it up to one o'clock; backups of its database of when nothing was
 * counted, and of when ten o'clock had been signed.
 */
async function restoredBesideItsWitness() {
  const cluster = await ownCluster();
  await cluster.ask(`CREATE DATABASE ${DATABASE}`);
  const database = { DATABASE_URL: cluster.url(DATABASE) };
  const folder = await temporaryFolder();
  const logKey = join(folder, 'log-key');
  await answerOf(['load', await writeSmallElection()], database);
  await answerOf(['key', 'new', logKey]);
  const log = await answerOf(['key', 'show', logKey, '--election', 'small'], database);
  const observer = join(folder, 'observer');
  await answerOf(['witness', 'new', observer, '--name', 'observer.example/w']);
  const watch = ['witness', 'serve', observer, '--log', log, '--state', join(folder, 'memory'), '--first'];
  const witness = await startProgram({ args: watch, answersAt: 'add-checkpoint' });
  const list = join(folder, 'witnesses');
  await writeFile(list, `witness o ${await answerOf(['witness', 'show', observer])} ${witness.url}\nquorum 1\n`);
  const env = { ...database, LOG_KEY_FILE: logKey, WITNESSES_FILE: list };

  const backUp = (name: string) => cluster.run('pg_dump', ['-Fc', '-f', name, '-d', cluster.url(DATABASE)]);
  await backUp('loaded');
  const data = join(folder, 'data');
  const given = new Given();
  const serveUntil = async (hour: number) => {
    const program = await startProgram({ args: servedUntil(hour), env: { ...env, TURNOUT_DATA: data } });
    const { size } = await given.whileServing(program, signedAt(program, hour));
    expect(await program.stop()).toBe(0);
    return size;
  };
  const backedUp = await serveUntil(10);
  await backUp('ten');
  const ofThatTime = join(folder, 'data-of-that-time');
  cpSync(data, ofThatTime, { recursive: true });
  const size = await serveUntil(13);
  expect(size).toBe(backedUp + 3);
  return { cluster, env, log, witness, data, ofThatTime, given, size, backedUp };
}

/** Puts a backup in the database's place, in the same cluster. */
async function restore(cluster: OwnCluster, backup: string): Promise<void> {
  await cluster.ask(`DROP DATABASE ${DATABASE}`);
  await cluster.ask(`CREATE DATABASE ${DATABASE}`);
  await cluster.run('pg_restore', ['-d', cluster.url(DATABASE), backup]);
}

describe('a restore from an older backup while a witness has signed newer heads', { timeout: 240_000 }, () => {
  let stage: Awaited<ReturnType<typeof restoredBesideItsWitness>>;
  beforeAll(async () => {
    stage = await restoredBesideItsWitness();
  }, 120_000);

  it.each([
    ['the files of what was given out are gone too', 'ten', async () => await temporaryFolder()],
    ['those files are of the time of the backup', 'ten', async () => stage.ofThatTime],
    ['they are gone, and the backup knows of no log', 'loaded', async () => await temporaryFolder()],
  ])('is not published where %s: no second log is signed', async (_, backup, folder) => {
    const { cluster, env, witness, size, backedUp } = stage;
    await restore(cluster, backup);
    const logOf = async () => await cluster.run('psql', ['-At', '-d', cluster.url(DATABASE), '-c', 'TABLE log_head']);
    const log = await logOf();
    const before = await memoryOf(witness);
    const program = await startProgram({ args: servedUntil(14), env: { ...env, TURNOUT_DATA: await folder() } });
    const reason = `signed a head of ${size} leaves of the log of small, which bears the log's own signature; here it has ${backup === 'ten' ? backedUp : 0}.`;
    await until(async () => program.output().includes(reason), {
      what: 'the reason',
      told: program.output,
    });
    expect((await fetch(`${program.url}${ELECTION}/now.json`)).status).toBe(404);
    expect((await fetch(`${program.url}${ELECTION}/log/checkpoint`)).status).toBe(404);
    expect((await fetch(`${program.url}/readyz`)).status).toBe(503);
    expect(await program.stop(), program.output()).toBe(0);
    expect(await logOf()).toBe(log);
    expect(await memoryOf(witness)).toBe(before);
  });

  it('goes on with a notice from every head that was given out, and the witness signs on', async () => {
    const { cluster, env, log, witness, data, given, size } = stage;
    await restore(cluster, 'ten');
    const program = await startProgram({ args: servedUntil(15), env: { ...env, TURNOUT_DATA: data } });
    const now = new Given();
    const summary = await now.whileServing(program, signedAt(program, 15));
    // The notice of the restore, two o'clock and three o'clock.
    expect(summary.size).toBe(size + 3);
    expect(summary.witnesses).toMatchObject([{ standing: 'signing', size: size + 3 }]);
    expect(await memoryOf(witness)).toContain(`: ${size + 3} leaves, root ${summary.root}`);
    const { bulletins } = await bulletinList(program, 'small');
    expect(bulletins.slice(size - 1).map(({ kind }) => kind)).toEqual(['notice', 'hourly', 'hourly']);

    expect(now.lacks(given)).toEqual([]);
    const read = await publishedLog(program);
    expect(base64Of(read.signed.head.root)).toBe(summary.root);
    expect(isSignedBy(nodeCrypto, read.signed.note, readKey(nodeCrypto, log)!)).toBe(true);
    expect(headsLeftBehind(read, given)).toEqual([]);
    const since = join(await temporaryFolder(), 'checkpoints.txt');
    await writeFile(since, given.headsText);
    const args = ['verify', `${program.url}${ELECTION}`, '--since', since];
    const verified = await runProgram({ args: [...args, '--witness', env.WITNESSES_FILE, '--quorum', '1'] });
    expect(verified, verified.output).toMatchObject({ code: 0 });
    expect(await program.stop(), program.output()).toBe(0);
    expect(await witness.stop()).toBe(0);
    // At ten and at one it was waited for; what it had no time for in between, it signed with the next.
    const cosigned = [...given.heads.values()].filter((lines) => lines.size === 2).length;
    expect(cosigned).toBeGreaterThanOrEqual(2);
    reportFault('restored from an older backup beside a witness', {
      hit: 1,
      of: 1,
      found: `${given.heads.size} heads given out before, ${cosigned} with the witness's signature, all of them beginnings of the log as it goes on`,
    });
  });
});
