import { css, html, LitElement, nothing } from 'lit';
import type { District } from '../../shared/districts.ts';
import type { Speech } from '../../shared/speech.ts';
import './turnout-bar.ts';

/** What the table can be sorted by. */
type Column = 'name' | 'pct' | 'rise' | 'issued' | 'registered';

/** All districts, sortable by its heads: percent, bar, rise since the hour before, ballots issued. */
export class DistrictTable extends LitElement {
  static override styles = css`
    :host {
      overflow-x: auto;
      font-size: 1rem;
      font-stretch: 82%;
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 1fr);
      gap: 2.75rem;
      align-items: start;
    }
    table {
      border-collapse: collapse;
      inline-size: 100%;
    }
    th,
    td {
      text-align: end;
      padding: 0.55em 0 0.55em 1em;
      border-block-end: 1px solid var(--rule);
      font-weight: 450;
      white-space: nowrap;
    }
    th:first-child {
      text-align: start;
      padding-inline-start: 0;
      white-space: normal;
    }
    thead th {
      color: var(--muted);
      padding-block: 0.25em;
    }
    button {
      all: unset;
      cursor: pointer;
      padding-block: 0.4em;
      font-stretch: 78%;
    }
    button:focus-visible {
      outline: 3px solid var(--fill);
      outline-offset: 2px;
    }
    [aria-sort] button {
      color: var(--text);
      font-weight: 700;
    }
    [aria-sort="ascending"] button::after {
      content: " ▲";
      font-size: 0.7em;
    }
    [aria-sort="descending"] button::after {
      content: " ▼";
      font-size: 0.7em;
    }
    .pct {
      font-weight: 700;
      font-size: 1.06em;
    }
    .bar {
      inline-size: 22%;
      min-inline-size: 4.5em;
    }
    .muted {
      color: var(--muted);
    }
    @media (max-width: 34rem) {
      th,
      td {
        padding-inline-start: 0.7em;
      }
      .bar {
        min-inline-size: 3.2em;
      }
      .registered,
      .rise {
        display: none;
      }
    }
  `;

  static override properties = {
    split: { type: Number },
    districts: { attribute: false },
    since: { attribute: false },
    speech: { attribute: false },
    _column: { state: true },
    _ascending: { state: true },
  };

  /** Into how many tables side by side, 1 and up. */
  declare split: number;
  declare districts: readonly District[];
  /** Instant the rise is counted from; `null` hides the column. */
  declare since: string | null;
  declare speech: Speech;
  declare _column: Column;
  declare _ascending: boolean;

  constructor() {
    super();
    this.split = 1;
    this.districts = [];
    this.since = null;
    this._column = 'pct';
    this._ascending = false;
  }

  override render() {
    const sorted = this.#sorted();
    const each = Math.ceil(sorted.length / this.split);
    return Array.from({ length: this.split }, (_, i) => this.#table(sorted.slice(i * each, (i + 1) * each)));
  }

  #table(districts: readonly District[]) {
    const { strings, format, name } = this.speech;
    const { since } = this;
    return html`<table>
      <thead>
        <tr>
          ${this.#head('name', strings.district, '')} ${this.#head('pct', '%', '')}
          <td class="bar"></td>
          ${since === null ? nothing : this.#head('rise', strings.since(format.time(since)), 'rise')}
          ${this.#head('issued', strings.issuedShort, '')}
          ${this.split > 1 ? nothing : this.#head('registered', strings.registeredShort, 'registered')}
        </tr>
      </thead>
      <tbody>
        ${districts.map(
          (district) => html`<tr data-code=${district.code}>
            <th scope="row">${name(district.names)}${district.disputed ? ' †' : ''}</th>
            <td class="pct">${format.percentNumber(district.turnoutPct)}</td>
            <td class="bar">
              ${
                district.turnoutPct === null
                  ? html`<span class="muted">${strings.noRegister}</span>`
                  : html`<turnout-bar .pct=${district.turnoutPct} .earlierPct=${district.earlierPct}></turnout-bar>`
              }
            </td>
            ${
              since === null
                ? nothing
                : html`<td class="rise muted">${format.points(district.turnoutPct, district.earlierPct)}</td>`
            }
            <td>${format.count(district.issued)}</td>
            ${this.split > 1 ? nothing : html`<td class="registered muted">${format.count(district.registered)}</td>`}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #head(column: Column, text: string, className: string) {
    const sort = this._column === column ? (this._ascending ? 'ascending' : 'descending') : nothing;
    return html`<th scope="col" class=${className} aria-sort=${sort}>
      <button type="button" @click=${() => this.#sortBy(column)}>${text}</button>
    </th>`;
  }

  #sortBy(column: Column): void {
    this._ascending = this._column === column ? !this._ascending : column === 'name';
    this._column = column;
  }

  /** Districts without a value stand last, whichever way the rest is sorted. */
  #sorted(): District[] {
    const { name, lang } = this.speech;
    const sign = this._ascending ? 1 : -1;
    const value = (district: District): number | null => {
      if (this._column === 'issued') return district.issued;
      if (this._column === 'registered') return district.registered;
      if (this._column === 'pct') return district.turnoutPct;
      if (district.turnoutPct === null || district.earlierPct === null) return null;
      return district.turnoutPct - district.earlierPct;
    };
    return [...this.districts].sort((a, b) => {
      const byName = name(a.names).localeCompare(name(b.names), lang);
      if (this._column === 'name') return sign * byName;
      const [left, right] = [value(a), value(b)];
      if (left === null || right === null) return Number(left === null) - Number(right === null) || byName;
      return sign * (left - right) || byName;
    });
  }
}

customElements.define('district-table', DistrictTable);

declare global {
  interface HTMLElementTagNameMap {
    'district-table': DistrictTable;
  }
}
