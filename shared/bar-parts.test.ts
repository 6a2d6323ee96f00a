import { describe, expect, it } from 'vitest';
import { barParts } from './bar-parts.ts';

describe('a turnout’s bar', () => {
  it.each([
    ['what came since the hour before is its tip', 40, 30, { tipFrom: 300, end: 400, perPoint: 10 }],
    ['without an hour before it has none', 40, null, { tipFrom: 400, end: 400, perPoint: 10 }],
    ['nor where the count fell', 40, 45, { tipFrom: 400, end: 400, perPoint: 10 }],
    // 125 points are the whole length of 1,000: 8 each.
    ['past 100 % nothing is clipped', 125, 100, { tipFrom: 800, end: 1000, perPoint: 8 }],
    ['of nobody it is empty', 0, null, { tipFrom: 0, end: 0, perPoint: 10 }],
  ])('%s', (_, pct, earlierPct, parts) => {
    expect(barParts(pct, earlierPct, 1000)).toEqual(parts);
  });
});
