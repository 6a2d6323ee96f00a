import { css, html, LitElement, nothing } from 'lit';
import { type District, isUncounted, ranked, shortName } from '../../shared/districts.ts';
import type { Speech } from '../../shared/speech.ts';
import { risesOf } from './change-classes.ts';

/** A name past this length is set narrower. */
const LONG_NAME = 15;
/** A name past this length takes two lines, and its group holds one district. */
const TWO_LINES = 28;

interface Entry {
  readonly code: string;
  readonly value: string;
  readonly name: string;
}

/** The highest, the lowest, and those that rose most since the hour before. */
export class DistrictRanks extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      /* As wide as their names want, while there is room. */
      grid-template-columns: repeat(3, auto);
      column-gap: calc(1.6 * var(--u));
      font-size: calc(3.05 * var(--u));
      font-stretch: 72%;
      line-height: 1.2;
    }
    :host([tall]) {
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      gap: calc(1.6 * var(--u));
    }
    h2 {
      margin: 0;
      font: inherit;
      font-size: calc(2.8 * var(--u));
      color: var(--muted);
      white-space: nowrap;
    }
    ol {
      list-style: none;
      margin: 0;
      padding: 0;
    }
    section + section {
      border-inline-start: 1px solid var(--rule);
      padding-inline-start: calc(1.6 * var(--u));
    }
    :host([tall]) h2 {
      font-stretch: 66%;
    }
    :host([tall]) section {
      border: 0;
      border-block-start: 1px solid var(--rule);
      padding: calc(0.5 * var(--u)) 0 0;
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.5em;
      min-block-size: calc(3.6 * var(--u));
    }
    .name.long {
      font-size: calc(2.72 * var(--u));
      font-stretch: 62.5%;
      line-height: 1;
    }
    @media (max-aspect-ratio: 3 / 2) {
      :host([tall]) {
        gap: calc(0.8 * var(--u));
        font-size: calc(2.8 * var(--u));
        font-stretch: 66%;
      }
      :host([tall]) h2 {
        font-stretch: 62.5%;
        line-height: 1.05;
        white-space: normal;
      }
      :host([tall]) li {
        min-block-size: calc(3.4 * var(--u));
        line-height: 1;
      }
    }
    b {
      font-size: calc(3.6 * var(--u));
      line-height: 1.08;
      font-weight: 700;
      min-inline-size: 2.35em;
    }
  `;

  static override properties = {
    districts: { attribute: false },
    since: { type: String },
    tall: { type: Boolean, reflect: true },
    rows: { type: Number },
    speech: { attribute: false },
  };

  declare districts: readonly District[];
  /** Instant from which rises are told; `null` tells none. */
  declare since: string | null;
  /** Upright: one group under the other. */
  declare tall: boolean;
  /** Districts in each group, at most. */
  declare rows: number;
  declare speech: Speech;

  constructor() {
    super();
    this.since = null;
    this.tall = false;
    this.rows = 2;
  }

  override render() {
    const { strings, format, name } = this.speech;
    const order = ranked(this.districts.filter((district) => !isUncounted(district)));
    const shown = Math.min(this.rows, Math.floor(order.length / 2));
    if (shown === 0) return html``;
    const level = ({ code, names, turnoutPct }: District): Entry => ({
      code,
      value: format.percentNumber(turnoutPct),
      name: shortName(name(names)),
    });
    const rises =
      this.since === null
        ? []
        : risesOf(this.districts)
            .filter(({ points }) => points > 0)
            .slice(0, shown);
    return html`${this.#group('highest', strings.highest, order.slice(0, shown).map(level))}
    ${this.#group('lowest', strings.lowest, order.slice(-shown).toReversed().map(level))}
    ${
      this.since === null || rises.length === 0
        ? nothing
        : this.#group(
            'fastest',
            strings.pair(strings.rise, `${strings.points} ${strings.since(format.time(this.since))}`),
            rises.map(({ district, points }) => ({ ...level(district), value: format.pointsAlone(points) })),
          )
    }`;
  }

  #group(kind: string, label: string, entries: readonly Entry[]) {
    const long = entries.some(({ name }) => name.length > TWO_LINES);
    const shown = long && !this.tall ? entries.slice(0, 1) : entries;
    return html`<section data-ranks=${kind}>
      <h2>${label}</h2>
      <ol>
        ${shown.map(
          ({ code, value, name }) =>
            html`<li data-code=${code}>
              <b><bdi>${value}</bdi></b><bdi class="name ${name.length > LONG_NAME ? 'long' : ''}">${name}</bdi>
            </li>`,
        )}
      </ol>
    </section>`;
  }
}

customElements.define('district-ranks', DistrictRanks);

declare global {
  interface HTMLElementTagNameMap {
    'district-ranks': DistrictRanks;
  }
}
