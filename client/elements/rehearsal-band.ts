import { css, html, LitElement } from 'lit';

/** A hatched grey band across the top: the word twice, and one sentence on what is simulated. Never amber. */
export class RehearsalBand extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: auto 1fr auto;
      align-items: center;
      gap: 0.6em;
      box-sizing: border-box;
      font-size: var(--band-text, 0.875rem);
      line-height: 1.25;
      padding: var(--band-padding, 0.5em 1.2em);
      background: repeating-linear-gradient(
        135deg,
        var(--hatch) 0 0.16em,
        var(--ground) 0.16em 0.62em
      );
    }
    span {
      background: var(--ground);
      padding: 0.05em 0.6em;
    }
    .word {
      font-weight: 720;
      text-transform: uppercase;
      letter-spacing: 0.16em;
      font-stretch: 85%;
    }
    /* As high as the band: over two lines nothing is left of the hatch but dashes. */
    .sentence {
      align-content: center;
      align-self: stretch;
      color: var(--muted);
      justify-self: center;
      text-align: center;
      font-stretch: var(--band-stretch, 80%);
      text-wrap: balance;
    }
    @media (max-width: 40rem), (max-aspect-ratio: 1 / 1) {
      :host {
        grid-template-columns: 1fr;
        gap: 0.2em;
      }
      .word {
        justify-self: center;
      }
      .second {
        display: none;
      }
    }
  `;

  static override properties = {
    word: { type: String },
    sentence: { type: String },
  };

  declare word: string;
  /** What is real and what is simulated; the election package says it. */
  declare sentence: string;

  constructor() {
    super();
    this.word = '';
    this.sentence = '';
  }

  override render() {
    return html`<span class="word">${this.word}</span>
      <span class="sentence" dir="auto">${this.sentence}</span>
      <span class="word second" aria-hidden="true">${this.word}</span>`;
  }
}

customElements.define('rehearsal-band', RehearsalBand);

declare global {
  interface HTMLElementTagNameMap {
    'rehearsal-band': RehearsalBand;
  }
}
