import { css, html, LitElement, nothing, svg } from 'lit';
import { type District, isUncounted, levelOf } from '../../shared/districts.ts';
import type { Speech } from '../../shared/speech.ts';

/** A column stands for ten points of turnout; the last takes in what passes 100 %. */
const COLUMNS = 10;
const WIDE = 96;
const HIGH = 560;
const FOOT = 506;
const ROOM = 430;

/**
 * A country of so many districts that no tile of one could be read: how many have come how far, one column for each ten points, in the
 * colours of the tiles, with its count printed.
 */
export class DistrictSpread extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-rows: auto auto minmax(0, 1fr);
      /* The axis runs from left to right in every language. */
      direction: ltr;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      min-block-size: 0;
    }
    h2,
    p {
      margin: 0;
      line-height: 1.2;
    }
    h2 {
      font-size: calc(3.3 * var(--u));
      font-weight: 730;
      font-stretch: 78%;
    }
    p {
      font-size: calc(2.72 * var(--u));
      font-stretch: 72%;
      color: var(--muted);
    }
    :host(:dir(rtl)) :is(h2, p) {
      direction: rtl;
    }
    text {
      fill: var(--muted);
      font-size: 46px;
      font-weight: 500;
      font-stretch: 68%;
      text-anchor: middle;
    }
    .size {
      fill: var(--text);
      font-weight: 720;
      font-stretch: 62.5%;
    }
    line {
      stroke: var(--rule);
      stroke-width: 2;
    }
    .level-1 {
      fill: var(--level-1);
    }
    .level-2 {
      fill: var(--level-2);
    }
    .level-3 {
      fill: var(--level-3);
    }
    .level-4 {
      fill: var(--level-4);
    }
    .level-5 {
      fill: var(--level-5);
    }
    rect {
      stroke: var(--line);
      stroke-width: 1.5;
    }
  `;

  static override properties = { districts: { attribute: false }, speech: { attribute: false } };
  declare districts: readonly District[];
  declare speech: Speech;

  override render() {
    const { format, strings } = this.speech;
    const sizes = spreadOf(this.districts);
    const largest = Math.max(1, ...sizes);
    const counted = sizes.reduce((sum, size) => sum + size, 0);
    const width = COLUMNS * WIDE;
    const title = strings.alike(counted, format.count(counted));
    return html`<h2>${title}</h2>
      <p>${strings.tilesUnit}</p>
      <svg
      viewBox="-26 0 ${width + 66} ${HIGH}"
      preserveAspectRatio="xMinYMid meet"
      role="img"
      aria-label=${`${title}. ${strings.tilesUnit}`}
    >
      ${sizes.map((size, i) => {
        const high = size === 0 ? 0 : Math.max(4, (size / largest) * ROOM);
        return svg`<g data-from=${i * 10}>
          <rect class="level-${levelOf(i * 10)}" x=${i * WIDE + 2} y=${FOOT - high} width=${WIDE - 4} height=${high}></rect>
          ${size === 0 ? null : sizeText(format.count(size), (i + 0.5) * WIDE, FOOT - high - 14)}
        </g>`;
      })}
      <line x1="0" x2=${width} y1=${FOOT} y2=${FOOT}></line>
      ${[0, 20, 40, 60, 80, 100].map(
        (pct) => svg`<text x=${(pct / 10) * WIDE} y=${HIGH - 6}>${format.count(pct)}</text>`,
      )}
    </svg>`;
  }
}

/** A column's number; one of thousands no wider than its column, since its neighbour has one too. */
function sizeText(text: string, x: number, y: number) {
  return svg`<text class="size" x=${x} y=${y} textLength=${text.length > 4 ? WIDE - 14 : nothing}
    lengthAdjust="spacingAndGlyphs">${text}</text>`;
}

/** How many districts have come to 0, 10, 20 … per cent; those that sent nothing or have no register are in none. */
export function spreadOf(districts: readonly District[]): number[] {
  const sizes = new Array<number>(COLUMNS).fill(0);
  for (const district of districts) {
    if (district.turnoutPct === null || isUncounted(district)) continue;
    const column = Math.min(COLUMNS - 1, Math.floor(district.turnoutPct / 10));
    sizes[column] = (sizes[column] ?? 0) + 1;
  }
  return sizes;
}

customElements.define('district-spread', DistrictSpread);

declare global {
  interface HTMLElementTagNameMap {
    'district-spread': DistrictSpread;
  }
}
