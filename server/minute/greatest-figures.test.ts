import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { type Database, one } from '../database/database.ts';
import { recount } from '../recount/recount.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { countElectionMinute } from './minute.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

/** More than any country has electors, and the greatest figure that a report may tell. */
const MOST = 2_147_483_647;

async function countedAt(time: string): Promise<Snapshot> {
  const minute = { election: 'small', at: new Date(day(time)), intervalMs: 1000, speed: 60, loaded: false, next: true };
  expect(await countElectionMinute(database, minute)).toMatchObject({ counted: true });
  const sql = "SELECT body FROM snapshot WHERE election = 'small' ORDER BY number DESC LIMIT 1";
  return JSON.parse((await one<{ body: string }>(database.pool('reading'), sql)).body) as Snapshot;
}

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
