import { beforeEach, describe, expect, it } from 'vitest';
import { smallElection } from '../../shared/small-election.ts';
import { electionFacts } from '../counting/counting.ts';
import { type Database, many } from '../database/database.ts';
import { ElectionDiffersError, loadElection } from '../election-package/election-package.ts';
import { recount } from '../recount/recount.ts';
import { occurredUntil } from '../snapshots/snapshots.ts';
import { countedMinute } from '../test/counted-minute.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
import { added, loadSmallElection, readSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;
/** Rows of `electorate.csv` that came later. */
const later = (...lines: string[]) => added('electorate.csv', ...lines);

beforeEach(async () => {
  database = await freshDatabase();
});

const countedAt = (time: string) => countedMinute(database, day(time));

const openRules = async () =>
  (await many<{ rule: string }>(database.pool('reading'), "SELECT rule FROM discrepancy WHERE state = 'open'")).map(
    ({ rule }) => rule,
  );

describe('an electorate that changes while people vote', () => {
  it('comes in with the package loaded again, and each snapshot keeps the one it was divided by', async () => {
    await loadSmallElection(database);
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01') }]);
    const before = await countedAt('08:05');
    // Registered for voting online: 10 more from 09:00, of whom 5 withdraw from 10:00.
    const changes = await readSmallElection(
      later('N1,online,50,2024-05-05T09:00:00+02:00', 'N1,online,45,2024-05-05T10:00:00+02:00'),
    );
    expect(await loadElection(database, changes)).toEqual({ loaded: false, electorateChanges: 2 });
    expect(await loadElection(database, changes)).toEqual({ loaded: false, electorateChanges: 0 });
    const registered = [];
    const revisions = new Set([before.areas.revision]);
    for (const time of ['08:59', '09:00', '10:00']) {
      const { channels, areas } = await countedAt(time);
      registered.push(channels.online?.registered);
      revisions.add(areas.revision);
    }
    // 40 + 60, then 50 + 60, then 45 + 60
    expect(registered).toEqual([100, 110, 105]);
    expect(revisions.size).toBe(3);
    expect(before.channels.online).toEqual({ registered: 100, issued: 1, turnoutPct: 1 });
    expect((await recount(database, 'small')).differences).toEqual([]);

    const facts = (await electionFacts(database.pool('reading'), 'small'))!;
    const { at, areas } = await occurredUntil(database.pool('reading'), facts, new Date(day('10:00')));
    const curve = Object.fromEntries(
      at.map((instant, i) => [instant.slice(11, 16), areas.NORTH!.online!.registered[i]]),
    );
    expect(curve).toMatchObject({ '08:50': 40, '09:00': 50, '09:50': 50, '10:00': 45 });
  });

  it('may be corrected for the same instant: the last received holds, the first is still there', async () => {
    await loadSmallElection(database);
    await countedAt('08:00');
    const corrected = await readSmallElection({
      'electorate.csv': smallElection['electorate.csv']!.replace('N1,online,40', 'N1,online,41'),
    });
    expect(await loadElection(database, corrected)).toMatchObject({ electorateChanges: 1 });
    expect((await countedAt('08:01')).channels.online?.registered).toBe(101);
    const kept = await many(
      database.pool('reading'),
      "SELECT registered FROM electorate WHERE area = 'N1' AND channel = 'online' ORDER BY change",
    );
    expect(kept).toEqual([{ registered: 40 }, { registered: 41 }]);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });

  it('comes in live as in a rehearsal', async () => {
    await loadSmallElection(database, {}, { live: true });
    const changes = await readSmallElection(later('N1,online,50,2024-05-05T09:00:00+02:00'));
    expect(await loadElection(database, changes, { live: true })).toMatchObject({ electorateChanges: 1 });
  });

  it('brings no new precincts, and no other change', async () => {
    await loadSmallElection(database);
    const newChannel = await readSmallElection(later('N2,online,5,2024-05-05T09:00:00+02:00'));
    await expect(loadElection(database, newChannel)).rejects.toThrow('without area N2 in channel online');
    const otherNames = await readSmallElection({
      'areas.csv': smallElection['areas.csv']!.replace('South 1', 'South 2'),
      ...later('N1,online,50,2024-05-05T09:00:00+02:00'),
    });
    await expect(loadElection(database, otherNames)).rejects.toThrow(ElectionDiffersError);
    expect(await many(database.pool('reading'), 'SELECT 1 FROM electorate')).toHaveLength(5);
  });

  it('comes in by SQL, never as a changed row', async () => {
    await loadSmallElection(database);
    const ingest = database.pool('ingest');
    await ingest.query(
      "INSERT INTO electorate (election, area, channel, as_of, registered) VALUES ('small', 'S1', 'online', $1, 66)",
      [day('08:30')],
    );
    expect((await countedAt('08:30')).channels.online?.registered).toBe(106);
    await expect(ingest.query('UPDATE electorate SET registered = 1')).rejects.toThrow('permission denied');
    await expect(ingest.query('DELETE FROM electorate')).rejects.toThrow('permission denied');
    const nowhere =
      "INSERT INTO electorate (election, area, channel, as_of, registered) VALUES ('small', 'N2', 'online', now(), 1)";
    await expect(ingest.query(nowhere)).rejects.toThrow('foreign key');
  });
});

describe('a precinct', () => {
  it('that opens during the vote has no electors until then, and counts from then on', async () => {
    await loadSmallElection(database, {
      'electorate.csv': smallElection['electorate.csv']!.replace('N2,station,200', 'N2,station,0'),
    });
    await countedAt('08:00');
    await database
      .pool('ingest')
      .query(
        "INSERT INTO electorate (election, area, channel, as_of, registered) VALUES ('small', 'N2', 'station', $1, 25)",
        [day('12:00')],
      );
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('13:00'), issued: 5 }]);
    expect((await countedAt('11:59')).total.registered).toBe(500);
    // 500 + 25, of whom 5 were handed a ballot
    expect((await countedAt('13:00')).total).toMatchObject({ registered: 525, issued: 5 });
    expect(await openRules()).toEqual([]);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });

  it('that closes keeps whom it handed a ballot, and the one it is merged with gets the others', async () => {
    await loadSmallElection(database);
    await insertReports(database, [
      { seq: 1, area: 'N1', asOf: day('11:00'), issued: 30 },
      { seq: 2, area: 'N2', asOf: day('11:00'), issued: 80 },
    ]);
    await countedAt('11:00');
    // N1's station closes with 30 of its 100: 70 go to N2, which has 270 then.
    const changes = await readSmallElection(
      later('N1,station,30,2024-05-05T12:00:00+02:00', 'N2,station,270,2024-05-05T12:00:00+02:00'),
    );
    await loadElection(database, changes);
    await insertReports(database, [{ seq: 3, area: 'N2', asOf: day('13:00'), issued: 210 }]);
    const { total, areas } = await countedAt('13:00');
    expect(total).toMatchObject({ registered: 700, issued: 240 });
    expect(areas.byChannel.station).toEqual({ registered: [300, 300], issued: [240, 0] });
    // 210 of 270: not above the electorate, as they would be of 200.
    expect(await openRules()).toEqual([]);
    expect((await recount(database, 'small')).differences).toEqual([]);
  });
});
