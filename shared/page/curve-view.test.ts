import { describe, expect, it } from 'vitest';
import type { Curve, CurveLine, CurvePoint } from '../curve.ts';
import type { Markup } from '../markup.ts';
import { speechOf } from '../speech.ts';
import { msgIn, sayWith } from '../strings.ts';
import { curveView, pathOf } from './curve-view.ts';

const speech = speechOf({ lang: 'en', strings: sayWith(msgIn(undefined), 'en') }, 'UTC');
const HOUR = 3_600_000;
const OPENS = Date.UTC(2026, 4, 3, 8);
const names = { all: 'Total', online: 'Online', station: 'Stations' };

/** A point so many hours after the opening. */
const at = (hours: number, y: number): CurvePoint => ({ x: OPENS + hours * HOUR, y });

function line(channel: string, known: CurvePoint[], more: Partial<CurveLine> = {}): CurveLine {
  return { channel, occurred: [], known, rings: [], nowPct: known.at(-1)?.y ?? null, ...more };
}

/** A day of ten hours, now at half of it. */
function curve(lines: readonly CurveLine[], more: Partial<Curve> = {}): Curve {
  return {
    lines,
    fromMs: OPENS,
    toMs: OPENS + 10 * HOUR,
    nowMs: OPENS + 5 * HOUR,
    countedFrom: null,
    byOccurrence: false,
    open: [[OPENS, OPENS + 10 * HOUR]],
    ...more,
  };
}

/** All elements within one, of a class. */
function within(markup: Markup, name: string): Markup[] {
  const own = (markup.attributes.class ?? '').split(' ').includes(name) ? [markup] : [];
  return [...own, ...markup.children.flatMap((child) => (typeof child === 'string' ? [] : within(child, name)))];
}

const view = (drawn: Curve, replayed = false) => curveView(drawn, { names, replayed, speech });
const plot = (drawn: Curve) => within(view(drawn), 'plot')[0] as Markup;

describe('a curve’s path', () => {
  it('goes straight from one figure that was sent to the next, in tenths of a unit', () => {
    // A thousand units wide and high: 5 of 10 hours are 500 across, 41.15 of 50 % are 17.7 % from the top.
    const scale = { x: (ms: number) => ((ms - OPENS) / (10 * HOUR)) * 100, y: (pct: number) => 100 - (pct / 50) * 100 };
    expect(pathOf([at(0, 0), at(5, 41.15)], scale)).toBe('M0 1000L500 177');
    expect(pathOf([], scale)).toBe('');
  });
});

describe('the drawn curve', () => {
  it('has its axis cut at the next ten above the highest value, and says so', () => {
    const texts = within(plot(curve([line('all', [at(0, 0), at(5, 31.2)])])), 'axis').flatMap(
      ({ children }) => children,
    );
    // 31.2 is drawn up to 40 by tens; only the top carries the sign.
    expect(texts.slice(0, 5)).toEqual(['0', '10', '20', '30', '40%']);
  });

  it('does not cut off what is above all that are registered', () => {
    const texts = within(plot(curve([line('all', [at(0, 0), at(5, 117)])])), 'axis').flatMap(
      ({ children }) => children,
    );
    expect(texts).toContain('120%');
  });

  it('tells in words where each line stands, the whole first', () => {
    const drawn = plot(curve([line('all', [at(0, 0), at(5, 41.15)]), line('online', [at(0, 0), at(5, 84.22)])]));
    expect(drawn.attributes['aria-label']?.replaceAll(' ', ' ')).toBe(
      'Turnout, % of registered voters. 3 May, 13:00: Total 41.15% and Online 84.22%',
    );
  });

  it('tells a line without a value as a dash, and gives it no label', () => {
    const drawn = plot(curve([line('all', [at(5, 10)]), line('online', [])]));
    expect(drawn.attributes['aria-label']).toMatch(/Online —$/u);
    expect(within(drawn, 'label')).toHaveLength(1);
  });

  it('keeps labels apart whose lines end close together', () => {
    const drawn = plot(curve(['all', 'online', 'station'].map((channel, i) => line(channel, [at(5, 40 + i / 10)]))));
    const heights = within(drawn, 'value').map(({ attributes }) => Number.parseFloat(attributes.y ?? ''));
    const sorted = heights.toSorted((a, b) => a - b);
    expect(sorted.slice(1).every((height, i) => height - (sorted[i] ?? 0) >= 15)).toBe(true);
    expect(sorted.at(-1)).toBeLessThanOrEqual(96);
  });

  it('draws rings where counts were published, and says that only those are certain in a rehearsal', () => {
    const ringed = curve([line('all', [at(0, 0), at(5, 40)], { rings: [at(2, 15), at(4, 30)] })]);
    expect(within(plot(ringed), 'ring')).toHaveLength(2);
    const key = (replayed: boolean) => JSON.stringify(within(view(ringed, replayed), 'key'));
    expect(key(true)).toContain('between counts');
    expect(key(false)).not.toContain('between counts');
    expect(within(view(curve([line('all', [at(5, 40)])])), 'ring')).toEqual([]);
  });

  it('says up to when it is drawn by the time of issue', () => {
    const said = (drawn: Curve) => JSON.stringify(view(drawn));
    const countedFrom = '2026-05-03T12:00:00Z';
    const lines = [line('all', [at(4, 30), at(5, 40)], { occurred: [at(0, 0), at(2, 12)] })];
    expect(said(curve(lines, { byOccurrence: true, countedFrom }))).toContain('Up to 12:00, 3 May');
    expect(said(curve(lines, { byOccurrence: false, countedFrom }))).not.toContain('Up to 12:00');
  });
});
