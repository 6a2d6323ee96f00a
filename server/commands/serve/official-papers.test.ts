import { beforeEach, describe, expect, it } from 'vitest';
import { closeDiscrepancy } from '../../counting/counting.ts';
import type { Database } from '../../database/database.ts';
import { acceptBallotIssues, acceptHeartbeat, addSource, revokeSource } from '../../ingest/ingest.ts';
import * as schemas from '../../publish/openapi/official-schemas.ts';
import { countMinute } from '../../test/counted-minute.ts';
import { day, insertIssues, insertReports } from '../../test/sent-rows.ts';
import { loadSmallElection } from '../../test/small-election.ts';
import { freshDatabase } from '../../test/test-database.ts';
import { readOfficialPapers } from './official-papers.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
});

const count = (time: string) => countMinute(database, day(time), { intervalMs: 60_000, speed: 1 });

/** The papers as they would be published, held to their description. */
async function papers() {
  const read = await readOfficialPapers(database.pool('reading'), 'small');
  const heading = { election: 'small', mode: 'rehearsal' };
  const { sources, precincts } = schemas.sources.parse({
    ...heading,
    schema: 'turnout-sources/1',
    sources: read.sources,
    precincts: read.precincts,
  });
  const { discrepancies, leftOut } = schemas.discrepancies.parse({
    ...heading,
    schema: 'turnout-discrepancies/1',
    discrepancies: read.discrepancies,
    leftOut: read.leftOut,
  });
  return { sources, precincts, discrepancies, leftOut };
}

describe('what officials are told', () => {
  it('has each discrepancy with where, when, its figures, its state and its history', async () => {
    await loadSmallElection(database);
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 },
      { seq: 2, area: 'N2', asOf: day('12:00'), issued: 45 },
    ]);
    await count('12:00');
    await insertReports(database, [{ seq: 3, area: 'N2', asOf: day('12:00'), issued: 54, corrects: 2 }]);
    await count('12:01');
    const { discrepancies } = await papers();
    expect(discrepancies).toMatchObject([
      {
        rule: 'falls',
        area: 'N2',
        channel: 'station',
        source: 'commissions',
        seq: 2,
        snapshot: 1,
        detail: { issued: 45, before: 50 },
        state: 'closed',
        history: [
          { state: 'open', why: 'met', snapshot: 1, note: null },
          { state: 'closed', why: 'cause-gone', snapshot: 2 },
        ],
      },
    ]);
    expect(Date.parse(discrepancies[0]!.asOf)).toBe(Date.parse(day('12:00')));
  });

  it('has those that wait for a person before all that is over, and says how many it leaves out', async () => {
    await loadSmallElection(database);
    // Numbers 1 to 5003; the first three are open, and all but the last 4997 of the others are left out.
    const met = `INSERT INTO discrepancy (election, rule, subject, number, as_of, detail, state)
                 SELECT 'small', 'hole', 'numbers ' || n, 1, now(), '{}', CASE WHEN n <= $1 THEN 'open' ELSE 'closed' END
                   FROM generate_series($2::integer, $3) n`;
    const history = `INSERT INTO discrepancy_change (discrepancy, state, why, number, as_of)
                     SELECT discrepancy, 'open', 'met', 1, now() FROM discrepancy`;
    const owner = database.pool('owner');
    await owner.query(met, [3, 1, 5003]);
    await owner.query(history);
    const { discrepancies, leftOut } = await papers();
    expect(discrepancies.map((each) => each.discrepancy)).toEqual([
      ...[3, 2, 1],
      ...Array.from({ length: 4997 }, (_, index) => 5003 - index),
    ]);
    expect(leftOut).toEqual({ open: 0, closed: 3 });
    // 5,003 more that are open: with the first three, six of them find no place.
    await owner.query(met, [20_000, 10_001, 15_003]);
    await owner.query(history);
    const flooded = await papers();
    expect(new Set(flooded.discrepancies.map(({ state }) => state))).toEqual(new Set(['open']));
    expect(flooded.leftOut).toEqual({ open: 6, closed: 5000 });
  });

  it('has each source with how far its numbers go, its holes, its conflicts and whether anybody waits for it', async () => {
    await loadSmallElection(database);
    for (const source of ['north', 'new', 'old', 'quiet']) await addSource(database, { election: 'small', source });
    await revokeSource(database, { election: 'small', source: 'old' });
    const issue = (seq: number, time: string) => ({
      line: 1,
      message: { seq, type: 'issued', area: 'N1', channel: 'online', occurredAt: day(time) } as const,
    });
    const sending = { election: 'small', source: 'north' };
    await acceptBallotIssues(database, {
      ...sending,
      issues: [issue(1, '08:01'), issue(2, '08:01'), issue(5, '08:02')],
    });
    await acceptBallotIssues(database, { ...sending, issues: [issue(2, '08:04')] });
    await acceptHeartbeat(database, 'small', 'quiet');
    await database
      .pool('owner')
      .query("UPDATE source_progress SET heard_at = heard_at - interval '1 hour' WHERE source = 'quiet'");
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01'), source: 'by-sql' }]);
    await count('08:05');
    const { sources } = await papers();
    const told = (name: string) => sources.find(({ source }) => source === name);
    expect(told('north')).toMatchObject({
      state: 'heard',
      durableUpTo: 2,
      highest: 5,
      holes: [{ first: 3, last: 4 }],
      missing: 2,
      conflicts: 1,
    });
    expect(told('by-sql')).toMatchObject({ state: 'heard', durableUpTo: 1, highest: 1, holes: [] });
    expect(told('new')).toMatchObject({ state: 'never-heard', heardAt: null });
    expect(told('old')).toMatchObject({ state: 'revoked' });
    // It sent no single ballots: nobody waits for it between its reports.
    expect(told('quiet')).toMatchObject({ state: 'expected-quiet' });
  });

  it('has a source as silent while it is, also where a person closed the discrepancy of it', async () => {
    await loadSmallElection(database);
    await addSource(database, { election: 'small', source: 'evote', channel: 'online' });
    // Minutes are counted a minute apart here, as they are live: five of them are five minutes.
    await database.pool('owner').query("UPDATE source SET created_at = created_at - interval '301 seconds'");
    await count('09:00');
    const [open] = (await papers()).discrepancies;
    const decision = { election: 'small', who: 'A. Ivanova', reason: 'its line is down, as told by telephone' };
    expect(await closeDiscrepancy(database, { ...decision, discrepancy: open!.discrepancy })).toBe(true);
    await count('09:01');
    const told = await papers();
    expect(told.discrepancies).toMatchObject([{ rule: 'silence', state: 'closed' }]);
    expect(told.sources).toMatchObject([{ source: 'evote', state: 'silent', heardAt: null }]);
    await acceptHeartbeat(database, 'small', 'evote');
    await count('09:02');
    expect((await papers()).sources).toMatchObject([{ source: 'evote', state: 'heard' }]);
  });

  it("has a live source's clock: how far the freshest message was from its receipt", async () => {
    await loadSmallElection(database, {}, { live: true });
    // The database's clock stands years after this election: its messages seem to come years late.
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:01') }]);
    await count('08:05');
    const lateMs = Date.now() - Date.parse(day('08:01'));
    const { skewMs } = (await papers()).sources[0]!;
    expect(Math.abs(skewMs! - lateMs)).toBeLessThan(60_000);
  });

  it('has the precincts one should have heard of, and until when they were heard', async () => {
    await loadSmallElection(database);
    await count('07:30');
    // Only Helsinki's station is open.
    expect((await papers()).precincts).toMatchObject({
      silent: 1,
      listed: [{ area: 'S1', channel: 'station', heardAt: null }],
    });
    await insertReports(database, [
      { seq: 1, area: 'N1', asOf: day('12:00'), issued: 5 },
      { seq: 2, area: 'N2', asOf: day('10:30'), issued: 5 },
      { seq: 3, area: 'S1', asOf: day('12:00'), issued: 5 },
    ]);
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('08:01') },
      { seq: 2, area: 'S1', at: day('08:01') },
    ]);
    await count('12:05');
    // The middle report is for 12:00.
    const { precincts } = await papers();
    expect(precincts).toMatchObject({ silent: 1, listed: [{ area: 'N2', channel: 'station' }] });
    expect(Date.parse(precincts.listed[0]!.lastAsOf!)).toBe(Date.parse(day('10:30')));
    expect(precincts.listed[0]!.heardAt).not.toBeNull();
    await count('20:00');
    expect((await papers()).precincts).toEqual({ silent: 0, listed: [] });
  });
});
