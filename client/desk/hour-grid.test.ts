import { expect, it } from 'vitest';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { columnsOf, daysOf, numbersOf, TOTAL_ROW } from './hour-grid.ts';

const zone = 'Europe/Vienna';
const listings = [
  bulletin(1, '2024-05-04T23:00:00+02:00', 41),
  bulletin(2, '2024-05-05T00:00:00+02:00', null),
  bulletin(3, '2024-05-05T01:00:00+02:00', 43),
];
const snapshots = new Map([
  [1, snapshot([30, 70])],
  [3, snapshot([28, 90])],
]);

it('puts midnight on the day that begins, in the election zone', () => {
  expect(daysOf(listings, zone)).toEqual(['2024-05-04', '2024-05-05']);
  expect(columnsOf('2024-05-05', listings, snapshots, zone).map(({ listing }) => listing.number)).toEqual([2, 3]);
});

it('takes increments from the last hour that was counted, a fall with its minus', () => {
  const cells = columnsOf('2024-05-05', listings, snapshots, zone)[1]?.cells;
  // NORTH fell from 30 to 28 of 100; SOUTH rose from 70 to 90 of 300, 23.33 % to 30.00 %; all from 100 to 118 of 400.
  expect(cells?.get('NORTH')).toEqual({ pct: 28, issued: 28, points: -2, rise: -2 });
  expect(cells?.get('SOUTH')).toEqual({ pct: 30, issued: 90, points: 6.67, rise: 20 });
  expect(cells?.get(TOTAL_ROW)).toEqual({ pct: 29.5, issued: 118, points: 4.5, rise: 18 });
});

it('has no increment in the first hour, and no cells in an hour that was not counted', () => {
  expect(columnsOf('2024-05-04', listings, snapshots, zone)[0]?.cells?.get('NORTH')).toMatchObject({ rise: null });
  expect(columnsOf('2024-05-05', listings, snapshots, zone)[0]?.cells).toBeNull();
});

it("asks for a day's hours and the one before them, never for a notice", () => {
  expect(numbersOf('2024-05-05', listings, zone)).toEqual([1, 3]);
  expect(numbersOf('2024-05-04', listings, zone)).toEqual([1]);
});

function bulletin(number: number, asOf: string, snapshot: number | null): BulletinListing {
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
    sha256: '',
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
