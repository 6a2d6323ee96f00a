import { describe, expect, it } from 'vitest';
import type { BulletinListing } from '../../shared/bulletin.ts';
import { Format } from '../../shared/format.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { bulletinsFor, columnsOf, daysOf, type GridHour, noonOf, TOTAL_ROW } from './hour-grid.ts';

const zone = 'Europe/Vienna';
const listings = [
  bulletin(1, '2024-05-04T23:00:00+02:00', 41),
  bulletin(2, '2024-05-05T00:00:00+02:00', null),
  bulletin(3, '2024-05-05T01:00:00+02:00', 43),
];
const snapshots = new Map([
  ['hash 1', snapshot([30, 70])],
  ['hash 3', snapshot([28, 90])],
]);

describe('the days of a grid', () => {
  it('put midnight on the day that begins, in the election zone', () => {
    expect(daysOf(listings, zone)).toEqual(['2024-05-04', '2024-05-05']);
    expect(hoursOf('2024-05-04').map(({ listing }) => listing.number)).toEqual([1]);
    expect(hoursOf('2024-05-05').map(({ listing }) => listing.number)).toEqual([3]);
  });

  it.each(['Pacific/Pago_Pago', 'UTC', 'Asia/Kamchatka', 'Pacific/Auckland', 'Pacific/Kiritimati'])(
    'are named by an instant that is of the day in %s',
    (there) => expect(new Format('en', there).day(noonOf('2024-05-05', there))).toBe('5 May'),
  );
});

describe('the columns of a day', () => {
  it('take increments from the last hour that was counted, a fall with its minus', () => {
    const cells = hoursOf('2024-05-05')[0]?.cells;
    // NORTH fell from 30 to 28 of 100; SOUTH rose from 70 to 90 of 300, 23.33 % to 30.00 %; all from 100 to 118 of 400.
    expect(cells?.get('NORTH')).toEqual({ pct: 28, issued: 28, points: -2, rise: -2, uncounted: false });
    expect(cells?.get('SOUTH')).toEqual({ pct: 30, issued: 90, points: 6.67, rise: 20, uncounted: false });
    expect(cells?.get(TOTAL_ROW)).toEqual({ pct: 29.5, issued: 118, points: 4.5, rise: 18, uncounted: false });
  });

  it('have no increment in the first hour, and no cells before its bulletin is read', () => {
    expect(hoursOf('2024-05-04')[0]?.cells?.get('NORTH')).toMatchObject({ rise: null });
    expect(hoursOf('2024-05-04', new Map())[0]?.cells).toBeNull();
  });

  it('hold hours on end that were not counted as one, from the first to the last', () => {
    const more = [
      ...listings,
      bulletin(4, '2024-05-05T02:00:00+02:00', null),
      bulletin(5, '2024-05-05T03:00:00+02:00', null),
      bulletin(6, '2024-05-05T04:00:00+02:00', 46),
    ];
    const told = columnsOf('2024-05-05', more, snapshots, zone).map((column) =>
      'first' in column ? [column.first.number, column.last.number] : column.listing.number,
    );
    expect(told).toEqual([[2, 2], 3, [4, 5], 6]);
  });

  it('tell a district of which nothing is known yet from one where nobody came, and an hour before anybody came from both', () => {
    const cells = (issued: [number, number]) => {
      const [hour] = hoursOf('2024-05-04', new Map([['hash 1', snapshot(issued)]]));
      return ['NORTH', 'SOUTH', TOTAL_ROW].map((code) => hour?.cells?.get(code)?.uncounted);
    };
    expect(cells([0, 70])).toEqual([true, false, false]);
    expect(cells([0, 0])).toEqual([false, false, false]);
  });

  it('are of the bulletin with that hash, not of another with its number', () => {
    const anew = [bulletin(1, '2024-05-04T23:00:00+02:00', 41, 'another')];
    const [hour] = columnsOf('2024-05-04', anew, snapshots, zone) as GridHour[];
    expect(hour?.cells).toBeNull();
  });
});

it("asks for a day's hours and the one before them, never for a notice", () => {
  const numbers = (day: string) => bulletinsFor(day, listings, zone).map(({ number }) => number);
  expect(numbers('2024-05-05')).toEqual([1, 3]);
  expect(numbers('2024-05-04')).toEqual([1]);
});

function hoursOf(day: string, read: ReadonlyMap<string, Snapshot> = snapshots): GridHour[] {
  return columnsOf(day, listings, read, zone).filter((column) => 'listing' in column);
}

function bulletin(number: number, asOf: string, snapshot: number | null, sha256 = `hash ${number}`): BulletinListing {
  return {
    number,
    kind: snapshot === null ? 'notice' : 'hourly',
    hour: asOf.slice(0, 13),
    asOf,
    snapshot,
    corrects: null,
    correctedBy: null,
    status: 'frozen',
    recount: 'waiting',
    sha256,
    csvSha256: '',
    issued: null,
    registered: null,
    turnoutPct: null,
  };
}

function snapshot(issued: [number, number]): Snapshot {
  return {
    total: { registered: 400, issued: issued[0] + issued[1] },
    areas: { codes: ['NORTH', 'SOUTH'], registered: [100, 300], issued },
  } as unknown as Snapshot;
}
