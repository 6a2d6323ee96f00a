import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Format } from './format.ts';

/** 11:05 UTC is 14:05 in Moscow. */
const at = '2020-06-29T11:05:00Z';
const until = '2020-07-01T11:05:00Z';

/**
 * Written by hand from CLDR: \u00a0 and \u202f are the spaces that do not break, \u200e is the mark that keeps a sign with
 * its number between words that run the other way, \u2212 is the true minus.
 */
const GOLDEN: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ru: {
    count: '1\u00a0234\u00a0567',
    fall: '\u22121\u00a0234\u00a0567',
    percent: '42,73\u00a0%',
    whole: '40\u00a0%',
    points: '\u22121,20',
    rise: '+0,85',
    time: '14:05',
    day: '29 июня',
    date: '29 июня 2020 г.',
    list: 'А, Б и В',
    clock: '3:05:09',
    duration: '12 минут',
  },
  kk: {
    count: '1\u00a0234\u00a0567',
    fall: '\u22121\u00a0234\u00a0567',
    percent: '42,73%',
    whole: '40%',
    points: '\u22121,20',
    rise: '+0,85',
    time: '14:05',
    day: '29 маусым',
    date: '2020 ж. 29 маусым',
    list: 'А, Б, В',
    clock: '3:05:09',
    duration: '12 минут',
  },
  fr: {
    count: '1\u202f234\u202f567',
    fall: '\u22121\u202f234\u202f567',
    percent: '42,73\u00a0%',
    whole: '40\u00a0%',
    points: '\u22121,20',
    rise: '+0,85',
    time: '14:05',
    day: '29 juin',
    date: '29 juin 2020',
    list: 'А, Б et В',
    clock: '3:05:09',
    duration: '12 minutes',
  },
  ar: {
    count: '1,234,567',
    fall: '\u200e\u22121,234,567',
    percent: '42.73\u200e%\u200e',
    whole: '40\u200e%\u200e',
    points: '\u200e\u22121.20',
    rise: '\u200e+0.85',
    time: '14:05',
    day: '29 يونيو',
    date: '29 يونيو 2020',
    list: 'А وБ وВ',
    clock: '3:05:09',
    duration: '12 دقيقة',
  },
  fa: {
    count: '۱٬۲۳۴٬۵۶۷',
    fall: '\u200e\u2212۱٬۲۳۴٬۵۶۷',
    percent: '۴۲٫۷۳٪',
    whole: '۴۰٪',
    points: '\u200e\u2212۱٫۲۰',
    rise: '\u200e+۰٫۸۵',
    time: '۱۴:۰۵',
    day: '۲۹ ژوئن',
    date: '۲۹ ژوئن ۲۰۲۰',
    list: 'А،\u200f Б، و В',
    clock: '۳:۰۵:۰۹',
    duration: '۱۲ دقیقه',
  },
  hi: {
    count: '12,34,567',
    fall: '\u221212,34,567',
    percent: '42.73%',
    whole: '40%',
    points: '\u22121.20',
    rise: '+0.85',
    time: '14:05',
    day: '29 जून',
    date: '29 जून 2020',
    list: 'А, Б, और В',
    clock: '3:05:09',
    duration: '12 मिनट',
  },
};

function said(lang: string): Record<string, string> {
  const format = new Format(lang, 'Europe/Moscow');
  return {
    count: format.count(1_234_567),
    fall: format.count(-1_234_567),
    percent: format.percent(42.73),
    whole: format.percentWhole(40),
    points: format.pointsAlone(-1.2),
    rise: format.pointsAlone(0.85),
    time: format.time(at),
    day: format.day(at),
    date: format.date(at),
    list: format.list(['А', 'Б', 'В']),
    clock: format.clock(3 * 3_600_000 + 5 * 60_000 + 9_000),
    duration: format.duration(720_000),
  };
}

describe('numbers, times and lists', () => {
  it.each(Object.keys(GOLDEN))('in %s are as CLDR has them', (lang) => expect(said(lang)).toEqual(GOLDEN[lang]));

  it('name the Gregorian days in a country that keeps another calendar', () => {
    expect(new Format('fa', 'Asia/Tehran').days(at, until)).toContain('۲۰۲۰');
    expect(new Format('fa', 'Asia/Tehran').dayOfMonth(Date.parse(at))).toBe('۲۹');
  });

  it('write a percentage as its number and the sign, for any number of hundredths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (hundredths) => {
        const pct = hundredths / 100;
        for (const [lang, sign] of [
          ['en', '%'],
          ['ru', '\u00a0%'],
          ['ar', '\u200e%\u200e'],
        ] as const) {
          const format = new Format(lang, 'UTC');
          expect(format.percent(pct)).toBe(format.percentNumber(pct) + sign);
        }
      }),
    );
  });
});

describe('formatters', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('are made once for each language and form, and then only used', () => {
    // A zone that no other test has, so that its dates are new here.
    const render = (lang: string) => {
      const format = new Format(lang, 'Pacific/Chatham');
      for (let n = 0; n < 500; n++) {
        format.count(n);
        format.percent(n / 10);
        format.points(n / 10, 4);
        format.time(at);
        format.date(at);
        format.list(['a', 'b']);
        format.clock(n * 1000);
        format.duration(n * 1000);
      }
    };
    const made = { numbers: 0, dates: 0, lists: 0 };
    const counting = <T extends Intl.NumberFormatConstructor | Intl.DateTimeFormatConstructor | typeof Intl.ListFormat>(
      make: T,
      what: keyof typeof made,
    ) =>
      new Proxy(make, {
        construct(target, options) {
          made[what] += 1;
          return Reflect.construct(target, options) as object;
        },
      });
    vi.stubGlobal('Intl', {
      NumberFormat: counting(Intl.NumberFormat, 'numbers'),
      DateTimeFormat: counting(Intl.DateTimeFormat, 'dates'),
      ListFormat: counting(Intl.ListFormat, 'lists'),
    });
    render('sv');
    // Counts, percentages, points, the clock's two, seconds and minutes; times and dates; lists.
    expect(made).toEqual({ numbers: 7, dates: 2, lists: 1 });
    render('sv');
    expect(made).toEqual({ numbers: 7, dates: 2, lists: 1 });
  });
});
