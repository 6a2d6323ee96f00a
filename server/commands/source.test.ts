import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../command-line.ts';
import type { Database } from '../database/database.ts';
import { authenticateSource } from '../ingest/ingest.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { databaseUrl, freshDatabase, testLog } from '../test/test-database.ts';

let database: Database;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  folder = await mkdtemp(join(tmpdir(), 'turnout-command-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function turnout(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(argv, {
    env: { DATABASE_URL: databaseUrl(database.name) },
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stopped: new AbortController().signal,
    makeLog: () => testLog,
  });
  return { code, out, err: err.join('\n') };
}

const SMALL = ['--election', 'small'];

describe('turnout source', () => {
  it('prints a new key alone on standard output, and keeps it nowhere', async () => {
    const added = await turnout('source', 'add', ...SMALL, '--source', 'evote', '--channel', 'online');
    expect(added).toMatchObject({ code: 0, out: [expect.stringMatching(/^[\w-]{43}$/)] });
    const [key] = added.out;
    expect(added.err).not.toContain(key);
    expect(await authenticateSource(database, key!)).toEqual({
      election: 'small',
      source: 'evote',
      batchesPerMinute: null,
    });
    const { rows } = await database.pool('owner').query('SELECT row_to_json(s)::text AS text FROM source s');
    expect(JSON.stringify(rows)).not.toContain(key);
  });

  it('rotates and revokes: the key before opens nothing', async () => {
    const [first] = (await turnout('source', 'add', ...SMALL, '--source', 'north', '--area', 'NORTH')).out;
    const [second] = (await turnout('source', 'rotate', ...SMALL, '--source', 'north')).out;
    expect(await authenticateSource(database, first!)).toBeNull();
    expect(await authenticateSource(database, second!)).toMatchObject({ source: 'north' });
    expect(await turnout('source', 'revoke', ...SMALL, '--source', 'north')).toMatchObject({ code: 0, out: [] });
    expect(await authenticateSource(database, second!)).toBeNull();
    const { out } = await turnout('source', 'list', ...SMALL);
    expect(out.find((line) => line.startsWith('north'))).toMatch(/any +NORTH +any +revoked +never +0$/);
  });

  it('agrees on a rate with a source', async () => {
    const [key] = (await turnout('source', 'add', ...SMALL, '--source', 'slow', '--rate', '7')).out;
    expect(await authenticateSource(database, key!)).toMatchObject({ source: 'slow', batchesPerMinute: 7 });
    const { out } = await turnout('source', 'list', ...SMALL);
    expect(out.find((line) => line.startsWith('slow'))).toMatch(/any +any +7 +valid/);
  });

  it.each([
    ['a source that is there already', ['add', ...SMALL, '--source', 'evote'], 'already'],
    ['a channel that is not there', ['add', ...SMALL, '--source', 'x', '--channel', 'pigeon'], 'no channel pigeon'],
    ['an area that is not there', ['add', ...SMALL, '--source', 'x', '--area', 'WEST'], 'no area WEST'],
    ['an election that is not there', ['add', '--election', 'big', '--source', 'x'], 'no election big'],
    ['a name that is none', ['add', ...SMALL, '--source', 'a b'], 'a b'],
    ['a source that is not there', ['rotate', ...SMALL, '--source', 'nobody'], 'no source nobody'],
    ['a rate that is none', ['add', ...SMALL, '--source', 'x', '--rate', '0'], '--rate needs'],
    ['nothing to do', ['burn', ...SMALL], 'one of add, rotate, revoke, list'],
  ])('says what is wrong with %s, and prints no key', async (_what, args, why) => {
    const { code, out, err } = await turnout('source', ...args);
    expect({ code, out }).toEqual({ code: 2, out: [] });
    expect(err).toContain(why);
  });
});

describe('turnout import', () => {
  it('makes the source, stores the good lines and says where the others are listed', async () => {
    const path = join(folder, 'issues.csv');
    const lines = ['1,issued,N1', '2,issued,NOWHERE', '3,issued,S1'].map(
      (line) => `${line},online,2024-05-05T09:00:00+02:00`,
    );
    await writeFile(path, `seq,type,area,channel,occurred_at\n${lines.join('\n')}\n`);
    const { code, out } = await turnout('import', path, ...SMALL, '--source', 'file');
    expect(code).toBe(1);
    expect(out).toEqual([
      'Made the source file.',
      'ballot issues: 2 stored, 0 were there already, 1 refused; stored without a hole up to number 1.',
      `The refused lines are listed in ${join(folder, 'issues.rejects.csv')}.`,
    ]);
    expect(await readFile(join(folder, 'issues.rejects.csv'), 'utf8')).toContain('3,2,area,unknown-area');
    const again = await turnout('import', path, ...SMALL, '--source', 'file');
    expect(again.out[0]).toContain('0 stored, 2 were there already, 1 refused');
  });

  it('ends with 2 where there is no such file, election or header', async () => {
    const path = join(folder, 'other.csv');
    await writeFile(path, 'a,b\n1,2\n');
    expect(await turnout('import', path, ...SMALL, '--source', 'file')).toMatchObject({ code: 2, out: [] });
    expect(await turnout('import', path, '--election', 'big', '--source', 'file')).toMatchObject({ code: 2 });
    expect(await turnout('import', join(folder, 'nowhere.csv'), ...SMALL, '--source', 'file')).toMatchObject({
      code: 2,
    });
  });
});
