import { css, html, LitElement, nothing } from 'lit';
import { type District, shortName } from '../../shared/districts.ts';
import type { Speech } from '../../shared/speech.ts';
import { hatchedKeyStyles } from './hatched-key.styles.ts';
import { MOON_PATH } from './moon.ts';

/** Under the tiles: what their colours say, and the districts that have no tile, or nobody registered. */
export class TileLegend extends LitElement {
  static override styles = [
    hatchedKeyStyles,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.3em 1.15em;
        font-size: var(--legend-text, 0.875rem);
        font-stretch: var(--legend-stretch, 76%);
        line-height: 1.2;
        color: var(--muted);
      }
      .ramp {
        display: inline-flex;
        white-space: nowrap;
        gap: 0.12em;
      }
      .step {
        inline-size: 2.2em;
        padding-block: 0.12em;
        text-align: center;
        color: var(--level-ink);
        outline: 1px solid var(--rule);
        outline-offset: -1px;
      }
      .step-1 {
        background: var(--level-1);
      }
      .step-2 {
        background: var(--level-2);
      }
      .step-3 {
        background: var(--level-3);
      }
      .step-4 {
        background: var(--level-4);
      }
      .step-5 {
        background: var(--level-5);
        color: var(--level-5-ink);
      }
      .entry {
        white-space: nowrap;
      }
      .tip::before {
        content: "";
        display: inline-block;
        inline-size: 0.9em;
        block-size: 0.5em;
        margin-inline-end: 0.35em;
        vertical-align: 0.1em;
        background: var(--tip);
        outline: 1px solid var(--rule);
      }
      .hatched::before {
        background: repeating-linear-gradient(135deg, var(--hatch) 0 0.1em, transparent 0.1em 0.24em);
      }
      svg {
        inline-size: 0.8em;
        block-size: 0.8em;
        margin-inline-end: 0.3em;
        fill: var(--text);
        vertical-align: -0.05em;
      }
      b {
        color: var(--text);
        font-weight: 680;
      }
    `,
  ];

  static override properties = {
    beside: { attribute: false },
    since: { attribute: false },
    closed: { type: String },
    missing: { type: String },
    disputed: { type: Boolean },
    speech: { attribute: false },
  };

  /** Districts that are not among the tiles, or whose tile says nothing. */
  declare beside: readonly District[];
  /** Instant that the bright tips begin at; `null` when there are none. */
  declare since: string | null;
  /** What the moon means; empty where no tile has one. */
  declare closed: string;
  /** What the hatch means; empty where no tile has it. */
  declare missing: string;
  /** Whether a tile bears a dagger. */
  declare disputed: boolean;
  declare speech: Speech;

  constructor() {
    super();
    this.beside = [];
    this.since = null;
    this.closed = '';
    this.missing = '';
    this.disputed = false;
  }

  override render() {
    const { strings, format, name } = this.speech;
    return html`
      <span class="ramp"
        >${['0+', '20+', '40+', '60+', '80+'].map(
          (text, i) => html`<span class="step step-${i + 1}" dir="ltr">${text}</span>`,
        )}</span
      >
      ${this.since === null ? nothing : html`<span class="entry tip">${strings.since(format.time(this.since))}</span>`}
      ${
        this.closed === ''
          ? nothing
          : html`<span class="entry" data-closed-key
              ><svg viewBox="0 0 20 20" aria-hidden="true"><path d=${MOON_PATH}></path></svg>${this.closed}</span
            >`
      }
      ${this.missing === '' ? nothing : html`<span class="entry hatched" data-missing-key>${this.missing}</span>`}
      ${this.disputed ? html`<span class="entry" data-disputed-key>${strings.disputedKey}</span>` : nothing}
      <slot></slot>
      ${this.beside.map(
        ({ names, turnoutPct, issued }) =>
          html`<span class="entry"
            ><bdi>${shortName(name(names))}</bdi>
            <b><bdi>${turnoutPct === null ? format.count(issued) : format.percentNumber(turnoutPct)}</bdi></b>${
              turnoutPct === null ? ` ${strings.pair(strings.issuedShort, strings.noRegister)}` : nothing
            }</span
          >`,
      )}
    `;
  }
}

customElements.define('tile-legend', TileLegend);

declare global {
  interface HTMLElementTagNameMap {
    'tile-legend': TileLegend;
  }
}
