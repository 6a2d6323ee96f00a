import { describe, expect, it } from 'vitest';
import type { Channel } from '../shared/election.ts';
import { votingDays, votingStateAt } from './voting-hours.ts';

const station: Channel = {
  code: 'station',
  names: { en: 'Stations' },
  feed: 'reports',
  revotes: false,
  localHours: { days: ['2020-06-28', '2020-06-29', '2020-06-30'], opens: '08:00', closes: '20:00' },
};
const online: Channel = {
  code: 'online',
  names: { en: 'Online' },
  feed: 'events',
  revotes: false,
  hours: [{ opens: '2020-06-28T10:00:00+03:00', closes: '2020-06-30T20:00:00+03:00' }],
};
const at = (instant: string) => Date.parse(instant);

describe('voting at one place', () => {
  // Yakutsk is at UTC+9, six hours ahead of Moscow: at 14:00 in Moscow its clocks show 20:00.
  it.each([
    ['2020-06-28T01:59:00+03:00', 'before'],
    ['2020-06-28T02:00:00+03:00', 'open'],
    ['2020-06-29T13:59:00+03:00', 'open'],
    ['2020-06-29T14:00:00+03:00', 'closed'],
    ['2020-06-29T17:59:00+03:00', 'closed'],
    // 18:00 in Moscow is midnight there: another day, not yet opened.
    ['2020-06-29T18:00:00+03:00', 'between'],
    ['2020-06-30T02:00:00+03:00', 'open'],
    ['2020-06-30T14:00:00+03:00', 'closed'],
    // The next day there, and every day after the last.
    ['2020-06-30T19:00:00+03:00', 'closed'],
    ['2020-07-04T12:00:00+03:00', 'closed'],
  ] as const)('by the clocks of Yakutsk at %s is %s', (instant, state) => {
    expect(votingStateAt([station], 'Asia/Yakutsk', at(instant))).toBe(state);
  });

  it('goes on through the night where a channel never closes', () => {
    expect(votingStateAt([station, online], 'Europe/Moscow', at('2020-06-29T22:00:00+03:00'))).toBe('open');
    expect(votingStateAt([station, online], 'Europe/Moscow', at('2020-06-30T20:00:00+03:00'))).toBe('closed');
  });
});

describe('the days of an election', () => {
  it('are those of its stations', () => {
    expect(votingDays({ channels: [online, station], timezone: 'Europe/Moscow' })).toEqual([
      '2020-06-28',
      '2020-06-29',
      '2020-06-30',
    ]);
  });

  it('are counted from opening to closing where there are only instants', () => {
    expect(votingDays({ channels: [online], timezone: 'Europe/Moscow' })).toEqual([
      '2020-06-28',
      '2020-06-29',
      '2020-06-30',
    ]);
  });
});
