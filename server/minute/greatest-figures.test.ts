import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { recount } from '../recount/recount.ts';
import { countedMinute } from '../test/counted-minute.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

/** More than any country has electors, and the greatest figure that a report may tell. */
const MOST = 2_147_483_647;

const countedAt = (time: string) => countedMinute(database, day(time));

describe('one impossible report', () => {
  it('is counted as it was told, and the minutes after it go on', async () => {
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('08:00'), issued: MOST, cast: MOST, registered: MOST, source: 'stations' },
      { seq: 2, area: 'S1', asOf: day('08:00'), issued: 5, source: 'stations' },
    ]);
    expect((await countedAt('08:30')).total.issued).toBe(MOST + 5);
    const corrected = { seq: 3, area: 'N2', asOf: day('09:00'), issued: 10, corrects: 1, reason: 'a slip of the keys' };
    await insertReports(database, [{ ...corrected, source: 'stations' }]);
    expect((await countedAt('09:00')).total.issued).toBe(10 + 5);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });
});

describe('what counting could never add up or place is refused at the table itself', () => {
  it.each([
    ['a figure past 2,147,483,647', { issued: MOST + 1 }],
    ['a number past what is exact', { seq: 2 ** 53 }],
    ['an instant that never comes', { asOf: 'infinity' }],
    ['an instant before all others', { asOf: '-infinity' }],
  ])('%s, in a report', async (_, wrong) => {
    const report = { seq: 1, area: 'N2', asOf: day('08:00'), issued: 10, ...wrong };
    await expect(insertReports(database, [report])).rejects.toMatchObject({ constraint: 'malformed' });
  });

  it.each([
    ['a number past what is exact', { seq: 2 ** 53 }],
    ['an instant that never comes', { at: 'infinity' }],
    ['an instant before all others', { at: '-infinity' }],
  ])('%s, of a ballot', async (_, wrong) => {
    const issue = { seq: 1, area: 'N1', at: day('08:00'), ...wrong };
    await expect(insertIssues(database, [issue])).rejects.toMatchObject({ constraint: 'malformed' });
  });
});
