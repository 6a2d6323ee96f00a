import { html, LitElement, nothing } from 'lit';
import type { Names } from '../../shared/election.ts';
import { NOTHING } from '../../shared/format.ts';
import type { Speech } from '../../shared/speech.ts';
import { baseStyles } from '../elements/base.styles.ts';
import { gridStyles } from './bulletin-grid.styles.ts';
import { type GridCell, type GridColumn, type GridGap, type GridHour, TOTAL_ROW } from './hour-grid.ts';

/** A row of the grid: a district, or the whole under `TOTAL_ROW`. */
export interface GridRow {
  readonly code: string;
  readonly names: Names;
  readonly disputed: boolean;
}

/** So many hours have room for percentage and count side by side. */
const ROOMY = 8;

/** Districts by hours, cumulative or as increments; heads stay in sight, arrow keys move from cell to cell. */
export class BulletinGrid extends LitElement {
  static override styles = [baseStyles, gridStyles];

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
  /** The one cell that Tab comes to: the last that was in use, the first before that. */
  #stop: HTMLTableCellElement | null = null;

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
    if (this.#stop === null || !this.renderRoot.contains(this.#stop)) {
      const first = this.renderRoot.querySelector('td');
      if (first !== null) this.#stopAt(first);
    }
    const [column] = this.columns;
    const day = column === undefined ? '' : ('first' in column ? column.first : column.listing).asOf;
    if (day !== this.#day) this.#follows = true;
    this.#day = day;
    if (this.#follows) this.scrollLeft = this.#leftward ? -this.scrollWidth : this.scrollWidth;
  }

  /** Lines run from right to left, and the newest hour stands on the left. */
  get #leftward(): boolean {
    return this.matches(':dir(rtl)');
  }

  override render() {
    const { strings, name } = this.speech;
    const { columns } = this;
    return html`<table
      role="grid"
      class=${columns.length > ROOMY ? '' : 'roomy'}
      aria-label=${strings.gridTitle}
      @keydown=${this.#move}
      @focusin=${this.#focus}
    >
      <thead>
        <tr>
          <th scope="col">${strings.district}</th>
          ${columns.map((column, i) => ('first' in column ? this.#gap(column) : this.#head(column, i === columns.length - 1)))}
        </tr>
      </thead>
      <tbody>
        ${this.rows.map(
          ({ code, names, disputed }) => html`<tr class=${code === TOTAL_ROW ? 'total' : ''} data-code=${code}>
            <th scope="row"><bdi>${name(names)}</bdi>${disputed ? html`\u00a0<span class="dagger">†</span>` : nothing}</th>
            ${columns.map((column, i) =>
              'first' in column
                ? html`<td class="notice" tabindex="-1" title=${strings.noticeCell}>${NOTHING}</td>`
                : this.#cell(column.cells?.get(code), i === columns.length - 1 ? 'newest' : ''),
            )}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** Which hours were not counted. */
  #gap({ first, last }: GridGap) {
    const { strings, format } = this.speech;
    const hours = first === last ? format.timeAlone(first.asOf) : format.times(first.asOf, last.asOf);
    return html`<th scope="col" class="gap"><span class="hour">${hours}</span> ${strings.bulletinKinds.notice}</th>`;
  }

  #head({ listing }: GridHour, newest: boolean) {
    const { strings, format } = this.speech;
    const { number, kind, asOf, sha256, status, recount } = listing;
    const file = `${this.path}/bulletins/${number}`;
    return html`<th scope="col" class=${newest ? 'newest' : ''} data-bulletin=${number}>
      <span class="hour">${format.timeAlone(asOf)}</span>
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

  /** Lit would write styles as an attribute, which the policy of the pages forbids; the property it allows. */
  #cell(cell: GridCell | undefined, newest: string) {
    if (cell === undefined) return html`<td class=${newest} tabindex="-1"></td>`;
    const { strings, format } = this.speech;
    if (cell.uncounted) return html`<td class="notice" tabindex="-1" title=${strings.uncounted}>${NOTHING}</td>`;
    const [value, under] = this.increments
      ? [format.pointsAlone(cell.points), cell.rise === null ? '' : format.rise(cell.rise)]
      : [format.percentNumber(cell.pct), format.count(cell.issued)];
    const figures = html`<span class="value">${value}</span><span class="under">${under}</span>`;
    const { pct, points } = cell;
    if (pct === null) return html`<td class=${newest} tabindex="-1" title=${strings.noRegister}>${figures}</td>`;
    const scale = 100 / Math.max(100, pct);
    const from = Math.min(pct, pct - (points ?? 0)) * scale;
    return html`<td
      class="drawn ${pct > 100 ? 'beyond' : ''} ${newest}"
      tabindex="-1"
      .style=${`--from: ${from}; --to: ${pct * scale}; --whole: ${100 * scale}`}
    >
      ${figures}
    </td>`;
  }

  #stopAt(cell: HTMLTableCellElement): void {
    if (this.#stop !== null) this.#stop.tabIndex = -1;
    cell.tabIndex = 0;
    this.#stop = cell;
  }

  readonly #focus = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLTableCellElement) this.#stopAt(target);
  };

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
