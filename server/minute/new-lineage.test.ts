import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, many, one } from '../database/database.ts';
import { rebuildArea } from '../recount/rebuild.ts';
import { recount } from '../recount/recount.ts';
import { expectAllAgree } from '../test/all-agree.ts';
import { countedMinute, countMinute, latestSnapshot, smallMinute } from '../test/counted-minute.ts';
import { day, insertElectorate, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { countMinuteInLineage } from './minute.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countMinute(database, day(time));
const countInNewLineage = (time: string) => countMinuteInLineage(database, { ...smallMinute(day(time)), log: testLog });

const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);

/** Numbers of transactions as they would be in a cluster that has seen 900,000,000 more. */
const ahead = (numbers: string) => numbers.replace(/\d+/g, (number) => String(900_000_000 + Number(number)));

/** As a dump of that cluster would stand in this one: what was counted and stored since the last restore bears its numbers. */
async function restoredFrom(cluster: number): Promise<void> {
  const owner = database.pool('owner');
  for (const table of ['snapshot', 'bulletin']) {
    await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER ${table}_kept`);
    type Row = { number: number; counted: string };
    for (const { number, counted } of await many<Row>(owner, `SELECT number, counted::text AS counted FROM ${table}`)) {
      if (Number.parseInt(counted, 10) >= 900_000_000) continue;
      await owner.query(`UPDATE ${table} SET counted = $2 WHERE number = $1`, [number, ahead(counted)]);
      if (table === 'snapshot') {
        await owner.query('UPDATE snapshot SET system_identifier = $2 WHERE number = $1', [number, cluster]);
      }
    }
  }
  for (const table of ['ballot_issue', 'count_report', 'electorate']) {
    await owner.query(`UPDATE ${table} SET xid = (xid::text::bigint + 900000000)::text::xid8 WHERE xid <> '3'`);
  }
  await owner.query('UPDATE counting_watermark SET system_identifier = $1', [cluster]);
}

describe('a database restored into another cluster', () => {
  it('is counted anew in a new lineage, numbers going on, and what was counted before is still there', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01') }]);
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('08:00'), issued: 50 }]);
    expect((await countedMinute(database, day('08:05'))).total.issued).toBe(51);
    await restoredFrom(1);
    await insertIssues(database, [{ seq: 2, area: 'S1', at: day('08:06') }]);

    await expect(count('08:10')).rejects.toThrow('recount before counting on');
    await countInNewLineage('08:10');
    expect(await latestSnapshot(database)).toMatchObject({ number: 2, lineage: 2, total: { issued: 52 } });
    expect(await recount(database, 'small')).toMatchObject({ snapshots: 2, onlyBytes: 0, differences: [] });
  });

  it('gives every minute of every cluster before from the rows, however often it was restored', async () => {
    const sums = new Map<string, { issued: number; registered: number }>();
    const counted = async (time: string) => {
      await countInNewLineage(time);
      sums.set(time, (await latestSnapshot(database)).total);
    };
    await counted('08:00');
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01') }]);
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('08:00'), issued: 50 }]);
    await counted('08:05');
    // In the dump, and seen by no snapshot there; then after the restore, before anything is counted.
    await insertIssues(database, [{ seq: 2, area: 'S1', at: day('08:02') }]);
    await restoredFrom(1);
    await insertIssues(database, [{ seq: 3, area: 'S1', at: day('08:03') }]);
    await insertElectorate(database, { area: 'N1', channel: 'online', asOf: day('08:00'), registered: 50 });
    await counted('08:06');
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('08:00'), issued: 15, corrects: 1 }]);
    await counted('09:00');
    await restoredFrom(2);
    await insertIssues(database, [{ seq: 4, area: 'N1', at: day('08:04'), type: 'cancelled', cancels: 1 }]);
    await counted('09:01');
    await insertIssues(database, [{ seq: 5, area: 'N1', at: day('08:01') }]);
    await counted('10:00');

    // 1 + 50; with 2 and 3; 15 and not 50; without 1; with 5.
    expect([...sums.values()].map(({ issued }) => issued)).toEqual([0, 51, 53, 18, 17, 18]);
    expect([...sums.values()].map(({ registered }) => registered)).toEqual([700, 700, 710, 710, 710, 710]);
    for (const [time, { registered, issued }] of sums) {
      const at = new Date(day(time));
      const rebuilt = await rebuildArea(database, { election: 'small', area: 'LAND', at });
      if (typeof rebuilt === 'string') throw new Error(rebuilt);
      const all = [...rebuilt.channels.values()];
      expect([sum(all.map((each) => each.registered)), sum(all.map((each) => each.issued))]).toEqual([
        registered,
        issued,
      ]);
      expect(rebuilt.kept).toEqual(time.endsWith(':00') ? rebuilt.channels : null);
    }
    expect(await recount(database, 'small')).toMatchObject({ snapshots: 6, onlyBytes: 0, differences: [] });
    // Seven o'clock passed uncounted; eight, nine and ten were each counted in another cluster.
    await expectAllAgree(database);
    await database.pool('owner').query("UPDATE ballot_issue SET area = 'S1' WHERE seq = 1");
    const [first] = (await recount(database, 'small')).differences;
    expect(first).toMatchObject({ number: 2, area: 'NORTH', channel: 'online', kept: 1, recounted: 0 });
  });

  it('before its first count still knows its electors', async () => {
    const owner = database.pool('owner');
    await owner.query('UPDATE counting_watermark SET system_identifier = 1');
    await owner.query("UPDATE electorate SET xid = '899999999'");
    await expect(count('08:00')).rejects.toThrow('recount before counting on');
    await countInNewLineage('08:00');
    // 100 online + 600 at stations = 700
    expect(await latestSnapshot(database)).toMatchObject({
      number: 1,
      lineage: 2,
      total: { registered: 700, issued: 0 },
    });
    expect((await recount(database, 'small')).differences).toEqual([]);
  });

  it('is told apart by the cluster that it was loaded in', async () => {
    const sql =
      'SELECT w.system_identifier = c.system_identifier AS same FROM counting_watermark w, pg_control_system() c';
    expect(await one(database.pool('owner'), sql)).toEqual({ same: true });
  });
});
