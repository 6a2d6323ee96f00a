import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Boundaries, projectBoundaries } from './project-boundaries.ts';

/** Two squares of ten degrees; the eastern one is cut at the 180th meridian, as map data is. */
const across: Boundaries = {
  type: 'FeatureCollection',
  features: [
    square('west', [[160, 170]]),
    square('east', [
      [170, 180],
      [-180, -175],
    ]),
  ],
};

function square(id: string, spans: readonly (readonly [number, number])[]): Boundaries['features'][number] {
  return {
    type: 'Feature',
    id,
    properties: {},
    geometry: {
      type: 'MultiPolygon',
      coordinates: spans.map(([w, e]) => [
        [
          [w, 60],
          [e, 60],
          [e, 70],
          [w, 70],
          [w, 60],
        ],
      ]),
    },
  };
}

describe('a country on both sides of the 180th meridian', () => {
  const map = projectBoundaries(across, 100, 100);

  it('is drawn as one, side by side, within its frame', () => {
    const [west, east] = map.areas;
    expect(west?.at[0]).toBeLessThan(east?.at[0] ?? 0);
    expect(map.wide).toBeLessThanOrEqual(100.1);
    expect(map.high).toBeLessThanOrEqual(100.1);
    for (const { path } of map.areas) {
      const xs = [...path.matchAll(/[ML](-?[\d.]+),/gu)].map(([, x]) => Number(x));
      expect(Math.min(...xs)).toBeGreaterThanOrEqual(-0.1);
      expect(Math.max(...xs)).toBeLessThanOrEqual(map.wide + 0.1);
    }
  });

  it('has no border where only its data is cut', () => {
    // Three squares of four sides, less the two sides that lie on the seam.
    const segments = [...map.borders.matchAll(/L/gu)].length;
    expect(segments).toBe(10);
  });
});

describe.each(['ru-2020', 'ro-2020'])('the boundaries of %s', (id) => {
  const file = new URL(`../../elections/${id}/boundaries.geojson`, import.meta.url);
  const boundaries = JSON.parse(readFileSync(file, 'utf8')) as Boundaries;
  const map = projectBoundaries(boundaries, 1000, 600);

  it('fill the frame one way or the other, every area somewhere within it', () => {
    expect(map.areas.map(({ code }) => code)).toEqual(boundaries.features.map(({ id }) => id));
    expect(Math.max(map.wide / 1000, map.high / 600)).toBeCloseTo(1, 2);
    const outside = map.areas.filter(
      ({ at: [x, y], path }) => path === '' || !(x >= 0 && x <= map.wide && y >= 0 && y <= map.high),
    );
    expect(outside).toEqual([]);
  });
});
