import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, figure, type MadePrecinct, madeElection } from '../test/rehearsed-election.ts';
import { eventsBetweenCounts } from './events-between-counts.ts';
import { type PublishedFigure, RehearsalImpossibleError } from './published-figures.ts';
import { issuedByPrecinct } from './sent-series.ts';

const method = { method: 'events-between-counts', source: 'evote', counts: 'counts.csv', shape: 'shape.csv' } as const;

function precincts(...registered: number[]): MadePrecinct[] {
  return registered.map((electors, index) => ({ code: `P${index}`, region: 'NORTH', registered: electors }));
}

function play(
  figures: readonly PublishedFigure[],
  o: { precincts?: MadePrecinct[]; days?: number; seed?: number; weights?: number[] } = {},
) {
  const election = madeElection({
    ...o,
    channels: { online: { precincts: o.precincts ?? precincts(60, 40), method } },
    figures,
  });
  return eventsBetweenCounts(election, 'online', method);
}

/** Rising counts at whole minutes of the opening hours, on up to three days. */
const courses = fc
  .record({
    days: fc.integer({ min: 1, max: 3 }),
    steps: fc.array(fc.record({ minutes: fc.integer({ min: 1, max: 300 }), more: fc.integer({ min: 0, max: 400 }) }), {
      minLength: 1,
      maxLength: 8,
    }),
    seed: fc.nat(),
    weights: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 24, maxLength: 24 }),
  })
  .map(({ days, steps, seed, weights }) => {
    let minute = 0;
    let count = 0;
    const anchors = [];
    for (const { minutes, more } of steps) {
      minute += minutes;
      count += more;
      const day = Math.floor(minute / 720);
      if (day >= days) break;
      anchors.push({ atMs: at(day, 8 + (minute % 720) / 60), count });
    }
    return { days, seed, weights, anchors };
  });

describe('single ballots between published counts', () => {
  it('meet every count exactly, in opening hours only, each in its own millisecond', () => {
    fc.assert(
      fc.property(courses, ({ anchors, ...o }) => {
        const figures = anchors.map(({ atMs, count }) => figure('LAND', 'online', atMs, count));
        const series = play(figures, { ...o, precincts: precincts(5_000, 3_000) });
        const shown = issuedByPrecinct(
          series,
          anchors.map(({ atMs }) => atMs),
        );
        expect(shown.map(([first, second]) => first! + second!)).toEqual(anchors.map(({ count }) => count));
        const hour = (atMs: number) => ((atMs - at(0, 0)) / 3_600_000) % 24;
        expect(series.timesMs.every((atMs) => hour(atMs) >= 8 && hour(atMs) < 20)).toBe(true);
        expect(series.timesMs.every((atMs, index) => index === 0 || atMs > series.timesMs[index - 1]!)).toBe(true);
      }),
    );
  });

  it('meet the counts of each precinct at their instants too, and never pass an electorate', () => {
    const splits = fc.record({
      first: fc.integer({ min: 0, max: 300 }),
      second: fc.integer({ min: 0, max: 300 }),
      third: fc.integer({ min: 0, max: 300 }),
      more: fc.integer({ min: 0, max: 300 }),
      seed: fc.nat(),
    });
    fc.assert(
      fc.property(splits, ({ first, second, third, more, seed }) => {
        const noon = first + second + third;
        const figures = [
          figure('LAND', 'online', at(0, 12), noon),
          figure('P0', 'online', at(0, 12), first),
          figure('P1', 'online', at(0, 15), second + Math.floor(more / 2)),
          figure('LAND', 'online', at(0, 15), noon + more),
          figure('LAND', 'online', at(0, 19), noon + more),
        ];
        const series = play(figures, { seed, precincts: precincts(500, 600, 700) });
        const [atNoon, atThree] = issuedByPrecinct(series, [at(0, 12), at(0, 15)]);
        expect(atNoon![0]).toBe(first);
        expect(atThree![1]).toBe(second + Math.floor(more / 2));
        expect(atThree!.every((count, index) => count <= [500, 600, 700][index]!)).toBe(true);
      }),
    );
  });

  it('are the same for the same seed, and others for another', () => {
    const figures = [figure('LAND', 'online', at(0, 20), 50)];
    expect(play(figures, { seed: 7 })).toEqual(play(figures, { seed: 7 }));
    expect(play(figures, { seed: 7 }).timesMs).not.toEqual(play(figures, { seed: 8 }).timesMs);
  });

  it('come as dense as the shape of the day says', () => {
    // From 8 to 12 o'clock twice as much an hour as from 12 to 20: 4 × 2 and 8 × 1 weigh the same.
    const weights = Array.from({ length: 24 }, (_, hour) => (hour < 12 ? 2 : 1));
    const series = play([figure('LAND', 'online', at(0, 20), 1_000)], { weights, precincts: precincts(900, 900) });
    const morning = series.timesMs.filter((atMs) => atMs < at(0, 12)).length;
    expect(Math.abs(morning - 500)).toBeLessThanOrEqual(1);
  });

  it('go to precincts by electors without a ballot, where nothing is published', () => {
    // 90 and 10 electors: of 50 ballots 45 and 5.
    const [last] = issuedByPrecinct(play([figure('LAND', 'online', at(0, 20), 50)], { precincts: precincts(90, 10) }), [
      at(0, 20),
    ]);
    expect([...last!]).toEqual([45, 5]);
  });

  it('pass a published minimum where they would stay below it, and only there', () => {
    const end = figure('LAND', 'online', at(0, 20), 120);
    const minimum = (value: number) => figure('LAND', 'online', at(0, 14), value, { status: 'minimum' });
    const atTwo = (figures: PublishedFigure[]) => {
      const [counts] = issuedByPrecinct(play(figures, { precincts: precincts(100, 100) }), [at(0, 14)]);
      return counts![0]! + counts![1]!;
    };
    // Evenly 10 an hour: 60 at 14 o'clock.
    expect(atTwo([end, minimum(50)])).toBe(60);
    expect(atTwo([end, minimum(90)])).toBe(90);
  });

  it('pass a published percentage somewhere in its window', () => {
    const end = figure('LAND', 'online', at(0, 20), 120);
    const percentage = (value: number) =>
      figure('LAND', 'online', at(0, 14), value, {
        fromMs: at(0, 12),
        measure: 'turnout_pct',
        decimals: 1,
        status: 'percent',
      });
    const counts = (value: number) =>
      issuedByPrecinct(play([end, percentage(value)], { precincts: precincts(100, 100) }), [at(0, 12), at(0, 14)]).map(
        ([a, b]) => a! + b!,
      );
    // 40 at noon and 60 at 14 o'clock by themselves; of 200 electors 25 % is 50: passed on the way.
    expect(counts(25)).toEqual([40, 60]);
    // 40 % is 80, reached by 14 o'clock; 10 % is 20, not passed before noon.
    expect(counts(40)[1]).toBe(80);
    expect(counts(10)[0]).toBe(20);
  });

  it('show more ballots than electors where that was published', () => {
    const [last] = issuedByPrecinct(play([figure('LAND', 'online', at(0, 20), 130)]), [at(0, 20)]);
    expect(last![0]! + last![1]!).toBe(130);
  });

  it('of an election without counts are none', () => {
    expect(play([]).timesMs).toHaveLength(0);
  });

  it.each([
    ['a count that falls', [figure('LAND', 'online', at(0, 10), 9), figure('LAND', 'online', at(0, 11), 8)]],
    ['ballots before the opening', [figure('LAND', 'online', at(0, 7), 5)]],
    ['precincts above their sum', [figure('LAND', 'online', at(0, 10), 9), figure('P0', 'online', at(0, 10), 10)]],
    [
      'precincts that are another sum',
      [
        figure('LAND', 'online', at(0, 10), 9),
        figure('P0', 'online', at(0, 10), 4),
        figure('P1', 'online', at(0, 10), 4),
      ],
    ],
  ])('cannot be made of %s: that is said', (_what, figures) => {
    expect(() => play(figures)).toThrow(RehearsalImpossibleError);
  });
});
