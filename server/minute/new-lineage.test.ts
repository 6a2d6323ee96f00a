import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, one } from '../database/database.ts';
import { recount } from '../recount/recount.ts';
import { countedMinute, countMinute, latestSnapshot, smallMinute } from '../test/counted-minute.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
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

describe('a database restored into another cluster', () => {
  it('is counted anew in a new lineage, numbers going on, and what was counted before is still there', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01') }]);
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('08:00'), issued: 50 }]);
    expect((await countedMinute(database, day('08:05'))).total.issued).toBe(51);
    // As a dump of another cluster would stand here: its rows' transactions lie in this cluster's future.
    const owner = database.pool('owner');
    await owner.query("UPDATE counting_watermark SET system_identifier = 1, counted = '900000000:900000000:'");
    await owner.query("UPDATE ballot_issue SET xid = '899999999'");
    await owner.query('ALTER TABLE snapshot DISABLE TRIGGER snapshot_kept');
    await owner.query('UPDATE snapshot SET system_identifier = 1');
    await insertIssues(database, [{ seq: 2, area: 'S1', at: day('08:06') }]);

    await expect(count('08:10')).rejects.toThrow('recount before counting on');
    await countInNewLineage('08:10');
    expect(await latestSnapshot(database)).toMatchObject({ number: 2, lineage: 2, total: { issued: 52 } });
    expect(await recount(database, 'small')).toMatchObject({ snapshots: 1, onlyBytes: 1, differences: [] });
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
