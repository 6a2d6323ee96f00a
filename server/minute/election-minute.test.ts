import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, many } from '../database/database.ts';
import { recount } from '../recount/recount.ts';
import { countedMinute, countMinute, latestSnapshot } from '../test/counted-minute.ts';
import { day, insertIssues, insertIssuesOn, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countMinute(database, day(time));
const countedAt = (time: string) => countedMinute(database, day(time));

async function discrepancies(): Promise<string[]> {
  const rows = await many<{ text: string }>(
    database.pool('reading'),
    "SELECT rule || ' ' || area AS text FROM discrepancy WHERE election = 'small' ORDER BY discrepancy",
  );
  return rows.map((row) => row.text);
}

async function expectRecountAgrees() {
  expect((await recount(database, 'small')).differences).toEqual([]);
}

describe('an election-minute', () => {
  it('is all zero before anything is sent, with everybody registered', async () => {
    const snapshot = await countedAt('07:00');
    // 100 online + 600 at stations = 700
    expect(snapshot.total).toEqual({ registered: 700, issued: 0, turnoutPct: 0 });
    expect(snapshot.channels).toEqual({
      online: { registered: 100, issued: 0, turnoutPct: 0 },
      station: { registered: 600, issued: 0, turnoutPct: 0 },
    });
    expect(snapshot.coverage).toMatchObject({ feeds: 5, reported: 0, registeredReported: 0, lastHeardAt: null });
    expect(snapshot.areas.codes).toEqual(['NORTH', 'SOUTH']);
    expect(snapshot.areas.registered).toEqual([340, 360]);
    expect(snapshot).toMatchObject({
      number: 1,
      status: 'provisional',
      open: true,
      previous: null,
      lineage: 1,
      asOf: day('07:00'),
    });
    await expectRecountAgrees();
  });

  it('is before the vote, and closed, until the first precinct opens', async () => {
    expect(await countedAt('06:59')).toMatchObject({ status: 'before', open: false });
  });

  it('adds single ballots and reports up to districts, channels and the total', async () => {
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('08:01') },
      { seq: 2, area: 'S1', at: day('08:02') },
      { seq: 3, area: 'S1', at: day('08:03') },
    ]);
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('08:00'), issued: 50 },
      { seq: 2, area: 'S1', asOf: day('08:00'), issued: 30 },
    ]);
    const snapshot = await countedAt('08:05');
    expect(snapshot.channels.online).toEqual({ registered: 100, issued: 3, turnoutPct: 3 });
    // 50 + 30 = 80 of 600 = 13.333… %
    expect(snapshot.channels.station).toEqual({ registered: 600, issued: 80, turnoutPct: 13.33 });
    // 83 of 700 = 11.857… %
    expect(snapshot.total).toEqual({ registered: 700, issued: 83, turnoutPct: 11.86 });
    expect(snapshot.areas.issued).toEqual([51, 32]);
    expect(snapshot.areas.byChannel.online?.issued).toEqual([1, 2]);
    expect(snapshot.areas.byChannel.station?.issued).toEqual([50, 30]);
    // Reported: N1 online 40, S1 online 60, N2 200, S1 stations 300; not N1's station.
    expect(snapshot.coverage).toMatchObject({
      feeds: 5,
      reported: 4,
      registeredReported: 600,
      oldestAsOf: day('08:00'),
    });
    await expectRecountAgrees();
  });

  it('takes a cancelled ballot off', async () => {
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('08:01') },
      { seq: 2, area: 'N1', at: day('08:01') },
    ]);
    expect((await countedAt('08:05')).channels.online?.issued).toBe(2);
    await insertIssues(database, [{ seq: 3, area: 'N1', at: day('08:06'), type: 'cancelled', cancels: 1 }]);
    expect((await countedAt('08:10')).channels.online?.issued).toBe(1);
    await expectRecountAgrees();
  });

  it('shows ballots cast beside those issued wherever there are any', async () => {
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('08:01') },
      { seq: 2, area: 'N1', at: day('08:02'), type: 'cast' },
    ]);
    const snapshot = await countedAt('08:05');
    expect(snapshot.channels.online).toEqual({ registered: 100, issued: 1, cast: 1, turnoutPct: 1 });
    expect(snapshot.channels.station).not.toHaveProperty('cast');
    expect(snapshot.areas.byChannel.online?.cast).toEqual([1, 0]);
    await expectRecountAgrees();
  });

  it('lets a late older report change history, not the present', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 }]);
    await countedAt('10:00');
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('09:00'), issued: 20 }]);
    const snapshot = await countedAt('10:01');
    expect(snapshot.total.issued).toBe(50);
    expect(snapshot.late).toBe(1);
    const rises = await many<{ at: string; issued: number }>(
      database.pool('reading'),
      "SELECT to_char(at AT TIME ZONE 'Europe/Vienna', 'HH24:MI') AS at, issued FROM occurred_sum WHERE election = 'small' AND issued <> 0 ORDER BY at",
    );
    // 20 by 09:00, 30 more by 10:00
    expect(rises).toEqual([
      { at: '09:00', issued: 20 },
      { at: '10:00', issued: 30 },
    ]);
    await expectRecountAgrees();
  });

  it('keeps and shows a count that falls, and asks a person to look', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 }]);
    await countedAt('10:00');
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('12:00'), issued: 45 }]);
    expect((await countedAt('12:00')).total.issued).toBe(45);
    expect(await discrepancies()).toEqual(['falls N2']);
    await expectRecountAgrees();
  });

  it('keeps and shows more ballots than electors, and asks a person to look', async () => {
    await insertReports(database, [{ seq: 1, area: 'N1', asOf: day('10:00'), issued: 700 }]);
    const snapshot = await countedAt('10:00');
    // 700 of NORTH's 300 at stations = 233.333… %
    expect(snapshot.areas.byChannel.station?.issued[0]).toBe(700);
    expect(snapshot.total).toEqual({ registered: 700, issued: 700, turnoutPct: 100 });
    expect(await discrepancies()).toEqual(['above-electorate N1']);
  });

  it('lets a report and a ballot for the future wait until their time, visibly', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('12:00'), issued: 50 }]);
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('11:30') }]);
    expect((await countedAt('11:00')).total.issued).toBe(0);
    expect((await discrepancies()).sort()).toEqual(['future N1', 'future N2']);
    expect((await countedAt('11:30')).total.issued).toBe(1);
    expect((await countedAt('12:00')).total.issued).toBe(51);
    await expectRecountAgrees();
  });

  it('never counts what is said to have happened before the election', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('06:59') }]);
    expect((await countedAt('08:00')).total.issued).toBe(0);
    expect(await discrepancies()).toEqual(['before-election N1']);
    await expectRecountAgrees();
  });

  it('replaces a corrected report and says so once: old value, new value, why', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 150 }]);
    await countedAt('10:00');
    await insertReports(database, [
      { seq: 2, area: 'N2', asOf: day('10:00'), issued: 105, corrects: 1, reason: 'digits swapped' },
    ]);
    const snapshot = await countedAt('10:01');
    expect(snapshot.total.issued).toBe(105);
    expect(snapshot.corrections).toEqual([
      {
        // N2 lies below the published level: NORTH is told.
        area: 'NORTH',
        channel: 'station',
        source: 'commissions',
        seq: 2,
        corrects: 1,
        asOf: day('10:00'),
        oldIssued: 150,
        newIssued: 105,
        occurred: { area: 'NORTH', asOf: day('10:00'), oldIssued: 150, newIssued: 105 },
        reason: 'digits swapped',
      },
    ]);
    expect((await countedAt('10:02')).corrections).toEqual([]);
    await expectRecountAgrees();
  });

  it('follows a changed electorate, and keeps the old one under the old snapshot', async () => {
    await countedAt('08:00');
    await database
      .pool('owner')
      .query(
        "INSERT INTO electorate (election, area, channel, as_of, registered) VALUES ('small', 'N2', 'station', $1, 210)",
        [day('09:00')],
      );
    const before = await countedAt('08:59');
    const after = await countedAt('09:00');
    expect(before.total.registered).toBe(700);
    expect(after.total.registered).toBe(710);
    expect(after.areas.registered).toEqual([350, 360]);
    expect(after.areas.revision).not.toBe(before.areas.revision);
    await expectRecountAgrees();
  });

  it('lets a report state its own electorate', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 50, registered: 190 }]);
    expect((await countedAt('10:00')).total.registered).toBe(690);
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('12:00'), issued: 60 }]);
    expect((await countedAt('12:00')).total.registered).toBe(700);
    await expectRecountAgrees();
  });

  it('counts a ballot whose transaction was still open in the next minute, once', async () => {
    const slow = await database.pool('ingest').connect();
    try {
      await slow.query('BEGIN');
      await insertIssuesOn(slow, [{ seq: 1, area: 'N1', at: day('08:01') }]);
      await insertIssues(database, [{ seq: 2, area: 'N1', at: day('08:02') }]);
      expect((await countedAt('08:05')).total.issued).toBe(1);
      await slow.query('COMMIT');
    } finally {
      slow.release();
    }
    expect((await countedAt('08:06')).total.issued).toBe(2);
    expect((await countedAt('08:07')).total.issued).toBe(2);
    await expectRecountAgrees();
  });

  it('is counted once when two count at the same time', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01') }]);
    const outcomes = await Promise.all([count('08:05'), count('08:05'), count('08:05')]);
    expect(outcomes.filter((outcome) => outcome.counted)).toHaveLength(1);
    expect((await latestSnapshot(database)).number).toBe(1);
    expect((await latestSnapshot(database)).total.issued).toBe(1);
  });
});
