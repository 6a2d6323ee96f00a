import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BulletinListing } from '../../shared/bulletin.ts';
import { getJson, type Program, runProgram, startProgram, temporaryFolder, until } from './program.ts';
import { bulletinList, unpackedLog, upTo } from './published.ts';
import { changed, writeSmallElection } from './small-election.ts';
import { emptyDatabaseUrl } from './test-database.ts';

const PATH = '/api/v1/elections/small';

/** The small election at an hour a second, until the hour of its day that follows. */
const SERVE = ['serve', '--rehearse', 'small', '--from', '2024-05-05T07:00:00+02:00', '--speed', '3600', '--until'];

/** The bulletins, once the hour is among them and the log takes all of them in. */
async function loggedUpTo(program: Program, hour: string): Promise<readonly BulletinListing[]> {
  return await until(
    async () => {
      const { bulletins } = await bulletinList(program, 'small');
      const size = Number((await (await fetch(`${program.url}${PATH}/log/checkpoint`)).text()).split('\n')[1]);
      return bulletins.at(-1)?.hour.endsWith(hour) === true && size === bulletins.length + 1 && bulletins;
    },
    { what: `a log up to ${hour}`, told: program.output },
  );
}

/** Changes rows of bulletins as somebody with the owner's rights may. */
async function changeByHand(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query('ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept');
  for (const statement of statements) await client.query(statement);
  await client.query('ALTER TABLE bulletin ENABLE TRIGGER bulletin_kept');
  await client.end();
}

describe('the program after somebody changed what it goes by', () => {
  let url: string;
  let data: string;
  let env: { readonly DATABASE_URL: string; readonly TURNOUT_DATA: string };

  beforeAll(async () => {
    url = await emptyDatabaseUrl();
    data = await temporaryFolder();
    env = { DATABASE_URL: url, TURNOUT_DATA: data };
    const other = await writeSmallElection(changed('election.json', '"id": "small"', '"id": "second"'));
    for (const folder of [await writeSmallElection(), other]) {
      const loaded = await runProgram({ args: ['load', folder], env });
      expect(loaded, loaded.output).toMatchObject({ code: 0 });
    }
  });

  it('gives bulletins whose rows were changed or deleted to nobody, verify names their hours, and nothing else is held up', async () => {
    let program = await startProgram({ args: [...SERVE, '2024-05-05T12:00:00+02:00'], env });
    const before = await loggedUpTo(program, 'T12');
    expect(await program.stop()).toBe(0);
    const numberOf = (hour: string) => before.find((each) => each.hour.endsWith(hour))!.number;
    const [nine, ten, eleven, twelve] = [numberOf('T09'), numberOf('T10'), numberOf('T11'), numberOf('T12')];
    const { rows } = await asked(url, 'SELECT edition FROM election ORDER BY loaded_at');
    const folder = join(data, 'published', rows[0]!.edition, 'bulletins', '000');
    const file = join(folder, `${String(nine).padStart(6, '0')}.json.br`);
    const published = readFileSync(file);

    await changeByHand(
      url,
      // With its hash, as somebody who knows would: only what was published tells.
      `UPDATE bulletin SET body = replace(body, '"issued"', '"issued" '),
              sha256 = encode(sha256(convert_to(replace(body, '"issued"', '"issued" '), 'UTF8')), 'hex')
        WHERE election = 'small' AND number = ${nine}`,
      // Without it, and no JSON any more.
      `UPDATE bulletin SET body = 'nothing' WHERE election = 'small' AND number = ${ten}`,
      // One between others, and the last.
      `DELETE FROM bulletin WHERE election = 'small' AND number IN (${eleven}, ${twelve})`,
    );
    program = await startProgram({ args: [...SERVE, '2024-05-05T13:00:00+02:00'], env });
    const after = await loggedUpTo(program, 'T13');
    expect(readFileSync(file).equals(published)).toBe(true);
    expect(after.map(({ number }) => number)).toEqual(upTo(after.length));
    for (const number of [nine, ten, eleven, twelve]) {
      const answer = await fetch(`${program.url}${PATH}/bulletins/${number}.json`);
      const why = number < eleven ? 'it was changed since' : 'it was deleted';
      const told = { code: 'withheld', detail: expect.stringContaining(why) };
      expect([answer.status, await answer.json()]).toMatchObject([404, told]);
      expect(after[number - 1]).toMatchObject({ hour: before[number - 1]!.hour, issued: null, turnoutPct: null });
    }
    // A number that was given out is given to no other hour.
    expect(after.at(-1)).toMatchObject({ number: twelve + 1, hour: '2024-05-05T13' });
    const verified = await runProgram({ args: ['verify', `${program.url}${PATH}`] });
    expect(verified.code).toBe(1);
    const hours = ['2024-05-05T09', '2024-05-05T10', '2024-05-05T11', '2024-05-05T12'];
    for (const hour of hours) expect(verified.output).toContain(`${hour}: `);
    for (const hour of ['2024-05-05T08', '2024-05-05T13']) expect(verified.output).not.toContain(`${hour}: `);
    // Whoever takes the log home finds there what they find at its address, and why.
    const taken = await unpackedLog(`${program.url}${PATH}`);
    expect(await runProgram({ args: ['verify', taken] })).toEqual(verified);
    const reasons = readFileSync(join(taken, 'withheld.txt'), 'utf8');
    expect(reasons.trim().split('\n')).toEqual(hours.map((hour) => expect.stringContaining(`hour ${hour}, `)));
    expect(await getJson(program, '/readyz')).toMatchObject({
      ready: true,
      database: 'connected',
      withheld: hours.map((hour) => ({ election: 'small', hour })),
    });
    const elections = await getJson<{ elections: { id: string; latest: unknown }[] }>(program, '/api/v1/elections');
    expect(elections.elections.map(({ id }) => id)).toEqual(['small', 'second']);
    expect(await program.stop()).toBe(0);
  });

  it('publishes on where the key is not the one that the log was signed with, and says so; one of the other mode stops the start', async () => {
    const key = async (name: string, ...live: string[]) => {
      const file = join(data, name);
      expect(await runProgram({ args: ['key', 'new', file, ...live] })).toMatchObject({ code: 0 });
      return file;
    };
    const stopped = await runProgram({ args: ['serve'], env: { ...env, LOG_KEY_FILE: await key('live', '--live') } });
    expect(stopped.code).toBe(2);
    expect(stopped.output).toContain('LOG_KEY_FILE names no key');
    expect(stopped.output).toContain('of the other mode');

    const program = await startProgram({
      args: [...SERVE, '2024-05-05T15:00:00+02:00'],
      env: { ...env, LOG_KEY_FILE: await key('other') },
    });
    const bulletins = await until(
      async () => {
        const list = (await bulletinList(program, 'small')).bulletins;
        return list.at(-1)?.hour.endsWith('T15') === true && list;
      },
      { what: 'the bulletin of 15:00', told: program.output },
    );
    const size = Number((await (await fetch(`${program.url}${PATH}/log/checkpoint`)).text()).split('\n')[1]);
    // The manifest is a leaf too; 14:00 and 15:00 are not in the log.
    expect(size).toBe(bulletins.length + 1 - 2);
    expect(await getJson(program, '/readyz')).toMatchObject({ ready: true, logs: 'failing' });
    expect(program.output()).toContain('new bulletins are not taken into the log');
    expect(await program.stop()).toBe(0);
  });
});

describe('a live election', () => {
  it('is not counted without the key that signs its hours', async () => {
    const live = { DATABASE_URL: await emptyDatabaseUrl(), PUBLIC_URL: 'http://turnout.example' };
    const loaded = await runProgram({ args: ['load', await writeSmallElection(), '--live'], env: live });
    expect(loaded, loaded.output).toMatchObject({ code: 0 });
    const refused = await runProgram({ args: ['serve'], env: live });
    expect(refused.code).toBe(2);
    expect(refused.output).toContain('a live election needs LOG_KEY_FILE');
  });
});

async function asked(url: string, statement: string): Promise<pg.QueryResult<{ edition: string }>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
