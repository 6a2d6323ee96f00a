import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assign, tileGrid } from './tile-grid.ts';

test('a row takes the dearer place where another would lose more', () => {
  // 1 + 2 = 3; the first row's own wish would cost 0 + 9.
  const costs = [
    [0, 1, 5],
    [2, 9, 9],
  ];
  expect(assign(costs)).toEqual([1, 0]);
});

test('no assignment costs less, of any rows to any columns', () => {
  const squares = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 2 })).chain(([rows, more]) => {
    const length = rows + more;
    const row = fc.array(fc.nat(20), { minLength: length, maxLength: length });
    return fc.array(row, { minLength: rows, maxLength: rows });
  });
  fc.assert(
    fc.property(squares, (costs) => {
      const columns = assign(costs);
      expect(new Set(columns).size).toBe(costs.length);
      expect(columns.reduce((sum, column, row) => sum + costs[row]![column]!, 0)).toBe(cheapest(costs, new Set()));
    }),
  );
});

/** The least cost, by trying everything. */
function cheapest(costs: readonly (readonly number[])[], taken: ReadonlySet<number>): number {
  const [first, ...rest] = costs;
  if (first === undefined) return 0;
  const all = first.flatMap((cost, column) =>
    taken.has(column) ? [] : [cost + cheapest(rest, new Set([...taken, column]))],
  );
  return Math.min(...all);
}

test('places keep to the side of the grid on which they lie, north at the top', () => {
  const grid = tileGrid([
    { code: 'north-west', at: [10, 46] },
    { code: 'north-east', at: [12, 46] },
    { code: 'south', at: [11, 44] },
  ]);
  const [west, east, south] = grid.map(([, col, row]) => ({ col, row }));
  expect(west!.col).toBeLessThan(east!.col);
  expect(west!.row).toBe(east!.row);
  expect(south!.row).toBeGreaterThan(west!.row);
  expect(Math.min(...grid.map(([, col]) => col), ...grid.map(([, , row]) => row))).toBe(0);
});
