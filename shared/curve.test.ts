import { expect, it } from 'vitest';
import { curveOf, timeMarks } from './curve.ts';
import type { ElectionDescription, PublishedCount } from './election.ts';
import type { Series, Snapshot } from './snapshot.ts';

const at = (time: string) => `2024-05-05T${time}:00+02:00`;
const ms = (time: string) => Date.parse(at(time));

const published: PublishedCount = {
  area: 'LAND',
  channel: 'all',
  atFrom: at('09:00'),
  at: at('09:00'),
  measure: 'issued',
  value: 70,
  denominator: null,
  status: 'exact',
  source: 'the commission',
};

const description = {
  opensAt: at('08:00'),
  closesAt: at('20:00'),
  timezone: 'Europe/Vienna',
  channels: [
    { code: 'online', hours: [{ opens: at('08:00'), closes: at('20:00') }] },
    { code: 'station', localHours: { days: ['2024-05-05'], opens: '08:00', closes: '20:00' } },
  ],
  publishedCounts: [
    published,
    { ...published, at: at('11:00'), measure: 'turnout_pct', value: 20, denominator: 350 },
    { ...published, at: at('13:00'), value: 300 },
    { ...published, area: 'NORTH' },
  ],
} as unknown as ElectionDescription;

function snapshot(number: number, time: string, issued: number): Snapshot {
  const count = { registered: 700, issued, turnoutPct: Math.round(issued / 0.07) / 100 };
  return { number, asOf: at(time), total: count, channels: { online: count, station: count } } as unknown as Snapshot;
}

function series(by: 'known' | 'occurred', points: [string, number][]): Series {
  const issued = points.map(([, n]) => n);
  const counts = { registered: points.map(() => 700), issued };
  const byChannel = { online: counts, station: counts };
  return {
    by,
    at: points.map(([time]) => at(time)),
    ...counts,
    byChannel,
    countedFrom: at('10:00'),
  } as unknown as Series;
}

const shown = snapshot(12, '12:07', 168);
const curve = curveOf({
  description,
  root: 'LAND',
  occurred: series('occurred', [
    ['08:00', 0],
    ['09:00', 70],
    ['10:00', 105],
  ]),
  known: series('known', [
    ['10:00', 105],
    ['12:00', 140],
  ]),
  recent: [snapshot(10, '12:05', 147), snapshot(11, '12:06', 154), shown],
  snapshot: shown,
});
const total = curve.lines[0];

it('draws the total and each channel', () => {
  expect(curve.lines.map((line) => line.channel)).toEqual(['all', 'online', 'station']);
});

it('draws nothing but figures that were sent, the shown snapshot last', () => {
  // 105 of 700 is 15 %, 140 is 20 %, 147 is 21 %, 154 is 22 %, 168 is 24 %.
  expect(total?.known).toEqual([
    { x: ms('10:00'), y: 15 },
    { x: ms('12:00'), y: 20 },
    { x: ms('12:05'), y: 21 },
    { x: ms('12:06'), y: 22 },
    { x: ms('12:07'), y: 24 },
  ]);
});

it('draws by occurrence before counting began, and says so', () => {
  expect(total?.occurred.map(({ x }) => x)).toEqual([ms('08:00'), ms('09:00'), ms('10:00')]);
  expect(curve.byOccurrence).toBe(true);
  expect(curve.countedFrom).toBe(at('10:00'));
});

it('rings published figures of the whole that are not after the shown moment, over our register', () => {
  // 70 of 700 is 10 %; 20 % of the publisher's 350 is 70, which is 10 % of our 700.
  expect(total?.rings).toEqual([
    { x: ms('09:00'), y: 10 },
    { x: ms('11:00'), y: 10 },
  ]);
});

it('shows a past moment without what came later', () => {
  const past = curveOf({
    description,
    root: 'LAND',
    occurred: null,
    known: series('known', [
      ['10:00', 105],
      ['12:00', 140],
    ]),
    recent: [],
    snapshot: snapshot(3, '10:02', 107),
  });
  expect(past.lines[0]?.known.map(({ x }) => x)).toEqual([ms('10:00'), ms('10:02')]);
});

it('leaves out the line of a sole channel, which is the total', () => {
  const [, ...channels] = description.channels;
  const single = curveOf({
    description: { ...description, channels },
    root: 'LAND',
    occurred: null,
    known: null,
    recent: [],
    snapshot: shown,
  });
  expect(single.lines.map((line) => line.channel)).toEqual(['all']);
});

it('marks hours in a day, and noons over a week, in the election zone', () => {
  expect(timeMarks(ms('08:00'), ms('20:00'), 'Europe/Vienna').map((mark) => new Date(mark.atMs).toISOString())).toEqual(
    [
      // 09:00, 12:00, 15:00 and 18:00 in Vienna, which is two hours ahead.
      '2024-05-05T07:00:00.000Z',
      '2024-05-05T10:00:00.000Z',
      '2024-05-05T13:00:00.000Z',
      '2024-05-05T16:00:00.000Z',
    ],
  );
  const week = timeMarks(
    Date.parse('2020-06-25T00:00:00+03:00'),
    Date.parse('2020-07-01T20:00:00+03:00'),
    'Europe/Moscow',
  );
  expect(week).toHaveLength(7);
  expect(week.every(({ kind, atMs }) => kind === 'day' && atMs % 86_400_000 === 9 * 3_600_000)).toBe(true);
});
