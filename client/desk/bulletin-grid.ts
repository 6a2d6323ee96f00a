import { css, html, LitElement, nothing } from 'lit';
import type { Names } from '../../shared/election.ts';
import type { Speech } from '../../shared/speech.ts';
import { baseStyles } from '../elements/base.styles.ts';
import { type GridCell, type GridColumn, TOTAL_ROW } from './hour-grid.ts';

/** A row of the grid: a district, or the whole under `TOTAL_ROW`. */
export interface GridRow {
  readonly code: string;
  readonly names: Names;
}

/** Districts by hours, cumulative or as increments; heads stay in sight, arrow keys move from cell to cell. */
export class BulletinGrid extends LitElement {
  static override styles = [
    baseStyles,
    css`
    :host {
      display: block;
      overflow: auto;
      font-size: 0.9375rem;
      font-stretch: 80%;
      line-height: 1.2;
      background: var(--ground);
    }
    table {
      border-collapse: separate;
      border-spacing: 0;
    }
    th,
    td {
      padding: 0.42rem 0.7rem;
      text-align: end;
      white-space: nowrap;
      border-block-end: 1px solid var(--rule);
      background: var(--ground);
      font-weight: 450;
    }
    thead th {
      position: sticky;
      inset-block-start: 0;
      z-index: 2;
      vertical-align: bottom;
      border-block-end: 2px solid var(--text);
      color: var(--muted);
      font-size: 0.8125rem;
    }
    /* The space before it is its own: what scrolls by would show in a padding of the grid. */
    th:first-child {
      position: sticky;
      inset-inline-start: 0;
      z-index: 1;
      padding-inline-start: calc(var(--grid-start, 0rem) + 0.7rem);
      text-align: start;
      inline-size: 14rem;
      min-inline-size: 9rem;
      max-inline-size: 16rem;
      white-space: normal;
      border-inline-end: 1px solid var(--rule);
    }
    thead th:first-child {
      z-index: 3;
    }
    .hour {
      display: block;
      font-size: 1.125rem;
      font-weight: 680;
      color: var(--text);
    }
    .newest {
      background: var(--raised);
    }
    code {
      font: inherit;
      font-stretch: 72%;
    }
    .total th,
    .total td {
      border-block-end: 2px solid var(--text);
      font-weight: 700;
    }
    .value {
      font-size: 1.0625rem;
      font-weight: 640;
    }
    .under {
      display: block;
      color: var(--muted);
      font-size: 0.8125rem;
      font-weight: 450;
    }
    /* Units under units, whichever way the lines run. */
    :host(:dir(rtl)) :is(thead th, td) {
      text-align: start;
    }
    .notice {
      color: var(--line);
    }
    .differs {
      color: var(--offline);
    }
    td:focus-visible {
      outline: 3px solid var(--fill);
      outline-offset: -3px;
    }
    td {
      scroll-margin-block: 6rem 1rem;
      scroll-margin-inline: 15rem 1rem;
    }
    @media (max-width: 34rem) {
      th:first-child {
        inline-size: 8rem;
        min-inline-size: 7rem;
        max-inline-size: 8rem;
      }
      td {
        scroll-margin-inline-start: 9rem;
      }
    }
  `,
  ];

  static override properties = {
    rows: { attribute: false },
    columns: { attribute: false },
    increments: { type: Boolean },
    path: { type: String },
    speech: { attribute: false },
  };

  /** The total first. */
  declare rows: readonly GridRow[];
  declare columns: readonly GridColumn[];
  /** What came since the hour before, rather than all so far. */
  declare increments: boolean;
  /** Address under which the election's files stand. */
  declare path: string;
  declare speech: Speech;

  #day = '';
  #follows = true;

  constructor() {
    super();
    this.rows = [];
    this.columns = [];
    this.increments = false;
    this.path = '';
    this.addEventListener('scroll', () => {
      // Counted down from 0 where lines run from right to left.
      this.#follows = Math.abs(this.scrollLeft) + this.clientWidth >= this.scrollWidth - 4;
    });
  }

  /** The newest hour stays in sight, while hours are read and when one is added, until somebody scrolls away. */
  protected override updated(): void {
    const day = this.columns[0]?.listing.asOf ?? '';
    if (day !== this.#day) this.#follows = true;
    this.#day = day;
    if (this.#follows) this.scrollLeft = this.#leftward ? -this.scrollWidth : this.scrollWidth;
  }

  /** Lines run from right to left, and the newest hour stands on the left. */
  get #leftward(): boolean {
    return this.matches(':dir(rtl)');
  }

  override render() {
    const { strings } = this.speech;
    return html`<table role="grid" aria-label=${strings.gridTitle} @keydown=${this.#move}>
      <thead>
        <tr>
          <th scope="col">${strings.district}</th>
          ${this.columns.map((column, i) => this.#head(column, i === this.columns.length - 1))}
        </tr>
      </thead>
      <tbody>
        ${this.rows.map(
          ({ code, names }, row) => html`<tr class=${code === TOTAL_ROW ? 'total' : ''} data-code=${code}>
            <th scope="row">${this.speech.name(names)}</th>
            ${this.columns.map(({ cells, listing }, i) => {
              const className = i === this.columns.length - 1 ? 'newest' : '';
              if (listing.snapshot === null)
                return html`<td class="notice" tabindex="-1" title=${strings.noticeCell}>—</td>`;
              return html`<td class=${className} tabindex=${row === 0 && i === 0 ? 0 : -1}>
                ${this.#cell(cells?.get(code))}
              </td>`;
            })}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #head({ listing }: GridColumn, newest: boolean) {
    const { strings, format } = this.speech;
    const { number, kind, asOf, sha256, status, recount } = listing;
    const file = `${this.path}/bulletins/${number}`;
    return html`<th scope="col" class=${newest ? 'newest' : ''} data-bulletin=${number}>
      <span class="hour">${format.time(asOf)}</span>
      ${kind === 'hourly' ? nothing : html`${strings.bulletinKinds[kind]}<br />`}
      ${
        recount === 'differs'
          ? html`<strong class="differs">${strings.bulletinDiffers}</strong>`
          : status === 'frozen'
            ? strings.bulletinFrozen
            : strings.bulletinChecked
      }<br />
      <code title="SHA-256 ${sha256}">${sha256.slice(0, 8)}</code><br />
      <a href="${file}.json">JSON</a> <a href="${file}.csv">CSV</a>
    </th>`;
  }

  #cell(cell: GridCell | undefined) {
    if (cell === undefined) return nothing;
    const { format } = this.speech;
    const [value, under] = this.increments
      ? [format.pointsAlone(cell.points), cell.rise === null ? '' : format.rise(cell.rise)]
      : [format.percentNumber(cell.pct), format.count(cell.issued)];
    return html`<span class="value">${value}</span><span class="under">${under}</span>`;
  }

  readonly #move = (event: KeyboardEvent): void => {
    const cell = event.composedPath().find((target) => target instanceof HTMLTableCellElement);
    const row = cell?.parentElement;
    if (!(cell instanceof HTMLTableCellElement) || !(row instanceof HTMLTableRowElement)) return;
    const rows = [...(row.parentElement?.children ?? [])].filter((each) => each instanceof HTMLTableRowElement);
    const last = row.cells.length - 1;
    const at = { row: rows.indexOf(row), column: cell.cellIndex };
    const end = event.ctrlKey ? { row: rows.length - 1, column: last } : { ...at, column: last };
    const home = event.ctrlKey ? { row: 0, column: 1 } : { ...at, column: 1 };
    const to = {
      [this.#leftward ? 'ArrowLeft' : 'ArrowRight']: { ...at, column: at.column + 1 },
      [this.#leftward ? 'ArrowRight' : 'ArrowLeft']: { ...at, column: Math.max(1, at.column - 1) },
      ArrowDown: { ...at, row: at.row + 1 },
      ArrowUp: { ...at, row: Math.max(0, at.row - 1) },
      Home: home,
      End: end,
    }[event.key];
    const target = to === undefined ? undefined : rows[to.row]?.cells[to.column];
    if (target === undefined) return;
    event.preventDefault();
    target.focus();
  };
}

customElements.define('bulletin-grid', BulletinGrid);

declare global {
  interface HTMLElementTagNameMap {
    'bulletin-grid': BulletinGrid;
  }
}
