import { css, html, LitElement, nothing } from 'lit';
import type { Coverage } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import { turnoutPct } from '../../shared/turnout.ts';

/** How much of the electorate the total speaks for, in words. */
export class CoverageSentence extends LitElement {
  static override styles = css`
    :host {
      display: block;
      color: var(--muted);
      font-stretch: 78%;
      line-height: 1.35;
    }
    p {
      margin: 0;
      text-wrap: balance;
    }
    .silent {
      color: var(--text);
      font-weight: 650;
    }
  `;

  static override properties = {
    coverage: { attribute: false },
    registered: { attribute: false },
    nowMs: { attribute: false },
    speech: { attribute: false },
  };

  declare coverage: Coverage;
  /** Registered voters of the whole election. */
  declare registered: number;
  /** The server's present, ms; `null` leaves out how long ago sources were heard. */
  declare nowMs: number | null;
  declare speech: Speech;

  constructor() {
    super();
    this.nowMs = null;
  }

  override render() {
    const { coverage, speech } = this;
    const { strings, format } = speech;
    const { feeds, reported, registeredReported, oldestAsOf, lastHeardAt, silentSources } = coverage;
    const share = format.percent(turnoutPct(registeredReported, this.registered));
    const main =
      reported === feeds && feeds > 0
        ? strings.complete(feeds, format.count(feeds))
        : strings.coverage(format.count(reported), feeds, format.count(feeds), share);
    const told =
      oldestAsOf === null
        ? main
        : strings.pair(main, strings.oldestCount(format.day(oldestAsOf), format.time(oldestAsOf)));
    return html`<p data-coverage>${told}.</p>
      ${this.nowMs === null ? nothing : html`<p>${this.#heard(lastHeardAt, this.nowMs)}${this.#silent(silentSources)}</p>`}`;
  }

  #heard(lastHeardAt: string | null, nowMs: number): string {
    const { strings, format } = this.speech;
    const text =
      lastHeardAt === null ? strings.neverHeard : strings.lastHeard(format.clock(nowMs - Date.parse(lastHeardAt)));
    return text.charAt(0).toLocaleUpperCase(this.speech.lang) + text.slice(1);
  }

  #silent(silentSources: number) {
    const { strings, format } = this.speech;
    if (silentSources === 0) return '.';
    return html`; <span class="silent">${strings.silentSources(silentSources, format.count(silentSources))}</span>.`;
  }
}

customElements.define('coverage-sentence', CoverageSentence);

declare global {
  interface HTMLElementTagNameMap {
    'coverage-sentence': CoverageSentence;
  }
}
