import { expect, test } from 'vitest';
import { simplifyTogether } from './simplify.ts';

type Position = [number, number];

/** A border from south to north along the meridian `x`, wriggling by `depth`. */
function border(x: number, depth: number): Position[] {
  return Array.from({ length: 21 }, (_, i): Position => [x + (i % 2 === 1 ? depth : 0), i / 20]);
}

function areaOf(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x, y], i) => sum + (ring[i]![0] * y - x * ring[i]![1]) / 2, 0);
}

const wriggle = border(1, 0.01);
const WEST: Position[] = [[0, 0], ...wriggle, [0, 1], [0, 0]];
const EAST: Position[] = [...wriggle.toReversed(), [2, 0], [2, 1], [1, 1]];

test('neighbours thinned together still share every point of their border', () => {
  const [west, east] = simplifyTogether([[[WEST]], [[EAST]]], { decimals: 3, leastArea: 0.001 });
  const [left, right] = [west![0]![0]!, east![0]![0]!];
  expect(left.length).toBeLessThan(WEST.length);
  // The two cover the rectangle of 2 by 1 without gap or overlap.
  expect(areaOf(left) + areaOf(right)).toBeCloseTo(2, 10);
});

test('rings stay closed and turn as they turned: outer rings against the clock', () => {
  const [west] = simplifyTogether([[[WEST]]], { decimals: 3, leastArea: 0.001 });
  const ring = west![0]![0]!;
  expect(ring.at(-1)).toEqual(ring[0]);
  expect(areaOf(ring)).toBeGreaterThan(0);
});

test('an islet vanishes at this scale, but never the last ring of a shape', () => {
  const square = (x: number, size: number): Position[] => [
    [x, 0],
    [x + size, 0],
    [x + size, size],
    [x, size],
    [x, 0],
  ];
  const thinned = simplifyTogether([[[square(0, 1)], [square(5, 0.01)]], [[square(8, 0.01)]]], {
    decimals: 3,
    leastArea: 0.001,
  });
  expect(thinned.map((polygons) => polygons.length)).toEqual([1, 1]);
});
