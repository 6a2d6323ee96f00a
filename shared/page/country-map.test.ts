import { expect, it } from 'vitest';
import type { ProjectedMap } from '../projected-map.ts';
import { pageMap } from './country-map.ts';

const FRAME = { wide: 100, high: 100 };

function map(areas: Record<string, string>, wide = 1000, high = 500): ProjectedMap {
  return {
    schema: 'turnout-map/1',
    wide,
    high,
    areas: Object.entries(areas).map(([code, path]) => ({ code, path, at: [200, 100] })),
    borders: '',
  };
}

const pathsOf = (areas: Record<string, string>) => pageMap(map(areas), FRAME).areas.map(({ path }) => path);

it('fills its frame one way, a tenth as large: 1000 by 500 become 100 by 50', () => {
  const { wide, high, areas } = pageMap(map({ all: 'M0,0L1000,0L1000,500L0,500Z' }), FRAME);
  expect([wide, high]).toEqual([100, 50]);
  expect(areas).toEqual([{ code: 'all', path: 'M0 0l100 0 0 50-100 0z' }]);
});

it('leaves out corners that lie on a line, whether or not the path closes itself by a last point', () => {
  expect(pathsOf({ open: 'M0,0L500,0L1000,0L1000,500L0,500Z' })).toEqual(['M0 0l100 0 0 50-100 0z']);
  expect(pathsOf({ closed: 'M0,0L1000,0L1000,500L0,500L0,0Z' })).toEqual(['M0 0l100 0 0 50-100 0z']);
});

it('puts the corners that two neighbours share on the same unit for both', () => {
  const [west, east] = pathsOf({ west: 'M0,0L503.4,0L503.4,500L0,500Z', east: 'M503.4,0L1000,0L1000,500L503.4,500Z' });
  expect(west).toBe('M0 0l50 0 0 50-50 0z');
  expect(east).toBe('M50 0l50 0 0 50-50 0z');
});

it('leaves out islands that enclose no unit, and marks an area that has nothing else', () => {
  // The second ring is 3 by 3 units of the map, a third of a unit of the page.
  expect(pathsOf({ land: 'M0,0L1000,0L1000,500L0,500ZM5,5L8,5L8,8L5,8Z' })).toEqual(['M0 0l100 0 0 50-100 0z']);
  // Its middle is 200, 100: three units around 20, 10.
  expect(pathsOf({ dot: 'M200,100L202,100L202,101Z' })).toEqual(['M19 9l3 0 0 3-3 0z']);
});

it('keeps the hole in an area', () => {
  expect(pathsOf({ ring: 'M0,0L1000,0L1000,500L0,500ZM100,100L100,400L900,400L900,100Z' })).toEqual([
    'M0 0l100 0 0 50-100 0zM10 10l0 30 80 0 0-30z',
  ]);
});

it('draws nothing of nothing', () => {
  expect(pageMap(map({}, 0, 0), FRAME)).toEqual({ wide: 0, high: 0, areas: [] });
});
