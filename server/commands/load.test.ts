import { beforeEach, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import type { Database } from '../database/database.ts';
import { added, writeSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { command as load } from './load.ts';
import { command as rehearsal } from './rehearsal.ts';

let db: Database;
beforeEach(async () => {
  db = await freshDatabase();
});

async function run(command: Command, ...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const context: CommandContext = {
    config: readConfig({}),
    log: testLog,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stopped: new AbortController().signal,
    openDatabase: async () => ({ database: db, embedded: null, url: '', end: async () => {} }),
  };
  return { code: await command.run(args, context), out, err };
}

test('load tells what was loaded, added up', async () => {
  const folder = await writeSmallElection();
  const first = await run(load, folder);
  expect(first.code).toBe(0);
  expect(first.out).toEqual([
    'small: loaded (rehearsal)',
    '  areas       6',
    '  precincts   3',
    '  channels    online, station',
    '  registered  online 100', // 40 + 60
    '  registered  station 600', // 100 + 200 + 300
    '  registered  all 700',
  ]);
  const second = await run(load, folder);
  expect([second.code, second.out[0]]).toEqual([0, 'small: loaded before, nothing changed']);
});

test('load tells every mistake on a line of its own, and loads nothing', async () => {
  const folder = await writeSmallElection({ ...added('tiles.csv', 'EAST,2,2'), 'electorate.csv': null });
  const { code, out, err } = await run(load, folder);
  expect(code).toBe(1);
  expect(out).toEqual(['electorate.csv: missing-file: every package has one', 'tiles.csv:4: tile-without-area: EAST']);
  expect(err).toEqual([`2 mistakes in ${folder}: nothing was loaded`]);
  expect((await db.pool('owner').query('SELECT FROM election')).rowCount).toBe(0);
});

test('load needs one folder that is there', async () => {
  await expect(run(load)).rejects.toThrow(UsageError);
  await expect(run(load, 'a', 'b')).rejects.toThrow(UsageError);
  await expect(run(load, 'nowhere')).rejects.toThrow('nowhere is no folder');
});

test('another package of the same id is loaded once its rehearsal was reset', async () => {
  await run(load, await writeSmallElection());
  const other = await writeSmallElection(added('online-shape.csv', '17:00,1'));
  const refused = await run(load, other);
  expect([refused.code, refused.out]).toEqual([1, []]);
  expect(refused.err[0]).toContain('turnout rehearsal reset --election small');

  expect((await run(rehearsal, 'reset', '--election', 'small')).code).toBe(0);
  expect((await run(load, other)).code).toBe(0);
});

test('a live database drops nothing', async () => {
  expect((await run(load, await writeSmallElection(), '--live')).out[0]).toBe('small: loaded (live)');
  const { code, err } = await run(rehearsal, 'reset', '--election', 'small');
  expect([code, err]).toEqual([1, ['this database is live: nothing in it is ever dropped']]);
});

test('rehearsal needs to be told what to do, and to which election', async () => {
  await expect(run(rehearsal)).rejects.toThrow(UsageError);
  await expect(run(rehearsal, 'reset')).rejects.toThrow('--election ID');
  expect((await run(rehearsal, 'reset', '--election', 'nothing')).code).toBe(1);
});
