import { html, LitElement, nothing } from 'lit';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Freshness } from '../../shared/freshness.ts';
import { zonedInstant } from '../../shared/instant.ts';
import { isStopped } from '../../shared/rehearsal-clock.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import '../elements/brand-mark.ts';
import '../elements/freshness-badge.ts';
import { votingDays } from '../voting-hours.ts';
import { cutOffStyles } from './cut-off-banner.styles.ts';
import { cutOffBanner } from './cut-off-banner.ts';
import { headerStyles } from './wall-header.styles.ts';

/** A name past this length takes the day's place where a header is short. */
const LONG_NAME = 36;
/** A name past this length takes the mark's place too. */
const LONGEST_NAME = 60;

/** Which election, and how fresh; when the numbers are old or the server is silent, nothing but that, from afar. */
export class WallHeader extends LitElement {
  static override styles = [headerStyles, cutOffStyles];

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
    return this.state === 'stale' || this.state === 'offline' ? cutOffBanner(this, this.state) : this.#plain();
  }

  #plain() {
    const { description, snapshot, speech } = this;
    const { length } = speech.name(description.names);
    return html`<header class="plain">
      <brand-mark .pct=${snapshot.total.turnoutPct}></brand-mark>
      <div class="names ${length > LONG_NAME ? 'long' : ''} ${length > LONGEST_NAME ? 'longest' : ''}">
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
}

customElements.define('wall-header', WallHeader);

declare global {
  interface HTMLElementTagNameMap {
    'wall-header': WallHeader;
  }
}
