import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Area } from './area.ts';
import { countsAtLevel, isAtOrAbove } from './levels.ts';
import type { AreaCounts } from './snapshot.ts';

function area(code: string, parent: string | null, level: string): Area {
  return { code, parent, level, names: { en: code }, timezone: 'UTC', registered: {} };
}

const land = [
  area('LAND', null, 'country'),
  area('EAST', 'LAND', 'part'),
  area('WEST', 'LAND', 'part'),
  area('EMPTY', 'LAND', 'part'),
  area('E1', 'EAST', 'district'),
  area('W1', 'WEST', 'district'),
  area('E2', 'EAST', 'district'),
];
const counts: AreaCounts = {
  revision: 'r1',
  level: 'district',
  codes: ['E1', 'W1', 'E2'],
  registered: [100, 50, 10],
  issued: [40, 5, 20],
  cast: [39, 4, 20],
  byChannel: { station: { registered: [100, 50, 10], issued: [40, 5, 20], cast: [39, 4, 20] } },
};

describe('adding districts up to a level above', () => {
  test('gives each part the sum of its districts, and a part without any 0', () => {
    const parts = countsAtLevel(counts, land, 'part');
    expect(parts.codes).toEqual(['EAST', 'WEST', 'EMPTY']);
    // East: 100 + 10 registered, 40 + 20 issued, 39 + 20 cast.
    expect(parts.registered).toEqual([110, 50, 0]);
    expect(parts.issued).toEqual([60, 5, 0]);
    expect(parts.cast).toEqual([59, 4, 0]);
    expect(parts.byChannel.station).toEqual({
      registered: [110, 50, 0],
      issued: [60, 5, 0],
      cast: [59, 4, 0],
    });
  });

  test('gives the country the sum of everything', () => {
    expect(countsAtLevel(counts, land, 'country').issued).toEqual([65]);
  });

  test('leaves the displayed level as it is', () => {
    expect(countsAtLevel(counts, land, 'district')).toBe(counts);
  });

  test('is the same by way of the level between as straight to the top, and loses nothing', () => {
    const district = fc.record({ part: fc.nat(4), registered: fc.nat(1e9), issued: fc.nat(1e9) });
    fc.assert(
      fc.property(fc.array(district, { maxLength: 50 }), (districts) => {
        const tree = [
          area('LAND', null, 'country'),
          ...[0, 1, 2, 3, 4].map((part) => area(`P${part}`, 'LAND', 'part')),
          ...districts.map((d, index) => area(`D${index}`, `P${d.part}`, 'district')),
        ];
        const values = {
          registered: districts.map((d) => d.registered),
          issued: districts.map((d) => d.issued),
        };
        const below: AreaCounts = {
          revision: 'r1',
          level: 'district',
          codes: districts.map((_, index) => `D${index}`),
          ...values,
          byChannel: { station: values },
        };
        const top = countsAtLevel(below, tree, 'country');
        expect(countsAtLevel(countsAtLevel(below, tree, 'part'), tree, 'country')).toEqual(top);
        expect(top.issued).toEqual([values.issued.reduce((a, b) => a + b, 0)]);
        expect(top.byChannel.station!.registered).toEqual([values.registered.reduce((a, b) => a + b, 0)]);
      }),
    );
  });
});

test('a level is at or above itself and those below it, and an unknown one above none', () => {
  const levels = ['country', 'part', 'district'];
  expect(isAtOrAbove(levels, 'part', 'part')).toBe(true);
  expect(isAtOrAbove(levels, 'country', 'part')).toBe(true);
  expect(isAtOrAbove(levels, 'district', 'part')).toBe(false);
  expect(isAtOrAbove(levels, 'street', 'part')).toBe(false);
});
