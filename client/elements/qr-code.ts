import { css, html, LitElement } from 'lit';
import { encode } from 'uqr';

/** Light modules around the code, as the standard has them. */
const QUIET = 4;

/** An address as a QR code, always dark on light, drawn anew only when the address changes. */
export class QrCode extends LitElement {
  static override styles = css`
    :host {
      display: block;
      inline-size: var(--qr-size, 8rem);
      block-size: var(--qr-size, 8rem);
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      background: var(--qr-light);
      forced-color-adjust: none;
    }
    path {
      fill: var(--qr-dark);
    }
  `;

  static override properties = { text: { type: String }, label: { type: String } };

  /** What the code says. */
  declare text: string;
  /** What it is, for those who cannot see it. */
  declare label: string;

  #drawn = '';
  #side = 0;
  #path = '';

  constructor() {
    super();
    this.text = '';
    this.label = '';
  }

  override render() {
    if (this.text !== this.#drawn) this.#encode();
    return html`<svg role="img" aria-label=${this.label} data-qr=${this.text} viewBox="0 0 ${this.#side} ${this.#side}"
      shape-rendering="crispEdges"><path d=${this.#path}></path></svg>`;
  }

  #encode(): void {
    const { data, size } = encode(this.text, { ecc: 'M', border: QUIET });
    this.#drawn = this.text;
    this.#side = size;
    this.#path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  }
}

customElements.define('qr-code', QrCode);

declare global {
  interface HTMLElementTagNameMap {
    'qr-code': QrCode;
  }
}
