import { html, nothing } from 'lit';
import { setApart } from '../../shared/strings/set-apart.ts';
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

/**
 * The whole: what it is, what came in the last hour, the fraction.
 *
 * @param spread the number at the side of its fraction
 */
export function totalPanel(view: WallView, spread = false) {
  const { snapshot, earlier, speech, state } = view;
  const { strings, format } = speech;
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
      ${
        !trusted
          ? panelBadge(view)
          : earlier === null
            ? nothing
            : html`<span class="rise" data-rise
                ><b><bdi>${format.points(snapshot.total.turnoutPct, earlier.total.turnoutPct)}</bdi></b> ${strings.points}
                ${strings.since(format.time(earlier.asOf))}</span
              >`
      }
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
