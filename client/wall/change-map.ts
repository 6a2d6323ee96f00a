import { css, html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import type { District } from '../../shared/districts.ts';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import { districtText } from '../../shared/sentences.ts';
import type { Speech } from '../../shared/speech.ts';
import { LandMask, type PlacedLabel, placeLabels } from './place-labels.ts';

/** Width of a letter and height of a line, in font sizes. */
const LETTER = 0.51;
const LINE = 1.25;

/** The country by area: each district in the class of its rise or of its turnout, at most four of them named, their names in the sea. */
export class ChangeMap extends LitElement {
  static override styles = css`
    :host {
      display: block;
      direction: ltr;
      min-inline-size: 0;
      min-block-size: 0;
    }
    svg {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      overflow: visible;
    }
    .area {
      stroke-width: 0.6px;
      fill: var(--empty);
      stroke: var(--empty);
    }
    .change-1 {
      fill: var(--change-1);
      stroke: var(--change-1);
    }
    .change-2 {
      fill: var(--change-2);
      stroke: var(--change-2);
    }
    .change-3 {
      fill: var(--change-3);
      stroke: var(--change-3);
    }
    .change-4 {
      fill: var(--change-4);
      stroke: var(--change-4);
    }
    .change-5 {
      fill: var(--change-5);
      stroke: var(--change-5);
    }
    .level-1 {
      fill: var(--level-1);
      stroke: var(--level-1);
    }
    .level-2 {
      fill: var(--level-2);
      stroke: var(--level-2);
    }
    .level-3 {
      fill: var(--level-3);
      stroke: var(--level-3);
    }
    .level-4 {
      fill: var(--level-4);
      stroke: var(--level-4);
    }
    .level-5 {
      fill: var(--level-5);
      stroke: var(--level-5);
    }
    .none {
      fill: url(#hatch);
      stroke: var(--line);
    }
    .hatch {
      stroke: var(--line);
      stroke-width: 4;
    }
    .borders {
      fill: none;
      stroke: var(--ground);
      stroke-width: 1.6px;
      vector-effect: non-scaling-stroke;
    }
    .leader {
      stroke: var(--text);
      stroke-width: 2px;
      vector-effect: non-scaling-stroke;
    }
    .point {
      fill: var(--text);
    }
    text {
      fill: var(--text);
      font-weight: 660;
      font-stretch: 76%;
      text-anchor: middle;
      dominant-baseline: central;
      paint-order: stroke;
      stroke: var(--ground);
      stroke-width: 0.22em;
      stroke-linejoin: round;
    }
    @media (forced-colors: active) {
      text {
        forced-color-adjust: none;
      }
    }
  `;

  static override properties = {
    map: { attribute: false },
    kind: { type: String },
    classes: { attribute: false },
    districts: { attribute: false },
    named: { attribute: false },
    textPx: { type: Number },
    speech: { attribute: false },
  };

  declare map: ProjectedMap;
  /** Which of the two scales of colour is drawn. */
  declare kind: 'change' | 'level';
  /** Class 1 … 5 of each district that has one, by code; the others are hatched. */
  declare classes: ReadonlyMap<string, number>;
  declare districts: readonly District[];
  /** Districts to name, four at most, by code and what to call them. */
  declare named: readonly { readonly code: string; readonly name: string }[];
  /** Height of the names on screen, px. */
  declare textPx: number;
  declare speech: Speech;

  #land: { readonly of: ProjectedMap; readonly mask: LandMask } | null = null;
  #placed: readonly PlacedLabel[] = [];
  #placedFor = '';
  #size = 0;
  readonly #resized = new ResizeObserver(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  protected override willUpdate(_: PropertyValues<this>): void {
    const { map, named } = this;
    const { clientWidth, clientHeight } = this;
    const perUnit = Math.min(clientWidth / map.wide, clientHeight / map.high);
    if (perUnit === 0) return;
    this.#size = this.textPx / perUnit;
    if (this.#land?.of !== map) this.#land = { of: map, mask: new LandMask(map) };
    const [beyondX, beyondY] = [(clientWidth / perUnit - map.wide) / 2, (clientHeight / perUnit - map.high) / 2];
    const frame = { left: -beyondX, top: -beyondY, right: map.wide + beyondX, bottom: map.high + beyondY };
    const wanted = `${this.#size} ${beyondX} ${beyondY} ${JSON.stringify(named)}`;
    if (wanted === this.#placedFor) return;
    this.#placedFor = wanted;
    this.#placed = placeLabels(
      map,
      this.#land.mask,
      frame,
      named.map(({ code, name }) => ({ code, wide: name.length * LETTER * this.#size, high: LINE * this.#size })),
    );
  }

  override render() {
    const { map, kind, classes, speech } = this;
    const texts = new Map(this.districts.map((district) => [district.code, districtText(district, speech)]));
    const called = new Map(this.named.map(({ code, name }) => [code, name]));
    return html`<svg viewBox="0 0 ${map.wide} ${map.high}" role="img" aria-label=${speech.strings.districts}>
      <pattern id="hatch" width="14" height="14" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path class="hatch" d="M0 0v14"></path>
      </pattern>
      ${map.areas.map(({ code, path }) => {
        const to = classes.get(code);
        return svg`<path class="area ${to === undefined ? 'none' : `${kind}-${to}`}" data-code=${code} d=${path}><title>${texts.get(code) ?? code}</title></path>`;
      })}
      <path class="borders" d=${map.borders}></path>
      ${this.#placed.map(({ code, point, at, end }) =>
        called.has(code)
          ? svg`<line class="leader" x1=${point[0]} y1=${point[1]} x2=${end[0]} y2=${end[1]}></line>
            <circle class="point" cx=${point[0]} cy=${point[1]} r=${this.#size * 0.16}></circle>
            <text x=${at[0]} y=${at[1]} font-size=${this.#size}>${called.get(code)}</text>`
          : nothing,
      )}
    </svg>`;
  }
}

customElements.define('change-map', ChangeMap);

declare global {
  interface HTMLElementTagNameMap {
    'change-map': ChangeMap;
  }
}
