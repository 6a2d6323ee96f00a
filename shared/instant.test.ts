import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOfLocal, zonedInstant } from './instant.ts';

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
});
