import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { packageRoot } from '../config.ts';
import { many } from '../database/database.ts';
import { type PlayedElection, playElection } from './played-election.ts';

/** A line of reports.csv: who voted when, as number what of the line, and the minute that ended when it was heard. */
interface Told {
  readonly seq: number;
  readonly division: string;
  readonly votedMs: number;
  readonly heardMs: number;
  readonly issued: number;
}

const MINUTE_MS = 60_000;

const told: readonly Told[] = readFileSync(join(packageRoot(), 'elections', 'phila-2019', 'reports.csv'), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [seq, division, , voted, received, issued] = line.split(',');
    const heardMs = Math.ceil(Date.parse(received!) / MINUTE_MS) * MINUTE_MS;
    return { seq: Number(seq), division: division!, votedMs: Date.parse(voted!), heardMs, issued: Number(issued) };
  });

/** Each division's number with the latest time of voting that was over and heard of by an instant; of several, the last heard. */
function knownBy(ms: number): Map<string, number> {
  const latest = new Map<string, Told>();
  for (const each of told) {
    if (each.heardMs > ms || each.votedMs > ms) continue;
    const before = latest.get(each.division);
    if (before === undefined || orderOf(before, each) < 0) latest.set(each.division, each);
  }
  return new Map([...latest].map(([division, { issued }]) => [division, issued]));
}

function orderOf(a: Told, b: Told): number {
  return a.votedMs - b.votedMs || a.heardMs - b.heardMs || a.seq - b.seq;
}

function byWard(divisions: ReadonlyMap<string, number>): Record<string, number> {
  const wards: Record<string, number> = {};
  for (const [division, issued] of divisions) {
    const ward = division.slice(0, 2);
    wards[ward] = (wards[ward] ?? 0) + issued;
  }
  return wards;
}

describe('Philadelphia, 2019: numbers in line that voters reported', () => {
  let city: PlayedElection;
  let snapshots: readonly Snapshot[];
  beforeAll(async () => {
    city = await playElection('phila-2019');
    const rows = await many<{ body: string }>(
      city.database.pool('owner'),
      'SELECT body FROM snapshot WHERE election = $1 ORDER BY number',
      [city.election],
    );
    snapshots = rows.map(({ body }) => JSON.parse(body) as Snapshot);
  }, 240_000);

  /** Rows that the database has of this election. */
  const stored = <T extends object>(sql: string): Promise<T[]> =>
    many<T>(city.database.pool('owner'), sql, [city.election]);

  it('stores all 804 reports under the numbers of their source, those repeated too', async () => {
    expect(city.reports).toBe(804);
    const numbers = await stored(
      `SELECT min(seq)::integer AS first, max(seq)::integer AS last,
              (count(*) - count(DISTINCT (area, issued)))::integer AS repeated,
              (count(*) - count(DISTINCT (area, issued, as_of)))::integer AS repeated_at_once
         FROM count_report WHERE election = $1`,
    );
    // 27 times the same number of the same division, 24 of them with the same time of voting; 826 − 804 = 22 are missing.
    expect(numbers).toEqual([{ first: 1, last: 826, repeated: 27, repeated_at_once: 24 }]);
    expect(await stored('SELECT 1 FROM ingest_conflict WHERE election = $1')).toEqual([]);
  });

  it.each([
    // Added up from voter_number_reports.csv.
    ['2019-11-05T12:00:00-05:00', 8_498, 190],
    ['2019-11-05T16:00:00-05:00', 17_193, 266],
    ['2019-11-05T20:00:00-05:00', 41_489, 349],
  ])('at %s it knows of %i voters in %i divisions', (at, issued, reported) => {
    const known = snapshots.filter(({ asOf }) => Date.parse(asOf) <= Date.parse(at)).at(-1)!;
    expect(known).toMatchObject({ total: { issued, registered: 0 }, coverage: { reported } });
  });

  it('knows in each of 512 minutes what had been heard of each of 56 wards', () => {
    // The minutes in which a report came, from 07:11 to 17:11 the next day.
    expect(snapshots).toHaveLength(512);
    expect(new Set(told.map(({ heardMs }) => heardMs)).size).toBe(512);
    for (const { asOf, areas } of snapshots) {
      const shown = areas.codes.map((code, i) => [code, areas.issued[i]] as const).filter(([, issued]) => issued !== 0);
      expect(Object.fromEntries(shown), asOf).toEqual(byWard(knownBy(Date.parse(asOf))));
    }
    expect(snapshots.at(-1)!.areas.codes).toHaveLength(56);
  });

  it('ends at 44,807 voters in 370 divisions, a day after the polls closed, without any turnout', async () => {
    const last = await city.last();
    expect(last.asOf).toBe('2019-11-06T17:11:00-05:00');
    expect(last.total).toEqual({ registered: 0, issued: 44_807, turnoutPct: null });
    expect(last.coverage).toMatchObject({ feeds: 370, reported: 370 });
    const divisions = await stored<{ area: string; issued: number }>(
      `SELECT s.area, s.issued::integer AS issued FROM area_sum s JOIN area a USING (election, area)
        WHERE s.election = $1 AND a.leaf`,
    );
    const expected = knownBy(Date.parse('2019-11-06T17:11:00-05:00'));
    expect(expected.size).toBe(370);
    expect(Object.fromEntries(divisions.map(({ area, issued }) => [area, issued]))).toEqual(
      Object.fromEntries(expected),
    );
  });

  it('tells in each minute how many reports came too late for the minute before: 710 in all', () => {
    const expected = snapshots.map(({ asOf }, i) => {
      const before = i === 0 ? Number.NEGATIVE_INFINITY : Date.parse(snapshots[i - 1]!.asOf);
      return told.filter(({ heardMs, votedMs }) => heardMs === Date.parse(asOf) && votedMs <= before).length;
    });
    expect(snapshots.map(({ late }) => late)).toEqual(expected);
    // Of voter_number_reports.csv, counted apart: 804 less the 94 for an instant after the minute before.
    expect(expected.reduce((sum, late) => sum + late, 0)).toBe(710);
  });

  it('lists all that is odd, and nothing else: ahead of their time, falling, missing, no electors anywhere', async () => {
    expect(await city.discrepancies()).toEqual({
      // Voted more than a minute after they reported.
      future: { met: 23, open: 0 },
      // Of each division's numbers by time of voting, the last received of each minute: twelve times a later one is smaller.
      falls: { met: 12, open: 12 },
      hole: { met: 20, open: 20 },
      'zero-electorate': { met: 370, open: 370 },
    });
    const sql = 'SELECT seq::integer AS seq, area FROM discrepancy WHERE election = $1 AND rule =';
    expect(await stored(`${sql} 'falls' ORDER BY seq`)).toEqual(
      // The smaller number of each.
      [
        [69, '0119'],
        [76, '1811'],
        [78, '4607'],
        [90, '0205'],
        [109, '6009'],
        [431, '0817'],
        [452, '2201'],
        [536, '2701'],
        [577, '3014'],
        [648, '0810'],
        [679, '0110'],
        [795, '0813'],
      ].map(([seq, area]) => ({ seq, area })),
    );
    expect(await stored(`${sql} 'future' ORDER BY seq`)).toEqual(
      told.filter(({ votedMs, heardMs }) => votedMs > heardMs).map(({ seq, division }) => ({ seq, area: division })),
    );
  });

  it('lists each stretch of numbers that is missing: 22 in 20 holes', async () => {
    const holes = await stored<{ first: number; last: number }>(
      `SELECT seq::integer AS first, (detail->>'last')::integer AS last
         FROM discrepancy WHERE election = $1 AND rule = 'hole' ORDER BY seq`,
    );
    const single = [189, 242, 353, 436, 465, 485, 502, 506, 517, 542, 562, 625, 647, 670, 696, 711, 779, 791, 807].map(
      (seq) => ({ first: seq, last: seq }),
    );
    // 19 of one number, and 338, 339, 340: 22.
    expect(holes).toEqual([...single.slice(0, 2), { first: 338, last: 340 }, ...single.slice(2)]);
  });
});
