import { describe, expect, it } from 'vitest';
import type { District } from '../../shared/districts.ts';
import { changeClassesOf, risesOf } from './change-classes.ts';

function district(code: string, turnoutPct: number | null, earlierPct: number | null, issued = 1): District {
  const names = { en: code };
  return { code, label: code, names, registered: 100, issued, turnoutPct, earlierPct, tile: null, disputed: false };
}

describe('rises since the hour before', () => {
  it('come fastest first, without districts that have no hour before or nothing counted', () => {
    const rises = risesOf([
      district('A', 12, 11),
      district('B', 15.5, 13),
      district('C', null, null),
      district('D', 20, null),
      district('E', 0, 0, 0),
    ]);
    // B 15.5 − 13 = 2.5, A 12 − 11 = 1.
    expect(rises.map(({ district: { code }, points }) => [code, points])).toEqual([
      ['B', 2.5],
      ['A', 1],
    ]);
  });

  it('are put into five classes around the rise of the country', () => {
    const rises = risesOf([
      district('A', 10, 0),
      district('B', 7.5, 0),
      district('C', 5, 0),
      district('D', 2.9, 0),
      district('E', 0, 0),
    ]);
    const { breaks, byCode } = changeClassesOf(rises, 5);
    expect(breaks).toEqual([-5, -2, 2, 5]);
    // 10 − 5 = +5, 7.5 − 5 = +2.5, 5 − 5 = 0, 2.9 − 5 = −2.1, 0 − 5 = −5.
    expect([...byCode]).toEqual([
      ['A', 5],
      ['B', 4],
      ['C', 3],
      ['D', 2],
      ['E', 1],
    ]);
  });

  it('get finer steps where most districts rose alike', () => {
    const rises = risesOf([district('A', 1.5, 0), district('B', 1.1, 0), district('C', 0.5, 0)]);
    // From the country's 1: +0.5, +0.1, −0.5; within 2 are all three, within 1 too, within 0.4 only B: a third.
    expect(changeClassesOf(rises, 1).breaks).toEqual([-1, -0.4, 0.4, 1]);
  });
});
