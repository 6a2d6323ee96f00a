import { beforeEach, describe, expect, it } from 'vitest';
import type { Correction } from '../../shared/snapshot.ts';
import type { Database } from '../database/database.ts';
import { recount } from '../recount/recount.ts';
import { countedMinute } from '../test/counted-minute.ts';
import { day, insertReports } from '../test/sent-rows.ts';
import { changed, loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
});

const countedAt = (time: string) => countedMinute(database, day(time));

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
    expect(figures((await countedAt('12:01')).corrections)).toEqual([['NORTH', 150, 150, 'a nought too many']]);
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
    });
    expect((await countedAt('10:02')).corrections).toEqual([]);
  });
});
