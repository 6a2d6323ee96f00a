import fc from 'fast-check';
import { expect, it } from 'vitest';
import { at, figure, type MadePrecinct, madeElection } from '../test/rehearsed-election.ts';
import { seriesOf } from './replay.ts';

const districts: MadePrecinct[] = [
  { code: 'A1', region: 'A', registered: 100 },
  { code: 'B1', region: 'B', registered: 100 },
];
const method = { method: 'issued-along-cast', source: 'evote', counts: 'counts.csv' } as const;

function play(figures: Parameters<typeof madeElection>[0]['figures']) {
  const [series] = seriesOf(madeElection({ channels: { online: { precincts: districts, method } }, figures }));
  if (series?.kind !== 'count-reports') throw new Error('reports expected');
  return series;
}

const cast = (area: string, hour: number, value: number) =>
  figure(area, 'online', at(0, hour), value, { measure: 'cast' });

it('ballots issued follow those cast in proportion, rounded down, and end at the published count', () => {
  const series = play([
    figure('A1', 'online', at(0, 20), 90),
    cast('A1', 20, 120),
    cast('A1', 10, 31),
    cast('A1', 15, 61),
  ]);
  expect(Array.from(series.cast!)).toEqual([31, 61, 120]);
  // 31 × 90/120 = 23.25; 61 × 90/120 = 45.75
  expect(Array.from(series.issued)).toEqual([23, 45, 90]);
  expect(Array.from(series.timesMs)).toEqual([at(0, 10), at(0, 15), at(0, 20)]);
});

it('a precinct of which only the end is known sends nothing', () => {
  expect(play([figure('B1', 'online', at(0, 20), 90)]).timesMs.length).toBe(0);
});

it('never fall while the ballots cast rise, whatever the counts', () => {
  const counts = fc.array(fc.nat(500), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(counts, fc.nat(1_000), (rises, final) => {
      const sumUpTo = (hour: number) => rises.slice(0, hour + 1).reduce((sum, rise) => sum + rise, 0);
      const figures = rises.map((_, hour) => cast('A1', 8 + hour, sumUpTo(hour)));
      const issued = Array.from(play([...figures, figure('A1', 'online', at(0, 20), final)]).issued);
      expect(issued.at(-1)).toBe(final);
      expect(issued.every((count, index) => count >= (issued[index - 1] ?? 0))).toBe(true);
    }),
  );
});
