import { beforeEach, describe, expect, it } from 'vitest';
import type { Area } from '../../shared/area.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { electionFacts } from '../counting/counting.ts';
import { type Database, many } from '../database/database.ts';
import { KnownSeries } from '../publish/known-series.ts';
import { recount } from '../recount/recount.ts';
import { occurredUntil } from '../snapshots/snapshots.ts';
import { countMinute } from '../test/counted-minute.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countMinute(database, day(time));

async function snapshots(): Promise<Snapshot[]> {
  const rows = await many<{ body: string }>(database.pool('reading'), 'SELECT body FROM snapshot ORDER BY number');
  return rows.map((row) => JSON.parse(row.body) as Snapshot);
}

/** NORTH's curve as the snapshots knew it, in the channel. */
async function known(channel: string): Promise<number[]> {
  const series = new KnownSeries();
  const land: Area[] = [
    { code: 'LAND', parent: null, level: 'country' },
    { code: 'NORTH', parent: 'LAND', level: 'district' },
    { code: 'SOUTH', parent: 'LAND', level: 'district' },
  ].map((area) => ({ ...area, names: { en: area.code }, timezone: 'Europe/Vienna', registered: {} }));
  for (const snapshot of await snapshots()) series.add(snapshot, land, ['country', 'district', 'precinct']);
  return Array.from(series.curves('NORTH')[channel]!.issued);
}

/** NORTH's curve as it is now known to have happened, at those times. */
async function occurred(channel: string, until: string, ...times: string[]): Promise<number[]> {
  const facts = (await electionFacts(database.pool('reading'), 'small'))!;
  const { at, areas } = await occurredUntil(database.pool('reading'), facts, new Date(day(until)));
  const issued = areas.NORTH![channel]!.issued;
  return times.map((time) => issued[at.findIndex((instant) => instant.slice(11, 16) === time)]!);
}

describe('what comes late', () => {
  it('changes by when it occurred what happened then, and never what was known then', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:05') }]);
    for (const time of ['08:10', '08:20']) await count(time);
    expect(await known('online')).toEqual([1, 1]);
    expect(await occurred('online', '08:20', '08:00', '08:10', '08:20')).toEqual([0, 1, 1]);
    // Two of 08:05 and one of 08:15 come only now; one of them is late by one snapshot, two by two.
    await insertIssues(database, [
      { seq: 2, area: 'N1', at: day('08:05') },
      { seq: 3, area: 'N1', at: day('08:05') },
      { seq: 4, area: 'N1', at: day('08:15') },
      { seq: 5, area: 'N1', at: day('08:25') },
    ]);
    await count('08:30');
    expect((await snapshots()).map(({ late }) => late)).toEqual([0, 0, 3]);
    expect(await known('online')).toEqual([1, 1, 5]);
    expect(await occurred('online', '08:30', '08:00', '08:10', '08:20', '08:30')).toEqual([0, 3, 4, 5]);
  });

  it('as a report, an older one or a correction, does the same', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 }]);
    await count('10:00');
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('09:00'), issued: 20 }]);
    await count('10:10');
    expect(await occurred('station', '10:10', '08:50', '09:00', '09:50', '10:00')).toEqual([0, 20, 20, 50]);
    await insertReports(database, [{ seq: 3, area: 'N2', asOf: day('09:00'), issued: 30, corrects: 2 }]);
    await count('10:20');
    expect(await occurred('station', '10:20', '08:50', '09:00', '09:50', '10:00')).toEqual([0, 30, 30, 50]);
    expect(await known('station')).toEqual([50, 50, 50]);
    expect((await snapshots()).map(({ late }) => late)).toEqual([0, 1, 1]);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });
});

describe('an electorate that reports tell', () => {
  /** NORTH's registered electors at its stations as now known to have held at those times. */
  async function registered(until: string, ...times: string[]): Promise<number[]> {
    const facts = (await electionFacts(database.pool('reading'), 'small'))!;
    const { at, areas } = await occurredUntil(database.pool('reading'), facts, new Date(day(until)));
    const curve = areas.NORTH!.station!.registered;
    return times.map((time) => curve[at.findIndex((instant) => instant.slice(11, 16) === time)]!);
  }

  it('holds from that report on, while it stands, in the curve by occurrence as in the count', async () => {
    const times = ['09:00', '09:50', '10:00', '10:50', '11:00', '12:00'];
    await count('08:00');
    // N1's 100 and N2's 200 at the beginning.
    expect(await registered('12:00', ...times)).toEqual([300, 300, 300, 300, 300, 300]);
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 20, registered: 250 }]);
    // Not counted yet.
    expect(await registered('12:00', ...times)).toEqual([300, 300, 300, 300, 300, 300]);
    await count('10:00');
    expect(await registered('12:00', ...times)).toEqual([300, 300, 350, 350, 350, 350]);
    // A report that tells none stands from eleven: N2 has what was registered last, 210 from half past ten.
    await database
      .pool('ingest')
      .query(
        "INSERT INTO electorate (election, area, channel, as_of, registered) VALUES ('small', 'N2', 'station', $1, 210)",
        [day('10:30')],
      );
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('11:00'), issued: 30 }]);
    await count('11:00');
    // 100 + 250, then 100 + 210.
    expect(await registered('12:00', ...times)).toEqual([300, 300, 350, 350, 310, 310]);
    // The first is corrected, an hour earlier: 100 + 190 from nine; and another counts at twelve: 100 + 260.
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('09:00'), issued: 20, registered: 190, corrects: 1 },
      { seq: 4, area: 'N2', asOf: day('12:00'), issued: 40, registered: 260 },
    ]);
    await count('12:00');
    expect(await registered('12:00', ...times)).toEqual([290, 290, 290, 290, 310, 360]);
    // Where the curve ends is what the snapshot has: with 40 online.
    expect((await snapshots()).at(-1)!.areas.registered[0]).toBe(360 + 40);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });

  it("is nobody else's, and what is for later waits", async () => {
    await insertReports(database, [
      { seq: 1, area: 'S1', asOf: day('09:00'), issued: 20, registered: 310 },
      { seq: 2, area: 'N1', asOf: day('11:00'), issued: 20, registered: 111 },
    ]);
    await count('10:00');
    expect(await registered('10:00', '09:00', '10:00')).toEqual([300, 300]);
    await count('11:00');
    // N1's 111 and N2's 200.
    expect(await registered('11:00', '10:50', '11:00')).toEqual([300, 311]);
  });
});

describe('coverage', () => {
  it('weighs each precinct by its registered electors, as they are now', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('09:00'), issued: 20 }]);
    await count('09:00');
    await database
      .pool('ingest')
      .query(
        "INSERT INTO electorate (election, area, channel, as_of, registered) VALUES ('small', 'N2', 'station', $1, 250)",
        [day('09:05')],
      );
    await count('09:05');
    await insertReports(database, [{ seq: 2, area: 'S1', asOf: day('09:05'), issued: 20, registered: 310 }]);
    await count('09:06');
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('09:06') }]);
    await count('09:07');
    const told = (await snapshots()).map(({ coverage: { reported, registeredReported } }) => [
      reported,
      registeredReported,
    ]);
    // N2's 200, then 250; with S1's stated 310; with the 40 online in N1.
    expect(told).toEqual([
      [1, 200],
      [1, 250],
      [2, 560],
      [3, 600],
    ]);
  });
});
