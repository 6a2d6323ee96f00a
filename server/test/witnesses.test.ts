import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LogSummary } from '../../shared/bulletin-log/summary.ts';
import { packageRoot } from '../config.ts';
import { getJson, type Program, runProgram, startProgram, temporaryFolder, until } from './program.ts';
import { bulletinList } from './published.ts';
import { emptyDatabaseUrl } from './test-database.ts';

const ELECTION = 'ro-2020';
const LOG = '/api/v1/elections/ro-2020/log';

async function answerOf(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { code, output } = await runProgram({ args, env: { LOG_LEVEL: 'silent', ...env } });
  expect(code, output).toBe(0);
  return output.trim().split('\n').at(-1)!;
}

describe('a rehearsal with two witnesses elsewhere', () => {
  it('publishes what they sign, goes on without one of them, and is held to both by whoever verifies it', async () => {
    const folder = await temporaryFolder();
    const logKey = join(folder, 'log-key');
    const database = { DATABASE_URL: await emptyDatabaseUrl() };
    await answerOf(['load', join(packageRoot(), 'elections', ELECTION)], database);
    await answerOf(['key', 'new', logKey]);
    const log = await answerOf(['key', 'show', logKey, '--election', ELECTION], database);
    const origin = log.split('+', 1)[0]!;
    expect(origin).toMatch(/^localhost\/ro-2020\/[0-9a-f]{8}\/rehearsal$/);
    const observers = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const file = join(folder, name);
        await answerOf(['witness', 'new', file, '--name', `${name}.example/w`]);
        const key = await answerOf(['witness', 'show', file]);
        expect(key).toMatch(new RegExp(`^${name}\\.example/w/rehearsal\\+`));
        return {
          name,
          file,
          key,
          args: ['witness', 'serve', file, '--log', log, '--state', join(folder, `${name}-memory`)],
        };
      }),
    );
    const forgetful = await runProgram({ args: observers[0]!.args });
    expect(forgetful.code).toBe(2);
    expect(forgetful.output).toContain(`remembers nothing of ${origin}`);
    const [one, two] = await Promise.all(
      observers.map(({ args }) => startProgram({ args: [...args, '--first'], answersAt: 'add-checkpoint' })),
    );
    expect(one!.output()).toContain(`${origin}: nothing signed yet`);
    const list = join(folder, 'witnesses');
    const lines = observers.map(({ name, key }, i) => `witness ${name} ${key} ${[one, two][i]!.url}`);
    await writeFile(list, `${lines.join('\n')}\nquorum 2\n`);

    const args = ['serve', '--rehearse', ELECTION, '--from', '2020-12-06T10:30:00+02:00', '--speed', '3600'];
    const env = { ...database, TURNOUT_DATA: folder, LOG_KEY_FILE: logKey, WITNESSES_FILE: list };
    const program = await startProgram({ args: [...args, '--until', '2020-12-06T13:00:00+02:00'], env });
    const { size } = await signedBy(program, 2, '2020-12-06T13');
    const address = `${program.url}/api/v1/elections/${ELECTION}`;
    const proved = await runProgram({ args: ['verify', address, '--witness', list, '--quorum', '2'] });
    expect(proved, proved.output).toMatchObject({ code: 0 });
    expect(proved.output).toContain('one.example/w/rehearsal signed all of it');
    expect(proved.output).toContain('two.example/w/rehearsal signed all of it');
    expect(await (await fetch(two!.url)).text()).toContain(`${origin}: ${size} leaves, root `);
    const metrics = await (await fetch(`${program.url}/readyz`)).json();
    expect(metrics).not.toHaveProperty('logContradictedBy');
    const page = await (await fetch(`${program.url}/`, { headers: { 'Accept-Language': 'en' } })).text();
    expect(page).toContain(`Log up to bulletin ${size - 1}`);
    expect(page).toContain('witnesses who signed it: 2 of 2');
    await program.stop();

    // The second goes away as in a power cut; the rehearsal goes on, and does not wait for it.
    await two!.kill();
    const again = ['serve', '--rehearse', ELECTION, '--until', '2020-12-06T15:00:00+02:00', '--speed', '3600'];
    const further = await startProgram({ args: again, env });
    const summary = await signedBy(further, 1, '2020-12-06T15');
    expect(summary.witnesses.map(({ size: signed }) => signed).sort((a, b) => a - b)).toEqual([size, summary.size]);
    const late = await runProgram({
      args: ['verify', address.replace(program.url, further.url), '--witness', list, '--quorum', '2'],
    });
    expect(late, late.output).toMatchObject({ code: 1 });
    expect(late.output).toContain('Of the witnesses that you named, 1 signed the head of');
    // Back at the same address, it is shown the way from where it stopped.
    const back = await startProgram({
      args: observers[1]!.args,
      env: { PORT: new URL(two!.url).port },
      answersAt: 'add-checkpoint',
    });
    expect(back.output()).toContain(`${origin}: ${size} leaves, root `);
    await signedBy(further, 2, '2020-12-06T15');
    await Promise.all([further.stop(), one!.stop(), back.stop()]);
  });
});

/** The log once so many witnesses have signed its last head, and that takes in the bulletin of an hour. */
async function signedBy(program: Program, count: number, hour: string): Promise<LogSummary> {
  return await until(
    async () => {
      const summary = await getJson<LogSummary>(program, `${LOG}/witnesses.json`);
      const { bulletins } = await bulletinList(program, ELECTION);
      const isWhole = bulletins.at(-1)?.hour === hour && summary.size === bulletins.length + 1;
      const signed = summary.witnesses.filter((witness) => witness.size === summary.size).length;
      return isWhole && signed === count && summary;
    },
    { what: `${count} witnesses have signed the head of ${hour}`, told: program.output, withinMs: 90_000 },
  );
}
