import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import { type Boundaries, MAP_FRAME, projectBoundaries } from './project-boundaries.ts';

const FRAME = { wide: 100, high: 100 };

/** A rectangle between meridians and parallels, in as many parts as it has spans of longitude. */
function square(
  id: string,
  spans: readonly (readonly [number, number])[],
  [south, north]: readonly [number, number] = [60, 70],
): Boundaries['features'][number] {
  return {
    type: 'Feature',
    id,
    properties: {},
    geometry: {
      type: 'MultiPolygon',
      coordinates: spans.map(([w, e]) => [
        [
          [w, south],
          [e, south],
          [e, north],
          [w, north],
          [w, south],
        ],
      ]),
    },
  };
}

function projected(features: Boundaries['features'], frame = FRAME): ProjectedMap {
  return projectBoundaries({ type: 'FeatureCollection', features }, frame);
}

/** Corners of an area's rings. */
function ringsOf({ areas }: ProjectedMap, code: string): [number, number][][] {
  const path = areas.find((area) => area.code === code)?.path ?? '';
  return path
    .split('M')
    .slice(1)
    .map((ring) => Array.from(ring.matchAll(/(-?[\d.]+),(-?[\d.]+)/gu), ([, x, y]) => [Number(x), Number(y)]));
}

const sizeOf = (map: ProjectedMap, code: string) =>
  Math.abs(
    ringsOf(map, code)
      .flatMap((ring) => ring.map(([x, y], i) => [x, y, ...(ring[(i + 1) % ring.length] ?? [0, 0])] as const))
      .reduce((sum, [x, y, nextX, nextY]) => sum + x * nextY - nextX * y, 0) / 2,
  );

describe('a country on both sides of the 180th meridian', () => {
  // Two squares of ten and fifteen degrees; the eastern one is cut at the meridian, as map data is.
  const map = projected([
    square('west', [[160, 170]]),
    square('east', [
      [170, 180],
      [-180, -175],
    ]),
  ]);

  it('is drawn as one, side by side, filling its frame one way', () => {
    const [west, east] = map.areas;
    expect(west?.at[0]).toBeLessThan(east?.at[0] ?? 0);
    expect(Math.max(map.wide, map.high)).toBeCloseTo(100, 0);
    for (const [x, y] of ['west', 'east'].flatMap((code) => ringsOf(map, code).flat())) {
      expect(x).toBeGreaterThanOrEqual(-0.1);
      expect(x).toBeLessThanOrEqual(map.wide + 0.1);
      expect(y).toBeGreaterThanOrEqual(-0.1);
      expect(y).toBeLessThanOrEqual(map.high + 0.1);
    }
  });

  it('has no line where only its data is cut', () => {
    expect(ringsOf(map, 'east')).toHaveLength(1);
    // Three squares of four sides, less the two sides that lie on the seam.
    expect(map.borders.match(/L/gu)).toHaveLength(10);
  });

  it('has no border on the seam either where its two sides cannot be sewn together', () => {
    const torn = projected([square('north', [[170, 180]], [60, 72]), square('south', [[-180, -175]], [60, 70])]);
    // Two squares of four sides, less one each.
    expect(torn.borders.match(/L/gu)).toHaveLength(6);
  });
});

it('draws equal areas equal, wherever they lie', () => {
  // Between two parallels a band of the globe is as large as the difference of their sines: both have 10 degrees of length
  // and a difference of 0.1, sin 20.0 = 0.3420 to sin 26.2 = 0.4420, and sin 44.4 = 0.7 to sin 53.1 = 0.8.
  const arcs = (from: number, to: number) =>
    [Math.asin(from) / (Math.PI / 180), Math.asin(to) / (Math.PI / 180)] as const;
  const many = Array.from({ length: 10 }, (_, i) => [i, i + 1] as const);
  const map = projected([square('south', many, arcs(0.342, 0.442)), square('north', many, arcs(0.7, 0.8))], MAP_FRAME);
  expect(sizeOf(map, 'south') / sizeOf(map, 'north')).toBeCloseTo(1, 2);
});

it('is winding-proof: an outline drawn the wrong way round encloses the area, not the rest of the globe', () => {
  const right = square('one', [[10, 12]]);
  const wrong = structuredClone(right);
  (wrong.geometry.coordinates as number[][][][])[0]?.[0]?.reverse();
  expect(projected([wrong]).areas[0]?.at).toEqual(projected([right]).areas[0]?.at);
});

it('has nothing to draw of nothing, or of what encloses nothing', () => {
  const nothing = { schema: 'turnout-map/1', wide: 0, high: 0, areas: [], borders: '' };
  expect(projected([])).toEqual(nothing);
  expect(projected([square('point', [[20, 20]], [10, 10])])).toEqual(nothing);
});

it('draws whatever lies anywhere as numbers within its frame', () => {
  const place = fc.record({
    west: fc.double({ min: -180, max: 179, noNaN: true }),
    wide: fc.double({ min: 0.01, max: 40, noNaN: true }),
    south: fc.double({ min: -85, max: 80, noNaN: true }),
    high: fc.double({ min: 0.01, max: 5, noNaN: true }),
  });
  fc.assert(
    fc.property(place, ({ west, wide, south, high }) => {
      const map = projected([square('here', [[west, Math.min(180, west + wide)]], [south, south + high])]);
      const [area] = map.areas;
      expect(area?.path).toMatch(/^(M-?[\d.]+,-?[\d.]+(L-?[\d.]+,-?[\d.]+)+Z)+$/u);
      expect(Math.max(map.wide, map.high)).toBeCloseTo(100, 0);
      const [x = -1, y = -1] = area?.at ?? [];
      expect(x >= 0 && x <= map.wide && y >= 0 && y <= map.high).toBe(true);
    }),
  );
});

describe.each(['ru-2020', 'ro-2020', 'it-2020', 'moscow-2021'])('the boundaries of %s', (id) => {
  const file = new URL(`../../elections/${id}/boundaries.geojson`, import.meta.url);
  const boundaries = JSON.parse(readFileSync(file, 'utf8')) as Boundaries;
  const map = projectBoundaries(boundaries, MAP_FRAME);

  it('fill the frame one way or the other, every area somewhere within it', () => {
    expect(map.areas.map(({ code }) => code)).toEqual(boundaries.features.map(({ id }) => id));
    expect(Math.max(map.wide / MAP_FRAME.wide, map.high / MAP_FRAME.high)).toBeCloseTo(1, 2);
    const outside = map.areas.filter(
      ({ at: [x, y], path }) => path === '' || !(x >= 0 && x <= map.wide && y >= 0 && y <= map.high),
    );
    expect(outside).toEqual([]);
  });
});
