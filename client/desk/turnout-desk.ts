import { html, LitElement, nothing } from 'lit';
import { readAddress } from '../../shared/address.ts';
import type { BulletinListing } from '../../shared/bulletin.ts';
import { shortRoot, witnessCount } from '../../shared/bulletin-log/summary.ts';
import { rootOf } from '../../shared/districts.ts';
import { isSought } from '../../shared/page/district-order.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { applyAddress } from '../apply-address.ts';
import { LiveController } from '../controllers/live-controller.ts';
import { baseStyles } from '../elements/base.styles.ts';
import '../elements/brand-mark.ts';
import '../elements/freshness-badge.ts';
import '../elements/rehearsal-band.ts';
import { type Speech, speechOf } from '../../shared/speech.ts';
import { nameIn } from '../../shared/strings.ts';
import { waitingText } from '../elements/waiting-text.ts';
import { learn, words } from '../words.ts';
import type { GridRow } from './bulletin-grid.ts';
import './bulletin-grid.ts';
import { BulletinsController } from './bulletins-controller.ts';
import { bulletinsFor, columnsOf, daysOf, type GridColumn, noonOf, TOTAL_ROW } from './hour-grid.ts';
import { deskStyles } from './turnout-desk.styles.ts';

/** A clock that is less off than this is right enough to leave alone. */
const LEAST_SKEW_MS = 2_000;

/** The officials' desk: the frozen hours, district by district, and the files they stand in. */
export class TurnoutDesk extends LitElement {
  static override styles = [baseStyles, deskStyles];

  static override properties = { _day: { state: true }, _increments: { state: true }, _search: { state: true } };

  /** `YYYY-MM-DD`; `null` follows the newest. */
  declare _day: string | null;
  declare _increments: boolean;
  /** Part of a district's name or code; empty for all. */
  declare _search: string;

  readonly #address = readAddress(location.href, navigator.languages);
  readonly #live = new LiveController(this, { address: this.#address, socket: true, scene: null });
  readonly #bulletins = new BulletinsController(this, this.#live);
  #rows: readonly GridRow[] = [];
  #rowsOf = '';
  #sought: readonly GridRow[] = [];
  #soughtOf: unknown[] = [];
  #columns: readonly GridColumn[] = [];
  #columnsOf: unknown[] = [];

  constructor() {
    super();
    this._day = null;
    this._increments = false;
    this._search = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyAddress(this.#address, document.documentElement);
  }

  /** Makes rows and columns anew only when what they are made of has changed: the grid has thousands of cells. */
  protected override willUpdate(): void {
    const { areas, snapshot, description } = this.#live;
    if (areas === null || snapshot === null || description === null) return;
    const { listings, snapshots } = this.#bulletins;
    const rowsOf = `${areas.election} ${areas.revision} ${words().lang}`;
    if (rowsOf !== this.#rowsOf) {
      this.#rowsOf = rowsOf;
      const root = rootOf(areas);
      const districts = areas.areas.filter(({ level }) => level === snapshot.areas.level);
      const byName = new Intl.Collator(words().lang);
      this.#rows = [
        { code: TOTAL_ROW, names: root?.names ?? description.names, disputed: false },
        ...districts
          .map(({ code, names, disputed }) => ({ code, names, disputed: disputed === true }))
          .sort((a, b) => byName.compare(nameIn(words().lang, a.names), nameIn(words().lang, b.names))),
      ];
    }
    const soughtOf = [this.#rows, this._search];
    if (soughtOf.some((part, i) => part !== this.#soughtOf[i])) {
      this.#soughtOf = soughtOf;
      this.#sought = this.#rows.filter((row) => row.code === TOTAL_ROW || isSought(row, this._search, words().lang));
    }
    const day = this.#day();
    const made = [listings, snapshots, day];
    if (day === null || made.every((part, i) => part === this.#columnsOf[i])) return;
    this.#columnsOf = made;
    this.#columns = columnsOf(day, listings, snapshots, description.timezone);
    this.#bulletins.want(bulletinsFor(day, listings, description.timezone));
  }

  #day(): string | null {
    const { description } = this.#live;
    if (description === null) return null;
    return this._day ?? daysOf(this.#bulletins.listings, description.timezone).at(-1) ?? null;
  }

  override render() {
    const { snapshot, description } = this.#live;
    const speech = speechOf(words(), description?.timezone ?? 'UTC');
    if (snapshot === null || description === null) {
      return html`<div class="waiting" role="status">
        <brand-mark></brand-mark>${waitingText(this.#live, this.#address.election, speech)}
      </div>`;
    }
    const { strings } = speech;
    const { listings } = this.#bulletins;
    return html`
      ${
        snapshot.mode === 'rehearsal'
          ? html`<rehearsal-band
              role="region"
              aria-label=${strings.rehearsal}
              .word=${strings.rehearsal}
              .sentence=${description.rehearsal === undefined ? '' : speech.name(description.rehearsal.sentence)}
            ></rehearsal-band>`
          : html`<span></span>`
      }
      ${this.#header(snapshot, speech.name(description.names), speech)}
      <section class="tools" aria-label=${strings.gridTitle}>
        <h1>${strings.gridTitle}</h1>
        ${this.#switches(description.timezone, speech)}
        ${this.#finder(speech)}
        <p>${strings.gridHelp} ${this.#disputed(speech)} ${this.#progress(speech)}</p>
        ${this.#logHead(speech)}
        ${this.#skew(speech)}
      </section>
      ${
        listings.length === 0
          ? html`<p class="waiting">${strings.noBulletin}</p>`
          : html`<main>
              <bulletin-grid
                .rows=${this.#sought}
                .columns=${this.#columns}
                .increments=${this._increments}
                .path=${this.#live.publication.path(description.id)}
                .speech=${speech}
              ></bulletin-grid>
              ${this.#list(listings, description.id, speech)}
            </main>`
      }
    `;
  }

  /** The head of the log of bulletins, and which witness has signed up to which bulletin. */
  #logHead({ strings, format }: Speech) {
    const { log } = this.#live;
    if (log === null) return nothing;
    const { signed, of, contradicted } = witnessCount(log);
    const names = log.witnesses.map(({ name, size }) => `${name} ${format.count(size)}/${format.count(log.size)}`);
    return html`<p data-log=${log.size} title=${names.join('\n')}>
      ${strings.logUpTo(format.count(log.size - 1))}: <code dir="ltr">${shortRoot(log.root)}</code>${
        of === 0 ? nothing : html`; ${strings.logWitnesses(format.count(signed), format.count(of))}`
      }${contradicted ? html`. <b>${strings.logContradicted}</b>` : nothing}
    </p>`;
  }

  /** That the clock of the machine is wrong, for somebody to set it; nothing on the screen goes by it. */
  #skew({ strings, format }: Speech) {
    const aheadMs = this.#live.clock.aheadMs(LEAST_SKEW_MS);
    if (aheadMs === null) return nothing;
    const awayMs = Math.abs(aheadMs);
    const unitMs = awayMs < 60_000 ? 1_000 : 60_000;
    const duration = format.duration(Math.round(awayMs / unitMs) * unitMs);
    return html`<p data-skew><b>${aheadMs > 0 ? strings.clockAhead(duration) : strings.clockBehind(duration)}</b></p>`;
  }

  #header(snapshot: Snapshot, name: string, speech: Speech) {
    return html`<header>
      <brand-mark .pct=${snapshot.total.turnoutPct}></brand-mark>
      <div class="election">${name}</div>
      <freshness-badge
        .state=${this.#live.state}
        .asOf=${snapshot.asOf}
        .nextAt=${snapshot.nextAt}
        .ageMs=${this.#live.ageMs}
        .nowMs=${this.#live.clock.nowMs()}
        .date=${true}
        .speech=${speech}
      ></freshness-badge>
    </header>`;
  }

  #switches(zone: string, { strings, format }: Speech) {
    const days = daysOf(this.#bulletins.listings, zone);
    const shown = this.#day();
    const button = (text: string, on: boolean, act: () => void) =>
      html`<button type="button" aria-pressed=${on} @click=${act}>${text}</button>`;
    return html`
      <div class="switch" role="group">
        ${button(strings.cumulative, !this._increments, () => {
          this._increments = false;
        })}
        ${button(strings.increment, this._increments, () => {
          this._increments = true;
        })}
      </div>
      ${
        days.length < 2
          ? nothing
          : html`<div class="switch days" role="group">
              ${days.map((day) =>
                button(format.day(noonOf(day, zone)), day === shown, () => {
                  this._day = day === days.at(-1) ? null : day;
                }),
              )}
            </div>`
      }
    `;
  }

  /** Total apart, which is always shown. */
  #finder({ strings, format }: Speech) {
    const [shown, all] = [this.#sought.length - 1, this.#rows.length - 1];
    return html`<div class="finder">
      <span role="status" data-matching>${
        this._search.trim() === '' ? nothing : strings.matching(format.count(shown), format.count(all))
      }</span>
      <input
        type="search"
        aria-label=${strings.findDistrict}
        placeholder=${strings.findDistrict}
        .value=${this._search}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLInputElement) this._search = event.target.value;
        }}
      />
    </div>`;
  }

  #disputed({ strings }: Speech) {
    if (!this.#rows.some(({ disputed }) => disputed)) return nothing;
    return html`<span data-disputed><span class="dagger">†</span>${strings.disputed.replace(/^†/u, '')}</span>`;
  }

  #progress({ strings, format }: Speech) {
    const counted = this.#columns.filter((column) => 'cells' in column);
    const loaded = counted.filter(({ cells }) => cells !== null).length;
    if (loaded === counted.length) return nothing;
    return html`<b role="status">${strings.loadingBulletins(format.count(loaded), format.count(counted.length))}</b>`;
  }

  #list(listings: readonly BulletinListing[], election: string, { lang, strings, format }: Speech) {
    const path = this.#live.publication.path(election);
    const paper = (number: number) => `/bulletin?${new URLSearchParams({ election, number: String(number), lang })}`;
    return html`<aside>
      <h2>${strings.bulletins}</h2>
      <ol reversed>
        ${listings.toReversed().map(
          ({ number, kind, asOf, issued, turnoutPct, sha256 }) => html`<li value=${number}>
            <span class="hour">
              <a href="${path}/bulletins/${number}.json">${strings.pair(format.day(asOf), format.timeAlone(asOf))}</a>
              ${strings.bulletinKinds[kind]}
            </span>
            <a href=${paper(number)}>${strings.printed}</a>
            ${
              issued === null
                ? nothing
                : html`<b>${strings.bulletinSays(format.count(issued), format.percent(turnoutPct))}</b>`
            }
            <code>${sha256}</code>
          </li>`,
        )}
      </ol>
    </aside>`;
  }
}

// Defined once it has words to say: the screen never speaks one language and then another.
void learn(readAddress(location.href, navigator.languages).lang).then(() =>
  customElements.define('turnout-desk', TurnoutDesk),
);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-desk': TurnoutDesk;
  }
}
