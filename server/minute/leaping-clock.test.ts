import { describe, expect, it } from 'vitest';
import { type ClockDoubt, LeapingClock } from './leaping-clock.ts';

/** What is doubted of readings: seconds run, by how many minutes the database's clock is ahead of them, and this machine's if another. */
function doubts(...readings: readonly (readonly [ranS: number, aheadMin: number, hereMin?: number])[]) {
  const clock = new LeapingClock();
  const atMs = Date.parse('2024-05-05T07:00:00Z');
  return readings.map(([ranS, aheadMin, hereMin = aheadMin]): ClockDoubt | null => {
    const shown = (minutes: number) => new Date(atMs + ranS * 1000 + minutes * 60_000);
    return clock.doubt({ now: shown(aheadMin), here: shown(hereMin), ranMs: 3_000 + ranS * 1000 });
  });
}

describe('a clock that leaps ahead', () => {
  it('is believed once it has stood so for a minute', () => {
    expect(doubts([0, 0], [5, 120], [35, 120], [64, 120], [65, 120], [70, 120])).toEqual([
      null,
      'leapt',
      'leapt',
      'leapt',
      null,
      null,
    ]);
  });

  it('has to stand anew where it came back between, or leapt on', () => {
    expect(doubts([0, 0], [5, 1440], [40, 0], [70, 1440])).toEqual([null, 'leapt', null, 'leapt']);
    expect(doubts([0, 0], [5, 60], [40, 1440], [70, 1440], [100, 1440])).toEqual([
      null,
      'leapt',
      'leapt',
      'leapt',
      null,
    ]);
  });

  it("is not believed, however long it stands, while this machine's shows another time", () => {
    expect(doubts([0, 0], [5, 1440, 0], [600, 1440, 0], [605, 1440], [610, 0])).toEqual([
      null,
      'apart',
      'apart',
      null,
      null,
    ]);
    // The first reading has nothing before it to be held against.
    expect(doubts([0, 1440, 0], [90, 1440, 0], [95, 1, 0])).toEqual(['apart', 'apart', null]);
  });

  it('has not leapt where it went back and comes forward again, or by the few minutes of a step', () => {
    expect(doubts([0, 0], [5, -30], [65, -30], [70, 0], [75, 4])).toEqual([null, null, null, null, null]);
  });

  it("is counted by where it goes on as before, whatever this machine's does", () => {
    expect(doubts([0, 0], [5, 0, 1440], [10, 0, -60])).toEqual([null, null, null]);
  });
});
