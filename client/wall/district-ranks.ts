import { css, html, LitElement } from 'lit';
import { type District, ranked, shortName } from '../../shared/districts.ts';
import type { Speech } from '../../shared/speech.ts';

/** Names up to this long leave room for a third in a row. */
const LONG_NAME = 22;
/** Names past this length are set smaller, on two lines if need be. */
const VERY_LONG_NAME = 28;

/** The highest and the lowest districts, a row each. */
export class DistrictRanks extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      align-content: space-between;
      font-size: calc(3.05 * var(--u));
      font-stretch: 72%;
      line-height: 1.25;
    }
    dl {
      display: grid;
      grid-template-columns: calc(15 * var(--u)) repeat(var(--ranks), minmax(0, 1fr));
      gap: calc(1.6 * var(--u));
      align-items: center;
      margin: 0;
    }
    dt {
      color: var(--muted);
    }
    dd {
      margin: 0;
      display: flex;
      align-items: center;
      gap: 0.5em;
      border-inline-start: 1px solid var(--rule);
      padding-inline-start: calc(1.6 * var(--u));
    }
    .long {
      font-size: calc(2.72 * var(--u));
      font-stretch: 64%;
      line-height: 1;
    }
    b {
      font-size: calc(3.9 * var(--u));
      line-height: 1.1;
      font-weight: 700;
    }
  `;

  static override properties = { districts: { attribute: false }, speech: { attribute: false } };

  declare districts: readonly District[];
  declare speech: Speech;

  override render() {
    const { strings } = this.speech;
    const order = ranked(this.districts);
    const candidates = [...order.slice(0, 3), ...order.slice(-3)];
    const longest = Math.max(0, ...candidates.map(({ names }) => shortName(this.speech.name(names)).length));
    const shown = Math.min(longest > LONG_NAME ? 2 : 3, Math.floor(order.length / 2));
    this.style.setProperty('--ranks', String(Math.max(1, shown)));
    if (shown === 0) return html``;
    return html`${this.#row(strings.highest, order.slice(0, shown))}
    ${this.#row(strings.lowest, order.slice(-shown).toReversed())}`;
  }

  #row(label: string, districts: readonly District[]) {
    const { format, name } = this.speech;
    return html`<dl>
      <dt>${label}</dt>
      ${districts.map(
        ({ code, names, turnoutPct }) =>
          html`<dd data-code=${code}><b>${format.percentNumber(turnoutPct)}</b>${this.#name(shortName(name(names)))}</dd>`,
      )}
    </dl>`;
  }

  #name(name: string) {
    return html`<span class=${name.length > VERY_LONG_NAME ? 'long' : ''}>${name}</span>`;
  }
}

customElements.define('district-ranks', DistrictRanks);

declare global {
  interface HTMLElementTagNameMap {
    'district-ranks': DistrictRanks;
  }
}
