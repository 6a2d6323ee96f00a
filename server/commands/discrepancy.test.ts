import { userInfo } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../command-line.ts';
import type { Database } from '../database/database.ts';
import { countMinute } from '../test/counted-minute.ts';
import { day, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { databaseUrl, freshDatabase, testLog } from '../test/test-database.ts';
import { readOfficialPapers } from './serve/official-papers.ts';

const SMALL = ['--election', 'small'];
let database: Database;

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

const count = (time: string) => countMinute(database, day(time));

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  await insertReports(database, [
    { seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 },
    { seq: 2, area: 'N2', asOf: day('12:00'), issued: 45 },
    { seq: 3, area: 'S1', asOf: day('12:00'), issued: 500 },
  ]);
  await count('12:00');
});

describe('turnout discrepancy', () => {
  it('lists what is open, the newest first', async () => {
    const { code, out, err } = await turnout('discrepancy', 'list', ...SMALL);
    expect(code).toBe(0);
    expect(err).toContain('2 open discrepancies of small');
    const rest = 'since snapshot 1, 2024-05-05T10:00:00.000Z';
    expect([...out].sort()).toEqual([
      expect.stringMatching(new RegExp(`^1  open    .*${rest}$`)),
      expect.stringMatching(new RegExp(`^2  open    .*${rest}$`)),
    ]);
    expect(out.some((line) => line.includes('falls  area N2  channel station  source commissions/2'))).toBe(true);
    expect(out.some((line) => line.includes('above-electorate  area S1  channel station'))).toBe(true);
  });

  it('closes one for a reason, told with who it was and when; the change is kept for good, and counting leaves it', async () => {
    const listed = (await turnout('discrepancy', 'list', ...SMALL)).out;
    const id = /^\d+/.exec(listed.find((line) => line.includes('above-electorate'))!)![0];
    const reason = 'the register was out of date; the protocol of S1 is right';
    const closed = await turnout(
      'discrepancy',
      'close',
      ...SMALL,
      '--id',
      id,
      '--reason',
      reason,
      '--by',
      'A. Ivanova',
    );
    expect(closed).toMatchObject({ code: 0, out: [`${id} closed by A. Ivanova: ${reason}`] });
    await insertReports(database, [{ seq: 4, area: 'S1', asOf: day('12:01'), issued: 501 }]);
    await count('12:01');
    expect((await turnout('discrepancy', 'list', ...SMALL)).err).toContain('1 open discrepancy of small');
    const { out } = await turnout('discrepancy', 'list', ...SMALL, '--all');
    expect(out.find((line) => line.startsWith(`${id} `))).toContain(`by A. Ivanova: ${reason}`);
    const papers = await readOfficialPapers(database.pool('reading'), 'small');
    const told = (papers.discrepancies as { discrepancy: number; history: object[] }[]).find(
      ({ discrepancy }) => String(discrepancy) === id,
    );
    expect(told).toMatchObject({
      state: 'closed',
      history: [
        { state: 'open', why: 'met', snapshot: 1, who: null, note: null },
        { state: 'closed', why: 'person', snapshot: 1, who: 'A. Ivanova', note: reason },
      ],
    });
    await expect(
      database.pool('owner').query("UPDATE discrepancy_change SET note = 'nothing' WHERE why = 'person'"),
    ).rejects.toThrow();
    // Met anew after it was over, it is another.
    await insertReports(database, [{ seq: 5, area: 'S1', asOf: day('12:02'), issued: 30, corrects: 4 }]);
    await count('12:02');
    await insertReports(database, [{ seq: 6, area: 'S1', asOf: day('12:03'), issued: 502 }]);
    await count('12:03');
    const open = (await turnout('discrepancy', 'list', ...SMALL)).out.filter((line) =>
      line.includes('above-electorate'),
    );
    expect(open).toEqual([expect.not.stringMatching(new RegExp(`^${id} `))]);
  });

  it('says by the name of who typed it, where no other is told', async () => {
    const [line] = (await turnout('discrepancy', 'list', ...SMALL)).out.filter((text) =>
      text.includes('falls  area N2'),
    );
    const id = /^\d+/.exec(line!)![0];
    const { out } = await turnout('discrepancy', 'close', ...SMALL, '--id', id, '--reason', 'recounted');
    expect(out).toEqual([`${id} closed by ${userInfo().username}: recounted`]);
    const again = await turnout('discrepancy', 'close', ...SMALL, '--id', id, '--reason', 'once more');
    expect(again).toMatchObject({ code: 2, out: [] });
    expect(again.err).toMatch(/^It was closed before: .*: recounted$/);
  });

  it.each([
    ['close', '--id', '1'],
    ['close', '--id', '1', '--reason', '  '],
    ['close', '--id', '1', '--reason', 'two\nlines'],
    ['close', '--id', 'one', '--reason', 'because'],
    ['close', '--reason', 'because'],
    ['list', '--id', '1'],
    ['open'],
  ])('refuses what is typed wrongly: %s %s %s', async (...args) => {
    expect(await turnout('discrepancy', ...args, ...SMALL)).toMatchObject({ code: 2, out: [] });
  });

  it('knows no discrepancy of another election', async () => {
    const { code, err } = await turnout(
      'discrepancy',
      'close',
      '--election',
      'other',
      '--id',
      '1',
      '--reason',
      'because',
    );
    expect(code).toBe(2);
    expect(err).toContain('There is no discrepancy 1 of other.');
  });
});
