import { beforeEach, describe, expect, it } from 'vitest';
import type { Correction } from '../../shared/snapshot.ts';
import { electionFacts } from '../counting/counting.ts';
import type { Database } from '../database/database.ts';
import { recount } from '../recount/recount.ts';
import { occurredUntil } from '../snapshots/snapshots.ts';
import { countedMinute } from '../test/counted-minute.ts';
import { day, insertReports } from '../test/sent-rows.ts';
import { changed, loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
});

const countedAt = (time: string) => countedMinute(database, day(time));

/** What the public curve by occurrence of NORTH says at an instant. */
async function expectCurve(time: string, issued: number): Promise<void> {
  const reading = database.pool('reading');
  const facts = (await electionFacts(reading, 'small'))!;
  const { at, areas } = await occurredUntil(reading, facts, new Date(day('12:00')));
  expect(areas.NORTH!.station!.issued[at.indexOf(day(time))]).toBe(issued);
}

const figures = (corrections: readonly Correction[]) =>
  corrections.map(({ area, oldIssued, newIssued, reason }) => [area, oldIssued, newIssued, reason]);

describe('a correction', () => {
  it('of a precinct below the published level is told by its district, before and after', async () => {
    await loadSmallElection(database);
    await insertReports(database, [
      { seq: 1, area: 'N1', asOf: day('10:00'), issued: 20 },
      { seq: 2, area: 'N2', asOf: day('10:00'), issued: 150 },
    ]);
    // 20 + 150
    expect((await countedAt('10:00')).areas.issued).toEqual([170, 0]);
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('10:00'), issued: 105, corrects: 2, reason: 'digits swapped' },
    ]);
    const { corrections, areas } = await countedAt('10:01');
    expect(figures(corrections)).toEqual([['NORTH', 170, 125, 'digits swapped']]);
    expect(areas.issued).toEqual([125, 0]);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });

  it('of an earlier hour leaves the present as it is, and says so', async () => {
    await loadSmallElection(database);
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('10:00'), issued: 90 },
      { seq: 2, area: 'N2', asOf: day('12:00'), issued: 150 },
    ]);
    await countedAt('12:00');
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('10:00'), issued: 9, corrects: 1, reason: 'a nought too many' },
    ]);
    const { corrections } = await countedAt('12:01');
    expect(figures(corrections)).toEqual([['NORTH', 150, 150, 'a nought too many']]);
    expect(corrections[0]!.occurred).toEqual({ area: 'NORTH', asOf: day('10:00'), oldIssued: 90, newIssued: 9 });
    await expectCurve('10:00', 9);
  });

  it('that takes over from a later report is told by what stood before, not by what it corrects', async () => {
    await loadSmallElection(database);
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('09:00'), issued: 90 },
      { seq: 2, area: 'N2', asOf: day('10:00'), issued: 150 },
    ]);
    expect((await countedAt('10:30')).areas.issued).toEqual([150, 0]);
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('11:00'), issued: 155, corrects: 1, reason: 'a wrong hour' },
    ]);
    const { corrections, areas } = await countedAt('11:00');
    expect(areas.issued).toEqual([155, 0]);
    expect(figures(corrections)).toEqual([['NORTH', 150, 155, 'a wrong hour']]);
    // Of nine o'clock nothing is said any more.
    expect(corrections[0]!.occurred).toEqual({ area: 'NORTH', asOf: day('09:00'), oldIssued: 90, newIssued: 0 });
  });

  it('that takes away what stood is told by what stands instead, though it never stands itself', async () => {
    await loadSmallElection(database);
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('09:00'), issued: 90 },
      { seq: 2, area: 'N2', asOf: day('10:00'), issued: 150 },
    ]);
    await countedAt('10:30');
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('08:30'), issued: 100, corrects: 2, reason: 'another precinct' },
    ]);
    const { corrections, areas } = await countedAt('11:00');
    expect(areas.issued).toEqual([90, 0]);
    expect(figures(corrections)).toEqual([['NORTH', 150, 90, 'another precinct']]);
    expect(corrections[0]!.occurred).toEqual({ area: 'NORTH', asOf: day('10:00'), oldIssued: 150, newIssued: 90 });
  });

  it('is told by its own part, whatever else is counted of its precinct and its district in the same minute', async () => {
    await loadSmallElection(database);
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 90 }]);
    await countedAt('11:00');
    await insertReports(database, [
      { seq: 2, area: 'N2', asOf: day('10:00'), issued: 9, corrects: 1, reason: 'a nought too many' },
      { seq: 3, area: 'N2', asOf: day('11:30'), issued: 12 },
      { seq: 4, area: 'N1', asOf: day('09:55'), issued: 20 },
    ]);
    const { corrections, areas } = await countedAt('11:30');
    // 12 + 20
    expect(areas.issued).toEqual([32, 0]);
    expect(figures(corrections)).toEqual([['NORTH', 32, 32, 'a nought too many']]);
    // 90 + 20 without it, 9 + 20 with it
    expect(corrections[0]!.occurred).toEqual({ area: 'NORTH', asOf: day('10:00'), oldIssued: 110, newIssued: 29 });
    await expectCurve('10:00', 29);
  });

  it('of a report for a moment ago is told as of now, where the curve has no point yet', async () => {
    await loadSmallElection(database);
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:01'), issued: 90 }]);
    await countedAt('10:02');
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('10:01'), issued: 9, corrects: 1 }]);
    const { corrections } = await countedAt('10:03');
    expect(figures(corrections)).toEqual([['NORTH', 90, 9, null]]);
    expect(corrections[0]!.occurred).toEqual({ area: 'NORTH', asOf: day('10:03'), oldIssued: 90, newIssued: 9 });
  });

  it('at the published level is told by its own two figures, even where no reason was given', async () => {
    await loadSmallElection(
      database,
      changed('election.json', '"publishLevel": "district"', '"publishLevel": "precinct"'),
    );
    await insertReports(database, [
      { seq: 1, area: 'N1', asOf: day('10:00'), issued: 20 },
      { seq: 2, area: 'N2', asOf: day('10:00'), issued: 150 },
    ]);
    await countedAt('10:00');
    await insertReports(database, [{ seq: 3, area: 'N2', asOf: day('10:00'), issued: 105, corrects: 2 }]);
    const { corrections } = await countedAt('10:01');
    expect(figures(corrections)).toEqual([['N2', 150, 105, null]]);
    expect(corrections[0]).toMatchObject({
      channel: 'station',
      source: 'commissions',
      seq: 3,
      corrects: 2,
      asOf: day('10:00'),
      occurred: { area: 'N2', asOf: day('10:00'), oldIssued: 150, newIssued: 105 },
    });
    expect((await countedAt('10:02')).corrections).toEqual([]);
    // Taken over from by a later one, and corrected then: of the present nothing changes.
    await insertReports(database, [{ seq: 4, area: 'N2', asOf: day('11:00'), issued: 160 }]);
    await countedAt('11:00');
    await insertReports(database, [{ seq: 5, area: 'N2', asOf: day('10:00'), issued: 15, corrects: 3 }]);
    const { corrections: earlier } = await countedAt('11:01');
    expect(figures(earlier)).toEqual([['N2', 160, 160, null]]);
    expect(earlier[0]!.occurred).toEqual({ area: 'N2', asOf: day('10:00'), oldIssued: 105, newIssued: 15 });
  });
});
