import { html, nothing } from 'lit';
import { type LogSummary, shortRoot } from '../../shared/bulletin-log/summary.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import { setApart } from '../../shared/strings/set-apart.ts';
import { pointsBetween } from '../../shared/turnout.ts';
import '../elements/freshness-badge.ts';
import '../elements/qr-code.ts';
import '../elements/turnout-figure.ts';
import type { WallView } from './wall-view.ts';

/** How far a panel can be trusted, worn by each as soon as the wall is not what it should be. */
export function panelBadge({ state, snapshot, ageMs, speech }: WallView) {
  if (state === 'live' || state === 'past' || state === 'final') return nothing;
  return html`<freshness-badge
    brief
    class="aged"
    .state=${state}
    .asOf=${snapshot.asOf}
    .ageMs=${ageMs}
    .speech=${speech}
  ></freshness-badge>`;
}

/** The code that leads to this snapshot. */
export function linkCode({ link, speech }: WallView, slot = '') {
  return html`<qr-code slot=${slot} .text=${link} .label=${speech.strings.qr}></qr-code>`;
}

/** The log of bulletins as a wall has room for it: two groups of its root tell one log from another. */
export function logPrint({ root }: LogSummary) {
  return html`<bdi dir="ltr">${shortRoot(root).slice(0, 9)}</bdi>`;
}

/** What came since the hour before; overnight, and once voting is over, that nothing did. */
function riseText(pct: number | null, earlier: Snapshot, { strings, format }: Speech) {
  const points = pointsBetween(pct, earlier.total.turnoutPct);
  const time = format.time(earlier.asOf);
  if (points === 0) return html`<span data-rise>${strings.unchanged(time)}</span>`;
  return html`<span class="rise" data-rise
    ><b><bdi>${format.pointsAlone(points)}</bdi></b> ${strings.points} ${strings.since(time)}</span
  >`;
}

/**
 * The whole: what it is, what came in the last hour, the fraction.
 *
 * @param spread the number at the side of its fraction
 */
export function totalPanel(view: WallView, spread = false) {
  const { snapshot, earlier, speech, state } = view;
  const { strings } = speech;
  const trusted = state === 'live' || state === 'past' || state === 'final';
  return html`<div data-panel="total">
    <div class="label">
      <span
        >${setApart(
          strings.pair,
          strings.turnout,
          html`<span data-status>${strings.status[snapshot.status]}</span>`,
        )}</span
      >
      ${!trusted ? panelBadge(view) : earlier === null ? nothing : riseText(snapshot.total.turnoutPct, earlier, speech)}
    </div>
    <turnout-figure
      class="total"
      ?spread=${spread}
      .count=${snapshot.total}
      .earlierPct=${earlier?.total.turnoutPct ?? null}
      .speech=${speech}
    ></turnout-figure>
  </div>`;
}
