import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, one } from '../database/database.ts';
import { countMinute } from '../test/counted-minute.ts';
import { check, Ledger } from '../test/faults/ledger.ts';
import { day } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { threeHours } from '../test/three-hours.ts';
import { recount } from './recount.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  await threeHours(database);
  await count(day('10:01'));
});

const count = (at: string) => countMinute(database, at);

interface Counts<T> {
  registered: T;
  issued: T;
}

/** What is changed of a snapshot here. */
interface ChangedSnapshot {
  total: Counts<number>;
  channels: Record<string, Counts<number>>;
  areas: Counts<number[]> & { codes: string[]; byChannel: Record<string, Counts<number[]>> };
}

/** Changes a snapshot's figures as somebody would who knows how its bytes are kept: only the rows tell. */
async function changeSnapshot(number: number, change: (snapshot: ChangedSnapshot) => void): Promise<void> {
  const owner = database.pool('owner');
  const { body } = await one<{ body: string }>(owner, 'SELECT body FROM snapshot WHERE number = $1', [number]);
  const snapshot: ChangedSnapshot = JSON.parse(body);
  change(snapshot);
  const changed = JSON.stringify(snapshot);
  const sha256 = createHash('sha256').update(changed).digest('hex');
  await owner.query('ALTER TABLE snapshot DISABLE TRIGGER snapshot_kept');
  await owner.query('UPDATE snapshot SET body = $2, sha256 = $3 WHERE number = $1', [number, changed, sha256]);
  await owner.query('UPDATE counting_watermark SET snapshot_sha256 = $1', [sha256]);
}

/** What the checker says of an area and the number of its rows, `S1 1`, where the sum of its online ballots is missing. */
function onlineMissing(sum: string): string {
  return sum.replace(/ (\d)$/, ' online: sum missing, rows $1');
}

describe('a recount', () => {
  // Online N1 1 and S1 1, stations N2 50; at 10:01 in snapshot 4, at 10:00 in snapshot 3, each hour in depth.
  it.each([
    ['a sum', "DELETE FROM area_sum WHERE area = 'S1' AND channel = 'online'", 4, 'sum', 'S1', 'online', null, 1],
    [
      'a sum of nothing',
      "DELETE FROM area_sum WHERE area = 'S1' AND channel = 'station'",
      4,
      'sum',
      'S1',
      'station',
      null,
      0,
    ],
    ['every sum', 'DELETE FROM area_sum', 4, 'sum', 'LAND', 'station', null, 50],
    ['a curve', "DELETE FROM occurred_sum WHERE area = 'SOUTH'", 4, 'curve', 'SOUTH', 'online', 0, 1],
    ['every curve', 'DELETE FROM occurred_sum', 4, 'curve', 'NORTH', 'station', 0, 50],
    [
      'an hour of a level in depth',
      "DELETE FROM snapshot_depth WHERE number = 3 AND level = 'precinct' AND channel = 'station'",
      3,
      'depth',
      'N2',
      'station',
      null,
      50,
    ],
    ['all depth', 'DELETE FROM snapshot_depth', 1, 'depth', 'S1', 'online', null, 0],
    [
      'a precinct in depth',
      "UPDATE snapshot_depth SET issued = issued[:2] WHERE number = 3 AND level = 'precinct'",
      3,
      'depth',
      'S1',
      'online',
      null,
      1,
    ],
  ])('finds that %s is missing', async (_what, statement, number, what, area, channel, kept, recounted) => {
    await database.pool('owner').query(statement);
    const { differences } = await recount(database, 'small');
    const asOf = new Date(day({ 1: '08:00', 3: '10:00', 4: '10:01' }[number]!));
    const found = differences.map((each) => ({ ...each, asOf: new Date(each.asOf) }));
    expect(found).toContainEqual({ number, asOf, what, area, channel, measure: 'issued', kept, recounted });
    // Whatever has none of it is not missed: nobody is registered online in N2.
    expect(differences.filter((each) => each.area === 'N2' && each.channel === 'online')).toEqual([]);
  });

  it.each([
    ['a sum', "DELETE FROM area_sum WHERE area = 'S1'", [onlineMissing('S1 1')]],
    ['every sum', 'DELETE FROM area_sum', ['LAND 2', 'NORTH 1', 'N1 1', 'SOUTH 1', 'S1 1'].map(onlineMissing)],
  ])('is not alone in it: what checks after a fault finds that %s is missing', async (_what, statement, missing) => {
    await database.pool('owner').query(statement);
    const { problems } = await check(database, new Ledger());
    expect(problems.filter((problem) => problem.includes('sum ')).sort()).toEqual(missing.sort());
  });

  it('finds that a district is missing in a snapshot, out of its totals too', async () => {
    await changeSnapshot(4, ({ areas, total, channels }) => {
      // SOUTH: 60 online, 300 at stations; one issued.
      expect(areas.codes.pop()).toBe('SOUTH');
      for (const counts of [areas, ...Object.values(areas.byChannel)]) {
        counts.registered.pop();
        counts.issued.pop();
      }
      total.registered -= 360;
      total.issued -= 1;
      channels.online!.registered -= 60;
      channels.online!.issued -= 1;
      channels.station!.registered -= 300;
    });
    const { differences } = await recount(database, 'small');
    const where = { number: 4, asOf: day('10:01'), what: 'snapshot' };
    expect(differences[0]).toEqual({
      ...where,
      area: 'SOUTH',
      channel: 'all',
      measure: 'issued',
      kept: null,
      recounted: 1,
    });
    expect(differences).toContainEqual({
      ...where,
      area: 'LAND',
      channel: 'all',
      measure: 'issued',
      kept: 51,
      recounted: 52,
    });
  });

  it('finds that a channel is missing in a snapshot, out of every total too', async () => {
    await changeSnapshot(4, ({ areas, total, channels }) => {
      const counts = areas.byChannel.station!;
      areas.registered = areas.registered.map((all, index) => all - counts.registered[index]!);
      areas.issued = areas.issued.map((all, index) => all - counts.issued[index]!);
      total.registered -= channels.station!.registered;
      total.issued -= channels.station!.issued;
      delete areas.byChannel.station;
      delete channels.station;
    });
    const { differences } = await recount(database, 'small');
    const where = { number: 4, asOf: day('10:01'), what: 'snapshot', measure: 'issued' };
    expect(differences[0]).toEqual({ ...where, area: 'NORTH', channel: 'station', kept: null, recounted: 50 });
    expect(differences).toContainEqual({ ...where, area: 'LAND', channel: 'station', kept: null, recounted: 50 });
    // 52 less the 50 of the stations
    expect(differences).toContainEqual({ ...where, area: 'LAND', channel: 'all', kept: 2, recounted: 52 });
  });

  it('finds that the last snapshot is missing, which no later one names', async () => {
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE snapshot DISABLE TRIGGER snapshot_kept');
    await owner.query('DELETE FROM snapshot WHERE number = 4');
    expect((await recount(database, 'small')).differences).toMatchObject([
      { number: 4, asOf: new Date(day('10:01')).toISOString(), what: 'bytes', measure: 'sha256' },
    ]);
  });
});
