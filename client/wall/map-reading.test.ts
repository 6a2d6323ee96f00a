import { expect, it } from 'vitest';
import type { District } from '../../shared/districts.ts';
import type { Snapshot, SnapshotStatus } from '../../shared/snapshot.ts';
import { speechOf } from '../../shared/speech.ts';
import { msgIn, sayWith } from '../../shared/strings.ts';
import { readMap } from './map-reading.ts';

const speech = speechOf({ lang: 'en', strings: sayWith(msgIn(undefined), 'en') }, 'Europe/Vienna');

const district = (code: string, earlierPct: number, turnoutPct: number) =>
  ({
    code,
    label: code,
    names: { en: code },
    registered: 10_000,
    issued: turnoutPct * 100,
    turnoutPct,
    earlierPct,
    tile: null,
    disputed: false,
  }) satisfies District;

const snapshot = (status: SnapshotStatus, turnoutPct: number) =>
  ({ status, asOf: '2024-05-05T14:00:00+02:00', total: { turnoutPct } }) as unknown as Snapshot;

const codes = new Set(['East', 'North', 'West']);
const earlier = snapshot('provisional', 40);
const rising = [district('North', 40, 42), district('East', 40, 41), district('West', 40, 40.5)];
const still = [district('North', 50, 50), district('East', 40, 40), district('West', 30, 30)];

it('names who rose fastest while voters come', () => {
  const reading = readMap(rising, snapshot('provisional', 41.17), earlier, codes, speech);
  expect([reading.kind, reading.title]).toEqual(['change', 'North and East rose fastest']);
});

it('names nobody as fastest in an hour in which nobody rose, but tells who stands highest', () => {
  const reading = readMap(still, snapshot('provisional', 40), earlier, codes, speech);
  expect([reading.kind, reading.title]).toEqual(['level', 'Highest: North; lowest: West']);
  expect(reading.subject).toBe('Turnout by district, % of registered voters.');
});

it('tells levels once the count is final, whatever its last hour brought', () => {
  const reading = readMap(rising, snapshot('final', 41.17), earlier, codes, speech);
  expect([reading.kind, reading.title]).toEqual(['level', 'Highest: North; lowest: West']);
});

it('says that there is no hour to compare with, where there is none', () => {
  const reading = readMap(still, snapshot('provisional', 40), null, codes, speech);
  expect(reading.subject).toContain('No hour to compare with yet.');
});

it('counts the districts of the map in its legend, and marks the lists as the map marks where they begin', () => {
  // Abroad is on no map. The country rose 1.17: North by 0.83 more, East by 0.17 and West by 0.67 less. Steps of 0.4 leave one of
  // four about the same, and 1 is more than any is away.
  const everywhere = [...rising, district('Abroad', 40, 40.9)];
  const reading = readMap(everywhere, snapshot('provisional', 41.17), earlier, codes, speech);
  expect(reading.sizes).toEqual([0, 1, 1, 1, 0]);
  expect(reading.ends).toEqual([4, 2]);
  const unread = readMap(everywhere, snapshot('provisional', 41.17), earlier, new Set(), speech);
  expect(unread.sizes).toEqual([0, 1, 2, 1, 0]);
});
