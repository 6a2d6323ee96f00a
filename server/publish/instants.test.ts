import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zonedInstant } from '../../shared/instant.ts';
import { parseInstant, parseStep, steppedInstants, stepText } from './instants.ts';

test.each<[string, number | null, string]>([
  ['2020-06-29T14:00:00+03:00', Date.UTC(2020, 5, 29, 11), 'with its offset'],
  ['2020-06-29T14:00:00 03:00', Date.UTC(2020, 5, 29, 11), 'with a plus that became a space'],
  ['2020-06-29T11:00Z', Date.UTC(2020, 5, 29, 11), 'to the minute, in UTC'],
  ['2020-06-29T11:00:00.500Z', Date.UTC(2020, 5, 29, 11) + 500, 'with a fraction'],
  ['2020-06-29T14:00:00', null, 'without offset it is no instant'],
  ['2020-06-31T25:00:00Z', null, 'no such hour'],
  ['yesterday', null, 'no date'],
])('%s is %s: %s', (text, expected) => {
  expect(parseInstant(text)).toBe(expected);
});

test.each<[string, number | null]>([
  ['PT1M', 1],
  ['PT60M', 60],
  ['PT1H', 60],
  ['PT6H', 360],
  ['P1D', 1440],
  ['PT7M', null],
  ['PT0M', null],
  ['P2D', null],
  ['1h', null],
])('step %s is %s minutes', (text, expected) => {
  expect(parseStep(text)).toBe(expected);
});

test('a step is written in its largest whole unit', () => {
  expect([5, 60, 90, 120, 1440].map(stepText)).toEqual(['PT5M', 'PT1H', 'PT90M', 'PT2H', 'P1D']);
});

describe('stepped instants', () => {
  const texts = (from: string, to: string, step: number, zone: string) =>
    steppedInstants(Date.parse(from), Date.parse(to), step, zone).map((instant) => instant.text);

  test('are the full hours of the zone between two instants', () => {
    expect(texts('2020-06-29T13:58:00+03:00', '2020-06-29T16:00:00+03:00', 60, 'Europe/Moscow')).toEqual([
      '2020-06-29T14:00:00+03:00',
      '2020-06-29T15:00:00+03:00',
      '2020-06-29T16:00:00+03:00',
    ]);
  });

  test('take the hour that the clock repeats twice', () => {
    // Bucharest, 25 October 2020: at 4:00 summer time the clock goes back to 3:00.
    expect(texts('2020-10-25T02:00:00+03:00', '2020-10-25T04:00:00+02:00', 60, 'Europe/Bucharest')).toEqual([
      '2020-10-25T02:00:00+03:00',
      '2020-10-25T03:00:00+03:00',
      '2020-10-25T03:00:00+02:00',
      '2020-10-25T04:00:00+02:00',
    ]);
  });

  test('are local midnights by the day', () => {
    expect(texts('2020-10-24T00:00:00+03:00', '2020-10-27T00:00:00+02:00', 1440, 'Europe/Bucharest')).toEqual([
      '2020-10-24T00:00:00+03:00',
      '2020-10-25T00:00:00+03:00',
      '2020-10-26T00:00:00+02:00',
      '2020-10-27T00:00:00+02:00',
    ]);
  });

  test('stand in order inside their bounds, each written as the zone writes it', () => {
    const zone = fc.constantFrom('Europe/Moscow', 'Asia/Kathmandu', 'America/St_Johns', 'Europe/Bucharest', 'UTC');
    const start = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2026, 0, 1) });
    fc.assert(
      fc.property(
        zone,
        start,
        fc.nat(4 * 86_400_000),
        fc.constantFrom(10, 15, 60, 360, 1440),
        (tz, from, span, step) => {
          const found = steppedInstants(from, from + span, step, tz);
          found.forEach((instant, index) => {
            expect(instant.ms).toBeGreaterThanOrEqual(from);
            expect(instant.ms).toBeLessThanOrEqual(from + span);
            if (index > 0) expect(instant.ms).toBeGreaterThan(found[index - 1]!.ms);
            expect(instant.text).toBe(zonedInstant(instant.ms, tz));
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
