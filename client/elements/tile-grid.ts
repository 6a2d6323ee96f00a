import { css, html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { barParts } from '../../shared/bar-parts.ts';
import { isUncounted, levelOf } from '../../shared/districts.ts';
import { NOTHING } from '../../shared/format.ts';
import { districtText } from '../../shared/sentences.ts';
import type { Speech } from '../../shared/speech.ts';
import type { Cells, Tile, TileShape } from '../../shared/tile-shape.ts';
import { MOON_PATH } from './moon.ts';

/** A cell of the grid in the drawing's own units, and the gap between tiles. */
const CELL = 100;
const GAP = 5;
const SIDE = CELL - GAP;
const BAR = 8;

/** Side of the moon's field, in the same units, and where it begins. */
const MOON = 17;
const MOON_AT = SIDE - MOON;

/** A code's letters begin here; they end before the tile does, or before its moon. */
const TEXT_AT = 5;
const CODE_ENDS = { alone: SIDE - 2, moon: MOON_AT - 1 };
/** About how wide a letter is drawn in the narrowest width, in the tallest size that a code has. */
const LETTER = { wide: 38, plain: 27, thin: 16 };

/**
 * The country as equal tiles: code, printed value, level by five fixed classes, the bar along the edge. What is slotted
 * stands in the grid's open cells.
 */
export class TileGrid extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      align-self: start;
      /* West is left in every language. */
      direction: ltr;
      /* As wide as there is room, but no higher than --tiles-height. */
      --stage: min(
        100%,
        calc(var(--tiles-height, 100rem) * var(--cols) / var(--rows)),
        calc(var(--tiles-pitch, 10rem) * var(--cols))
      );
    }
    svg {
      display: block;
      inline-size: var(--stage);
      /* A digit of the last column may be a hair wider than its tile. */
      overflow: visible;
    }
    .hole,
    .corner {
      position: absolute;
    }
    :host(:dir(rtl)) .hole {
      direction: rtl;
    }
    .corner {
      left: calc(var(--stage) * var(--corner-col) / var(--cols));
      inset-block-start: calc(100% * var(--corner-row) / var(--rows));
      inline-size: calc(var(--stage) * (var(--corner-cols) - 0.05) / (var(--cols) - 0.05));
    }
    .hole {
      left: calc(var(--stage) * var(--hole-col) / var(--cols));
      inset-block-start: calc(100% * var(--hole-row) / var(--rows));
      inline-size: calc(var(--stage) * var(--hole-cols) / var(--cols));
      block-size: calc(100% * var(--hole-rows) / var(--rows));
    }
    /* An opening at the grid's edge goes on to the edge of the room. */
    .hole.edge {
      inline-size: auto;
      right: 0;
    }
    .tile rect {
      fill: var(--empty);
    }
    .level-1 .ground {
      fill: var(--level-1);
    }
    .level-2 .ground {
      fill: var(--level-2);
    }
    .level-3 .ground {
      fill: var(--level-3);
    }
    .level-4 .ground {
      fill: var(--level-4);
    }
    .level-5 .ground {
      fill: var(--level-5);
    }
    .tile .fill {
      fill: var(--fill);
    }
    .tile .tip {
      fill: var(--tip);
    }
    text {
      fill: var(--level-ink);
    }
    .level-5 text {
      fill: var(--level-5-ink);
    }
    .code {
      font-size: var(--tile-code, 48px);
      font-weight: 450;
      font-stretch: 62.5%;
      transform: translateY(var(--tile-drop, 0));
    }
    .value {
      font-size: var(--tile-value, 52px);
      font-weight: 720;
      font-stretch: 62.5%;
    }
    .value.long {
      letter-spacing: -1.5px;
    }
    .none .ground {
      fill: none;
      stroke: var(--line);
      stroke-width: 2.5;
      stroke-dasharray: 8 6;
    }
    .none text {
      fill: var(--text);
    }
    .missing .ground {
      fill: url(#hatch);
    }
    .hatch {
      stroke: var(--hatch);
      stroke-width: 6;
    }
    .missing text {
      fill: var(--text);
      paint-order: stroke;
      stroke: var(--ground);
      stroke-width: 7px;
    }
    .moon {
      fill: var(--level-ink);
    }
    .level-5 .moon {
      fill: var(--level-5-ink);
    }
    @media (forced-colors: active) {
      .ground {
        stroke: CanvasText;
        stroke-width: 1.5;
      }
      text {
        forced-color-adjust: none;
      }
    }
    .disputed .edge {
      fill: none;
      stroke: var(--text);
      stroke-width: 2.5;
      stroke-dasharray: 7 6;
    }
  `;

  static override properties = {
    tiles: { attribute: false },
    shape: { attribute: false, hasChanged: isOther },
    closed: { attribute: false },
    corner: { attribute: false, hasChanged: isOther },
    speech: { attribute: false },
  };

  declare tiles: readonly Tile[];
  declare shape: TileShape;
  /** Codes of districts where voting is over for today. */
  declare closed: ReadonlySet<string>;
  /** Open cells in which the slot `corner` stands; `null` for none. */
  declare corner: Cells | null;
  declare speech: Speech;

  constructor() {
    super();
    this.closed = new Set();
    this.corner = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('shape') && !changed.has('corner')) return;
    // Through the object model: the pages' policy allows no style attributes.
    const { cols, rows, hole } = this.shape;
    const numbers = {
      cols,
      rows,
      'hole-col': hole?.col,
      'hole-row': hole?.row,
      'hole-cols': hole?.cols,
      'hole-rows': hole?.rows,
      'corner-col': this.corner?.col,
      'corner-row': this.corner?.row,
      'corner-cols': this.corner?.cols,
    };
    for (const [name, value] of Object.entries(numbers)) this.style.setProperty(`--${name}`, String(value ?? 0));
  }

  override render() {
    const { cols, rows, hole } = this.shape;
    const viewBox = `0 0 ${cols * CELL - GAP} ${rows * CELL - GAP}`;
    const edge = hole !== null && hole.col + hole.cols === cols;
    return html`<svg viewBox=${viewBox} role="list" aria-label=${this.speech.strings.districts}>
        <pattern id="hatch" width="16" height="16" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path class="hatch" d="M3 0v16"></path>
        </pattern>
        ${this.tiles.map((tile) => this.#tile(tile))}
      </svg>
      ${this.corner === null ? nothing : html`<div class="corner"><slot name="corner"></slot></div>`}
      ${hole === null ? nothing : html`<div class="hole ${edge ? 'edge' : ''}"><slot></slot></div>`}`;
  }

  #tile({ district, at: [col, row] }: Tile) {
    const { format } = this.speech;
    const { turnoutPct, issued, registered } = district;
    const missing = isUncounted(district);
    const value = missing ? NOTHING : format.percentShort(issued, registered);
    const level = turnoutPct === null ? 'none' : missing ? 'missing' : `level-${levelOf(turnoutPct)}`;
    const text = districtText(district, this.speech);
    const closed = this.closed.has(district.code);
    const code = `${district.label}${district.disputed ? '†' : ''}`;
    const room = (closed ? CODE_ENDS.moon : CODE_ENDS.alone) - TEXT_AT;
    return svg`<g class="tile ${level} ${district.disputed ? 'disputed' : ''}" role="listitem"
      transform="translate(${col * CELL} ${row * CELL})" data-code=${district.code}
      aria-label=${text}>
      <title>${text}</title>
      <rect class="ground" x="0" y="0" width=${SIDE} height=${SIDE}></rect>
      ${turnoutPct === null || missing ? nothing : this.#bar(turnoutPct, district.earlierPct)}
      ${district.disputed ? svg`<rect class="edge" x="1.2" y="1.2" width=${SIDE - 2.4} height=${SIDE - 2.4}></rect>` : nothing}
      ${closed ? svg`<path class="moon" data-closed transform="translate(${MOON_AT} 3) scale(0.8)" d=${MOON_PATH}></path>` : nothing}
      <text class="code" x=${TEXT_AT} y="38.5" textLength=${widthOf(code) > room ? room : nothing} lengthAdjust="spacingAndGlyphs"
        >${district.label}${district.disputed ? svg`<tspan dy="-6">†</tspan>` : nothing}</text>
      <text class="value ${value.length > 4 ? 'long' : ''}" x=${TEXT_AT} y="83">${value}</text>
    </g>`;
  }

  #bar(pct: number, earlierPct: number | null) {
    const { tipFrom, end } = barParts(pct, earlierPct, SIDE);
    return svg`<rect class="fill" x="0" y=${SIDE - BAR} height=${BAR} width=${tipFrom}></rect>
      <rect class="tip" x=${tipFrom} y=${SIDE - BAR} height=${BAR} width=${end - tipFrom}></rect>`;
  }
}

/** Whether other cells are meant: by what they are, since they are told anew each second. */
function isOther(now: TileShape | Cells | null, before: TileShape | Cells | null | undefined): boolean {
  return JSON.stringify(now) !== JSON.stringify(before);
}

/** How wide a code is about, in the drawing's units: what would not fit is drawn narrower, never cut. */
function widthOf(code: string): number {
  return [...code].reduce((sum, letter) => {
    if (/[MWЖМФШЩЫЮ]/u.test(letter)) return sum + LETTER.wide;
    return sum + (/[IJ†]/u.test(letter) ? LETTER.thin : LETTER.plain);
  }, 0);
}

customElements.define('tile-grid', TileGrid);

declare global {
  interface HTMLElementTagNameMap {
    'tile-grid': TileGrid;
  }
}
