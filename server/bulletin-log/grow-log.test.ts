import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { readLeaf } from '../../shared/bulletin-log/leaf.ts';
import { verifyLog } from '../../shared/bulletin-log/verify.ts';
import type { Database } from '../database/database.ts';
import { LogShelf } from '../publish/log-shelf.ts';
import { countMinute } from '../test/counted-minute.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import {
  growLog,
  KeyFileError,
  LogForkedError,
  LogKeyChangedError,
  type LogSigner,
  newLogKey,
  nodeCrypto,
  readLogGrowth,
  readLogKey,
} from './bulletin-log.ts';

let database: Database;
let folder: string;
let signer: LogSigner;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'turnout-log-'));
  await newLogKey(join(folder, 'key'), 'rehearsal');
  signer = { key: await readLogKey(join(folder, 'key'), 'rehearsal'), host: 'turnout.example' };
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  await database.pool('owner').query('UPDATE election SET edition = $1', ['1f0c9a2e-0000-4000-8000-000000000000']);
});

const minute = (at: string) => countMinute(database, at, { intervalMs: 60_000, speed: 1 });

/** The files as they are published of what the database holds. */
async function published() {
  const shelf = new LogShelf('small');
  const growth = await readLogGrowth(database.pool('reading'), 'small', 0);
  if (growth !== null) shelf.add(growth);
  const { rows } = await database.pool('owner').query('SELECT number, body, csv FROM bulletin ORDER BY number');
  return {
    read: async (path: string) => {
      const tile = /^log\/tile\/(entries|0)\/000\.p\/(\d+)$/.exec(path);
      const bulletin = /^bulletins\/(\d+)\.(json|csv)$/.exec(path);
      if (tile !== null) return shelf.tile(tile[1] === 'entries' ? 'entries' : 0, 0, Number(tile[2]))?.identity ?? null;
      if (bulletin?.[1] === '0') return shelf.manifest(bulletin[2] as 'json' | 'csv')?.identity ?? null;
      if (bulletin !== null) {
        const row = rows.find(({ number }) => number === Number(bulletin[1]));
        return row === undefined ? null : Buffer.from(bulletin[2] === 'json' ? row.body : row.csv);
      }
      if (path === 'log/checkpoint') return shelf.checkpoint?.identity ?? null;
      return path === 'log/checkpoints.txt' ? shelf.checkpoints.identity : null;
    },
  };
}

const verify = async () => verifyLog(nodeCrypto, await published());

describe('the log of an election', () => {
  it('is founded with its manifest and takes each bulletin in once', async () => {
    expect(await growLog(database, 'small', signer)).toBeNull();
    // The first polls of the small election open at 07:00 of its own zone, in the district an hour ahead.
    await minute('2024-05-05T07:00:00+02:00');
    // The manifest, the zero and the opening.
    expect(await growLog(database, 'small', signer)).toBe(3);
    expect(await growLog(database, 'small', signer)).toBeNull();
    await minute('2024-05-05T08:00:00+02:00');
    expect(await growLog(database, 'small', signer)).toBe(4);
    const verdict = await verify();
    expect(verdict).toMatchObject({
      election: 'small',
      mode: 'rehearsal',
      origin: 'turnout.example/small/1f0c9a2e/rehearsal',
      size: 4,
      hours: { promised: 2, counted: 2, explained: 0 },
      // After three leaves and after four.
      earlierHeads: 2,
      problems: [],
    });
  });

  it('has a leaf for each hour however many sign at once', async () => {
    for (const hour of ['07', '08', '09']) {
      await minute(`2024-05-05T${hour}:00:00+02:00`);
      const sizes = await Promise.all([1, 2, 3, 4].map(() => growLog(database, 'small', signer)));
      expect(sizes.filter((size) => size !== null)).toHaveLength(1);
    }
    const { rows } = await database.pool('owner').query('SELECT leaf FROM log_leaf ORDER BY number');
    expect(rows.map(({ leaf }) => readLeaf(leaf)?.kind)).toEqual(['manifest', 'zero', 'opening', 'hourly', 'hourly']);
    expect((await verify()).problems).toEqual([]);
  });

  it('explains the hours that passed uncounted, and misses none', async () => {
    await minute('2024-05-05T07:00:00+02:00');
    await minute('2024-05-05T10:00:00+02:00');
    await growLog(database, 'small', signer);
    // 07:00 and 10:00 were counted, 08:00 and 09:00 have notices.
    expect(await verify()).toMatchObject({ hours: { promised: 4, counted: 2, explained: 2 }, problems: [] });
  });

  it('betrays one bulletin changed by hand in the database, by its hour', async () => {
    for (const hour of ['07', '08', '09']) await minute(`2024-05-05T${hour}:00:00+02:00`);
    await growLog(database, 'small', signer);
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept');
    await owner.query(`UPDATE bulletin SET csv = replace(csv, ',0,', ',1,') WHERE hour = '2024-05-05T08'`);
    expect((await verify()).problems).toEqual([
      expect.objectContaining({ fault: 'file', hour: '2024-05-05T08', number: 3 }),
    ]);
  });

  it('is not signed where a leaf was changed since the last head was', async () => {
    await minute('2024-05-05T07:00:00+02:00');
    await growLog(database, 'small', signer);
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE log_leaf DISABLE TRIGGER log_leaf_kept');
    await owner.query(`UPDATE log_leaf SET leaf = replace(leaf, 'zero', 'notice') WHERE number = 1`);
    await minute('2024-05-05T08:00:00+02:00');
    await expect(growLog(database, 'small', signer)).rejects.toThrow(LogForkedError);
    // Nor where the last leaf was taken away.
    await owner.query(`UPDATE log_leaf SET leaf = replace(leaf, 'notice', 'zero') WHERE number = 1`);
    await owner.query('DELETE FROM log_leaf WHERE number = 2');
    await expect(growLog(database, 'small', signer)).rejects.toThrow('not the 3 that were signed');
    const { rows } = await owner.query('SELECT size FROM log_head');
    expect(rows).toEqual([{ size: 3 }]);
  });

  it('is not signed over a bulletin that was changed after it was frozen', async () => {
    await minute('2024-05-05T07:00:00+02:00');
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept');
    await owner.query(`UPDATE bulletin SET body = replace(body, '"issued":0', '"issued":1') WHERE number = 2`);
    await expect(growLog(database, 'small', signer)).rejects.toThrow(
      'bulletin 2 of small, hour 2024-05-05T07, is not what was frozen',
    );
  });

  it('is not signed past a bulletin that was deleted before it was logged', async () => {
    await minute('2024-05-05T07:00:00+02:00');
    await growLog(database, 'small', signer);
    for (const hour of ['08', '09']) await minute(`2024-05-05T${hour}:00:00+02:00`);
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept');
    await owner.query(`DELETE FROM bulletin WHERE hour = '2024-05-05T08'`);
    await expect(growLog(database, 'small', signer)).rejects.toThrow('bulletin 3 of small is not there');
    expect((await verify()).size).toBe(3);
  });

  it('is signed only where what was given out before permits it', async () => {
    await minute('2024-05-05T07:00:00+02:00');
    const asked: unknown[] = [];
    const permits = (answer: boolean) => async (whole: { leaves: readonly string[]; origin: string }) => {
      asked.push([whole.origin, whole.leaves.length]);
      return answer;
    };
    expect(await growLog(database, 'small', { ...signer, permits: permits(false) })).toBeNull();
    expect(await readLogGrowth(database.pool('reading'), 'small', 0)).toBeNull();
    expect(await growLog(database, 'small', { ...signer, permits: permits(true) })).toBe(3);
    const origin = 'turnout.example/small/1f0c9a2e/rehearsal';
    expect(asked).toEqual([
      [origin, 3],
      [origin, 3],
    ]);
  });

  it('has another name when the election is loaded anew, so that one key signs no two histories under one', async () => {
    const { rows } = await database
      .pool('owner')
      .query('UPDATE election SET edition = gen_random_uuid() RETURNING edition');
    await minute('2024-05-05T07:00:00+02:00');
    await growLog(database, 'small', signer);
    expect((await verify()).origin).toBe(`turnout.example/small/${rows[0].edition.slice(0, 8)}/rehearsal`);
  });

  it('cannot be changed by those who grow it', async () => {
    await minute('2024-05-05T07:00:00+02:00');
    await growLog(database, 'small', signer);
    for (const table of ['log_leaf', 'log_head']) {
      await expect(database.pool('counting').query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
      await expect(database.pool('reading').query(`DELETE FROM ${table}`)).rejects.toThrow('permission denied');
    }
    await expect(database.pool('counting').query(`UPDATE bulletin_log SET key = 'x'`)).rejects.toThrow('append-only');
    await expect(database.pool('owner').query(`UPDATE log_leaf SET leaf = 'x'`)).rejects.toThrow('append-only');
  });

  it('is signed on by no other key, and by no other name', async () => {
    await minute('2024-05-05T07:00:00+02:00');
    await growLog(database, 'small', signer);
    await minute('2024-05-05T08:00:00+02:00');
    await newLogKey(join(folder, 'other'), 'rehearsal');
    const other = { ...signer, key: await readLogKey(join(folder, 'other'), 'rehearsal') };
    await expect(growLog(database, 'small', other)).rejects.toThrow(LogKeyChangedError);
    // Its name was given when it was founded: a server that is reached otherwise goes on with it.
    expect(await growLog(database, 'small', { ...signer, host: 'elsewhere.example' })).toBe(4);
    const head = readSignedHead(Buffer.from((await (await published()).read('log/checkpoint'))!).toString());
    expect(head?.head.origin).toBe('turnout.example/small/1f0c9a2e/rehearsal');
  });
});

describe('the key of a log', () => {
  it('can be read by its owner alone, is never written over, and signs nothing of the other mode', async () => {
    const file = join(folder, 'key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file, 'utf8');
    await expect(newLogKey(file, 'rehearsal')).rejects.toThrow('EEXIST');
    expect(await readFile(file, 'utf8')).toBe(before);
    await expect(readLogKey(file, 'live')).rejects.toThrow(KeyFileError);
    await expect(readLogKey(file, 'live')).rejects.toThrow('other mode');
  });

  it('is refused where the file holds something else, which is not repeated', async () => {
    const file = join(folder, 'nonsense');
    await writeFile(file, 'my password');
    await expect(readLogKey(file, 'rehearsal')).rejects.toThrow('no key of a log');
    await writeFile(
      file,
      'Turnout: key that signs the log of rehearsals\n-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n',
    );
    await expect(readLogKey(file, 'rehearsal')).rejects.toThrow(/^(?!.*hunter2).*holds no private key/);
  });
});
