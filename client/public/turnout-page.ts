import { ReactiveElement } from 'lit';
import { readAddress } from '../../shared/address.ts';
import type { Markup } from '../../shared/markup.ts';
import { type Column, FIRST_WISH, pressed, type TableWish } from '../../shared/page/district-order.ts';
import { pageAddressOf, pageHref } from '../../shared/page/page-address.ts';
import type { PageParts } from '../../shared/page/page-parts.ts';
import { pageView, titleOf } from '../../shared/page/page-view.ts';
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

/**
 * The public page: phones first, cacheable files only, every number with its age and its file. The server has written it
 * whole; this brings it up to date in place, by the same words, once it knows as much as the server did.
 */
export class TurnoutPage extends ReactiveElement {
  readonly #address = readAddress(location.href, navigator.languages);
  readonly #live = new LiveController(this, { address: this.#chosen, socket: false, scene: null });
  readonly #earlier = new EarlierController(this, this.#live);
  readonly #curve = new CurveController(this, this.#live);
  #table: TableWish = FIRST_WISH;
  #shown: Snapshot | null = null;
  #spoken = '';
  /** SHA-256 of the snapshot's file that the server wrote. */
  #written: { readonly number: string; readonly sha256: string } | null = null;

  /** The address, with the election that the server chose where it names none. */
  get #chosen() {
    return { ...this.#address, election: this.#address.election ?? this.dataset.election ?? null };
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyAddress(this.#address, document.documentElement);
    this.addEventListener('click', this.#press);
    this.addEventListener('input', this.#search);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('click', this.#press);
    this.removeEventListener('input', this.#search);
  }

  /** Its content is light: the server writes it, and the page's own style sheet reaches it. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    super.update(changed);
    const view = this.#view();
    if (view !== null) applyMarkup(this, view);
  }

  /** What the page says now; `null` while what the server wrote says more. */
  #view(): readonly Markup[] | null {
    const { snapshot, description, areas, problem, state } = this.#live;
    const speech = speechOf(words(), description?.timezone ?? 'UTC');
    const address = pageAddressOf(location.href, this.#address, snapshot?.number ?? null);
    if (snapshot === null || description === null || areas === null) {
      if (problem === 'connecting' && this.hasChildNodes()) return null;
      const link = problem === 'not-taken' ? { href: pageHref(address), text: speech.strings.goLive } : null;
      return waitingView(waitingText(this.#live, this.#address.election, speech), speech, link);
    }
    if (this.#shown === null && this.hasChildNodes() && !(this.#earlier.asked && this.#curve.asked)) return null;
    this.toggleAttribute('data-aged', state === 'stale' || state === 'offline');
    this.#written ??= this.#readWritten();
    if (snapshot !== this.#shown) {
      if (this.#shown !== null) this.#spoken = spokenText(snapshot, speech);
      this.#shown = snapshot;
    }
    const number = String(snapshot.number);
    const parts: PageParts = {
      description,
      snapshot,
      areas,
      earlier: this.#earlier.snapshot,
      curve: this.#curve.curve,
      sha256: this.#written?.number === number ? this.#written.sha256 : null,
      address,
      speech,
      age: {
        state,
        ageMs: this.#live.ageMs,
        nowMs: this.#live.clock.nowMs(),
        sinceAnswerMs: this.#live.clock.sinceAnswerMs(),
      },
      table: this.#table,
      spoken: this.#spoken,
    };
    document.title = titleOf(parts);
    return pageView(parts);
  }

  #readWritten(): { number: string; sha256: string } {
    const hash = this.querySelector<HTMLElement>('[data-hash]');
    return { number: hash?.dataset.hash ?? '', sha256: hash?.textContent ?? '' };
  }

  readonly #press = (event: Event): void => {
    const head = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-sort]') : null;
    if (head === null) return;
    this.#table = pressed(this.#table, head.dataset.sort as Column);
    this.requestUpdate();
  };

  readonly #search = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
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
