import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Curve } from '../../shared/curve.ts';
import type { Speech } from '../../shared/speech.ts';
import '../elements/turnout-curve.ts';
import type { PointedAt } from '../elements/turnout-curve.ts';
import { NotPublishedError, UnansweredError } from '../publication.ts';
import { type CurveTable, curveTable, nearest, only, valuesText } from './curve-table.ts';
import { chartStyles } from './turnout-chart.styles.ts';

/** By the time of issue, the past is read again when so much time has passed. */
const READ_EVERY_MS = 600_000;

/**
 * The curve as a chart that can be read: as counted or as issued, line by line, point by point by pointer, finger or
 * keyboard, and as a table. Loaded when it is opened; ends, with its canvas, when it is closed.
 */
export class TurnoutChart extends LitElement {
  static override styles = chartStyles;

  static override properties = {
    curve: { attribute: false },
    names: { attribute: false },
    speech: { attribute: false },
    replayed: { type: Boolean },
    readOccurred: { attribute: false },
    by: { state: true },
    hiddenLines: { state: true },
    occurred: { state: true },
    failed: { state: true },
    atMs: { state: true },
    waits: { state: true },
    tableOpen: { state: true },
  };

  /** The course as counted. */
  declare curve: Curve;
  /** What each channel's line is called, by code; `all` for the total. */
  declare names: Readonly<Record<string, string>>;
  declare speech: Speech;
  /** A rehearsal: only at the rings is the line known to be what was published. */
  declare replayed: boolean;
  /** The course up to the shown moment by the time ballots were issued; throws as `Publication` does. */
  declare readOccurred: () => Promise<Curve | null>;
  /** How the line is drawn. */
  declare private by: 'known' | 'occurred';
  declare private hiddenLines: ReadonlySet<string>;
  declare private occurred: Curve | null;
  declare private failed: boolean;
  /** The moment that is read; `null`: the newest. */
  declare private atMs: number | null;
  /** The reader wants it drawn as issued; the choice shows how it is drawn until that can be. */
  declare private waits: boolean;
  declare private tableOpen: boolean;

  constructor() {
    super();
    this.names = {};
    this.replayed = false;
    this.by = 'known';
    this.hiddenLines = new Set();
    this.occurred = null;
    this.failed = false;
    this.waits = false;
    this.atMs = null;
    this.tableOpen = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('curve') || this.by !== 'occurred' || this.occurred === null) return;
    const passed = (curve: Curve) => Math.floor(curve.nowMs / READ_EVERY_MS);
    if (passed(this.curve) !== passed(this.occurred)) void this.#read();
  }

  override render() {
    const { strings } = this.speech;
    const shown = only(this.by === 'occurred' ? (this.occurred ?? this.curve) : this.curve, this.hiddenLines);
    const table = curveTable(shown);
    const row = nearest(table, this.atMs);
    const said = row < 0 ? '' : valuesText(table, row, this.names, this.speech);
    return html`
      <div class="controls">${this.#byChoice()}${this.#lineChoice()}</div>
      ${this.failed ? html`<p role="status">${strings.chartFailed}</p>` : nothing}
      <turnout-curve
        cropped
        .curve=${shown}
        .names=${this.names}
        .speech=${this.speech}
        .replayed=${this.replayed}
        .reading=${readingOf(table, row)}
        @curve:pointed=${this.#pointed}
      ></turnout-curve>
      <label class="reader">
        <span>${strings.readPoint}</span>
        <input
          type="range"
          min="0"
          max=${Math.max(0, table.rows.length - 1)}
          .value=${String(Math.max(0, row))}
          aria-valuetext=${said}
          @input=${this.#slid}
        />
      </label>
      <p class="reading" data-reading>${said}</p>
      <details @toggle=${this.#toggled}>
        <summary>${strings.chartTable(this.speech.format.count(table.rows.length))}</summary>
        ${this.tableOpen ? this.#tableView(table) : nothing}
      </details>
    `;
  }

  #byChoice() {
    const { strings } = this.speech;
    const choice = (by: 'known' | 'occurred', text: string) => html`
      <label>
        <input type="radio" name="by" value=${by} .checked=${live(this.by === by)} @change=${() => this.#draw(by)} />
        <span>${text}</span>
      </label>
    `;
    return html`<fieldset aria-busy=${this.waits}>
      <legend>${strings.drawnBy}</legend>
      ${choice('known', strings.drawnByKnown)}${choice('occurred', strings.drawnByOccurred)}
    </fieldset>`;
  }

  #lineChoice() {
    const { lines } = this.curve;
    if (lines.length < 2) return nothing;
    return html`<fieldset>
      <legend>${this.speech.strings.chartLines}</legend>
      ${lines.map(
        ({ channel }) => html`
          <label>
            <input
              type="checkbox"
              value=${channel}
              .checked=${!this.hiddenLines.has(channel)}
              @change=${() => this.#turn(channel)}
            />
            <span>${this.names[channel] ?? channel}</span>
          </label>
        `,
      )}
    </fieldset>`;
  }

  #tableView({ channels, rows, ringed }: CurveTable) {
    const { format, strings } = this.speech;
    const ringText = (rings: readonly { channel: string; pct: number }[]) =>
      rings.map(({ channel, pct }) => `${this.names[channel] ?? channel} ${format.percentNumber(pct)}`).join(', ');
    return html`<div class="scrolled" role="region" tabindex="0" aria-label=${strings.curveUnit}>
      <table>
        <thead>
          <tr>
            <th scope="col">${strings.time}</th>
            ${channels.map((channel) => html`<th scope="col">${this.names[channel] ?? channel}, %</th>`)}
            ${ringed ? html`<th scope="col">${strings.publishedCount}, %</th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ atMs, pcts, rings }) => html`<tr>
              <th scope="row">${strings.pair(format.day(atMs), format.time(atMs))}</th>
              ${pcts.map((pct) => html`<td>${pct === null ? '—' : format.percentNumber(pct)}</td>`)}
              ${ringed ? html`<td>${ringText(rings)}</td>` : nothing}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  readonly #pointed = ({ detail }: CustomEvent<PointedAt>): void => {
    this.atMs = detail.atMs;
  };

  readonly #slid = (event: Event): void => {
    const table = curveTable(
      only(this.by === 'occurred' ? (this.occurred ?? this.curve) : this.curve, this.hiddenLines),
    );
    const row = Number((event.target as HTMLInputElement).value);
    this.atMs = row === table.rows.length - 1 ? null : (table.rows[row]?.atMs ?? null);
  };

  readonly #toggled = (event: Event): void => {
    this.tableOpen = (event.target as HTMLDetailsElement).open;
  };

  #draw(by: 'known' | 'occurred'): void {
    this.waits = by === 'occurred' && this.occurred === null;
    if (!this.waits) this.by = by;
    if (by === 'occurred') void this.#read();
  }

  #turn(channel: string): void {
    const hidden = new Set(this.hiddenLines);
    if (!hidden.delete(channel)) hidden.add(channel);
    this.hiddenLines = hidden;
  }

  async #read(): Promise<void> {
    try {
      const occurred = await this.readOccurred();
      this.occurred = occurred ?? this.occurred;
      this.failed = occurred === null;
    } catch (error) {
      if (!(error instanceof UnansweredError || error instanceof NotPublishedError)) throw error;
      this.failed = true;
    }
    if (this.waits && this.occurred !== null) this.by = 'occurred';
    this.waits = false;
  }
}

function readingOf({ rows }: CurveTable, row: number) {
  const read = rows[row];
  return read === undefined ? null : { atMs: read.atMs, pcts: read.pcts.filter((pct) => pct !== null) };
}

customElements.define('turnout-chart', TurnoutChart);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-chart': TurnoutChart;
  }
}
