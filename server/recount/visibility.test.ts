import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstSeen, isSeen, isVisible, readVisibility } from './visibility.ts';

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

  it('is judged in the cluster that a row was stored in: before a later one began it was there, in an earlier one never', () => {
    const counted = (cluster: number) => ({ cluster, visibility: readVisibility('900:900:') });
    // Two former clusters, up to their lineages 2 and 5, and this one.
    const steps = [counted(2), counted(5), counted(0)];
    const seen = (xid: string, former_lineage: number | null) =>
      steps.map((step) => isSeen({ xid, former_lineage }, step));
    expect(seen('899', 2)).toEqual([true, true, true]);
    expect(seen('900', 2)).toEqual([false, true, true]);
    expect(seen('899', 5)).toEqual([false, true, true]);
    expect(seen('900', 5)).toEqual([false, false, true]);
    expect(seen('899', null)).toEqual([false, false, true]);
    expect(seen('900', null)).toEqual([false, false, false]);
    // Of which nothing is known but that it is older than all of them.
    expect(seen('3', null)).toEqual([true, true, true]);
  });

  it('is found first where a look at each in turn finds it first', () => {
    const growing = fc
      .array(fc.record({ rise: fc.nat(5), moves: fc.nat(9) }), { minLength: 1, maxLength: 30 })
      .map((all) => {
        let [xmax, cluster] = [4, 1];
        const steps = all.map(({ rise, moves }) => {
          if (moves === 0) [xmax, cluster] = [4, cluster + 1];
          xmax += rise;
          return { cluster, visibility: readVisibility(`${xmax}:${xmax}:`) };
        });
        // The last is the one that is counted in now.
        return steps.map((step) => ({ ...step, cluster: step.cluster === cluster ? 0 : step.cluster }));
      });
    const lineage = fc.option(fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(growing, fc.integer({ min: 3, max: 160 }), lineage, (steps, xid, former_lineage) => {
        const row = { xid: String(xid), former_lineage };
        const inTurn = steps.findIndex((step) => isSeen(row, step));
        expect(firstSeen(row, steps)).toBe(inTurn === -1 ? steps.length : inTurn);
      }),
    );
  });
});
