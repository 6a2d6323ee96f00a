import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, many } from '../database/database.ts';
import { rebuildArea } from '../recount/rebuild.ts';
import { expectAllAgree } from '../test/all-agree.ts';
import { countedMinute, countMinute } from '../test/counted-minute.ts';
import { fullCounts } from '../test/counts.ts';
import { day, insertIssues, type SentIssue } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countedMinute(database, day(time));

/** Without those outside hours: the first opening, at 07:00, is the stations'; online opens an hour later. */
async function discrepancies(): Promise<string[]> {
  const rows = await many<{ text: string }>(
    database.pool('reading'),
    "SELECT concat_ws(' ', rule, area, 'seq', seq, state) AS text FROM discrepancy WHERE rule <> 'outside-hours' ORDER BY discrepancy",
  );
  return rows.map((row) => row.text);
}

const cancellation = (seq: number, time: string, cancels: number) =>
  ({ seq, area: 'N1', at: day(time), type: 'cancelled', cancels }) as const;

describe('a ballot that is cancelled', () => {
  it('takes nothing away where it lies before the first opening and never counted', async () => {
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('06:59') },
      { seq: 2, area: 'N1', at: day('07:30') },
      cancellation(3, '08:00', 1),
    ]);
    const snapshot = await count('08:00');
    expect(snapshot.channels.online).toMatchObject({ issued: 1 });
    // The ballot from before the opening, and its cancellation.
    expect(await discrepancies()).toEqual(['before-election N1 seq 1 open']);
    await expectAllAgree(database);
  });

  it('takes nothing away before it counts itself, and then leaves nothing of it, now or in the curve', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('09:30') }]);
    await count('08:00');
    await insertIssues(database, [cancellation(2, '07:50', 1)]);
    const waiting = await count('08:05');
    expect(waiting.channels.online).toMatchObject({ issued: 0 });
    // Its own instant has passed, and yet it is not late: it belongs to 09:30.
    expect(waiting.late).toBe(0);
    expect(await discrepancies()).toEqual(['future N1 seq 1 open']);
    for (const time of ['09:00', '09:29', '09:30']) {
      expect((await count(time)).channels.online).toMatchObject({ issued: 0 });
    }
    expect(await many(database.pool('reading'), 'SELECT FROM occurred_sum WHERE issued <> 0')).toEqual([]);
    expect(await many(database.pool('counting'), 'SELECT FROM waiting_row')).toEqual([]);
    await expectAllAgree(database);
  });

  it('is told as waiting by itself where the ballot was told in a minute before and is over', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('07:30') }, cancellation(2, '08:30', 1)]);
    expect((await count('08:00')).channels.online).toMatchObject({ issued: 1 });
    expect(await discrepancies()).toEqual(['future N1 seq 2 open']);
    expect((await count('08:30')).channels.online).toMatchObject({ issued: 0 });
    expect(await discrepancies()).toEqual(['future N1 seq 2 closed']);
    await expectAllAgree(database);
  });

  it('is still there where the cancellation says that it was before the first opening', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('07:30') }, cancellation(2, '06:30', 1)]);
    expect((await count('08:00')).channels.online).toMatchObject({ issued: 1 });
    expect(await discrepancies()).toEqual(['before-election N1 seq 2 open']);
    await expectAllAgree(database);
  });
});

describe('a ballot for an instant before the first opening', () => {
  it('never counts, though it was sent before that instant', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('06:50') }]);
    await count('06:30');
    expect(await discrepancies()).toEqual(['before-election N1 seq 1 open']);
    expect((await count('06:50')).channels.online).toMatchObject({ issued: 0 });
    expect((await count('07:00')).channels.online).toMatchObject({ issued: 0 });
    await expectAllAgree(database);
  });
});

/** What is sent or counted, in minutes from the first opening at 07:00. */
type Act =
  | { do: 'issue'; area: string; minute: number }
  | { do: 'cancel'; which: number; minute: number }
  | { do: 'count'; ahead: number };

const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('issue' as const),
      area: fc.constantFrom('N1', 'S1'),
      minute: fc.integer({ min: -30, max: 120 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('cancel' as const),
      which: fc.nat(1_000),
      minute: fc.integer({ min: -30, max: 120 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('count' as const), ahead: fc.integer({ min: 1, max: 30 }) }) },
);

describe('ballots and cancellations of whatever instants', { timeout: fullCounts ? 900_000 : 120_000 }, () => {
  const opensMs = Date.parse(day('07:00'));
  const at = (minute: number) => new Date(opensMs + minute * 60_000).toISOString();

  /** Minutes at which one more or one less is there, from the rows alone; nothing for a row that never counts. */
  function changes(sent: readonly SentIssue[], area: string): { minute: number; change: number }[] {
    const minuteOf = (row: SentIssue) => (Date.parse(row.at) - opensMs) / 60_000;
    const found: { minute: number; change: number }[] = [];
    for (const row of sent.filter((one) => one.area === area)) {
      const cancelled = sent.find((one) => one.seq === row.cancels) ?? row;
      const minutes = [minuteOf(row), minuteOf(cancelled)];
      if (Math.min(...minutes) >= 0)
        found.push({ minute: Math.max(...minutes), change: row.type === 'cancelled' ? -1 : 1 });
    }
    return found;
  }

  async function expectSums(counted: Database, sent: readonly SentIssue[], now: number): Promise<void> {
    const issued = (area: string) =>
      changes(sent, area).reduce((sum, { minute, change }) => sum + (minute <= now ? change : 0), 0);
    const expected = { N1: issued('N1'), NORTH: issued('N1'), S1: issued('S1'), SOUTH: issued('S1') };
    const rows = await many<{ area: string; issued: number }>(
      counted.pool('reading'),
      "SELECT area, issued FROM area_sum WHERE channel = 'online'",
    );
    expect(Object.fromEntries(rows.map((row) => [row.area, row.issued]))).toEqual({
      ...expected,
      LAND: expected.N1 + expected.S1,
    });
    for (const row of rows) expect(row.issued).toBeGreaterThanOrEqual(0);
    const curve = await many<{ area: string; at: Date; issued: number }>(
      counted.pool('reading'),
      "SELECT area, at, issued FROM occurred_sum WHERE channel = 'online' AND issued <> 0 ORDER BY area, at",
    );
    const tens = [...new Set([0, ...curve.map((row) => (row.at.getTime() - opensMs) / 60_000)])];
    for (const [district, precinct] of [
      ['NORTH', 'N1'],
      ['SOUTH', 'S1'],
    ] as const) {
      for (const ten of tens) {
        const drawn = curve.filter((row) => row.area === district && row.at.getTime() <= opensMs + ten * 60_000);
        const happened = changes(sent, precinct).filter(({ minute }) => minute <= Math.min(ten, now));
        expect(drawn.reduce((sum, row) => sum + row.issued, 0)).toBe(
          happened.reduce((sum, { change }) => sum + change, 0),
        );
      }
    }
  }

  it('come to what the rows say at each minute, never to less than nothing, and are recounted to the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 50 }), async (acts) => {
        const trial = await freshDatabase();
        await loadSmallElection(trial);
        const sent: SentIssue[] = [];
        let now = -31;
        for (const one of [...acts, { do: 'count', ahead: 1 } as const, { do: 'count', ahead: 130 } as const]) {
          if (one.do === 'count') {
            now += one.ahead;
            await countMinute(trial, at(now));
            await expectSums(trial, sent, now);
            continue;
          }
          const taken = new Set(sent.map((row) => row.cancels));
          const open = sent.filter((row) => row.type !== 'cancelled' && !taken.has(row.seq));
          const target = one.do === 'cancel' ? open[one.which % open.length] : undefined;
          if (one.do === 'cancel' && target === undefined) continue;
          const row: SentIssue = {
            seq: sent.length + 1,
            area: one.do === 'issue' ? one.area : target!.area,
            at: at(one.minute),
            ...(target === undefined ? {} : { type: 'cancelled', cancels: target.seq }),
          };
          sent.push(row);
          await insertIssues(trial, [row]);
        }
        await expectAllAgree(trial);
        const rebuilt = await rebuildArea(trial, { election: 'small', area: 'NORTH', at: new Date(at(now)) });
        if (typeof rebuilt === 'string') throw new Error(rebuilt);
        expect(rebuilt.channels.get('online')).toEqual(rebuilt.kept?.get('online'));
        await trial.end();
      }),
      { numRuns: fullCounts ? 200 : 12, ...(fullCounts ? {} : { seed: 20200629 }) },
    );
  });
});
