import { css, html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { type District, levelOf } from '../../shared/districts.ts';
import type { Speech } from '../../shared/speech.ts';
import type { TileShape } from '../../shared/tile-shape.ts';

/** A cell of the grid in the drawing's own units, and the gap between tiles. */
const CELL = 100;
const GAP = 5;
const SIDE = CELL - GAP;
const BAR = 8;

/** A district and where it stands. */
export interface Tile {
  readonly district: District;
  readonly at: readonly [number, number];
}

/**
 * The country as equal tiles: code, printed value, level by five fixed classes, the bar along the edge. What is slotted
 * stands in the grid's open corner.
 */
export class TileGrid extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      align-self: start;
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
    }
    .hole {
      position: absolute;
      inset-inline-start: calc(var(--stage) * var(--hole-col) / var(--cols));
      inset-block-start: calc(100% * var(--hole-row) / var(--rows));
      inline-size: calc(var(--stage) * var(--hole-cols) / var(--cols));
      block-size: calc(100% * var(--hole-rows) / var(--rows));
    }
    /* An opening at the grid's edge goes on to the edge of the room. */
    .hole.edge {
      inline-size: auto;
      inset-inline-end: 0;
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
      font-size: 45px;
      font-weight: 450;
      font-stretch: 62.5%;
    }
    .value {
      font-size: 49px;
      font-weight: 720;
      font-stretch: 68%;
    }
    .value.long {
      font-stretch: 62.5%;
      letter-spacing: -1px;
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
    .disputed .edge {
      fill: none;
      stroke: var(--text);
      stroke-width: 2.5;
      stroke-dasharray: 7 6;
    }
  `;

  static override properties = {
    tiles: { attribute: false },
    shape: { attribute: false },
    speech: { attribute: false },
  };

  declare tiles: readonly Tile[];
  declare shape: TileShape;
  declare speech: Speech;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('shape')) return;
    // Through the object model: the pages' policy allows no style attributes.
    const { cols, rows, hole } = this.shape;
    const numbers = {
      cols,
      rows,
      'hole-col': hole?.col,
      'hole-row': hole?.row,
      'hole-cols': hole?.cols,
      'hole-rows': hole?.rows,
    };
    for (const [name, value] of Object.entries(numbers)) this.style.setProperty(`--${name}`, String(value ?? 0));
  }

  override render() {
    const { cols, rows, hole } = this.shape;
    const viewBox = `0 0 ${cols * CELL - GAP} ${rows * CELL - GAP}`;
    const edge = hole !== null && hole.col + hole.cols === cols;
    return html`<svg viewBox=${viewBox} role="list" aria-label=${this.speech.strings.districts}>
        ${this.tiles.map((tile) => this.#tile(tile))}
      </svg>
      ${hole === null ? nothing : html`<div class="hole ${edge ? 'edge' : ''}"><slot></slot></div>`}`;
  }

  #tile({ district, at: [col, row] }: Tile) {
    const { format, strings, name } = this.speech;
    const { turnoutPct, issued, registered } = district;
    const value = format.percentShort(issued, registered);
    const level = turnoutPct === null ? 'none' : `level-${levelOf(turnoutPct)}`;
    const exact = turnoutPct === null ? `${format.count(issued)}, ${strings.noRegister}` : format.percent(turnoutPct);
    return svg`<g class="tile ${level} ${district.disputed ? 'disputed' : ''}" role="listitem"
      transform="translate(${col * CELL} ${row * CELL})" data-code=${district.code}
      aria-label="${name(district.names)}: ${exact}">
      <title>${name(district.names)}: ${exact}</title>
      <rect class="ground" x="0" y="0" width=${SIDE} height=${SIDE}></rect>
      ${turnoutPct === null ? nothing : this.#bar(turnoutPct, district.earlierPct)}
      ${district.disputed ? svg`<rect class="edge" x="1.2" y="1.2" width=${SIDE - 2.4} height=${SIDE - 2.4}></rect>` : nothing}
      <text class="code" x="5" y="39">${district.label}${district.disputed ? svg`<tspan dy="-5">†</tspan>` : nothing}</text>
      <text class="value ${value.length > 4 ? 'long' : ''}" x="5" y="81">${value}</text>
    </g>`;
  }

  #bar(pct: number, earlierPct: number | null) {
    const scale = SIDE / Math.max(100, pct);
    const tipFrom = Math.min(earlierPct ?? pct, pct);
    return svg`<rect class="fill" x="0" y=${SIDE - BAR} height=${BAR} width=${tipFrom * scale}></rect>
      <rect class="tip" x=${tipFrom * scale} y=${SIDE - BAR} height=${BAR} width=${(pct - tipFrom) * scale}></rect>`;
  }
}

customElements.define('tile-grid', TileGrid);

declare global {
  interface HTMLElementTagNameMap {
    'tile-grid': TileGrid;
  }
}
