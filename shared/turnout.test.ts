import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsBetween, turnoutPct, turnoutPctText } from './turnout.ts';

describe('turnout', () => {
  it.each([
    // 1,002,874 / 1,190,726 = 0.842237…
    ['the online vote of 29 June 2020 at 14:00', 1_002_874, 1_190_726, 84.22],
    // 74,215,555 / 109,190,337 = 0.679689…
    ['the whole vote of 2020', 74_215_555, 109_190_337, 67.97],
    // 40,415,883 / 109,190,337 = 0.370141…
    ['its fourth day', 40_415_883, 109_190_337, 37.01],
    ['nobody yet', 0, 1000, 0],
    ['everybody', 1000, 1000, 100],
    // 4,197 / 181.84… is 2308 %: more ballots than electors are shown, not clipped
    ['more ballots than electors', 2308, 100, 2308],
    // 1 / 8000 = 0.0125 %: half up
    ['a half', 1, 8000, 0.01],
    // 3 / 20000 = 0.015 %: half goes up
    ['a half that goes up', 3, 20_000, 0.02],
    // 99,999 / 100,000 = 99.999 %: not everybody
    ['one elector short of everybody', 99_999, 100_000, 99.99],
    // 100,001 / 100,000 = 100.001 %: more than everybody
    ['one ballot more than everybody', 100_001, 100_000, 100.01],
  ])('of %s', (_what, issued, registered, pct) => {
    expect(turnoutPct(issued, registered)).toBe(pct);
    expect(Number(turnoutPctText(issued, registered))).toBe(pct);
  });

  it('is null, and empty in CSV, where nobody is registered', () => {
    expect(turnoutPct(4197, 0)).toBeNull();
    expect(turnoutPctText(4197, 0)).toBe('');
  });

  it('has two decimals in CSV', () => {
    expect(turnoutPctText(1, 2)).toBe('50.00');
    expect(turnoutPctText(0, 2)).toBe('0.00');
    expect(turnoutPctText(1, 10_000)).toBe('0.01');
    expect(turnoutPctText(-1, 100)).toBe('-1.00');
  });

  it('is within half a hundredth of the quotient, and 100 only for exactly everybody', () => {
    const count = fc.integer({ min: 0, max: 970_000_000 });
    fc.assert(
      fc.property(count, fc.integer({ min: 1, max: 970_000_000 }), (issued, registered) => {
        const pct = turnoutPct(issued, registered)!;
        const hundredths = BigInt(Math.round(pct * 100));
        const twiceError = 2n * (hundredths * BigInt(registered) - BigInt(issued) * 10_000n);
        const besideAll = hundredths === 9_999n || hundredths === 10_001n;
        const allowed = besideAll ? 2n * BigInt(registered) : BigInt(registered);
        expect(twiceError <= allowed && twiceError >= -allowed).toBe(true);
        expect(pct === 100).toBe(issued === registered);
      }),
    );
  });

  it('never falls when a ballot is issued', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000), fc.integer({ min: 1, max: 1_000_000 }), (issued, registered) => {
        expect(turnoutPct(issued + 1, registered)!).toBeGreaterThanOrEqual(turnoutPct(issued, registered)!);
      }),
    );
  });

  it('differs in points of two decimals, and not at all from what is unknown', () => {
    expect(pointsBetween(41.02, 40.17)).toBe(0.85);
    expect(pointsBetween(0.3, 0.1)).toBe(0.2);
    expect(pointsBetween(null, 40)).toBeNull();
  });
});
