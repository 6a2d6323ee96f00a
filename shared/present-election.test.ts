import { describe, expect, it } from 'vitest';
import { presentElection } from './present-election.ts';

/** An election by its day in May 2026, open from 8 to 20 o'clock UTC, and the hour of its latest count. */
interface Poll {
  readonly day: number;
  readonly hour: number | null;
}

const at = (day: number, hour: number) => new Date(Date.UTC(2026, 4, day, hour)).toISOString();
const present = (...polls: Poll[]) =>
  presentElection(
    polls,
    ({ day }) => ({ opensAt: at(day, 8), closesAt: at(day, 20) }),
    ({ day, hour }) => (hour === null ? null : at(day, hour)),
  );

describe('the election a screen shows when none is named', () => {
  const over = { day: 1, hour: 21 };
  const open = { day: 2, hour: 12 };
  const uncounted = { day: 3, hour: null };

  it.each([
    ['the one that is open by its own latest count, wherever it stands', [over, uncounted, open], open],
    ['the one that is open, whatever the server’s own date is', [{ day: 9, hour: 8 }, over], { day: 9, hour: 8 }],
    ['the first that is open, of two', [open, { day: 5, hour: 20 }], open],
    ['the first that was counted, where none is open', [uncounted, over, { day: 4, hour: 23 }], over],
    ['not one that was counted before its opening only', [{ day: 6, hour: 7 }, open], open],
    ['the first, where none was counted', [uncounted, { day: 7, hour: null }], uncounted],
  ])('is %s', (_, polls, chosen) => expect(present(...polls)).toEqual(chosen));

  it('is none of none', () => expect(present()).toBeUndefined());
});
