import { css, html, LitElement, nothing } from 'lit';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Freshness } from '../../shared/freshness.ts';
import { zonedInstant } from '../../shared/instant.ts';
import { isStopped } from '../../shared/rehearsal-clock.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import { setApart } from '../../shared/strings/set-apart.ts';
import '../elements/brand-mark.ts';
import '../elements/freshness-badge.ts';
import { freshnessIcon } from '../elements/freshness-icon.ts';
import { votingDays } from '../voting-hours.ts';

/** A name past this length takes the day's place where a header is short. */
const LONG_NAME = 36;
/** A message past this length takes two lines. */
const LONG_MESSAGE = 44;

/** Which election, and how fresh; when the numbers are old or the server is silent, nothing but that, from afar. */
export class WallHeader extends LitElement {
  static override styles = css`
    /* Read aloud when it begins; what ticks is not. */
    .told {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    :host {
      display: block;
      block-size: calc(8.2 * var(--u));
    }
    .plain,
    .banner {
      display: flex;
      align-items: center;
      box-sizing: border-box;
      block-size: 100%;
      padding-inline: calc(2.6 * var(--u));
      gap: calc(3 * var(--u));
    }
    .plain {
      border-block-end: 1px solid var(--rule);
    }
    brand-mark {
      --brand-text: calc(4.6 * var(--u));
      flex: none;
    }
    .names {
      flex: 1 1 0;
      min-inline-size: 0;
      line-height: 1.16;
    }
    .election {
      margin: 0;
      font-size: calc(2.8 * var(--u));
      font-weight: 680;
      /* Narrow before small: with the day under it a second line would not fit. */
      font-stretch: 62.5%;
      text-wrap: balance;
    }
    .day {
      font-size: calc(2.8 * var(--u));
      font-stretch: 74%;
      color: var(--muted);
    }
    freshness-badge {
      flex: none;
      max-inline-size: max(calc(106 * var(--u)), min(calc(122 * var(--u)), 68vw));
      --badge-text: calc(3.3 * var(--u));
      --badge-stretch: 72%;
      --badge-clock: calc(5.2 * var(--u));
      --badge-gap: calc(2.2 * var(--u));
      justify-content: flex-end;
    }
    /* All else gives way to a long name: on two lines, with the day under it, it just fills the header. */
    @media not (max-aspect-ratio: 3 / 2) {
      .plain:has(.long) {
        gap: calc(2.2 * var(--u));
      }
      .long ~ freshness-badge {
        --badge-stretch: 62.5%;
        --badge-gap: calc(1.3 * var(--u));
      }
      .names.long {
        line-height: 0.98;
      }
      .long .election,
      .long .day {
        font-size: calc(2.72 * var(--u));
      }
    }
    .banner {
      background: var(--late);
      color: var(--late-ink);
    }
    .banner.offline {
      background: var(--offline);
      color: var(--offline-ink);
    }
    .banner svg {
      flex: none;
      inline-size: calc(7 * var(--u));
      block-size: calc(7 * var(--u));
    }
    .message {
      flex: 1 1 0;
      font-size: calc(5.6 * var(--u));
      font-weight: 760;
      font-stretch: 72%;
      line-height: 1;
      text-wrap: balance;
    }
    .message.long {
      font-size: calc(4 * var(--u));
      font-stretch: 66%;
    }
    .details {
      flex: none;
      max-inline-size: calc(70 * var(--u));
      text-align: end;
      font-size: calc(2.72 * var(--u));
      font-stretch: 64%;
      line-height: 1.25;
    }
    .details h1 {
      margin: 0;
      font: inherit;
      font-weight: 700;
    }
    @media (max-aspect-ratio: 3 / 2) {
      :host {
        block-size: calc(7.4 * var(--u));
      }
      .names {
        flex: 0 1 auto;
      }
      .plain {
        gap: calc(1.8 * var(--u));
      }
      brand-mark {
        --brand-text: calc(3.8 * var(--u));
      }
      .election {
        font-size: calc(2.72 * var(--u));
        line-height: 1.05;
      }
      .long .day {
        display: none;
      }
      freshness-badge {
        margin-inline-start: auto;
        --badge-text: calc(2.8 * var(--u));
        --badge-stretch: 62.5%;
        --badge-gap: calc(0.9 * var(--u));
      }
      /* Two lines of it are as high as the banner. */
      .message {
        font-size: calc(3.6 * var(--u));
      }
      .message.long {
        font-size: calc(3 * var(--u));
        font-stretch: 62.5%;
      }
      .details {
        max-inline-size: calc(66 * var(--u));
        font-stretch: 62.5%;
      }
    }
    @media (max-aspect-ratio: 1 / 1) {
      :host {
        block-size: calc(15.6 * var(--u));
      }
      .plain,
      .banner {
        flex-wrap: wrap;
        align-content: space-evenly;
        gap: 0 calc(3 * var(--u));
        padding: calc(0.8 * var(--u)) calc(1.8 * var(--u));
      }
      .long .day {
        display: block;
      }
      freshness-badge {
        flex: 1 1 100%;
        max-inline-size: 100%;
        justify-content: flex-start;
        --badge-text: calc(3.3 * var(--u));
        --badge-stretch: 72%;
        --badge-clock: calc(4.6 * var(--u));
      }
      .banner svg {
        inline-size: calc(5.4 * var(--u));
        block-size: calc(5.4 * var(--u));
      }
      .message {
        flex: 1 1 calc(80 * var(--u));
        font-size: calc(5.2 * var(--u));
      }
      .details {
        flex: 1 1 100%;
        max-inline-size: 100%;
        text-align: start;
      }
    }
  `;

  static override properties = {
    description: { attribute: false },
    snapshot: { attribute: false },
    state: { type: String },
    ageMs: { attribute: false },
    nowMs: { attribute: false },
    sinceAnswerMs: { attribute: false },
    speech: { attribute: false },
  };

  declare description: ElectionDescription;
  declare snapshot: Snapshot;
  declare state: Freshness;
  declare ageMs: number;
  declare nowMs: number;
  declare sinceAnswerMs: number;
  declare speech: Speech;

  override render() {
    return this.state === 'stale' || this.state === 'offline' ? this.#banner(this.state) : this.#plain();
  }

  #plain() {
    const { description, snapshot, speech } = this;
    return html`<header class="plain">
      <brand-mark .pct=${snapshot.total.turnoutPct}></brand-mark>
      <div class="names ${speech.name(description.names).length > LONG_NAME ? 'long' : ''}">
        <h1 class="election"><bdi>${speech.name(description.names)}</bdi></h1>
        ${this.#day()}
      </div>
      <freshness-badge
        .state=${this.state}
        .asOf=${snapshot.asOf}
        .nextAt=${snapshot.nextAt}
        ?stopped=${isStopped(snapshot)}
        .ageMs=${this.ageMs}
        .nowMs=${this.nowMs}
        .date=${votingDays(description).length < 2}
        .speech=${speech}
      ></freshness-badge>
    </header>`;
  }

  /** Which of its days the election has come to; nothing where it has one. */
  #day() {
    const { description, snapshot, speech } = this;
    const { strings, format } = speech;
    const days = votingDays(description);
    const today = zonedInstant(Date.parse(snapshot.asOf), description.timezone).slice(0, 10);
    const day = days.indexOf(today) + 1;
    if (days.length < 2 || day === 0) return nothing;
    return html`<div class="day" data-day>${strings.pair(
      strings.dayOf(format.count(day), format.count(days.length)),
      format.day(snapshot.asOf),
    )}</div>`;
  }

  #banner(state: 'stale' | 'offline') {
    const { description, snapshot, speech } = this;
    const { strings, format } = speech;
    const message =
      state === 'stale'
        ? isStopped(snapshot)
          ? strings.stoppedBanner(format.duration(this.ageMs))
          : strings.agedBanner(state, format.duration(this.ageMs))
        : strings.offlineBanner(format.duration(this.sinceAnswerMs));
    const asOf = snapshot.asOf;
    return html`<div class="banner ${state}" role="banner">
      <span class="told" role="alert">${state === 'stale' ? strings.staleTold : strings.offlineTold}</span>
      <svg viewBox="0 0 16 16" aria-hidden="true">${freshnessIcon(state)}</svg>
      <div class="message ${message.length > LONG_MESSAGE ? 'long' : ''}" data-state=${state}>${message}</div>
      <div class="details">
        <h1><bdi>${speech.name(description.names)}</bdi></h1>
        ${setApart(
          strings.pair,
          html`<span data-as-of
            >${strings.lastCount(strings.pair(format.day(asOf), format.time(asOf)), format.zoneName(asOf))}</span
          >`,
          html`<span data-age>${strings.age(format.age(this.ageMs))}</span>`,
        )}
      </div>
    </div>`;
  }
}

customElements.define('wall-header', WallHeader);

declare global {
  interface HTMLElementTagNameMap {
    'wall-header': WallHeader;
  }
}
