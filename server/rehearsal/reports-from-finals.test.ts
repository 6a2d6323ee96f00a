import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, figure, type MadePrecinct, madeElection } from '../test/rehearsed-election.ts';
import type { PublishedFigure } from './published-figures.ts';
import { seriesOf } from './replay.ts';
import { issuedByPrecinct, type SentSeries } from './sent-series.ts';

const events = { method: 'events-between-counts', source: 'evote', counts: 'counts.csv', shape: 'shape.csv' } as const;
const finals = {
  method: 'reports-from-finals',
  source: 'commissions',
  counts: 'counts.csv',
  shape: 'shape.csv',
  reportTimes: ['10:00', '12:00', '15:00', '18:00', '20:00'],
} as const;

const ELECTORS = 1_000;

/** Six precincts in three regions; the last two report by another clock. */
const stations: MadePrecinct[] = [
  { code: 'A1', region: 'A', registered: ELECTORS },
  { code: 'A2', region: 'A', registered: ELECTORS },
  { code: 'B1', region: 'B', registered: ELECTORS },
  { code: 'B2', region: 'B', registered: ELECTORS },
  { code: 'C1', region: 'C', registered: ELECTORS, zone: 'Etc/GMT-1' },
  { code: 'C2', region: 'C', registered: ELECTORS, zone: 'Etc/GMT-1' },
];

function play(
  figures: readonly PublishedFigure[],
  o: { days?: number; seed?: number; online?: MadePrecinct[] } = {},
): SentSeries[] {
  const online = o.online === undefined ? {} : { online: { precincts: o.online, method: events } };
  return seriesOf(
    madeElection({ ...o, channels: { ...online, station: { precincts: stations, method: finals } }, figures }),
  );
}

function finalFigures(counts: readonly number[], days: number): PublishedFigure[] {
  return stations.map(({ code }, index) => figure(code, 'station', at(days - 1, 20), counts[index]!));
}

const total = (series: SentSeries, atMs: number, only: (code: string) => boolean = () => true) =>
  issuedByPrecinct(series, [atMs])[0]!.reduce(
    (sum, count, index) => sum + (only(series.precincts[index]!) ? count : 0),
    0,
  );

const elections = fc.record({
  days: fc.integer({ min: 1, max: 4 }),
  seed: fc.nat(),
  counts: fc.array(fc.integer({ min: 0, max: ELECTORS }), { minLength: 6, maxLength: 6 }),
});

describe('count reports made from final counts', () => {
  it('rise, never pass the final count, and end at it, at every reporting time', () => {
    fc.assert(
      fc.property(elections, ({ days, seed, counts }) => {
        const [series] = play(finalFigures(counts, days), { days, seed });
        if (series?.kind !== 'count-reports') throw new Error('reports expected');
        // Five times a day and precinct.
        expect(series.timesMs).toHaveLength(6 * 5 * days);
        const last = new Float64Array(6);
        for (const [index, precinct] of series.precinct.entries()) {
          expect(series.issued[index]!).toBeGreaterThanOrEqual(last[precinct]!);
          expect(series.issued[index]!).toBeLessThanOrEqual(counts[precinct]!);
          last[precinct] = series.issued[index]!;
        }
        expect([...last]).toEqual(counts);
        expect(series.timesMs.toSorted()).toEqual(series.timesMs);
      }),
    );
  });

  it('meet counts published meanwhile exactly, of the whole country and of a region', () => {
    const published = fc.record({
      election: elections.filter(({ days, counts }) => days > 1 && counts.every((count) => count > 50)),
      shares: fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { minLength: 2, maxLength: 2 }),
    });
    fc.assert(
      fc.property(published, ({ election: { days, seed, counts }, shares }) => {
        const [early, late] = shares.toSorted((a, b) => a - b) as [number, number];
        const sum = (of: readonly number[]) => of.reduce((before, count) => before + count, 0);
        const landEarly = Math.round(sum(counts) * early);
        const regionLate = Math.round(sum(counts.slice(0, 2)) * late);
        const series = play(
          [
            ...finalFigures(counts, days),
            figure('LAND', 'station', at(0, 21), landEarly, { fromMs: at(0, 20), status: 'window' }),
            figure('A', 'station', at(days - 1, 16), regionLate),
          ],
          { days, seed },
        )[0]!;
        expect(total(series, at(0, 21))).toBe(landEarly);
        expect(total(series, at(days - 1, 16), (code) => code.startsWith('A'))).toBe(regionLate);
      }),
    );
  });

  it('leave to a figure of all channels what the others have issued by then', () => {
    // Online 40 at noon and 100 in the end; the stations' final counts are 600 each, 3,600 together.
    const online = [{ code: 'O', region: 'A', registered: 200 }];
    const [ballots, reports] = play(
      [
        figure('LAND', 'online', at(0, 12), 40),
        figure('LAND', 'online', at(1, 20), 100),
        figure('LAND', 'all', at(0, 12), 840),
        figure('A', 'all', at(0, 20), 700),
        ...finalFigures(Array(6).fill(600), 2),
      ],
      { days: 2, online },
    ) as [SentSeries, SentSeries];
    expect(total(ballots, at(0, 12))).toBe(40);
    expect(total(reports, at(0, 12))).toBe(800);
    expect(total(reports, at(0, 20), (code) => code.startsWith('A'))).toBe(700 - total(ballots, at(0, 20)));
  });

  it('meet a percentage to its rounding, of our own electors or of the publisher’s', () => {
    const percentage = { measure: 'turnout_pct', status: 'percent', decimals: 1 } as const;
    const [series] = play(
      [
        ...finalFigures([900, 800, 700, 600, 500, 400], 1),
        figure('B', 'station', at(0, 15), 31.7, percentage),
        figure('LAND', 'station', at(0, 18), 55.5, { ...percentage, denominator: 6_400 }),
      ],
      {},
    ) as [SentSeries];
    // B has 2,000 electors: 31.65 … 31.75 % is 633 or 634 ballots.
    const inB = total(series, at(0, 15), (code) => code.startsWith('B'));
    expect([633, 634]).toContain(inB);
    // 55.45 … 55.55 % of 6,400 is 3,549 … 3,555.
    expect(Math.abs(total(series, at(0, 18)) - 3_552)).toBeLessThanOrEqual(3);
  });

  it('of figures that contradict each other meet the counts', () => {
    const [series] = play([
      ...finalFigures(Array(6).fill(500), 1),
      figure('LAND', 'station', at(0, 15), 90, { measure: 'turnout_pct', status: 'percent' }),
      figure('LAND', 'station', at(0, 15.5), 1_500),
    ]) as [SentSeries];
    expect(total(series, at(0, 15.5))).toBe(1_500);
  });

  it('are the same for the same seed', () => {
    const figures = finalFigures([1, 20, 300, 400, 50, 6], 2);
    expect(play(figures, { days: 2, seed: 3 })).toEqual(play(figures, { days: 2, seed: 3 }));
    expect(play(figures, { days: 2, seed: 3 })).not.toEqual(play(figures, { days: 2, seed: 4 }));
  });

  it('are left out for a precinct whose final count was never published', () => {
    const [series] = play(finalFigures(Array(6).fill(10), 1).slice(1)) as [SentSeries];
    expect([...series.precinct].includes(0)).toBe(false);
  });

  it('spread over minutes, are all in by each reporting time, and the last within as many minutes after the closing', () => {
    const counts = [400, 500, 600, 700, 800, 900];
    const figures = [figure('LAND', 'station', at(0, 12), 1_000), ...finalFigures(counts, 1)];
    const spread = { precincts: stations.slice(0, 4), method: { ...finals, spreadMinutes: 60 } };
    const [series] = seriesOf(madeElection({ channels: { station: spread }, figures }));
    if (series?.kind !== 'count-reports') throw new Error('reports expected');
    expect(total(series, at(0, 12))).toBe(1_000);
    // 400 + 500 + 600 + 700 = 2,200
    expect(total(series, at(0, 20.99))).toBe(2_200);
    const sentAt = Array.from(series.timesMs);
    const minutes = sentAt.map((sentMs) => (sentMs - at(0, 0)) / 60_000);
    // Four precincts at five times: each within the hour before it, the last within the hour after.
    const hours = [10, 12, 15, 18].map((hour) => minutes.filter((m) => m > (hour - 1) * 60 && m <= hour * 60).length);
    expect([...hours, minutes.filter((m) => m >= 20 * 60 && m < 21 * 60).length]).toEqual([4, 4, 4, 4, 4]);
    expect(new Set(minutes).size).toBeGreaterThan(5);
    // Each by the same minutes after the closing as before any other time.
    const away = (hour: number) =>
      minutes.filter((m) => Math.abs(m - hour * 60) < 60).map((m) => Math.abs(m - hour * 60));
    expect(away(20).toSorted()).toEqual(away(10).toSorted());
    expect(Math.max(...away(20))).toBeGreaterThan(0);
    const asOf = Array.from(series.asOfMs!);
    expect(asOf.filter((asOfMs, index) => asOfMs !== sentAt[index])).toEqual(
      asOf.slice(-4).filter((_, index) => sentAt.at(index - 4) !== at(0, 20)),
    );
    expect(asOf.slice(-4)).toEqual([20, 20, 20, 20].map((hour) => at(0, hour)));
  });
});
