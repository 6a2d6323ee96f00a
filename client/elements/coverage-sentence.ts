import { css, html, LitElement } from 'lit';
import { coverageText } from '../../shared/sentences.ts';
import type { Coverage } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';

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
  `;

  static override properties = {
    coverage: { attribute: false },
    registered: { attribute: false },
    speech: { attribute: false },
  };

  declare coverage: Coverage;
  /** Registered voters of the whole election. */
  declare registered: number;
  declare speech: Speech;

  override render() {
    return html`<p data-coverage>${coverageText(this.coverage, this.registered, this.speech)}</p>`;
  }
}

customElements.define('coverage-sentence', CoverageSentence);

declare global {
  interface HTMLElementTagNameMap {
    'coverage-sentence': CoverageSentence;
  }
}
