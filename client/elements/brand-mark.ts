import { css, html, LitElement } from 'lit';
import './turnout-bar.ts';

/** The name, over the bar that stands for it; the bar shows the present turnout. */
export class BrandMark extends LitElement {
  static override styles = css`
    :host {
      display: inline-block;
      inline-size: min-content;
      font-weight: 720;
      font-stretch: 82%;
      font-size: var(--brand-text, 1.9rem);
      line-height: 1.1;
    }
    turnout-bar {
      --bar-size: 0.17em;
      --bar-cut: max(2px, 0.03em);
      margin-block-start: 0.1em;
    }
  `;

  static override properties = { pct: { attribute: false } };

  /** The present turnout, percent. */
  declare pct: number | null;

  constructor() {
    super();
    this.pct = null;
  }

  override render() {
    return html`Turnout<turnout-bar .pct=${this.pct ?? 0}></turnout-bar>`;
  }
}

customElements.define('brand-mark', BrandMark);

declare global {
  interface HTMLElementTagNameMap {
    'brand-mark': BrandMark;
  }
}
