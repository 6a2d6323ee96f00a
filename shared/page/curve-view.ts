import { type Curve, type CurveLine, type CurvePoint, type PercentAxis, percentAxisOf, timeMarks } from '../curve.ts';
import { element, type Markup } from '../markup.ts';
import type { Speech } from '../speech.ts';

/** The drawing's own units; text and rings keep their size, whatever the drawing's. */
const WIDE = 1000;
/** Least distance of two labels, in percent of the height. */
const LABEL_APART = 15;

/** Turnout over the days of the election: the whole, and each channel; rings are published counts, the disc is now. */
export function curveView(
  curve: Curve,
  o: { names: Readonly<Record<string, string>>; replayed: boolean; speech: Speech },
): Markup {
  const { strings, format } = o.speech;
  const scale = scaleOf(curve);
  const ringed = curve.lines.some((line) => line.rings.length > 0);
  return element(
    'figure',
    { class: 'curve' },
    element(
      'div',
      { class: 'key' },
      ringed
        ? element(
            'span',
            {},
            keyMark(element('circle', { cx: 11, cy: 8, r: 5.5, class: 'ring' })),
            strings.publishedCount,
          )
        : null,
      element(
        'span',
        {},
        keyMark(element('path', { d: 'M0 8h22', class: 'stroke' })),
        ringed && o.replayed ? strings.betweenCounts : strings.counted,
      ),
    ),
    element(
      'svg',
      { class: 'plot', role: 'img', 'aria-label': findingText(curve, o.names, o.speech) },
      gridView(curve, scale, o.speech),
      // The whole stands over its channels.
      curve.lines.toReversed().map((line) => lineView(line, scale)),
      curve.lines.toReversed().map((line) => pointsView(line, scale)),
      labelsView(curve, scale, o),
    ),
    curve.byOccurrence && curve.countedFrom !== null
      ? element(
          'figcaption',
          { 'data-by-occurrence': true },
          strings.byOccurrence(format.day(curve.countedFrom), format.time(curve.countedFrom)),
        )
      : null,
  );
}

/** What the curve shows, in words: where each line stands now. */
function findingText(curve: Curve, names: Readonly<Record<string, string>>, { strings, format }: Speech): string {
  const ends = curve.lines.map(({ channel, nowPct }) => `${names[channel] ?? channel} ${format.percent(nowPct)}`);
  return `${strings.curveUnit}. ${strings.pair(format.day(curve.nowMs), format.time(curve.nowMs))}: ${format.list(ends)}`;
}

interface Scale extends PercentAxis {
  /** From the left, percent of the width. */
  readonly x: (ms: number) => number;
  /** From the top, percent of the height. */
  readonly y: (pct: number) => number;
}

function scaleOf({ lines, fromMs, toMs }: Curve): Scale {
  const { topPct, stepPct } = percentAxisOf({ lines });
  const spanMs = Math.max(1, toMs - fromMs);
  return { topPct, stepPct, x: (ms) => ((ms - fromMs) / spanMs) * 100, y: (pct) => 100 - (pct / topPct) * 100 };
}

const percent = (n: number) => `${Math.round(n * 100) / 100}%`;
const units = (n: number) => String(Math.round(n * (WIDE / 10)) / 10);

function keyMark(drawn: Markup): Markup {
  return element('svg', { viewBox: '0 0 22 16', 'aria-hidden': 'true' }, drawn);
}

function gridView(curve: Curve, { topPct, stepPct, x, y }: Scale, { format }: Speech): Markup[] {
  const steps = Array.from({ length: Math.floor(topPct / stepPct) + 1 }, (_, i) => i * stepPct);
  const today = format.day(curve.nowMs);
  return [
    ...steps.flatMap((pct) => [
      element('line', { class: 'grid', x1: 0, x2: '100%', y1: percent(y(pct)), y2: percent(y(pct)) }),
      element(
        'text',
        { class: 'axis', x: -6, y: percent(y(pct)), dy: '0.35em', 'text-anchor': 'end' },
        pct === topPct ? format.percentWhole(pct) : format.count(pct),
      ),
    ]),
    ...curve.open
      .filter(([opens, closes]) => closes >= curve.fromMs && opens <= curve.toMs)
      .map(([opens, closes]) => {
        const [left, right] = [Math.max(0, x(opens)), Math.min(100, x(closes))];
        return element('rect', { class: 'open', x: percent(left), y: '100%', width: percent(right - left), height: 4 });
      }),
    element('line', {
      class: 'now',
      x1: percent(x(curve.nowMs)),
      x2: percent(x(curve.nowMs)),
      y1: 0,
      y2: '100%',
    }),
    ...timeMarks(curve.fromMs, curve.toMs, format.zone).map(({ atMs, kind }) =>
      element(
        'text',
        {
          class: kind === 'day' && format.day(atMs) === today ? 'axis today' : 'axis',
          x: percent(x(atMs)),
          y: '100%',
          dy: 20,
          'text-anchor': 'middle',
        },
        kind === 'day' ? format.dayOfMonth(atMs) : format.time(atMs),
      ),
    ),
  ];
}

/** The curve's path: straight from each figure that was sent to the next. */
export function pathOf(points: readonly CurvePoint[], { x, y }: Pick<Scale, 'x' | 'y'>): string {
  return points.map((point, i) => `${i === 0 ? 'M' : 'L'}${units(x(point.x))} ${units(y(point.y))}`).join('');
}

function lineView({ channel, occurred, known }: CurveLine, scale: Scale): Markup {
  const before = [...occurred, ...known.slice(0, occurred.length > 0 ? 1 : 0)];
  return element(
    'svg',
    {
      class: channel === 'all' ? 'line all' : 'line',
      viewBox: `0 0 ${WIDE} ${WIDE}`,
      width: '100%',
      height: '100%',
      preserveAspectRatio: 'none',
    },
    before.length > 1 ? element('path', { d: pathOf(before, scale) }) : null,
    known.length > 1 ? element('path', { d: pathOf(known, scale) }) : null,
  );
}

function pointsView({ channel, rings, known }: CurveLine, { x, y }: Scale): Markup {
  const all = channel === 'all';
  const last = known.at(-1);
  const circle = (name: string, point: CurvePoint, r: number) =>
    element('circle', { class: name, cx: percent(x(point.x)), cy: percent(y(point.y)), r });
  return element(
    'g',
    { class: all ? 'points all' : 'points' },
    rings.map((ring) => circle('ring', ring, all ? 3.4 : 2.6)),
    last === undefined ? null : circle('disc', last, all ? 5 : 3.6),
  );
}

/** Value and name at each line's end, moved apart where the ends lie close; on the left where the right is too near. */
function labelsView(
  { lines, nowMs }: Curve,
  { x, y }: Scale,
  { names, speech }: { names: Readonly<Record<string, string>>; speech: Speech },
): Markup[] {
  const ends = lines
    .flatMap(({ channel, nowPct }) => (nowPct === null ? [] : [{ channel, nowPct, atY: y(nowPct) }]))
    .sort((a, b) => a.atY - b.atY);
  const ys = spread(ends.map(({ atY }) => atY));
  const left = percent(x(nowMs));
  return ends.map(({ channel, nowPct }, i) =>
    element(
      'g',
      { class: channel === 'all' ? 'label all' : 'label' },
      element(
        'text',
        { class: 'value', x: left, y: percent(ys[i] ?? 0), dx: 9, dy: '0.1em' },
        speech.format.percentNumber(nowPct),
      ),
      element('text', { x: left, y: percent(ys[i] ?? 0), dx: 9, dy: '1.2em' }, names[channel] ?? channel),
    ),
  );
}

/** Heights in order, each at least a label below the one before, all within the drawing where there is room. */
function spread(ys: readonly number[]): number[] {
  const placed: number[] = [];
  for (const y of ys) placed.push(Math.max(y, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + LABEL_APART));
  let floor = 96;
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i] ?? 0, floor);
    floor = (placed[i] ?? 0) - LABEL_APART;
  }
  return placed;
}
