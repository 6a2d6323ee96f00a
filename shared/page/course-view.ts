import { curveTitle } from '../curve-title.ts';
import type { ElectionDescription } from '../election.ts';
import { element, type Markup } from '../markup.ts';
import type { Speech } from '../speech.ts';
import { curveView } from './curve-view.ts';
import type { PageParts } from './page-parts.ts';

/**
 * The course of the election, or of one district: the drawn curve, and, where the page runs, the way to a chart that can
 * be read point by point.
 *
 * @param code area whose curve it is; `null` where the tree has no root
 */
export function courseView(parts: PageParts, code: string | null): Markup {
  const { description, curve, chart, age, speech } = parts;
  const { strings } = speech;
  return element(
    'section',
    { class: 'course', 'data-panel': 'curve' },
    element('h2', {}, curveTitle(description, curve, speech)),
    element('p', { class: 'note' }, strings.curveUnit),
    curve === null
      ? element('p', { class: 'note' }, strings.noCurve)
      : chart === 'open'
        ? element('turnout-chart', {})
        : curveView(curve, {
            names: lineNames(description, speech),
            replayed: description.mode === 'rehearsal',
            speech,
          }),
    chart === 'failed' ? element('p', { class: 'failed', role: 'status' }, strings.chartFailed) : null,
    curve === null || code === null
      ? null
      : element(
          'div',
          { class: 'course-controls' },
          element(
            'button',
            {
              type: 'button',
              class: age === null ? 'press unready' : 'press',
              'data-chart': true,
              'aria-expanded': chart === 'closed' ? 'false' : 'true',
            },
            chart === 'closed' ? strings.openChart : strings.closeChart,
          ),
          element('a', { href: seriesFile(description.id, code), 'data-series': true }, strings.curveFile),
        ),
  );
}

/** What each line is called, by channel; `all` is the whole. */
export function lineNames(
  { channels }: ElectionDescription,
  { name, strings }: Speech,
): Readonly<Record<string, string>> {
  return { ...Object.fromEntries(channels.map(({ code, names }) => [code, name(names)])), all: strings.total };
}

/** Address of an area's curve as CSV. */
export function seriesFile(election: string, code: string): string {
  return `/api/v1/elections/${encodeURIComponent(election)}/areas/${encodeURIComponent(code)}/series.csv`;
}
