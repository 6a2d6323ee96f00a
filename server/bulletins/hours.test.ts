import { describe, expect, it } from 'vitest';
import type { ElectionFacts } from '../counting/counting.ts';
import { bulletinKindAt, bulletinsDueBetween, hourName } from './hours.ts';

const at = (text: string) => new Date(text);

function facts(opens: string, closes: string, timezone: string): ElectionFacts {
  return {
    election: 'small',
    mode: 'rehearsal',
    definition: {} as ElectionFacts['definition'],
    timezone,
    displayLevel: 'district',
    publishLevel: 'district',
    opensAt: at(opens),
    closesAt: at(closes),
    finishedAt: null,
    rehearsalSentence: null,
    edition: '',
  };
}

describe('the hour', () => {
  const day = facts('2020-06-29T08:00:00+03:00', '2020-06-29T20:00:00+03:00', 'Europe/Moscow');

  it('is opening at the first opening, closing at the last closing, hourly between, and nothing outside', () => {
    expect(bulletinKindAt(day, [], at('2020-06-29T07:00:00+03:00'))).toBeNull();
    expect(bulletinKindAt(day, [], at('2020-06-29T08:00:00+03:00'))).toBe('opening');
    expect(bulletinKindAt(day, [], at('2020-06-29T14:00:00+03:00'))).toBe('hourly');
    expect(bulletinKindAt(day, [], at('2020-06-29T14:01:00+03:00'))).toBeNull();
    expect(bulletinKindAt(day, [], at('2020-06-29T20:00:00+03:00'))).toBe('closing');
    expect(bulletinKindAt(day, [], at('2020-06-29T21:00:00+03:00'))).toBeNull();
  });

  it('is also struck where a channel opens between hours', () => {
    const half = [
      {
        channel: 'online',
        timezone: 'Europe/Moscow',
        opensAt: at('2020-06-29T10:30:00+03:00'),
        closesAt: at('2020-06-29T19:15:00+03:00'),
      },
    ];
    expect(bulletinKindAt(day, half, at('2020-06-29T10:30:00+03:00'))).toBe('opening');
    expect(bulletinKindAt(day, half, at('2020-06-29T19:15:00+03:00'))).toBe('closing');
  });

  it('is full by the clock of the election, also where that is half an hour off UTC', () => {
    const india = facts('2024-04-19T07:00:00+05:30', '2024-04-19T18:00:00+05:30', 'Asia/Kolkata');
    expect(bulletinKindAt(india, [], at('2024-04-19T08:00:00+05:30'))).toBe('hourly');
    expect(bulletinKindAt(india, [], at('2024-04-19T08:00:00Z'))).toBeNull();
  });

  it('was missed thirteen times when counting begins after the closing of a day from 08:00 to 20:00', () => {
    // 08, 09, …, 20: 20 − 8 + 1 = 13
    expect(bulletinsDueBetween(day, [], null, at('2020-06-29T22:00:00+03:00'))).toHaveLength(13);
  });

  it('was not missed when the minute before it and the minute after it were counted only if it was counted itself', () => {
    expect(bulletinsDueBetween(day, [], at('2020-06-29T13:59:00+03:00'), at('2020-06-29T14:00:00+03:00'))).toEqual([]);
    expect(bulletinsDueBetween(day, [], at('2020-06-29T13:59:00+03:00'), at('2020-06-29T14:01:00+03:00'))).toEqual([
      at('2020-06-29T14:00:00+03:00'),
    ]);
  });

  it('comes 25 times in the day on which the clock goes back, each under its own name', () => {
    const night = facts('2020-10-25T00:00:00+03:00', '2020-10-26T00:00:00+02:00', 'Europe/Bucharest');
    // From the opening to before the next midnight; 24 hours and the one that comes twice.
    const hours = bulletinsDueBetween(night, [], null, at('2020-10-26T00:00:00+02:00'));
    expect(hours).toHaveLength(25);
    const names = hours.map((hour) => hourName(hour, 'Europe/Bucharest'));
    expect(new Set(names).size).toBe(25);
    expect(names.slice(2, 6)).toEqual(['2020-10-25T02', '2020-10-25T03+03:00', '2020-10-25T03+02:00', '2020-10-25T04']);
  });

  it('comes 23 times in the day on which the clock goes forward', () => {
    const night = facts('2020-03-29T00:00:00+02:00', '2020-03-30T00:00:00+03:00', 'Europe/Bucharest');
    expect(bulletinsDueBetween(night, [], null, at('2020-03-30T00:00:00+03:00'))).toHaveLength(23);
  });
});
