import { css, html, LitElement, nothing } from 'lit';
import type { Freshness } from '../../shared/freshness.ts';
import type { Speech } from '../../shared/speech.ts';
import { setApart } from '../../shared/strings/set-apart.ts';
import { freshnessIcon } from './freshness-icon.ts';

const MINUTE_MS = 60_000;

/** How far the numbers can be trusted: a mark, a word, and the times that prove it. */
export class FreshnessBadge extends LitElement {
  static override styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0.1em var(--badge-gap, 0.9em);
      font-size: var(--badge-text, 1rem);
      font-stretch: var(--badge-stretch, 80%);
      line-height: 1.1;
      color: var(--muted);
    }
    .state {
      display: inline-flex;
      align-items: center;
      gap: 0.4em;
      font-weight: 700;
      color: var(--text);
      white-space: nowrap;
    }
    svg {
      inline-size: 0.72em;
      block-size: 0.72em;
      flex: none;
    }
    .live {
      color: var(--fill);
    }
    .late {
      outline: 0.12em solid var(--late);
      padding: 0 0.45em;
    }
    .stale {
      background: var(--late);
      color: var(--late-ink);
      padding: 0 0.45em;
    }
    .offline {
      background: var(--offline);
      color: var(--offline-ink);
      padding: 0 0.45em;
    }
    :host([brief]) {
      display: inline-flex;
      font-weight: 680;
      line-height: 1.16;
    }
    :host([brief]) .state {
      gap: 0.25em;
      padding-inline: 0.3em;
      font-weight: inherit;
    }
    :host([stacked]) {
      flex-direction: column;
      align-items: flex-end;
      line-height: 1.3;
      text-align: end;
    }
    :host([stacked]) .clock {
      display: block;
      line-height: 1.05;
    }
    .part {
      white-space: nowrap;
    }
    :host([stacked]) .part {
      white-space: normal;
      text-wrap: balance;
    }
    /* When the next is due gives way where there is little room, but for one that did not come. */
    .live ~ [data-next] {
      display: var(--badge-next, inline);
    }
    .clock {
      font-size: var(--badge-clock, 1.2em);
      /* So that a second line under it finds room. */
      line-height: 1;
      font-weight: 700;
      color: var(--text);
    }
    b {
      font-weight: 650;
      color: var(--text);
    }
  `;

  static override properties = {
    state: { type: String },
    asOf: { type: String },
    nextAt: { type: String },
    ageMs: { attribute: false },
    nowMs: { attribute: false },
    date: { type: Boolean },
    brief: { type: Boolean, reflect: true },
    stacked: { type: Boolean, reflect: true },
    stopped: { type: Boolean },
    speech: { attribute: false },
  };

  declare state: Freshness;
  /** The election-minute of the numbers, ISO 8601. */
  declare asOf: string;
  /** When the next is due, by the server's clock; `null` when none is. */
  declare nextAt: string | null;
  /** Since the numbers were taken, ms. */
  declare ageMs: number;
  /** The server's present, ms. */
  declare nowMs: number;
  /** Whether to say the day beside the time. */
  declare date: boolean;
  /** Mark, word and time alone: what every panel wears. */
  declare brief: boolean;
  /** One under the other, at the end of the line. */
  declare stacked: boolean;
  /** No next count is due because a rehearsal's clock was stopped. */
  declare stopped: boolean;
  declare speech: Speech;

  constructor() {
    super();
    this.nextAt = null;
    this.ageMs = 0;
    this.nowMs = 0;
    this.date = false;
    this.brief = false;
    this.stacked = false;
    this.stopped = false;
  }

  override render() {
    const { state, asOf, speech } = this;
    const { strings, format } = speech;
    const settled = state === 'past' || state === 'final';
    if (this.brief) {
      return html`<span class="state ${state}" data-panel-state=${state}
        ><svg viewBox="0 0 16 16" aria-hidden="true">${freshnessIcon(state)}</svg>${strings.freshness[state]}
        <span class="part">${settled ? format.time(asOf) : strings.ageBadge(format.age(this.ageMs, 'short'))}</span></span
      >`;
    }
    return html`
      <span class="state ${state}" data-state=${state}
        ><svg viewBox="0 0 16 16" aria-hidden="true">${freshnessIcon(state)}</svg>${strings.freshness[state]}</span
      >
      <span class="part"
        >${this.stacked ? nothing : strings.asOf} <span class="clock" data-as-of>${format.time(asOf)}</span> ${
          this.date
            ? setApart(strings.pair, format.day(asOf), html`<span data-zone>${format.zoneName(asOf)}</span>`)
            : html`<span data-zone>${format.zoneName(asOf)}</span>`
        }</span
      >
      ${
        settled
          ? nothing
          : html`<span class="part" data-age>${strings.age(format.age(this.ageMs, 'short'))}</span>
              <span class="part" data-next>${this.#next()}</span>`
      }
    `;
  }

  #next(): string {
    const { strings, format } = this.speech;
    if (this.nextAt === null) return this.stopped ? strings.clockStopped : strings.noNext;
    const untilMs = Date.parse(this.nextAt) - this.nowMs;
    if (untilMs < 0 && this.state !== 'live') return strings.nextOverdue(format.ago(-untilMs, 'short'));
    return untilMs < MINUTE_MS ? strings.nextIn(format.clock(untilMs)) : strings.nextAhead(format.ahead(untilMs));
  }
}

customElements.define('freshness-badge', FreshnessBadge);

declare global {
  interface HTMLElementTagNameMap {
    'freshness-badge': FreshnessBadge;
  }
}
