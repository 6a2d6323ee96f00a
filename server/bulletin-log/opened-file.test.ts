import { sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { openedFileText, readOpenedFile } from '../../shared/bulletin-log/opened-file.ts';
import type { LogFiles } from '../../shared/bulletin-log/read-log.ts';
import { type VerifyOptions, verifyLog } from '../../shared/bulletin-log/verify.ts';
import { openSealed } from '../bulletins/bulletins.ts';
import { type Database, many } from '../database/database.ts';
import { LogShelf } from '../publish/log-shelf.ts';
import { countMinute } from '../test/counted-minute.ts';
import { day, insertIssues } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { LOG } from '../test/small-log.ts';
import { freshDatabase } from '../test/test-database.ts';
import { growLog, nodeCrypto, readLogGrowth } from './bulletin-log.ts';

let database: Database;
let files: LogFiles;

const pool = () => database.pool('counting');

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  await insertIssues(database, [
    { seq: 1, area: 'N1', at: day('08:10') },
    { seq: 2, area: 'S1', at: day('08:20') },
  ]);
  for (const time of ['08:00', '09:00']) await countMinute(database, day(time));
  const signed = (message: Uint8Array) => new Uint8Array(sign(null, message, LOG.secret));
  const key = { mode: 'rehearsal', publicKey: LOG.key.publicKey, sign: signed } as const;
  await growLog(database, 'small', { key, host: 'turnout.example' });
  const shelf = new LogShelf('small');
  shelf.add((await readLogGrowth(database.pool('reading'), 'small', 0))!);
  const rows = await many<{ number: number; body: string; csv: string }>(
    pool(),
    'SELECT number, body, csv FROM bulletin',
  );
  const kept = new Map<string, Uint8Array | undefined>([
    ['log/checkpoint', shelf.checkpoint?.identity],
    ['log/checkpoints.txt', shelf.checkpoints.identity],
    [`log/tile/entries/000.p/${shelf.size}`, shelf.tile('entries', 0, shelf.size)?.identity],
    [`log/tile/0/000.p/${shelf.size}`, shelf.tile(0, 0, shelf.size)?.identity],
    ['bulletins/0.json', shelf.manifest('json')?.identity],
    ['bulletins/0.csv', shelf.manifest('csv')?.identity],
    ...rows.flatMap(({ number, body, csv }) => [
      [`bulletins/${number}.json`, Buffer.from(body)] as const,
      [`bulletins/${number}.csv`, Buffer.from(csv)] as const,
    ]),
  ]);
  files = { read: async (path) => kept.get(path) ?? null };
});

async function problemsWith(text: string): Promise<(string | null)[][]> {
  const opened = readOpenedFile(Buffer.from(text));
  if (opened === null) throw new Error('no opened file');
  const options: VerifyOptions = { opened: [opened] };
  return (await verifyLog(nodeCrypto, files, options)).problems.map(({ hour, finding }) => [hour, finding.kind]);
}

/** Bulletins: 1 a notice of 07:00, 2 of 08:00, 3 of 09:00. */
async function opened(number: number): Promise<string> {
  const file = await openSealed(pool(), { election: 'small', number });
  if (typeof file === 'string') throw new Error(file);
  return openedFileText(file);
}

describe("the officials' file of a bulletin", () => {
  it('has every level, precincts included, and is proved to be the one committed to', async () => {
    const text = await opened(3);
    // One ballot in N1 and so in the north, one in S1 and the south; each with its electors.
    expect(text).toContain('\nprecinct,N1,online,40,1,0\n');
    expect(text).toContain('\ndistrict,SOUTH,online,60,1,0\n');
    expect(await problemsWith(text)).toEqual([]);
  });

  it('betrays one figure, one random byte, or the file of another hour, by the hour', async () => {
    const text = await opened(3);
    const refused = 'opened-other';
    expect(await problemsWith(text.replace('N1,online,40,1', 'N1,online,40,2'))).toEqual([['2024-05-05T09', refused]]);
    const salt = /small 3 ([0-9a-f]{64})/.exec(text)![1]!;
    const other = (salt.startsWith('0') ? '1' : '0') + salt.slice(1);
    expect(await problemsWith(text.replace(salt, other))).toEqual([['2024-05-05T09', refused]]);
    expect(await problemsWith(text.replace('small 3 ', 'small 2 '))).toEqual([['2024-05-05T08', refused]]);
    expect(await problemsWith(text.replace('small 3 ', 'small 1 '))).toHaveLength(1);
    expect(await problemsWith(text.replace('small 3 ', 'small 9 '))).toHaveLength(1);
  });

  it('is committed to with other random bytes each time, so that equal figures cannot be told', async () => {
    const rows = await many<{ sealed: string | null }>(pool(), 'SELECT sealed FROM bulletin ORDER BY number');
    expect(rows[0]!.sealed).toBeNull();
    const [, first, second] = await Promise.all([null, opened(2), opened(3)]);
    expect(first!.split('\n')[0]!.slice(-64)).not.toBe(second!.split('\n')[0]!.slice(-64));
  });

  it('is not opened where there is none, nor where what is kept was changed since', async () => {
    expect(await openSealed(pool(), { election: 'small', number: 1 })).toBe('none-committed');
    expect(await openSealed(pool(), { election: 'small', number: 9 })).toBe('no-bulletin');
    await database
      .pool('owner')
      .query("UPDATE snapshot_depth SET issued[1] = 7 WHERE number = 1 AND level = 'precinct'");
    expect(await openSealed(pool(), { election: 'small', number: 2 })).toBe('changed');
    await database.pool('owner').query('DELETE FROM bulletin_seal WHERE number = 3');
    expect(await openSealed(pool(), { election: 'small', number: 3 })).toBe('not-here');
  });

  it('is none when its first line is another', () => {
    expect(readOpenedFile(Buffer.from('level,area\n'))).toBeNull();
    expect(readOpenedFile(Uint8Array.of(0xff))).toBeNull();
  });
});
