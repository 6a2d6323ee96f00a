import { css, html, LitElement, nothing } from 'lit';
import type { Count } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import './turnout-bar.ts';

/** Ballots told in more letters than this are set as narrow as they can be. */
const LONG_LINE = 27;

/** One turnout as the fraction it is: percent, ballots issued on the bar, registered voters under it. */
export class TurnoutFigure extends LitElement {
  static override styles = css`
    :host {
      display: block;
      line-height: 1.12;
    }
    .percent {
      display: flex;
      /* Digits and their sign run from left to right in every language here. */
      direction: ltr;
      inline-size: fit-content;
      align-items: flex-start;
      font-size: var(--figure-size, 4rem);
      font-weight: 640;
      font-stretch: var(--figure-stretch, 65%);
      line-height: 1;
      letter-spacing: -0.015em;
      margin-block: var(--figure-lead, -0.06em 0.06em);
      /* A digit's own margin: the number stands on the same edge as the text under it. */
      margin-inline-start: -0.02em;
    }
    .percent.wide {
      font-stretch: 62.5%;
      font-size: calc(var(--figure-size, 4rem) * 0.84);
    }
    /* A comma hangs below the line. */
    .percent.comma {
      padding-block-end: var(--figure-comma, 0);
    }
    .sign {
      font-size: 0.38em;
      font-weight: 350;
      color: var(--muted);
      margin-block-start: 0.34em;
      margin-inline-start: 0.12em;
      letter-spacing: 0;
    }
    .line {
      font-size: var(--figure-text, 1.2rem);
      font-stretch: var(--figure-text-stretch, 78%);
      white-space: nowrap;
    }
    .line.long {
      font-stretch: 62.5%;
    }
    b {
      font-weight: 700;
    }
    .under {
      text-align: end;
      color: var(--muted);
    }
    .under b {
      color: var(--text);
      font-weight: 560;
    }
    turnout-bar {
      --bar-size: var(--figure-bar, 0.9rem);
      margin-block: 0.25em 0.15em;
    }
    :host([spread]) {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      align-content: end;
      column-gap: 1em;
    }
    :host([spread]) .percent {
      grid-row: 1 / span 3;
      align-self: end;
    }
  `;

  static override properties = {
    count: { attribute: false },
    earlierPct: { attribute: false },
    speech: { attribute: false },
    compact: { type: Boolean },
    spread: { type: Boolean, reflect: true },
  };

  declare count: Count;
  /** Turnout before, percent; `null` draws no tip. */
  declare earlierPct: number | null;
  declare speech: Speech;
  /** Counts without their words. */
  declare compact: boolean;
  /** The percentage at the side of its fraction, where there is more width than height. */
  declare spread: boolean;

  constructor() {
    super();
    this.earlierPct = null;
    this.compact = false;
    this.spread = false;
  }

  override render() {
    const { count, speech, compact } = this;
    const { format, strings } = speech;
    const { issued, registered, turnoutPct } = count;
    const number = format.percentNumber(turnoutPct);
    const registeredText = format.count(registered);
    const issuedText = format.count(issued);
    const issuedWord = compact ? '' : strings.issued(issued, '');
    const long = issuedText.length + issuedWord.length > LONG_LINE;
    return html`
      <div class="percent ${number.length > 5 ? 'wide' : ''} ${number.includes(',') ? 'comma' : ''}">
        <span data-figure="percent">${number}</span
        >${turnoutPct === null ? nothing : html`<span class="sign">${format.percentSign()}</span>`}
      </div>
      <div class="line ${long ? 'long' : ''}">
        <b data-figure="issued"><bdi>${issuedText}</bdi></b> ${issuedWord}
      </div>
      <turnout-bar .pct=${turnoutPct} .earlierPct=${this.earlierPct}></turnout-bar>
      <div class="line under">
        ${
          compact ? strings.ofRegistered('') : nothing
        } <b data-figure="registered"><bdi>${registeredText}</bdi></b> ${compact ? nothing : strings.registered(registered, '')}
      </div>
    `;
  }
}

customElements.define('turnout-figure', TurnoutFigure);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-figure': TurnoutFigure;
  }
}
