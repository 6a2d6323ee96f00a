import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOfLocal, isShownTwice, zonedInstant } from './instant.ts';

describe('an instant', () => {
  it.each([
    ['Europe/Moscow', '2020-06-29T11:00:00Z', '2020-06-29T14:00:00+03:00'],
    ['Asia/Kolkata', '2024-04-19T01:30:00Z', '2024-04-19T07:00:00+05:30'],
    ['America/St_Johns', '2020-01-01T00:00:00Z', '2019-12-31T20:30:00-03:30'],
    ['UTC', '2020-02-29T23:59:59Z', '2020-02-29T23:59:59+00:00'],
  ])('in %s carries the offset in force there and then', (zone, utc, local) => {
    expect(zonedInstant(Date.parse(utc), zone)).toBe(local);
  });

  it('is the same instant when read back, in any zone and season', () => {
    const zones = ['Europe/Bucharest', 'America/New_York', 'Asia/Kamchatka', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.constantFrom(...zones), (seconds, zone) => {
        expect(Date.parse(zonedInstant(seconds * 1000, zone))).toBe(seconds * 1000);
      }),
    );
  });

  it('of a wall clock is the first of two where the clock repeats it, and after the gap where it skips it', () => {
    // Bucharest: 25 October 2020, 04:00 summer time becomes 03:00; 29 March 2020, 03:00 becomes 04:00.
    expect(instantOfLocal('2020-10-25', '03:30', 'Europe/Bucharest')).toBe(Date.parse('2020-10-25T03:30:00+03:00'));
    expect(instantOfLocal('2020-03-29', '03:30', 'Europe/Bucharest')).toBe(Date.parse('2020-03-29T04:30:00+03:00'));
    expect(instantOfLocal('2020-06-25', '08:00', 'Asia/Kamchatka')).toBe(Date.parse('2020-06-25T08:00:00+12:00'));
  });

  it.each([
    // Bucharest: at 04:00 summer time it is 03:00 again.
    ['Europe/Bucharest', '2020-10-25T02:59:59+03:00', false],
    ['Europe/Bucharest', '2020-10-25T03:00:00+03:00', true],
    ['Europe/Bucharest', '2020-10-25T03:59:59+03:00', true],
    ['Europe/Bucharest', '2020-10-25T03:00:00+02:00', true],
    ['Europe/Bucharest', '2020-10-25T03:59:59+02:00', true],
    ['Europe/Bucharest', '2020-10-25T04:00:00+02:00', false],
    // In spring an hour is skipped, none is shown twice.
    ['Europe/Bucharest', '2020-03-29T02:30:00+02:00', false],
    ['Europe/Bucharest', '2020-03-29T04:30:00+03:00', false],
    // Lord Howe turns its clock by half an hour: at 02:00 it is 01:30 again.
    ['Australia/Lord_Howe', '2020-04-05T01:29:00+11:00', false],
    ['Australia/Lord_Howe', '2020-04-05T01:30:00+11:00', true],
    ['Australia/Lord_Howe', '2020-04-05T01:59:00+10:30', true],
    ['Australia/Lord_Howe', '2020-04-05T02:00:00+10:30', false],
    ['Europe/Moscow', '2020-10-25T03:30:00+03:00', false],
  ])('in %s, %s: shown twice is %s', (zone, instant, twice) => {
    expect(isShownTwice(Date.parse(instant), zone)).toBe(twice);
  });
});
