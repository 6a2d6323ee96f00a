import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawMap } from '../../election-package/election-package.ts';
import { JSON_TYPE, plain } from '../representation.ts';
import { publishedMap } from './published-map.ts';

describe.each(['ru-2020', 'ro-2020', 'it-2020', 'moscow-2021'])('the boundaries of %s on a page', (id) => {
  const text = readFileSync(new URL(`../../../elections/${id}/boundaries.geojson`, import.meta.url), 'utf8');
  const map = publishedMap(plain(drawMap(text), JSON_TYPE));

  it('are all drawn, within the frame, light enough for a first paint', () => {
    const { features } = JSON.parse(text) as { features: { id: string }[] };
    expect(map?.areas.map(({ code }) => code)).toEqual(features.map((feature) => feature.id));
    expect([map?.wide === 1000, map?.high === 620]).toContain(true);
    for (const { code, path } of map?.areas ?? []) {
      expect(path, code).toMatch(/^(M-?\d+ -?\d+l[-\d ]+z)+$/u);
      for (const [x, y] of cornersOf(path)) {
        expect(x >= -1 && x <= (map?.wide ?? 0) + 2 && y >= -1 && y <= (map?.high ?? 0) + 2, code).toBe(true);
      }
    }
    const size = map?.areas.reduce((sum, { path }) => sum + path.length, 0);
    expect(size).toBeLessThan(48 * 1024);
  });
});

it('is none where there is nothing to draw, or more than a page can carry', () => {
  const area = (code: string, corners: number) => {
    const path = Array.from({ length: corners }, (_, i) => `${i},${(i * 7) % 11}`).join('L');
    return { code, path: `M${path}Z`, at: [0, 0] };
  };
  const published = (areas: unknown[]) =>
    publishedMap(
      plain(JSON.stringify({ schema: 'turnout-map/1', wide: 1000, high: 620, areas, borders: '' }), JSON_TYPE),
    );
  expect(publishedMap(null)).toBeNull();
  expect(published([])).toBeNull();
  expect(published([area('A', 1000)])?.areas).toHaveLength(1);
  // A corner is written in four letters or so: 30 times 1,000 are some 120,000.
  expect(published(Array.from({ length: 30 }, (_, i) => area(`A${i}`, 1000)))).toBeNull();
});

/** Corners of all rings, absolute. */
function cornersOf(path: string): [number, number][] {
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
