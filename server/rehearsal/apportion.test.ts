import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion } from './apportion.ts';

const NO_CAPS = [1e9, 1e9, 1e9];

describe('whole shares', () => {
  it.each([
    ['by largest remainder', 10, [3, 3, 1], NO_CAPS, [4, 4, 2]],
    ['ties to the first', 1, [1, 1, 1], NO_CAPS, [1, 0, 0]],
    ['evenly where nothing weighs', 4, [0, 0, 0], NO_CAPS, [2, 1, 1]],
    ['what a cap keeps out goes to the others', 10, [8, 1, 1], [2, 100, 100], [2, 4, 4]],
    ['no more than the caps', 10, [1, 1, 1], [1, 2, 3], [1, 2, 3]],
  ])('%s', (_what, total, weights, caps, expected) => {
    // 10 over 3 : 3 : 1 is 4.29, 4.29, 1.43: the largest remainder is the last one's.
    expect(apportion(total, weights, caps)).toEqual(expected);
  });

  it('add up to the total or to the caps, and pass none of them', () => {
    const parts = fc.array(fc.record({ weight: fc.double({ min: 0, max: 1e6, noNaN: true }), cap: fc.nat(1_000) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.nat(20_000), parts, (total, each) => {
        const caps = each.map(({ cap }) => cap);
        const shares = apportion(
          total,
          each.map(({ weight }) => weight),
          caps,
        );
        const sum = (of: readonly number[]) => of.reduce((before, value) => before + value, 0);
        expect(sum(shares)).toBe(Math.min(total, sum(caps)));
        expect(shares.every((share, index) => share >= 0 && share <= caps[index]!)).toBe(true);
      }),
    );
  });
});
