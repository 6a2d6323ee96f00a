import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { languageAddress, liveAddress, readAddress, snapshotAddress } from '../../shared/address.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { applyAddress } from '../apply-address.ts';
import { CurveController } from '../controllers/curve-controller.ts';
import { EarlierController } from '../controllers/earlier-controller.ts';
import { LayoutController } from '../controllers/layout-controller.ts';
import { LiveController } from '../controllers/live-controller.ts';
import { baseStyles } from '../elements/base.styles.ts';
import '../elements/brand-mark.ts';
import '../elements/coverage-sentence.ts';
import '../elements/district-table.ts';
import '../elements/freshness-badge.ts';
import '../elements/rehearsal-band.ts';
import '../elements/tile-grid.ts';
import '../elements/tile-legend.ts';
import '../elements/turnout-figure.ts';
import { curveTitle } from '../../shared/curve-title.ts';
import { type Speech, speechOf } from '../../shared/speech.ts';
import { languages } from '../../shared/strings.ts';
import { waitingText } from '../elements/waiting-text.ts';
import { pageStyles } from './turnout-page.styles.ts';

/** What the languages call themselves. */
const LANGUAGE_NAMES: Readonly<Record<string, string>> = { en: 'English', ru: 'Русский' };

/** The public page: phones first, cacheable files only, every number with its age and its file. */
export class TurnoutPage extends LitElement {
  static override styles = [baseStyles, pageStyles];

  readonly #address = readAddress(location.href, navigator.languages);
  readonly #live = new LiveController(this, { address: this.#address, socket: false, scene: null });
  readonly #earlier = new EarlierController(this, this.#live);
  readonly #curve = new CurveController(this, this.#live);
  readonly #layout = new LayoutController(this, this.#live, this.#earlier);
  readonly #wide = window.matchMedia('(min-width: 75rem)');
  readonly #middle = window.matchMedia('(min-width: 48rem)');
  #watch: IntersectionObserver | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    applyAddress(this.#address, document.documentElement);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
    this.#watch = null;
  }

  protected override willUpdate(): void {
    const { state, snapshot } = this.#live;
    if (snapshot !== null && (state === 'stale' || state === 'offline')) this.setAttribute('data-aged', state);
    else this.removeAttribute('data-aged');
  }

  protected override updated(_changed: PropertyValues<this>): void {
    const curve = this.renderRoot.querySelector('turnout-curve');
    if (curve === null || this.#watch !== null) return;
    // The chart's code is two thirds of the page's: it comes when the curve comes into view.
    this.#watch = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.#watch?.disconnect();
        void import('../elements/turnout-curve.ts');
      },
      { rootMargin: '200px' },
    );
    this.#watch.observe(curve);
  }

  override render() {
    const { snapshot, description, areas, problem } = this.#live;
    const speech = speechOf(this.#address.lang, description?.timezone ?? 'UTC');
    if (snapshot === null || description === null || areas === null) {
      return html`<div class="waiting" role="status">
        <brand-mark></brand-mark>${waitingText(this.#live, this.#address.election, speech)}
        ${problem === 'not-taken' ? html`<p><a href=${liveAddress(location.href)}>${speech.strings.goLive}</a></p>` : nothing}
      </div>`;
    }
    document.title = `${speech.format.percent(snapshot.total.turnoutPct)} – ${speech.name(description.names)}`;
    return html`
      ${
        snapshot.mode === 'rehearsal'
          ? html`<rehearsal-band
              role="region"
              aria-label=${speech.strings.rehearsal}
              .word=${speech.strings.rehearsal}
              .sentence=${description.rehearsal === undefined ? '' : speech.name(description.rehearsal.sentence)}
            ></rehearsal-band>`
          : nothing
      }
      <div class="page">
        ${this.#header(snapshot, description, speech)}
        <main>
        ${this.#freshness(snapshot, speech)}
        <h1 data-headline>${this.#finding(snapshot, description, speech)}</h1>
        <div class="first">
          ${this.#numbers(snapshot, description, speech)} ${this.#tiles(description, speech)}
          ${this.#course(description, speech)}
        </div>
        ${this.#table(speech)}
        ${this.#files(snapshot, description, speech)} ${this.#meaning(description, speech)}
        </main>
        <footer>
          <span data-snapshot>${speech.strings.snapshot(speech.format.count(snapshot.number))}</span>,
          ${speech.format.date(snapshot.asOf)}, ${speech.format.time(snapshot.asOf)},
          ${speech.format.zoneName(snapshot.asOf)}.
          ${(description.provenance ?? []).map(({ what, source, licence }) => html`${what}: ${source} (${licence}). `)}
        </footer>
      </div>
    `;
  }

  #header(snapshot: Snapshot, description: ElectionDescription, speech: Speech) {
    return html`<header>
      <brand-mark .pct=${snapshot.total.turnoutPct}></brand-mark>
      <div class="election">${speech.name(description.names)}</div>
      <nav>
        ${Object.keys(languages).map(
          (lang) =>
            html`<a
              href=${languageAddress(location.href, lang)}
              lang=${lang}
              aria-current=${lang === speech.lang ? 'true' : nothing}
              >${LANGUAGE_NAMES[lang] ?? lang}</a
            >`,
        )}
      </nav>
    </header>`;
  }

  #freshness(snapshot: Snapshot, speech: Speech) {
    const { strings, format } = speech;
    const { state, clock, ageMs } = this.#live;
    const banner =
      state === 'past'
        ? html`${strings.pastBanner(format.day(snapshot.asOf), format.time(snapshot.asOf), format.count(snapshot.number))}
            <a href=${liveAddress(location.href)} data-go-live>${strings.goLive}</a>`
        : state === 'offline'
          ? strings.offlineBanner(format.duration(clock.sinceAnswerMs()))
          : state === 'stale'
            ? strings.agedBanner(state, format.duration(ageMs))
            : null;
    return html`
      ${banner === null ? nothing : html`<div class="banner ${state}" role="status" data-banner>${banner}</div>`}
      <freshness-badge
        class="fresh"
        .state=${state}
        .asOf=${snapshot.asOf}
        .nextAt=${snapshot.nextAt}
        .ageMs=${ageMs}
        .nowMs=${clock.nowMs()}
        .date=${true}
        .speech=${speech}
      ></freshness-badge>
    `;
  }

  #finding(snapshot: Snapshot, description: ElectionDescription, { strings, format }: Speech): string {
    const { asOf, status, total } = snapshot;
    const percent = format.percent(total.turnoutPct);
    if (status === 'before')
      return strings.headlineBefore(format.day(description.opensAt), format.time(description.opensAt));
    if (status === 'final') return strings.headlineFinal(percent);
    return strings.headline(format.time(asOf), format.day(asOf), percent);
  }

  #numbers(snapshot: Snapshot, { channels }: ElectionDescription, speech: Speech) {
    const { strings, format } = speech;
    const earlier = this.#earlier.snapshot;
    return html`<section class="lead" data-panel="total">
      <turnout-figure
        class="total"
        .count=${snapshot.total}
        .earlierPct=${earlier?.total.turnoutPct ?? null}
        .speech=${speech}
      ></turnout-figure>
      <div class="facts">
        <span class="status" data-status>${strings.status[snapshot.status]}</span>
        ${
          earlier === null
            ? nothing
            : html`<span class="rise" data-rise
                ><b>${format.points(snapshot.total.turnoutPct, earlier.total.turnoutPct)}</b> ${strings.points}
                ${strings.since(format.time(earlier.asOf))}</span
              >`
        }
      </div>
      ${
        channels.length < 2
          ? nothing
          : html`<div class="channels">
              ${channels.map(({ code, names }) => {
                const count = snapshot.channels[code];
                return count === undefined
                  ? nothing
                  : html`<div data-channel=${code}>
                      <div class="channel">${speech.name(names)}</div>
                      <turnout-figure
                        compact
                        .count=${count}
                        .earlierPct=${earlier?.channels[code]?.turnoutPct ?? null}
                        .speech=${speech}
                      ></turnout-figure>
                    </div>`;
              })}
            </div>`
      }
      <coverage-sentence
        .coverage=${snapshot.coverage}
        .registered=${snapshot.total.registered}
        .nowMs=${this.#live.past ? null : this.#live.clock.nowMs()}
        .speech=${speech}
      ></coverage-sentence>
    </section>`;
  }

  #tiles(_description: ElectionDescription, speech: Speech) {
    const { tiles, shape, beside } = this.#layout;
    return html`<section class="wide" data-panel="tiles">
      <h2>${speech.strings.districts}</h2>
      <tile-grid .tiles=${tiles} .shape=${{ ...shape, hole: null }} .speech=${speech}></tile-grid>
      <tile-legend .beside=${beside} .since=${this.#earlier.snapshot?.asOf ?? null} .speech=${speech}></tile-legend>
    </section>`;
  }

  #table(speech: Speech) {
    const { districts } = this.#layout;
    return html`<section data-panel="districts">
      <h2>${speech.strings.districts}</h2>
      <district-table
        .districts=${districts}
        .split=${this.#wide.matches ? 3 : this.#middle.matches ? 2 : 1}
        .since=${this.#earlier.snapshot?.asOf ?? null}
        .speech=${speech}
      ></district-table>
      ${districts.some(({ disputed }) => disputed) ? html`<p class="note">${speech.strings.disputed}</p>` : nothing}
    </section>`;
  }

  #course(description: ElectionDescription, speech: Speech) {
    const { channels, mode } = description;
    const { strings } = speech;
    const names = Object.fromEntries(channels.map(({ code, names }) => [code, speech.name(names)]));
    return html`<section class="curve" data-panel="curve">
      <h2>${curveTitle(description, speech)}</h2>
      <p class="note">${strings.curveUnit}</p>
      <turnout-curve
        cropped
        .curve=${this.#curve.curve}
        .names=${{ ...names, all: strings.total }}
        .aged=${this.hasAttribute('data-aged')}
        .replayed=${mode === 'rehearsal'}
        .speech=${speech}
      ></turnout-curve>
    </section>`;
  }

  #files(snapshot: Snapshot, { id }: ElectionDescription, { strings, format }: Speech) {
    const file = `${this.#live.publication.path(id)}/snapshots/${snapshot.number}`;
    return html`<section data-panel="files">
      <h2>${strings.filesHeading}</h2>
      <p class="note">${strings.filesOf(format.count(snapshot.number))}</p>
      <div class="files">
        <a href="${file}.csv">CSV</a>
        <a href="${file}.json">JSON</a>
        <a href=${snapshotAddress(location.href, id, snapshot.number)} data-permalink>${strings.permalink}</a>
      </div>
    </section>`;
  }

  #meaning(description: ElectionDescription, speech: Speech) {
    const { strings } = speech;
    return html`${
      description.rehearsal === undefined
        ? nothing
        : html`<section>
              <h2>${strings.simulatedHeading}</h2>
              <p class="note">${speech.name(description.rehearsal.sentence)}</p>
            </section>`
    }
      <section>
        <h2>${strings.definitionHeading}</h2>
        <p class="note">${strings.definition}</p>
      </section>`;
  }
}

customElements.define('turnout-page', TurnoutPage);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-page': TurnoutPage;
  }
}
