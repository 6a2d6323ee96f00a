import { expect, it } from 'vitest';
import { ServerClock } from './server-clock.ts';

function turnedByHand(start = 1_000_000) {
  const hands = { now: start, monotonic: 0 };
  const clock = new ServerClock({ now: () => hands.now, monotonic: () => hands.monotonic });
  const pass = (ms: number) => {
    hands.now += ms;
    hands.monotonic += ms;
  };
  return { hands, clock, pass };
}

it('is right although the own clock is five minutes off', () => {
  const { clock, pass } = turnedByHand();
  clock.measured(1_300_000, 500);
  pass(10_000);
  expect(clock.nowMs()).toBe(1_310_000);
});

it('keeps a fine measurement against a rougher one that agrees with it', () => {
  const { clock } = turnedByHand();
  clock.measured(1_000_200, 10);
  clock.measured(1_000_600, 600);
  expect(clock.nowMs()).toBe(1_000_200);
});

it('follows a rougher one that contradicts it: a clock was set', () => {
  const { clock, hands } = turnedByHand();
  clock.measured(1_000_000, 10);
  hands.now += 3_600_000;
  clock.measured(1_000_000, 600);
  expect(clock.nowMs()).toBe(1_000_000);
});

it('is never earlier than a snapshot that was already seen', () => {
  const { clock } = turnedByHand();
  clock.notBefore(1_004_000);
  expect(clock.nowMs()).toBe(1_004_000);
  clock.notBefore(1_000_000);
  expect(clock.nowMs()).toBe(1_004_000);
});

it('counts silence by the clock that does not jump', () => {
  const { clock, hands, pass } = turnedByHand();
  clock.answered();
  pass(29_000);
  hands.now -= 3_600_000;
  expect(clock.sinceAnswerMs()).toBe(29_000);
});

it('tells by how much the own clock is ahead or behind, where that is sure', () => {
  const { clock, pass } = turnedByHand();
  expect(clock.aheadMs(2_000)).toBeNull();
  // 300 s ahead, give or take half a second.
  clock.measured(700_000, 500);
  expect(clock.aheadMs(2_000)).toBe(300_000);
  // 2.4 s behind, half a second either way: perhaps 1.9 only.
  clock.measured(1_002_400, 500);
  expect(clock.aheadMs(2_000)).toBeNull();
  clock.measured(1_002_600, 500);
  expect(clock.aheadMs(2_000)).toBe(-2_600);
  // What was measured is worth less with time: 200 s at a millisecond each.
  pass(200_000);
  expect(clock.aheadMs(2_000)).toBeNull();
});
