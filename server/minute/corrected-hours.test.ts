import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { openSealed } from '../bulletins/bulletins.ts';
import { type Database, many } from '../database/database.ts';
import { expectAllAgree } from '../test/all-agree.ts';
import { countMinute } from '../test/counted-minute.ts';
import { day, insertIssues, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

async function count(...times: string[]): Promise<void> {
  for (const time of times) await countMinute(database, day(time));
}

interface Bulletin {
  readonly number: number;
  readonly kind: string;
  readonly hour: string;
  readonly corrects: number | null;
  readonly restates?: number;
  readonly knownIn?: number;
  readonly reason: string | null;
  readonly snapshot: Snapshot;
}

async function bulletins(kind: string): Promise<Bulletin[]> {
  const sql = 'SELECT body FROM bulletin WHERE kind = $1 ORDER BY number';
  const rows = await many<{ body: string }>(database.pool('reading'), sql, [kind]);
  return rows.map(({ body }) => JSON.parse(body) as Bulletin);
}

const report = (seq: number, time: string, issued: number, corrects?: number) => ({
  seq,
  area: 'N2',
  asOf: day(time),
  issued,
  ...(corrects === undefined ? {} : { corrects, reason: 'digits swapped' }),
});

describe('a frozen hour that a report corrects', () => {
  it('is told again within the minute, with the old figure changed by the correction alone and its reason', async () => {
    await insertReports(database, [report(1, '10:00', 150)]);
    await count('08:00', '09:00', '10:00');
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('09:30') }]);
    await insertReports(database, [report(2, '10:00', 105, 1)]);
    await count('10:01');
    const [hour] = (await bulletins('hourly')).filter(({ hour }) => hour.endsWith('T10'));
    const corrections = await bulletins('correction');
    // 150 − 45 in the north; the ballot that came late is not in it, as it was not known at ten.
    expect(corrections).toMatchObject([
      {
        hour: '2024-05-05T10',
        corrects: hour!.number,
        restates: hour!.number,
        knownIn: 4,
        reason: 'NORTH, station: report 2 of commissions corrects 1, digits swapped.',
        snapshot: { asOf: hour!.snapshot.asOf, total: { issued: 105 }, areas: { issued: [105, 0] } },
      },
    ]);
    expect(hour!.snapshot.total.issued).toBe(150);
    await expectAllAgree(database);
  });

  it('commits to every level as it is told again, which opens to officials', async () => {
    await insertReports(database, [report(1, '10:00', 150)]);
    await count('10:00');
    await insertReports(database, [report(2, '10:00', 105, 1)]);
    await count('10:01', '11:00');
    await insertReports(database, [report(3, '10:00', 150, 2)]);
    await count('11:01');
    const pool = database.pool('counting');
    const opened = async (number: number) => {
      const file = await openSealed(pool, { election: 'small', number });
      if (typeof file === 'string') throw new Error(`${number}: ${file}`);
      return file;
    };
    const corrections = (await bulletins('correction')).filter(({ hour }) => hour.endsWith('T10'));
    const [frozen, first, second] = await Promise.all(
      [corrections[0]!.restates!, ...corrections.map(({ number }) => number)].map(opened),
    );
    // The precinct, the north and the whole: all that was issued is its 150.
    expect(frozen!.csv).toMatch(/^precinct,N2,station,\d+,150,0$/mu);
    expect(first!.csv).toBe(frozen!.csv.replaceAll(',150,0', ',105,0'));
    expect(first!.csv.match(/,105,0$/gmu)).toHaveLength(3);
    // Told again as it was at first: the same figures, other random bytes.
    expect(second!.csv).toBe(frozen!.csv);
    expect(second!.salt).not.toEqual(frozen!.salt);
    await database.pool('owner').query('DELETE FROM bulletin_change');
    expect(await openSealed(pool, { election: 'small', number: corrections[0]!.number })).toBe('changed');
  });

  it('leaves the hours before it and after the next report alone', async () => {
    await insertReports(database, [report(1, '09:00', 90), report(2, '11:00', 150)]);
    await count('08:00', '09:00', '10:00', '11:00', '12:00');
    await insertReports(database, [report(3, '09:00', 9, 1)]);
    await count('12:01');
    // 09:00 and 10:00 stood on the misread report; at 11:00 the next one came.
    expect(
      (await bulletins('correction')).map(({ hour, snapshot }) => [hour.slice(11), snapshot.total.issued]),
    ).toEqual([
      ['09', 9],
      ['10', 9],
    ]);
    await expectAllAgree(database);
  });

  it('is told again within the minute with every hour after it, however many they are', async () => {
    await insertReports(database, [report(1, '07:30', 150)]);
    const hours = Array.from({ length: 13 }, (_, i) => `${String(i + 8).padStart(2, '0')}:00`);
    await count(...hours);
    await insertReports(database, [report(2, '07:30', 105, 1)]);
    await count('20:01');
    // 08:00 to 20:00, more than one transaction takes: 150 − 45 in each.
    expect(
      (await bulletins('correction')).map(({ hour, snapshot }) => [hour.slice(11), snapshot.total.issued]),
    ).toEqual(hours.map((time) => [time.slice(0, 2), 105]));
    await expectAllAgree(database);
  });

  it('is told once more an hour later at the earliest, and then names the correction before', async () => {
    await insertReports(database, [report(1, '10:00', 150)]);
    await count('10:00');
    await insertReports(database, [report(2, '10:00', 105, 1)]);
    await count('10:01');
    await insertReports(database, [report(3, '10:00', 106, 2)]);
    await count('10:02', '10:30');
    expect(await bulletins('correction')).toHaveLength(1);
    await count('11:00', '11:01');
    // 11:00 was frozen with the second correction in it; ten o'clock is told again once an hour has passed since 10:01.
    const [first, second, ...more] = await bulletins('correction');
    expect(more).toEqual([]);
    expect(second).toMatchObject({ hour: '2024-05-05T10', corrects: first!.number, restates: first!.restates });
    expect(second!.snapshot.total.issued).toBe(106);
    await expectAllAgree(database);
  });

  it('is not told again where the correction came to the same, or was of a later hour', async () => {
    await insertReports(database, [report(1, '10:00', 150)]);
    await count('10:00');
    await insertReports(database, [report(2, '10:00', 150, 1), report(3, '10:30', 160)]);
    await count('10:31');
    await insertReports(database, [report(4, '10:30', 161, 3)]);
    await count('10:32');
    expect(await bulletins('correction')).toEqual([]);
    await expectAllAgree(database);
  });

  it('stays as it was known when a ballot of that hour is cancelled or comes late', async () => {
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('09:30') }]);
    await count('10:00');
    await insertIssues(database, [
      { seq: 2, area: 'N1', at: day('09:45'), type: 'cancelled', cancels: 1 },
      { seq: 3, area: 'S1', at: day('09:50') },
    ]);
    await insertReports(database, [report(1, '09:55', 20)]);
    await count('10:01');
    expect(await bulletins('correction')).toEqual([]);
    await expectAllAgree(database);
  });
});

describe('the bulletin of zero', () => {
  it('comes with the first count before anything opens, beside the opening where that is the first', async () => {
    // The first polls open at 07:00 of the election's zone.
    await count('06:30', '06:31', '07:00');
    const [zero, ...more] = await bulletins('zero');
    expect(more).toEqual([]);
    expect(zero).toMatchObject({
      number: 1,
      hour: '2024-05-05T06:30',
      snapshot: { total: { registered: 700, issued: 0 } },
    });
    expect(await bulletins('opening')).toHaveLength(1);
    await expectAllAgree(database);

    database = await freshDatabase();
    await loadSmallElection(database);
    await count('07:00');
    expect([...(await bulletins('zero')), ...(await bulletins('opening'))].map(({ number }) => number)).toEqual([1, 2]);
    await expectAllAgree(database);
  });

  it.each([
    ['a ballot is stored already', () => insertIssues(database, [{ seq: 1, area: 'N1', at: day('06:00') }]), '06:30'],
    ['the polls have been open', async () => {}, '07:01'],
  ])('does not come where %s', async (_what, given, time) => {
    await given();
    await count(time);
    expect(await bulletins('zero')).toEqual([]);
  });
});
