import { css, html, LitElement, nothing, svg } from 'lit';
import { barParts } from '../../shared/bar-parts.ts';

/** Width of the drawing in its own units. */
const WIDE = 1000;

/** The fraction, drawn: filled to the quotient, the bright tip is what came since the value before. */
export class TurnoutBar extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      block-size: var(--bar-size, 0.5rem);
      background: var(--empty);
    }
    svg {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
    }
    :host(:dir(rtl)) svg {
      transform: scaleX(-1);
    }
    @media (forced-colors: active) {
      :host {
        outline: 1px solid CanvasText;
      }
    }
    .fill {
      fill: var(--fill);
    }
    .tip {
      fill: var(--tip);
    }
    .cut {
      stroke: var(--ground);
      stroke-width: var(--bar-cut, 1px);
      vector-effect: non-scaling-stroke;
    }
    .whole {
      stroke: var(--text);
      stroke-width: 2px;
      vector-effect: non-scaling-stroke;
    }
  `;

  static override properties = { pct: { type: Number }, earlierPct: { type: Number }, cuts: { type: Boolean } };

  /** Percent, 0 and up; past 100 the bar's end moves on and 100 is marked. `null` leaves it empty. */
  declare pct: number | null;
  /** Percent before; `null` draws no tip. */
  declare earlierPct: number | null;
  /** Hairlines at each fifth. */
  declare cuts: boolean;

  constructor() {
    super();
    this.pct = null;
    this.earlierPct = null;
    this.cuts = true;
  }

  override render() {
    const { pct, earlierPct } = this;
    if (pct === null) return nothing;
    const { tipFrom, end, perPoint } = barParts(pct, earlierPct, WIDE);
    const cuts = this.cuts ? [20, 40, 60, 80] : [];
    return html`<svg viewBox="0 0 ${WIDE} 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="fill" x="0" y="0" height="10" width=${tipFrom}></rect>
      <rect class="tip" x=${tipFrom} y="0" height="10" width=${end - tipFrom}></rect>
      ${cuts.map((at) => svg`<line class="cut" x1=${at * perPoint} x2=${at * perPoint} y1="0" y2="10"></line>`)}
      ${pct > 100 ? svg`<line class="whole" x1=${100 * perPoint} x2=${100 * perPoint} y1="0" y2="10"></line>` : nothing}
    </svg>`;
  }
}

customElements.define('turnout-bar', TurnoutBar);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-bar': TurnoutBar;
  }
}
