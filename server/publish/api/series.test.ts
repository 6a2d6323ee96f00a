import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { zonedInstant } from '../../../shared/instant.ts';
import type { Series } from '../../../shared/snapshot.ts';
import {
  bodyOf,
  FIRST_MS,
  REVISION,
  SMALL,
  smallAreas,
  smallSnapshot,
  smallStore,
} from '../../test/small-publication.ts';
import { type SmallServer, serveSmall } from '../../test/small-server.ts';
import { stateAt } from '../series.ts';

const AREAS = `/api/v1/elections/${SMALL}/areas`;
let server: SmallServer;

beforeAll(async () => {
  // 14:00 to 16:00, minute by minute.
  const store = await smallStore(121);
  const at = (minute: number) => zonedInstant(FIRST_MS + minute * 60_000, 'Europe/Moscow');
  store.setOccurred(SMALL, {
    at: [-20, -10, 0, 10].map(at),
    areas: {
      NORTH: {
        online: { registered: [1_000, 1_000, 1_000, 1_000], issued: [1, 2, 3, 4] },
        station: { registered: [2_000, 2_000, 2_000, 2_000], issued: [0, 10, 20, 30] },
      },
      SOUTH: { station: { registered: [3_000, 3_000, 3_000, 3_000], issued: [5, 5, 5, 6] } },
    },
  });
  server = await serveSmall(store);
});
afterAll(() => server.close());

const read = async (path: string) => (await server.get(`${AREAS}/${path}`)).json<Series>();

describe('what was known', () => {
  test('stands at full hours of the election, by channel and together', async () => {
    const series = await read('NORTH/series.json?step=PT1H');
    expect(series).toMatchObject({
      schema: 'turnout-series/1',
      election: SMALL,
      mode: 'rehearsal',
      area: 'NORTH',
      by: 'known',
      step: 'PT1H',
      at: ['2026-05-03T14:00:00+03:00', '2026-05-03T15:00:00+03:00', '2026-05-03T16:00:00+03:00'],
      // Snapshots 1, 61 and 121: online ten a minute, stations one.
      issued: [11, 671, 1_331],
      registered: [3_000, 3_000, 3_000],
      byChannel: { online: { issued: [10, 610, 1_210] }, station: { issued: [1, 61, 121] } },
      countedFrom: '2026-05-03T14:00:00+03:00',
    });
  });

  test('of the areas above is the sum, and of the whole the total', async () => {
    for (const area of ['LAND', 'MIDDLE']) {
      const series = await read(`${area}/series.json?step=PT1H`);
      // 13 a snapshot.
      expect(series.issued).toEqual([13, 793, 1_573]);
      expect(series.byChannel.station!.issued).toEqual([3, 183, 363]);
    }
  });

  test('leaves out a channel that an area does not have', async () => {
    expect(Object.keys((await read('SOUTH/series.json')).byChannel)).toEqual(['station']);
  });

  test('may be asked of a span, minute by minute', async () => {
    const series = await read(
      'SOUTH/series.json?from=2026-05-03T14:05:00%2B03:00&to=2026-05-03T14:07:30+03:00&step=PT1M',
    );
    // Number 6 at 14:05, 7, 8 at 14:07: two each.
    expect(series.issued).toEqual([12, 14, 16]);
    expect(series.at[0]).toBe('2026-05-03T14:05:00+03:00');
  });

  test('has a sensible step unless told', async () => {
    // Two hours by the minute are 121 points.
    expect((await read('LAND/series.json')).step).toBe('PT1M');
  });

  test('repeats the last known state where minutes were merged', async () => {
    const store = await smallStore(1);
    const merged = smallSnapshot(2, { asOf: '2026-05-03T14:05:00+03:00', covers: 5 });
    await store.addSnapshot(SMALL, bodyOf(merged));
    const other = await serveSmall(store);
    const answer = await other.get(`${AREAS}/SOUTH/series.json?step=PT1M`);
    expect(answer.json<Series>().issued).toEqual([2, 2, 2, 2, 2, 4]);
    await other.close();
  });

  test('is empty before the first snapshot', async () => {
    const other = await serveSmall(await smallStore(0));
    const answer = await other.get(`${AREAS}/LAND/series.json`);
    expect(answer.json()).toMatchObject({ at: [], issued: [], registered: [], byChannel: {}, countedFrom: null });
    await other.close();
  });

  test('as CSV has a row for each instant and channel', async () => {
    const csv = await server.get(`${AREAS}/NORTH/series.csv?step=PT1H`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text.split('\n').slice(0, 4)).toEqual([
      'election,mode,by,at,area,channel,registered,issued,cast,turnout_pct',
      `${SMALL},rehearsal,known,2026-05-03T14:00:00+03:00,NORTH,all,3000,11,,0.37`,
      `${SMALL},rehearsal,known,2026-05-03T14:00:00+03:00,NORTH,online,1000,10,,1.00`,
      `${SMALL},rehearsal,known,2026-05-03T14:00:00+03:00,NORTH,station,2000,1,,0.05`,
    ]);
  });
});

describe('what occurred', () => {
  test('begins before anything was counted', async () => {
    const series = await read('NORTH/series.json?by=occurred');
    expect(series).toMatchObject({ by: 'occurred', step: 'PT10M', issued: [1, 12, 23, 34] });
    expect(series.at[0]).toBe('2026-05-03T13:40:00+03:00');
  });

  test('of an area above is the sum of those within', async () => {
    expect((await read('LAND/series.json?by=occurred&step=PT10M')).issued).toEqual([6, 17, 28, 40]);
  });

  test('has no finer step than is kept', async () => {
    const answer = await server.get(`${AREAS}/LAND/series.json?by=occurred&step=PT1M`);
    expect(answer.json()).toMatchObject({ status: 400, parameter: 'step' });
  });
});

test.each([
  ['step=PT7M', 'step', 'no part of a day'],
  ['step=5', 'step', 'no duration'],
  ['by=guessed', 'by', 'neither known nor occurred'],
  ['from=noon', 'from', 'no instant'],
  ['from=2026-05-03T14:00:00', 'from', 'no offset'],
  ['from=2026-05-03T15:00:00Z&to=2026-05-03T14:00:00Z', 'to', 'ends before it begins'],
])('a series of ?%s is refused, naming %s: %s', async (query, parameter) => {
  const answer = await server.get(`${AREAS}/LAND/series.json?${query}`);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.json()).toMatchObject({ status: 400, code: 'bad-parameter', parameter });
});

test('an area that is not published has no series', async () => {
  expect((await server.get(`${AREAS}/N1/series.json`)).json()).toMatchObject({ status: 404, code: 'unknown-area' });
});

test('areas, boundaries and the map are immutable by their revision and short-lived without', async () => {
  const store = await smallStore(1);
  await store.addBoundaries(SMALL, JSON.stringify({ type: 'FeatureCollection', features: [] }));
  await store.addMap(SMALL, JSON.stringify({ schema: 'turnout-map/1', wide: 0, high: 0, areas: [], borders: '' }));
  const other = await serveSmall(store);
  const base = `/api/v1/elections/${SMALL}`;
  for (const file of ['areas.json', 'boundaries.json', 'map.json']) {
    const latest = await other.get(`${base}/${file}`);
    expect(latest.status).toBe(200);
    expect(latest.headers['cache-control']).toContain('max-age=1,');
    const revised = await other.get(`${base}/${file}?revision=${REVISION}`);
    expect(revised.text).toBe(latest.text);
    expect(revised.headers['cache-control']).toContain('immutable');
    expect((await other.get(`${base}/${file}?revision=r9`)).json()).toMatchObject({ code: 'unknown-revision' });
  }
  await store.addAreas(SMALL, 'r2', JSON.stringify(smallAreas('r2')));
  expect((await other.get(`${base}/areas.json`)).json()).toMatchObject({ revision: 'r2' });
  expect((await other.get(`${base}/areas.json?revision=${REVISION}`)).json()).toMatchObject({ revision: REVISION });
  await other.close();
  for (const file of ['boundaries.json', 'map.json']) {
    expect((await server.get(`${base}/${file}`)).json()).toMatchObject({ code: 'no-boundaries' });
  }
});

test('the state at an instant is the last number whose time had come, in whatever order the times stand', () => {
  const minute = fc.integer({ min: 0, max: 60 });
  fc.assert(
    fc.property(fc.array(minute), fc.uniqueArray(minute), (times, asked) => {
      const instants = asked.sort((a, b) => a - b).map((ms) => ({ ms, text: '' }));
      const expected = instants.map(({ ms }) => times.findLastIndex((time) => time <= ms));
      expect(stateAt(instants, times)).toEqual(expected);
    }),
  );
});
