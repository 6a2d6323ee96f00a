import { describe, expect, it } from 'vitest';
import { isStopped } from './rehearsal-clock.ts';

describe('a rehearsal’s clock', () => {
  it.each([
    ['stopped on the way: no next count, and this one not final', 'rehearsal', null, 'provisional', true],
    ['stopped before the polls opened', 'rehearsal', null, 'before', true],
    ['running: the next count is due', 'rehearsal', '2026-11-22T10:00:01Z', 'provisional', false],
    ['come to its end: the count is final', 'rehearsal', null, 'final', false],
    ['not there at all in an election', 'live', null, 'provisional', false],
  ] as const)('is %s', (_, mode, nextAt, status, stopped) => {
    expect(isStopped({ mode, nextAt, status })).toBe(stopped);
  });
});
