import { barParts } from '../bar-parts.ts';
import { element, type Markup } from '../markup.ts';
import type { Count } from '../snapshot.ts';
import type { Speech } from '../speech.ts';

/** Width of a bar's drawing in its own units. */
const WIDE = 1000;

/** The fraction, drawn: filled to the quotient, the bright tip is what came since the value before. */
export function barView(pct: number | null, earlierPct: number | null): Markup {
  const { tipFrom, end, perPoint } = barParts(pct ?? 0, earlierPct, WIDE);
  const rect = (name: string, from: number, to: number) =>
    element('rect', { class: name, x: at(from), y: 0, height: 10, width: at(to - from) });
  const line = (name: string, pctAt: number) =>
    element('line', { class: name, x1: at(pctAt * perPoint), x2: at(pctAt * perPoint), y1: 0, y2: 10 });
  return element(
    'svg',
    { class: 'bar', viewBox: `0 0 ${WIDE} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    rect('fill', 0, tipFrom),
    rect('tip', tipFrom, end),
    [20, 40, 60, 80].map((cut) => line('cut', cut)),
    (pct ?? 0) > 100 ? line('whole', 100) : null,
  );
}

/** A length in a drawing: as many digits as can be seen. */
export function at(n: number): string {
  return String(Math.round(n * 100) / 100);
}

/** One turnout as the fraction it is: percent, ballots issued on the bar, registered voters under it. */
export function figureView(
  count: Count,
  earlierPct: number | null,
  { format, strings }: Speech,
  o: { compact: boolean; beside?: Markup },
): Markup {
  const { issued, registered, turnoutPct } = count;
  const number = format.percentNumber(turnoutPct);
  return element(
    'div',
    { class: o.compact ? 'figure compact' : 'figure' },
    element(
      'div',
      { class: `percent${number.length > 5 ? ' wide' : ''}${number.includes(',') ? ' comma' : ''}` },
      element('span', { 'data-figure': 'percent' }, number),
      turnoutPct === null ? null : element('span', { class: 'sign' }, format.percentSign()),
    ),
    element(
      'div',
      { class: 'line' },
      element(
        'span',
        {},
        element('b', { 'data-figure': 'issued' }, element('bdi', {}, format.count(issued))),
        o.compact ? null : ` ${strings.issued(issued, '')}`,
      ),
      o.beside ?? null,
    ),
    barView(turnoutPct, earlierPct),
    element(
      'div',
      { class: 'line under' },
      element(
        'span',
        {},
        o.compact ? strings.ofRegistered('') : null,
        element('b', { 'data-figure': 'registered' }, element('bdi', {}, format.count(registered))),
        o.compact ? null : ` ${strings.registered(registered, '')}`,
      ),
    ),
  );
}
