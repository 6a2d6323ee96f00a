import { ReactiveElement } from 'lit';
import { readAddress } from '../../shared/address.ts';
import { type Curve, curveOf } from '../../shared/curve.ts';
import { OFFLINE_AFTER_MS } from '../../shared/freshness.ts';
import type { Markup } from '../../shared/markup.ts';
import { areaView } from '../../shared/page/area-view.ts';
import { lineNames } from '../../shared/page/course-view.ts';
import { type Column, FIRST_WISH, pressed, type TableWish } from '../../shared/page/district-order.ts';
import { pageAddressOf, pageHref } from '../../shared/page/page-address.ts';
import type { ChartState, PageParts } from '../../shared/page/page-parts.ts';
import { pageView, titleOf } from '../../shared/page/page-view.ts';
import { descriptionOfArea, snapshotOfArea } from '../../shared/page/snapshot-of-area.ts';
import { waitingView } from '../../shared/page/waiting-view.ts';
import { spokenText } from '../../shared/sentences.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { speechOf } from '../../shared/speech.ts';
import { applyAddress } from '../apply-address.ts';
import { CurveController } from '../controllers/curve-controller.ts';
import { EarlierController } from '../controllers/earlier-controller.ts';
import { LiveController } from '../controllers/live-controller.ts';
import { waitingText } from '../elements/waiting-text.ts';
import { learn, words } from '../words.ts';
import { applyMarkup } from './apply-markup.ts';
import type { TurnoutChart } from './turnout-chart.ts';
import { readWritten, type Written } from './written.ts';

/**
 * The public page: phones first, cacheable files only, every number with its age and its file. The server has written it
 * whole; this brings it up to date in place, by the same words, once it knows as much as the server did.
 */
export class TurnoutPage extends ReactiveElement {
  readonly #address = readAddress(location.href, navigator.languages);
  readonly #live = new LiveController(this, { address: this.#chosen, socket: false, scene: null });
  readonly #earlier = new EarlierController(this, this.#live);
  /** The district whose own page this is; `null`: the election's. */
  readonly #area = this.dataset.area ?? null;
  readonly #curve = new CurveController(this, this.#live, this.#area);
  #table: TableWish = FIRST_WISH;
  #chart: ChartState = 'closed';
  #shown: Snapshot | null = null;
  #spoken = '';
  /** Why the numbers were last told not to be the present ones. */
  #cutOff: 'stale' | 'offline' | null = null;
  /** The button that was pressed goes with its banner: its like in the head is pressed next. */
  #resumed = false;
  #written: Written | null = null;
  /** What the page last said of the election. */
  #parts: PageParts | null = null;
  #paused = false;
  /** Paper gets the drawn curve, which scales with it. */
  #printed = false;

  /** The address, with the election that the server chose where it names none. */
  get #chosen() {
    return { ...this.#address, election: this.#address.election ?? this.dataset.election ?? null };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyAddress(this.#address, document.documentElement);
    this.addEventListener('click', this.#press);
    this.addEventListener('input', this.#search);
    window.addEventListener('beforeprint', this.#print);
    window.addEventListener('afterprint', this.#print);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('click', this.#press);
    this.removeEventListener('input', this.#search);
    window.removeEventListener('beforeprint', this.#print);
    window.removeEventListener('afterprint', this.#print);
  }

  /** Its content is light: the server writes it, and the page's own style sheet reaches it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    super.update(changed);
    const view = this.#view();
    if (view === null) {
      if (this.#live.clock.sinceAnswerMs() >= OFFLINE_AFTER_MS) this.#tellUnanswered();
      return;
    }
    applyMarkup(this, view);
    if (this.#resumed) this.querySelector<HTMLElement>('header [data-pause]')?.focus();
    this.#resumed = false;
    const chart = this.querySelector('turnout-chart');
    if (chart !== null && this.#parts !== null) this.#instruct(chart, this.#parts);
  }

  /** A page that a phone has kept, and that nobody answers, must not look like now; a past moment and a final count are what they say. */
  #tellUnanswered(): void {
    const main = this.querySelector('main');
    if (main === null || this.querySelector('[data-state], [data-banner]') !== null) return;
    this.toggleAttribute('data-aged', true);
    const banner = document.createElement('div');
    banner.className = 'banner offline';
    banner.dataset.banner = '';
    banner.setAttribute('role', 'status');
    main.prepend(banner);
    banner.textContent = words().strings.offlineTold;
  }

  /** What the page says now; `null` while what the server wrote says more. */
  #view(): readonly Markup[] | null {
    const parts = this.#paused ? this.#parts : this.#present();
    if (parts === null || parts === 'written') return parts === null ? this.#waiting() : null;
    const chart = this.#printed ? 'closed' : this.#chart;
    this.#parts = { ...parts, paused: this.#paused, chart, table: this.#table };
    const area = this.#area === null ? undefined : parts.areas.areas.find(({ code }) => code === this.#area);
    return area === undefined ? pageView(this.#parts) : areaView(this.#parts, area);
  }

  /** All that is known now; `null` while nothing can be shown, `written` while what the server wrote says more. */
  #present(): PageParts | 'written' | null {
    const { snapshot: whole, description, areas, problem, state } = this.#live;
    if (whole === null || description === null || areas === null) {
      return problem === 'connecting' && this.hasChildNodes() ? 'written' : null;
    }
    if (this.#shown === null && this.hasChildNodes() && !(this.#earlier.asked && this.#curve.asked)) return 'written';
    this.toggleAttribute('data-aged', state === 'stale' || state === 'offline');
    this.#written ??= readWritten(this);
    const own = (each: Snapshot) => (this.#area === null ? each : snapshotOfArea(each, areas, this.#area));
    const snapshot = own(whole);
    const speech = speechOf(words(), description.timezone);
    const cutOff = state === 'stale' || state === 'offline' ? state : null;
    if (whole !== this.#shown || cutOff !== this.#cutOff) {
      if (cutOff !== null) this.#spoken = cutOff === 'stale' ? speech.strings.staleTold : speech.strings.offlineTold;
      else if (this.#shown !== null) this.#spoken = spokenText(snapshot, speech);
      this.#shown = whole;
      this.#cutOff = cutOff;
    }
    const parts: PageParts = {
      description: this.#area === null ? description : descriptionOfArea(description, snapshot),
      snapshot,
      areas,
      earlier: this.#earlier.snapshot === null ? null : own(this.#earlier.snapshot),
      curve: this.#curve.curve,
      map: this.#written.map,
      sha256: this.#written.number === String(snapshot.number) ? this.#written.sha256 : null,
      log: this.#written.log,
      corrected: this.#earlier.correctionOf(whole.number),
      address: pageAddressOf(location.href, this.#address, snapshot.number),
      origin: location.origin,
      speech,
      age: {
        state,
        ageMs: this.#live.ageMs,
        nowMs: this.#live.clock.nowMs(),
        sinceAnswerMs: this.#live.clock.sinceAnswerMs(),
      },
      paused: false,
      chart: this.#chart,
      table: this.#table,
      spoken: this.#spoken,
    };
    document.title = titleOf(parts);
    return parts;
  }

  #waiting(): readonly Markup[] {
    const { problem, description } = this.#live;
    const speech = speechOf(words(), description?.timezone ?? 'UTC');
    const address = pageAddressOf(location.href, this.#address, null);
    const link = problem === 'not-taken' ? { href: pageHref(address), text: speech.strings.goLive } : null;
    return waitingView(waitingText(this.#live, this.#address.election, speech), speech, link);
  }

  readonly #press = (event: Event): void => {
    const pressedOn = (selector: string) =>
      event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    const head = pressedOn('[data-sort]');
    if (head !== null) this.#table = pressed(this.#table, head.dataset.sort as Column);
    else if (pressedOn('[data-pause]') !== null) {
      this.#resumed = pressedOn('[data-banner]') !== null;
      this.#paused = !this.#paused && this.#parts !== null;
    } else if (pressedOn('[data-chart]') !== null) void this.#turnChart();
    else return;
    this.requestUpdate();
  };

  /** Opens the chart, whose code comes only now, or closes it, which ends it. */
  async #turnChart(): Promise<void> {
    if (this.#chart !== 'closed') {
      this.#chart = 'closed';
      return;
    }
    this.#chart = 'loading';
    let loaded: ChartState = 'open';
    try {
      await import('./turnout-chart.ts');
    } catch {
      // The network failed, or another build is published by now: the drawn curve stays.
      loaded = 'failed';
    }
    if (this.#chart === 'loading') this.#chart = loaded;
    this.requestUpdate();
  }

  #instruct(chart: TurnoutChart, { curve, description, speech }: PageParts): void {
    if (curve === null) return;
    chart.curve = curve;
    chart.names = lineNames(description, speech);
    chart.speech = speech;
    chart.replayed = description.mode === 'rehearsal';
    chart.readOccurred = this.#readOccurred;
  }

  readonly #readOccurred = async (): Promise<Curve | null> => {
    const parts = this.#parts;
    const root = this.#curve.code;
    if (parts === null || root === null) return null;
    const { description, snapshot } = parts;
    const occurred = await this.#curve.readOccurred(snapshot.asOf);
    return curveOf({ description, root, occurred, known: null, recent: [], snapshot });
  };

  readonly #print = ({ type }: Event): void => {
    this.#printed = type === 'beforeprint';
    this.requestUpdate();
  };

  readonly #search = (event: Event): void => {
    // The choice between tiles and map is an input, too.
    if (!(event.target instanceof HTMLInputElement) || event.target.dataset.search === undefined) return;
    this.#table = { ...this.#table, search: event.target.value };
    this.requestUpdate();
  };
}

// Defined once it has words to say: the screen never speaks one language and then another.
void learn(readAddress(location.href, navigator.languages).lang).then(() =>
  customElements.define('turnout-page', TurnoutPage),
);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-page': TurnoutPage;
  }
}
