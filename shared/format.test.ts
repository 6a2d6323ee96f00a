import { describe, expect, it } from 'vitest';
import { Format } from './format.ts';

const en = new Format('en', 'Europe/Moscow');
const ru = new Format('ru', 'Europe/Moscow');
/** 11:00 UTC is 14:00 in Moscow, 07:00 in New York. */
const asOf = '2020-06-29T14:00:00+03:00';
const nbsp = '\u00a0';

describe('numbers as text', () => {
  it('groups counts as the language does', () => {
    expect(en.count(109_190_337)).toBe('109,190,337');
    expect(ru.count(109_190_337)).toBe(`109${nbsp}190${nbsp}337`);
  });

  it('writes a number that is to be compared to its last digit', () => {
    expect([en.exact(39.5), ru.exact(-1234.125), en.exact(0.1), en.exact(1_000_000)]).toEqual([
      '39.5',
      `−1${nbsp}234,125`,
      '0.1',
      '1,000,000',
    ]);
  });

  it('writes percentages with two decimals and the sign where the language puts it', () => {
    expect(en.percent(84.22)).toBe('84.22%');
    expect(ru.percent(84.2)).toBe(`84,20${nbsp}%`);
    expect(en.percent(0)).toBe('0.00%');
  });

  it('shortens a count to a few letters where there is no room for more', () => {
    expect([en.countShort(153_967), ru.countShort(153_967), en.countShort(967)]).toEqual([
      '154k',
      `154${nbsp}тыс.`,
      '967',
    ]);
  });

  it('shows a dash where nobody is registered, never 0 %', () => {
    expect(en.percent(null)).toBe('—');
    expect(en.percentShort(223_163, 0)).toBe('—');
    expect(en.points(null, 3)).toBe('—');
  });

  it('never writes 100 for less than all, nor hides what is above all', () => {
    expect(en.percentShort(99_999, 100_000)).toBe('99.9');
    expect(en.percentShort(100_001, 100_000)).toBe('100.1');
    expect(en.percent(104.5)).toBe('104.50%');
  });

  it('rounds one decimal from the counts, not from two decimals', () => {
    // 44,945 of 100,000 is 44.945 %: two decimals give 44.95, and rounding that again would give 45.0.
    expect(en.percentShort(44_945, 100_000)).toBe('44.9');
  });

  it('writes differences in points with a true minus', () => {
    expect(en.points(41.87, 41.02)).toBe('+0.85');
    expect(ru.points(27.92, 34.39)).toBe('−6,47');
    expect(en.points(5, 5)).toBe('0.00');
    expect(en.rise(-18)).toBe('−18');
  });
});

describe('times', () => {
  it("are the election zone's, and say so", () => {
    expect(en.time(asOf)).toBe('14:00');
    expect(ru.time('2020-06-29T11:00:00Z')).toBe('14:00');
    expect(en.zoneName(asOf)).toBe('Moscow Time');
    expect(ru.zoneName(asOf)).toBe('Москва');
    expect(new Format('en', 'America/New_York').time(asOf)).toBe('07:00');
    expect(new Format('en', 'UTC').zoneName(asOf)).toBe('UTC');
  });

  it('name days with the day before the month', () => {
    expect(en.day(asOf)).toBe('29 June');
    expect(ru.date(asOf)).toBe('29 июня 2020 г.');
    expect(en.dayOfMonth(Date.parse(asOf))).toBe('29');
    expect(en.days('2020-06-25T08:00:00+03:00', '2020-07-01T20:00:00+03:00')).toMatch(/^25 June.+1 July 2020$/u);
  });

  it('that the clock shows twice are told apart by the zone of their moment, others are as ever', () => {
    const bucharest = new Format('en', 'Europe/Bucharest');
    const russian = new Format('ru', 'Europe/Bucharest');
    const [first, second, after] = [
      '2020-10-25T03:00:00+03:00',
      '2020-10-25T03:00:00+02:00',
      '2020-10-25T04:00:00+02:00',
    ] as const;
    expect([first, second, after].map((at) => bucharest.timeAlone(at))).toEqual(['03:00 EEST', '03:00 EET', '04:00']);
    expect([first, second, after].map((at) => russian.timeAlone(at))).toEqual(['03:00 GMT+3', '03:00 GMT+2', '04:00']);
    expect([first, second].map((at) => bucharest.zoneName(at))).toEqual(['EEST', 'EET']);
    expect([first, second].map((at) => russian.zoneName(at))).toEqual(['GMT+3', 'GMT+2']);
  });

  it('of one day are told from the first to the last', () => {
    expect(en.times('2020-06-29T00:00:00+03:00', '2020-06-29T12:00:00+03:00')).toBe('00:00–12:00');
  });

  it('turn at midnight of the zone, written 00:00', () => {
    expect(en.time('2020-06-28T21:00:00Z')).toBe('00:00');
    expect(en.day('2020-06-28T21:00:00Z')).toBe('29 June');
  });
});

describe('ages', () => {
  it.each([
    [0, '0:00'],
    [24_900, '0:24'],
    [727_000, '12:07'],
    [11_100_000, '3:05:00'],
    [-5_000, '0:00'],
  ])('%i ms as a clock is %s', (ms, text) => expect(en.clock(ms)).toBe(text));

  it('are a clock for a minute, and from then on words: 12:00 would be noon', () => {
    expect([59_999, 60_000, 720_000].map((ms) => en.age(ms))).toEqual(['0:59', '1 minute', '12 minutes']);
    expect(ru.age(720_000, 'short')).toBe('12 мин');
    expect([en.ago(720_000, 'short'), ru.ago(720_000, 'short')]).toEqual(['12 min ago', '12 мин. назад']);
  });

  it('stand in the case that their language wants before and after now', () => {
    expect([en.ago(0), en.ago(1_260_000), en.ahead(120_000)]).toEqual([
      '0 seconds ago',
      '21 minutes ago',
      'in 2 minutes',
    ]);
    expect([ru.ago(1_260_000), ru.ahead(120_000)]).toEqual(['21 минуту назад', 'через 2 минуты']);
  });

  it.each([
    [59_000, '59 seconds', '59 секунд'],
    [60_000, '1 minute', '1 минута'],
    [720_000, '12 minutes', '12 минут'],
    [3 * 3_600_000, '3 hours', '3 часа'],
    [3 * 86_400_000, '3 days', '3 дня'],
  ])('%i ms in words is %s', (ms, inEnglish, inRussian) => {
    expect(en.duration(ms)).toBe(inEnglish);
    expect(ru.duration(ms)).toBe(inRussian);
  });
});
