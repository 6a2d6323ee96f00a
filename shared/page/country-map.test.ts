import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CountryMap, drawMap, type Outlines } from './country-map.ts';

const FRAME = { wide: 1000, high: 620 };

function square(id: string, spans: readonly (readonly [number, number])[], [south, north] = [60, 70]) {
  return {
    id,
    geometry: {
      type: 'MultiPolygon' as const,
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

/** Corners of all rings, absolute. */
function corners({ areas }: CountryMap, code: string): [number, number][] {
  const path = areas.find((area) => area.code === code)?.path ?? '';
  return path
    .split('M')
    .slice(1)
    .flatMap((ring) => {
      const [x = 0, y = 0, ...steps] = (ring.match(/-?\d+/gu) ?? []).map(Number);
      const at: [number, number][] = [[x, y]];
      for (let i = 0; i + 1 < steps.length; i += 2) {
        const [fromX, fromY] = at.at(-1) ?? [0, 0];
        at.push([fromX + (steps[i] ?? 0), fromY + (steps[i + 1] ?? 0)]);
      }
      return at;
    });
}

const areaOf = (points: readonly (readonly [number, number])[]) =>
  Math.abs(
    points.reduce((sum, [x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length] ?? [0, 0];
      return sum + x * nextY - nextX * y;
    }, 0) / 2,
  );

describe('a country on both sides of the 180th meridian', () => {
  const map = drawMap(
    {
      features: [
        square('west', [[160, 170]]),
        square('east', [
          [170, 180],
          [-180, -175],
        ]),
      ],
    },
    FRAME,
  );

  it('is drawn as one, side by side, filling its frame one way', () => {
    expect(map.wide === FRAME.wide || map.high === FRAME.high).toBe(true);
    const [west, east] = [corners(map, 'west'), corners(map, 'east')];
    expect(Math.max(...west.map(([x]) => x))).toBeLessThanOrEqual(Math.max(...east.map(([x]) => x)));
    for (const [x, y] of [...west, ...east]) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(map.wide);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(map.high);
    }
  });

  it('has no line where only its data is cut', () => {
    expect(map.areas[1]?.path.match(/M/gu)).toHaveLength(1);
  });

  it('shares the corners of its border', () => {
    const shared = corners(map, 'west').filter(([x, y]) =>
      corners(map, 'east').some((at) => at[0] === x && at[1] === y),
    );
    expect(shared.length).toBeGreaterThanOrEqual(2);
  });
});

it('draws equal areas equal, wherever they lie', () => {
  // Between two parallels a band of the globe is as large as the difference of their sines: both have 10 degrees of length
  // and a difference of 0.1, sin 20.0 = 0.3420 to sin 26.2 = 0.4420, and sin 44.4 = 0.7 to sin 53.1 = 0.8.
  const arcs = (from: number, to: number) =>
    [Math.asin(from) / (Math.PI / 180), Math.asin(to) / (Math.PI / 180)] as [number, number];
  const many = Array.from({ length: 11 }, (_, i) => [i, i + 1] as const).slice(0, 10);
  const map = drawMap(
    { features: [square('south', many, arcs(0.342, 0.442)), square('north', many, arcs(0.7, 0.8))] },
    { wide: 4000, high: 4000 },
  );
  const size = (code: string) => {
    const points = corners(map, code);
    let sum = 0;
    for (let i = 0; i < points.length; i += 4) sum += areaOf(points.slice(i, i + 4));
    return sum;
  };
  expect(size('south') / size('north')).toBeCloseTo(1, 1);
});

it('marks an area that is too small to be drawn', () => {
  const map = drawMap({ features: [square('large', [[0, 40]]), square('dot', [[20, 20.0001]], [65, 65.0001])] }, FRAME);
  expect(areaOf(corners(map, 'dot'))).toBe(9);
});

it('draws nothing of nothing, and a country that lies on the equator', () => {
  expect(drawMap({ features: [] }, FRAME)).toEqual({ wide: 0, high: 0, areas: [] });
  const map = drawMap({ features: [square('even', [[10, 30]], [-5, 5])] }, FRAME);
  expect([map.wide, corners(map, 'even').length]).toEqual([1000, 4]);
});

describe.each(['ru-2020', 'ro-2020'])('the boundaries of %s', (id) => {
  const file = new URL(`../../elections/${id}/boundaries.geojson`, import.meta.url);
  const outlines = JSON.parse(readFileSync(file, 'utf8')) as Outlines;
  const map = drawMap(outlines, FRAME);

  it('are all drawn, within the frame, light enough for a first paint', () => {
    expect(map.areas.map(({ code }) => code)).toEqual(outlines.features.map((feature) => feature.id));
    for (const { code } of map.areas) {
      const points = corners(map, code);
      expect(areaOf(points), code).toBeGreaterThan(0);
      for (const [x, y] of points)
        expect(x >= -1 && x <= map.wide + 2 && y >= -1 && y <= map.high + 2, code).toBe(true);
    }
    expect(map.areas.reduce((sum, { path }) => sum + path.length, 0)).toBeLessThan(48 * 1024);
  });
});
