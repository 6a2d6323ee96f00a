import { beforeEach, describe, expect, it } from 'vitest';
import { closeDiscrepancy } from '../counting/counting.ts';
import { type Database, many } from '../database/database.ts';
import { addSource } from '../ingest/ingest.ts';
import { recount } from '../recount/recount.ts';
import { countMinute } from '../test/counted-minute.ts';
import { discrepancyHistories } from '../test/discrepancy-histories.ts';
import { day, insertElectorate, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countMinute(database, day(time));
const histories = () => discrepancyHistories(database);

describe('a count that falls', () => {
  it('is open until one of its two reports is corrected away', async () => {
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 },
      { seq: 2, area: 'N2', asOf: day('12:00'), issued: 45 },
    ]);
    await count('12:00');
    await count('12:01');
    expect(await histories()).toEqual(['falls N2 commissions open@1']);
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('12:00'), issued: 54, corrects: 2, reason: 'swapped' },
    ]);
    await count('12:02');
    expect(await histories()).toEqual(['falls N2 commissions open@1 closed@3']);
  });

  it('is met when the higher, earlier report comes late, and is over when that one is corrected', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('12:00'), issued: 45 }]);
    await count('12:00');
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('10:00'), issued: 500 }]);
    await count('12:01');
    expect(await histories()).toEqual(['falls N2 commissions open@2']);
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('10:00'), issued: 5, corrects: 2, reason: 'a nought too many' },
    ]);
    await count('12:02');
    expect(await histories()).toEqual(['falls N2 commissions open@2 closed@3']);
  });

  it('that was corrected into another fall is a new one', async () => {
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 },
      { seq: 2, area: 'N2', asOf: day('12:00'), issued: 45 },
    ]);
    await count('12:00');
    await insertReports(database, [{ seq: 3, area: 'N2', asOf: day('12:00'), issued: 46, corrects: 2 }]);
    await count('12:01');
    expect(await histories()).toEqual(['falls N2 commissions open@1 closed@2', 'falls N2 commissions open@2']);
  });
});

describe('more ballots than electors', () => {
  it('is met by single ballots, and over when one is cancelled', async () => {
    await insertElectorate(database, { area: 'N1', channel: 'online', asOf: day('07:00'), registered: 1 });
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('08:01') },
      { seq: 2, area: 'N1', at: day('08:02') },
    ]);
    await count('08:05');
    expect(await histories()).toEqual(['above-electorate N1 open@1']);
    await insertIssues(database, [{ seq: 3, area: 'N1', at: day('08:06'), type: 'cancelled', cancels: 2 }]);
    await count('08:10');
    expect(await histories()).toEqual(['above-electorate N1 open@1 closed@2']);
  });

  it('is met when the electorate shrinks below them, turns into none registered, and is over when it grows', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('09:00'), issued: 150 }]);
    await count('09:00');
    await insertElectorate(database, { area: 'N2', channel: 'station', asOf: day('10:00'), registered: 140 });
    await insertElectorate(database, { area: 'N2', channel: 'station', asOf: day('11:00'), registered: 0 });
    await insertElectorate(database, { area: 'N2', channel: 'station', asOf: day('12:00'), registered: 200 });
    for (const time of ['09:59', '10:00', '11:00', '12:00']) await count(time);
    expect(await histories()).toEqual(['above-electorate N2 open@3 closed@4', 'zero-electorate N2 open@4 closed@5']);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });
});

describe('more ballots cast than issued', () => {
  const cast = [
    { seq: 1, area: 'N1', at: day('08:01') },
    { seq: 2, area: 'N1', at: day('08:02'), type: 'cast' },
    { seq: 3, area: 'N1', at: day('08:03'), type: 'cast' },
  ] as const;

  it('is open until as many are issued', async () => {
    await insertIssues(database, cast);
    await count('08:05');
    await insertIssues(database, [{ seq: 4, area: 'N1', at: day('08:06') }]);
    await count('08:10');
    expect(await histories()).toEqual(['cast-above-issued N1 open@1 closed@2']);
  });

  it('is nothing to look at where electors may vote again', async () => {
    await database.pool('owner').query("UPDATE channel SET revotes = true WHERE channel = 'online'");
    await insertIssues(database, cast);
    await count('08:05');
    expect(await histories()).toEqual([]);
  });
});

describe('what happens outside the hours', () => {
  it('is told by the zone of its own area: an hour earlier in Helsinki', async () => {
    // SOUTH votes online as everybody, from 08:00 in Vienna; its stations from 07:00 to 19:00 in Vienna, 08:00 to 20:00 of their own.
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('07:59') },
      { seq: 2, area: 'N1', at: day('08:00') },
    ]);
    await insertReports(database, [
      { seq: 1, area: 'S1', asOf: day('07:10'), issued: 5 },
      { seq: 2, area: 'N2', asOf: day('07:10'), issued: 5 },
      { seq: 3, area: 'S1', asOf: day('19:00'), issued: 100 },
      { seq: 4, area: 'S1', asOf: day('19:01'), issued: 101 },
      { seq: 5, area: 'S1', asOf: day('19:30'), issued: 101 },
    ]);
    await count('19:31');
    // Ballots and figures stay counted; the figure of 19:30 only repeats the one before.
    expect(await histories()).toEqual([
      'outside-hours N1 evote open@1',
      'outside-hours N2 commissions open@1',
      'outside-hours S1 commissions open@1',
    ]);
    await insertReports(database, [
      { seq: 6, area: 'N2', asOf: day('08:10'), issued: 5, corrects: 2, reason: 'wrong hour' },
    ]);
    await count('19:32');
    expect((await histories())[1]).toBe('outside-hours N2 commissions open@1 closed@2');
  });
});

describe('a message for the future', () => {
  it('is open until its time has come, the latest of them', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('11:30') }]);
    await count('11:00');
    await insertIssues(database, [{ seq: 2, area: 'N1', at: day('11:40') }]);
    for (const time of ['11:01', '11:30', '11:39', '11:40']) await count(time);
    expect(await histories()).toEqual(['future N1 evote open@1 closed@5']);
  });
});

describe('a discrepancy that a person closed', () => {
  it('stays closed while nothing changes, and another opens when it happens anew', async () => {
    await insertReports(database, [{ seq: 1, area: 'N1', asOf: day('10:00'), issued: 700 }]);
    await count('10:00');
    await database.pool('owner').query("UPDATE discrepancy SET state = 'closed'");
    await insertReports(database, [{ seq: 2, area: 'N1', asOf: day('10:30'), issued: 701 }]);
    await count('10:30');
    expect(await histories()).toEqual(['above-electorate N1 commissions open@1']);
    await insertReports(database, [{ seq: 3, area: 'N1', asOf: day('10:40'), issued: 70, corrects: 2 }]);
    await count('10:40');
    await insertReports(database, [{ seq: 4, area: 'N1', asOf: day('10:50'), issued: 702 }]);
    await count('10:50');
    // Number 1 stands before 3: a fall too.
    expect(await histories()).toEqual([
      'above-electorate N1 commissions open@1',
      'falls N1 commissions open@3',
      'above-electorate N1 commissions open@4',
    ]);
  });

  /** Closes what is open, as a person does. */
  async function closeOpen(): Promise<void> {
    const sql = "SELECT discrepancy FROM discrepancy WHERE state = 'open'";
    const open = await many<{ discrepancy: number }>(database.pool('reading'), sql);
    expect(open).toHaveLength(1);
    const decision = { election: 'small', who: 'A. Ivanova', reason: 'known to its sender' };
    expect(await closeDiscrepancy(database, { ...decision, ...open[0]! })).toBe(true);
  }

  const older = (table: string, column: string) =>
    database.pool('owner').query(`UPDATE ${table} SET ${column} = ${column} - interval '6 minutes'`);

  it('about missing numbers stays closed while any of them is missing; others are another', async () => {
    const send = (...numbers: number[]) =>
      insertIssues(
        database,
        numbers.map((seq) => ({ seq, area: 'N1', at: day('08:01') })),
      );
    await send(1, 5);
    await count('08:05');
    await older('source_hole', 'noticed_at');
    await count('08:06');
    await closeOpen();
    await count('08:07');
    // Of 2 to 4, 2 and 4 are missing still; then 4 alone.
    await send(3);
    await count('08:08');
    await send(2);
    await count('08:09');
    await count('08:10');
    expect(await histories()).toEqual(['hole evote open@2 closed@2']);
    await send(7);
    await count('08:11');
    await older('source_hole', 'noticed_at');
    await count('08:12');
    expect(await histories()).toEqual(['hole evote open@2 closed@2', 'hole evote open@8']);
    expect(await many(database.pool('reading'), 'SELECT first_seq, last_seq FROM source_hole ORDER BY 1')).toEqual([
      { first_seq: 4, last_seq: 4 },
      { first_seq: 6, last_seq: 6 },
    ]);
  });

  it('about a silence stays closed until the source is heard; the next silence is another', async () => {
    await addSource(database, { election: 'small', source: 'evote', channel: 'online' });
    await older('source', 'created_at');
    await count('08:06');
    await closeOpen();
    for (const time of ['08:07', '08:08']) await count(time);
    expect(await histories()).toEqual(['silence evote open@1 closed@1']);
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:08') }]);
    await count('08:09');
    await older('source_line', 'heard_at');
    await count('08:15');
    await closeOpen();
    await count('08:16');
    // Heard and silent again between two minutes: it was heard.
    await older('source_line', 'heard_at');
    await count('08:30');
    expect(await histories()).toEqual([
      'silence evote open@1 closed@1',
      'silence evote open@5 closed@5',
      'silence evote open@7',
    ]);
    await closeOpen();
    // The polls close, and open the next morning: whoever is silent then is silent anew.
    const morning = { opens_at: '2024-05-06T08:00:00+02:00', closes_at: '2024-05-06T20:00:00+02:00' };
    await database.pool('owner').query(
      `INSERT INTO voting_hours (election, channel, timezone, opens_at, closes_at)
       SELECT DISTINCT election, channel, timezone, $1::timestamptz, $2::timestamptz FROM voting_hours WHERE channel = 'online'`,
      [morning.opens_at, morning.closes_at],
    );
    await count('20:00');
    await countMinute(database, '2024-05-06T08:05:00+02:00');
    expect((await histories()).slice(2)).toEqual(['silence evote open@7 closed@7', 'silence evote open@9']);
  });
});
