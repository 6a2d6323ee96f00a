import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstVisible, isVisible, readVisibility } from './visibility.ts';

describe('visibility', () => {
  it('holds what was over: below xmin, or between and not under way', () => {
    const then = readVisibility('900:905:901,903');
    // 900 and 902 and 904 were over; 901 and 903 under way; 905 had not begun.
    expect([899n, 900n, 901n, 902n, 903n, 904n, 905n].map((xid) => isVisible(xid, then))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
  });

  it('sees nothing of ordinary transactions at the beginning', () => {
    expect(isVisible(3n, readVisibility('3:3:'))).toBe(false);
    expect(isVisible(2n, readVisibility('3:3:'))).toBe(true);
  });

  it('refuses what is no snapshot', () => {
    expect(() => readVisibility('900')).toThrow('not a pg_snapshot: 900');
  });

  it('is found first where a look at each in turn finds it first', () => {
    const growing = fc.array(fc.nat(5), { minLength: 1, maxLength: 30 }).map((rises) => {
      let xmax = 3;
      return rises.map((rise) => {
        xmax += rise;
        return readVisibility(`${xmax}:${xmax}:`);
      });
    });
    fc.assert(
      fc.property(growing, fc.nat(160), (steps, xid) => {
        const inTurn = steps.findIndex((step) => isVisible(BigInt(xid), step));
        expect(firstVisible(BigInt(xid), steps)).toBe(inTurn === -1 ? steps.length : inTurn);
      }),
    );
  });
});
