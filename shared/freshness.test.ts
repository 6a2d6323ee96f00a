import { describe, expect, it } from 'vitest';
import { type FreshnessInput, freshness } from './freshness.ts';

const minute: FreshnessInput = {
  takenAtMs: 1_000_000,
  serverNowMs: 1_000_000,
  intervalMs: 60_000,
  sinceAnswerMs: 0,
  past: false,
  status: 'provisional',
};
const aged = (ageMs: number, more: Partial<FreshnessInput> = {}) =>
  freshness({ ...minute, serverNowMs: minute.takenAtMs + ageMs, ...more });

describe('freshness', () => {
  it.each([
    // 1.5 × 60 s + 5 s = 95 s; 3 × 60 s + 10 s = 190 s
    ['just taken', 0, 'live'],
    ['just before 95 s', 94_999, 'live'],
    ['at 95 s', 95_000, 'late'],
    ['just before 190 s', 189_999, 'late'],
    ['at 190 s', 190_000, 'stale'],
    ['after a night', 28_800_000, 'stale'],
  ] as const)('of a figure each minute, %s', (_when, ageMs, state) => {
    expect(aged(ageMs)).toBe(state);
  });

  it('of a figure each second turns late at 6.5 s and stale at 13 s', () => {
    expect(aged(6_499, { intervalMs: 1000 })).toBe('live');
    expect(aged(6_500, { intervalMs: 1000 })).toBe('late');
    expect(aged(13_000, { intervalMs: 1000 })).toBe('stale');
  });

  it('is offline after 30 s without any answer, however young the figure', () => {
    expect(aged(0, { sinceAnswerMs: 29_999 })).toBe('live');
    expect(aged(0, { sinceAnswerMs: 30_000 })).toBe('offline');
  });

  it('does not age a chosen past moment or a final figure', () => {
    expect(aged(1e9, { past: true, sinceAnswerMs: 1e9 })).toBe('past');
    expect(aged(1e9, { status: 'final', sinceAnswerMs: 1e9 })).toBe('final');
  });

  it('takes a clock that runs behind the server for no age at all', () => {
    expect(aged(-300_000)).toBe('live');
  });
});
