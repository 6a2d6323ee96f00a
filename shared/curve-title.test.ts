import { expect, it } from 'vitest';
import type { Curve } from './curve.ts';
import { curveTitle, steepest } from './curve-title.ts';
import type { ElectionDescription } from './election.ts';
import { speechOf } from './speech.ts';
import { templates as arabicWords } from './strings/locales/ar.ts';
import { templates as russianWords } from './strings/locales/ru.ts';
import { msgIn, sayWith } from './strings.ts';

const ZONE = 'Europe/Vienna';
const ms = (day: number, time: string) => Date.parse(`2024-05-0${day}T${time}:00+02:00`);

/** A total's curve through these figures; the first half by occurrence, the rest as counted. */
function curve(points: readonly (readonly [ms: number, pct: number])[]): Curve {
  const all = points.map(([x, y]) => ({ x, y }));
  const half = Math.ceil(all.length / 2);
  const last = all.at(-1);
  return {
    lines: [
      {
        channel: 'all',
        occurred: all.slice(0, half),
        known: all.slice(half),
        rings: [],
        nowPct: last?.y ?? null,
      },
    ],
    fromMs: all[0]?.x ?? 0,
    toMs: ms(5, '20:00'),
    nowMs: last?.x ?? 0,
    countedFrom: null,
    byOccurrence: true,
    open: [],
  };
}

const days = (from: number, to: number) =>
  ({
    opensAt: `2024-05-0${from}T08:00:00+02:00`,
    closesAt: `2024-05-0${to}T20:00:00+02:00`,
  }) as unknown as ElectionDescription;
const speak = (lang: string, words?: Parameters<typeof msgIn>[0]) =>
  speechOf({ lang, strings: sayWith(msgIn(words), lang) }, ZONE);
const english = speak('en');
const russian = speak('ru', russianWords);
const arabic = speak('ar', arabicWords);

const HOURLY = { byDay: false, zone: ZONE, closesAtMs: ms(5, '20:00') };

// 3 May: 0 to 10.25, a rise of 10.25; 4 May: 10.25 to 22.50, a rise of 12.25; 5 May until now: 5 points.
const threeDays = curve([
  [ms(3, '08:00'), 0],
  [ms(3, '12:00'), 9],
  [ms(4, '00:00'), 10.25],
  [ms(5, '00:00'), 22.5],
  [ms(5, '12:00'), 27.5],
]);

it('says which day had the largest rise, and how large', () => {
  expect(curveTitle(days(3, 5), threeDays, english)).toBe('Strongest day so far: 4 May, +12.25 pp');
  expect(curveTitle(days(3, 5), threeDays, russian)).toBe('Самый активный день пока\u00a0— 4 мая: +12,25 п. п.');
  expect(curveTitle(days(3, 5), threeDays, arabic)).toContain('4 مايو');
});

it('leaves out that it is only so far once voting is over', () => {
  expect(curveTitle(days(3, 4), threeDays, english)).toBe('Strongest day: 4 May, +12.25 pp');
});

it('counts the last day as whole once voting is over, long before midnight', () => {
  // 5 May: 22.50 to 36.00, a rise of 13.50, until the count of 20:10.
  const evening = curve([
    [ms(3, '08:00'), 0],
    [ms(4, '00:00'), 10.25],
    [ms(5, '00:00'), 22.5],
    [ms(5, '20:10'), 36],
  ]);
  expect(curveTitle(days(3, 5), evening, english)).toBe('Strongest day: 5 May, +13.50 pp');
  // Ten minutes before its end the day has risen most, and may yet rise more.
  const before = curve([
    [ms(3, '08:00'), 0],
    [ms(4, '00:00'), 10.25],
    [ms(5, '00:00'), 22.5],
    [ms(5, '19:50'), 36],
  ]);
  expect(curveTitle(days(3, 5), before, english)).toBe('Day by day');
});

it('tells days apart where the clock skips midnight', () => {
  // In Cairo the clock went from 23:59 on 25 April 2024 to 01:00 on the 26th, at 22:00 UTC.
  const cairo = curve([
    [Date.parse('2024-04-25T09:00:00+02:00'), 0],
    [Date.parse('2024-04-25T22:00:00Z'), 10],
    [Date.parse('2024-04-26T21:00:00Z'), 25],
    [Date.parse('2024-04-27T12:00:00+03:00'), 30],
  ]);
  expect(steepest(cairo, { byDay: true, zone: 'Africa/Cairo', closesAtMs: cairo.nowMs + 3_600_000 })).toEqual({
    fromMs: Date.parse('2024-04-25T22:00:00Z'),
    toMs: Date.parse('2024-04-26T21:00:00Z'),
    points: 15,
  });
});

it('tells an hour that is told twice as two', () => {
  // In Vienna 27 October 2024 had 02:00 to 03:00 twice, from 00:00 and from 01:00 UTC.
  const told = curve([
    [Date.parse('2024-10-27T00:00:00Z'), 0],
    [Date.parse('2024-10-27T01:00:00Z'), 4],
    [Date.parse('2024-10-27T02:00:00Z'), 5],
  ]);
  expect(steepest(told, { ...HOURLY, closesAtMs: told.nowMs })).toEqual({
    fromMs: Date.parse('2024-10-27T00:00:00Z'),
    toMs: Date.parse('2024-10-27T01:00:00Z'),
    points: 4,
  });
});

// 08:00 to 09:00: 2 points; 09:00 to 10:00: 4.5 points; 10:00 to 11:00: 3 points; since then: 1 point.
const hours = [
  [ms(5, '08:00'), 0],
  [ms(5, '09:00'), 2],
  [ms(5, '09:30'), 5],
  [ms(5, '10:00'), 6.5],
  [ms(5, '11:00'), 9.5],
  [ms(5, '11:20'), 10.5],
] as const;

it('says which hour of one day was the fastest', () => {
  expect(curveTitle(days(5, 5), curve(hours), english)).toBe('Fastest hour so far: 09:00 to 10:00, +4.50 pp');
});

it('only says what is drawn before two hours are over', () => {
  expect(curveTitle(days(5, 5), curve(hours.slice(0, 3)), english)).toBe('Hour by hour');
  expect(curveTitle(days(5, 5), null, english)).toBe('Hour by hour');
  expect(curveTitle(days(3, 5), null, english)).toBe('Day by day');
});

it('finds nothing where a full hour was not sent, two hours are alike, or the present one is ahead already', () => {
  const without = hours.filter(([at]) => at !== ms(5, '10:00'));
  expect(steepest(curve(without), HOURLY)).toBeNull();
  // 10:00 to 11:00 rises by 4.5 points too.
  const alike = hours.map(([at, pct]) => [at, at >= ms(5, '11:00') ? pct + 1.5 : pct] as const);
  expect(steepest(curve(alike), HOURLY)).toBeNull();
  // 4.5 points since 11:00.
  const ahead = [...hours, [ms(5, '11:40'), 14] as const];
  expect(steepest(curve(ahead), HOURLY)).toBeNull();
  expect(steepest(curve(hours), HOURLY)).toEqual({ fromMs: ms(5, '09:00'), toMs: ms(5, '10:00'), points: 4.5 });
});
