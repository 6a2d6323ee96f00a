import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { electionFacts } from '../counting/counting.ts';
import { type Database, many } from '../database/database.ts';
import { rebuildArea } from '../recount/rebuild.ts';
import { occurredUntil } from '../snapshots/snapshots.ts';
import { expectAllAgree } from '../test/all-agree.ts';
import { countedMinute, countMinute, latestSnapshot } from '../test/counted-minute.ts';
import { fullCounts } from '../test/counts.ts';
import { day, insertReports, type SentReport } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countedMinute(database, day(time));

async function discrepancies(): Promise<string[]> {
  const sql = "SELECT concat_ws(' ', rule, area, 'seq', seq, state) AS text FROM discrepancy ORDER BY discrepancy";
  return (await many<{ text: string }>(database.pool('reading'), sql)).map((row) => row.text);
}

/** The hours told again so far, each with the figure it was told with. */
async function toldAgain(): Promise<string[]> {
  const sql = "SELECT body FROM bulletin WHERE kind = 'correction' ORDER BY number";
  return (await many<{ body: string }>(database.pool('reading'), sql)).map(({ body }) => {
    const { hour, snapshot } = JSON.parse(body) as { hour: string; snapshot: Snapshot };
    return `${hour.slice(11)} ${snapshot.total.issued}`;
  });
}

async function electorsCurve(counted: Database, until: string): Promise<Record<string, number[]>> {
  const facts = (await electionFacts(counted.pool('reading'), 'small'))!;
  const { areas } = await occurredUntil(counted.pool('reading'), facts, new Date(until));
  return Object.fromEntries(Object.entries(areas).map(([area, { station }]) => [area, station?.registered ?? []]));
}

describe('a correction that is dated ahead', () => {
  it('corrects nothing, and is told as no correction, until its time; then it does, with every hour it touches', async () => {
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('09:30'), issued: 150, registered: 190 },
      { seq: 2, area: 'N1', asOf: day('09:30'), issued: 20 },
    ]);
    expect((await count('10:00')).areas.issued).toEqual([170, 0]);
    const electors = (await electorsCurve(database, day('10:00'))).NORTH;
    await insertReports(database, [
      { seq: 3, area: 'N2', asOf: day('11:30'), issued: 105, corrects: 1, reason: 'digits swapped' },
    ]);
    for (const time of ['10:01', '11:00', '11:29']) {
      const { areas, corrections } = await count(time);
      expect([areas.issued, corrections]).toEqual([[170, 0], []]);
    }
    expect((await electorsCurve(database, day('10:00'))).NORTH).toEqual(electors);
    expect(await discrepancies()).toEqual(['future N2 seq 3 open']);
    expect(await toldAgain()).toEqual([]);
    await expectAllAgree(database);

    const { areas, corrections } = await count('11:30');
    // 20 + 105 stand now, 20 + 150 would without it.
    expect(areas.issued).toEqual([125, 0]);
    expect(corrections).toMatchObject([{ area: 'NORTH', oldIssued: 170, newIssued: 125, reason: 'digits swapped' }]);
    expect(await discrepancies()).toEqual(['future N2 seq 3 closed']);
    // What it says instead is for half past eleven: before that nothing of N2 stands.
    expect(await toldAgain()).toEqual(['10 20', '11 20']);
    expect((await count('11:31')).corrections).toEqual([]);
    await expectAllAgree(database);
  });

  it('ends a fall when its time has come, and not before', async () => {
    await insertReports(database, [
      { seq: 1, area: 'N2', asOf: day('09:00'), issued: 150 },
      { seq: 2, area: 'N2', asOf: day('10:00'), issued: 100 },
    ]);
    await count('10:00');
    await insertReports(database, [{ seq: 3, area: 'N2', asOf: day('10:30'), issued: 105, corrects: 1 }]);
    await count('10:29');
    expect(await discrepancies()).toEqual(['falls N2 seq 2 open', 'future N2 seq 3 open']);
    await count('10:30');
    expect(await discrepancies()).toEqual(['falls N2 seq 2 closed', 'future N2 seq 3 closed']);
    await expectAllAgree(database);
  });

  it('can be corrected itself before its time, and then never stands', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('09:30'), issued: 150 }]);
    await count('10:00');
    await insertReports(database, [
      { seq: 2, area: 'N2', asOf: day('19:30'), issued: 105, corrects: 1, reason: 'a nought too few' },
      { seq: 3, area: 'N2', asOf: day('09:30'), issued: 105, corrects: 2, reason: 'meant for half past nine' },
    ]);
    // Both 150 and 105 are for half past nine: the last received stands.
    expect((await count('10:01')).areas.issued).toEqual([105, 0]);
    expect((await count('19:30')).areas.issued).toEqual([105, 0]);
    await expectAllAgree(database);
  });
});

describe('a correction for an instant before the first opening', () => {
  it('never counts and so corrects nothing', async () => {
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('09:30'), issued: 150 }]);
    await count('10:00');
    await insertReports(database, [{ seq: 2, area: 'N2', asOf: day('06:30'), issued: 105, corrects: 1 }]);
    const { areas, corrections } = await count('10:01');
    expect([areas.issued, corrections]).toEqual([[150, 0], []]);
    expect(await discrepancies()).toEqual(['before-election N2 seq 2 open']);
    expect(await toldAgain()).toEqual([]);
    await expectAllAgree(database);
  });
});

/** What is sent or counted, in tens of minutes from the first opening at 07:00. */
type Act =
  | { do: 'report'; area: string; ten: number; issued: number; registered: number | null }
  | { do: 'correct'; which: number; ten: number; issued: number; registered: number | null }
  | { do: 'count'; ahead: number };

const told = {
  ten: fc.integer({ min: -3, max: 18 }),
  issued: fc.integer({ min: 0, max: 250 }),
  registered: fc.option(fc.integer({ min: 0, max: 300 }), { freq: 2 }),
};
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('report' as const), area: fc.constantFrom('N1', 'N2'), ...told }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('correct' as const), which: fc.nat(1_000), ...told }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('count' as const), ahead: fc.integer({ min: 1, max: 3 }) }) },
);

describe('reports and corrections for whatever instants', { timeout: fullCounts ? 900_000 : 120_000 }, () => {
  const opensMs = Date.parse(day('07:00'));
  const at = (ten: number) => new Date(opensMs + ten * 600_000).toISOString();
  const tenOf = (row: Pick<SentReport, 'asOf'>) => (Date.parse(row.asOf) - opensMs) / 600_000;
  const ELECTORS: Record<string, number> = { N1: 100, N2: 200 };

  /** The report of a precinct that stands at `ten` by what is known at `now`, from the rows alone. */
  function standing(sent: readonly SentReport[], area: string, ten: number, now: number): SentReport | undefined {
    const counting = sent.filter((row) => row.area === area && tenOf(row) >= 0 && tenOf(row) <= now);
    return counting
      .filter((row) => tenOf(row) <= ten && !counting.some(({ corrects }) => corrects === row.seq))
      .sort((a, b) => tenOf(a) - tenOf(b) || a.seq - b.seq)
      .at(-1);
  }

  /** The corrections that count by `now` and did not by `before`, of `known` rows sent by then, in the order of their numbers. */
  const correcting = (sent: readonly SentReport[], known: number, before: number, now: number) =>
    sent.filter(
      (row, index) =>
        row.corrects !== undefined && tenOf(row) >= 0 && tenOf(row) <= now && (index >= known || tenOf(row) > before),
    );

  /** What is told of the corrections counted now: NORTH as it is, and as it would be without those of the same precinct. */
  function corrections(sent: readonly SentReport[], known: number, before: number, now: number) {
    const added = correcting(sent, known, before, now);
    const north = (rows: readonly SentReport[], ten: number) =>
      ['N1', 'N2'].reduce((sum, area) => sum + (standing(rows, area, ten, now)?.issued ?? 0), 0);
    return added.map(({ seq, area, corrects }) => {
      const without = sent.filter((row) => row.area !== area || !added.includes(row));
      const then = Math.min(tenOf(sent[corrects! - 1]!), now);
      return {
        seq,
        area: 'NORTH',
        corrects,
        oldIssued: north(without, now),
        newIssued: north(sent, now),
        occurred: { area: 'NORTH', asOf: then, oldIssued: north(without, then), newIssued: north(sent, then) },
      };
    });
  }

  async function expectTold(counted: Database, expected: ReturnType<typeof corrections>): Promise<void> {
    const told = (await latestSnapshot(counted)).corrections.map(
      ({ seq, area, corrects, oldIssued, newIssued, occurred }) => ({
        seq,
        area,
        corrects,
        oldIssued,
        newIssued,
        occurred: { ...occurred, asOf: tenOf({ asOf: occurred?.asOf ?? '' }) },
      }),
    );
    expect(told).toEqual(expected);
  }

  async function expectFigures(counted: Database, sent: readonly SentReport[], now: number): Promise<void> {
    const of = (ten: number) => ['N1', 'N2'].map((area) => standing(sent, area, ten, now));
    const rows = await many<{ area: string; issued: number; registered: number }>(
      counted.pool('reading'),
      "SELECT area, issued, registered FROM area_sum WHERE channel = 'station' AND area IN ('N1', 'N2') ORDER BY area",
    );
    expect(rows).toEqual(
      of(now).map((report, index) => {
        const area = ['N1', 'N2'][index]!;
        return { area, issued: report?.issued ?? 0, registered: report?.registered ?? ELECTORS[area]! };
      }),
    );
    if (now < 0) return;
    const facts = (await electionFacts(counted.pool('reading'), 'small'))!;
    const { areas } = await occurredUntil(counted.pool('reading'), facts, new Date(at(now)));
    const tens = Array.from({ length: now + 1 }, (_, ten) => of(ten));
    const { issued, registered } = areas.NORTH!.station!;
    expect(issued).toEqual(tens.map((two) => two.reduce((sum, report) => sum + (report?.issued ?? 0), 0)));
    expect(registered).toEqual(
      tens.map(([n1, n2]) => (n1?.registered ?? ELECTORS.N1!) + (n2?.registered ?? ELECTORS.N2!)),
    );
  }

  it('come to what the rows say at each count, in the curve too, and are recounted to the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 40 }), async (acts) => {
        const trial = await freshDatabase();
        await loadSmallElection(trial);
        const sent: SentReport[] = [];
        let now = -4;
        let known = 0;
        for (const one of [...acts, { do: 'count', ahead: 1 } as const, { do: 'count', ahead: 20 } as const]) {
          if (one.do === 'count') {
            now += one.ahead;
            await countMinute(trial, at(now));
            await expectFigures(trial, sent, now);
            await expectTold(trial, corrections(sent, known, now - one.ahead, now));
            known = sent.length;
            continue;
          }
          const taken = new Set(sent.map((row) => row.corrects));
          const open = sent.filter((row) => !taken.has(row.seq));
          const target = one.do === 'correct' ? open[one.which % open.length] : undefined;
          if (one.do === 'correct' && target === undefined) continue;
          const row: SentReport = {
            seq: sent.length + 1,
            area: one.do === 'report' ? one.area : target!.area,
            asOf: at(one.ten),
            issued: one.issued,
            ...(one.registered === null ? {} : { registered: one.registered }),
            ...(target === undefined ? {} : { corrects: target.seq }),
          };
          sent.push(row);
          await insertReports(trial, [row]);
        }
        await expectAllAgree(trial);
        const rebuilt = await rebuildArea(trial, { election: 'small', area: 'NORTH', at: new Date(at(now)) });
        if (typeof rebuilt === 'string') throw new Error(rebuilt);
        expect(rebuilt.channels.get('station')).toEqual(rebuilt.kept?.get('station'));
        await trial.end();
      }),
      { numRuns: fullCounts ? 200 : 12, ...(fullCounts ? {} : { seed: 20200629 }) },
    );
  });
});
