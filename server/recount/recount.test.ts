import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { countMinute } from '../test/counted-minute.ts';
import { fullCounts } from '../test/counts.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { threeHours } from '../test/three-hours.ts';
import { recount } from './recount.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (at: string) => countMinute(database, at);

describe('a recount', { timeout: fullCounts ? 900_000 : 120_000 }, () => {
  it('finds nothing where nothing was changed, and says what it read', async () => {
    await threeHours(database);
    await count(day('10:01'));
    // Two ballots and one report; bulletins: 07 missed, 08, 09, 10.
    expect(await recount(database, 'small')).toEqual({
      snapshots: 4,
      onlyBytes: 0,
      bulletins: 3,
      rows: 3,
      differences: [],
    });
  });

  it('names the first wrong hour and the area when one counted ballot was moved to another precinct', async () => {
    await threeHours(database);
    await count(day('10:01'));
    await database.pool('owner').query("UPDATE ballot_issue SET area = 'S1' WHERE seq = 1");
    const [first] = (await recount(database, 'small')).differences;
    // Issued at 08:10, so first counted in snapshot 2, at 09:00.
    expect(first).toEqual({
      number: 2,
      asOf: day('09:00'),
      what: 'snapshot',
      area: 'NORTH',
      channel: 'online',
      measure: 'issued',
      kept: 1,
      recounted: 0,
    });
  });

  it.each([
    ['a ballot removed', 'DELETE FROM ballot_issue WHERE seq = 2', 3, 'SOUTH', 'online'],
    ['a report raised', 'UPDATE count_report SET issued = 51', 3, 'NORTH', 'station'],
    ['a report put off', "UPDATE count_report SET as_of = as_of + interval '1 minute'", 3, 'NORTH', 'station'],
    ['an electorate shrunk', 'UPDATE electorate SET registered = 199 WHERE registered = 200', 1, 'NORTH', 'station'],
  ])('notices %s', async (_what, statement, number, area, channel) => {
    await threeHours(database);
    await count(day('10:01'));
    await database.pool('owner').query(statement);
    const [first] = (await recount(database, 'small')).differences;
    expect(first).toMatchObject({ number, area, channel });
  });

  it('notices a sum changed behind the snapshots', async () => {
    await threeHours(database);
    await count(day('10:01'));
    await database
      .pool('owner')
      .query("UPDATE area_sum SET issued = issued + 1 WHERE area = 'N2' AND channel = 'station'");
    expect((await recount(database, 'small')).differences).toMatchObject([
      { what: 'sum', area: 'N2', channel: 'station', measure: 'issued', kept: 51, recounted: 50 },
    ]);
  });

  it('notices a curve by occurrence that does not end at the count', async () => {
    await threeHours(database);
    await count(day('10:01'));
    await database.pool('owner').query("UPDATE occurred_sum SET issued = issued + 1 WHERE channel = 'station'");
    expect((await recount(database, 'small')).differences).toMatchObject([
      { what: 'curve', area: 'NORTH', channel: 'station', measure: 'issued', kept: 51, recounted: 50 },
    ]);
  });

  it('notices a snapshot and a bulletin whose bytes were changed behind their triggers', async () => {
    await threeHours(database);
    await count(day('10:01'));
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE snapshot DISABLE TRIGGER snapshot_kept');
    await owner.query(`UPDATE snapshot SET body = replace(body, '"late":0', '"late":1') WHERE number = 2`);
    await owner.query('ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept');
    await owner.query("UPDATE bulletin SET csv = replace(csv, 'LAND', 'LEND') WHERE snapshot = 3");
    const found = (await recount(database, 'small')).differences;
    expect(found.map((difference) => difference.what)).toEqual(['bulletin', 'bytes']);
  });

  it('agrees with the counting whatever is sent in whatever order, late, ahead, corrected or cancelled', async () => {
    const minute = fc.integer({ min: -30, max: 200 });
    const action = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('issue' as const), area: fc.constantFrom('N1', 'S1'), minute }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), minute }) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('report' as const),
          area: fc.constantFrom('N1', 'N2', 'S1'),
          minute,
          issued: fc.nat(400),
          registered: fc.option(fc.nat(400), { nil: undefined }),
          correct: fc.boolean(),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({ do: fc.constant('count' as const), ahead: fc.integer({ min: 1, max: 20 }) }),
      },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 60 }), async (actions) => {
        const trial = await freshDatabase();
        await loadSmallElection(trial);
        const at = (m: number) => new Date(Date.parse(day('08:00')) + m * 60_000).toISOString();
        let now = 0;
        let seq = 0;
        const open = new Map<number, string>();
        const standing = new Map<string, number>();
        for (const act of actions) {
          if (act.do === 'issue') {
            seq += 1;
            open.set(seq, act.area);
            await insertIssues(trial, [{ seq, area: act.area, at: at(act.minute) }]);
          } else if (act.do === 'cancel') {
            const [issued] = open;
            if (issued === undefined) continue;
            open.delete(issued[0]);
            seq += 1;
            await insertIssues(trial, [
              { seq, area: issued[1], at: at(act.minute), type: 'cancelled', cancels: issued[0] },
            ]);
          } else if (act.do === 'report') {
            seq += 1;
            const corrects = act.correct ? standing.get(act.area) : undefined;
            standing.set(act.area, seq);
            await insertReports(trial, [
              {
                seq,
                area: act.area,
                asOf: at(act.minute),
                issued: act.issued,
                ...(act.registered === undefined ? {} : { registered: act.registered }),
                ...(corrects === undefined ? {} : { corrects }),
              },
            ]);
          } else {
            now += act.ahead;
            await countMinute(trial, at(now));
          }
        }
        expect((await recount(trial, 'small')).differences).toEqual([]);
        await trial.end();
      }),
      { numRuns: fullCounts ? 200 : 15, ...(fullCounts ? {} : { seed: 20200629 }) },
    );
  });
});
