import { describe, expect, it } from 'vitest';
import { median, ratio, takeTurns } from './rounds.ts';

describe('taking turns', () => {
  it('lets every contestant run once a round, each round begun by another', async () => {
    const ran: string[] = [];
    const contestant = (name: string, took: number) => ({
      name,
      run: async () => {
        ran.push(name);
        return took;
      },
    });
    const times = await takeTurns(3, [contestant('floor', 2), contestant('ours', 3)], async (round) => {
      ran.push(`round ${round}`);
    });
    expect(ran.join(', ')).toBe('round 0, floor, ours, round 1, ours, floor, round 2, floor, ours');
    expect(times.get('ours')).toEqual([3, 3, 3]);
  });

  it('compares what was measured in the same round, not the medians of all', () => {
    const times = new Map([
      ['ours', [10, 100, 30]],
      ['scan', [5, 40, 5]],
      ['upsert', [5, 60, 10]],
    ]);
    // 10 / 10, 100 / 100, 30 / 15: the middle one of 1, 1 and 2.
    expect(ratio(times, 'ours', 'scan', 'upsert')).toBe(1);
    // 10 / 5, 100 / 40, 30 / 5: the middle one of 2, 2.5 and 6.
    expect(ratio(times, 'ours', 'scan')).toBe(2.5);
  });

  it('takes the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
