import { css, html, LitElement, nothing } from 'lit';
import { type Curve, type CurveLine, percentAxisOf, timeMarks } from '../../shared/curve.ts';
import type { Speech } from '../../shared/speech.ts';
import { ChartController, type ChartPicture } from '../controllers/chart-controller.ts';
import { curveFigures } from './curve-figures.ts';

/** Turnout over the days of the election: the whole, and each channel; rings are published counts. */
export class TurnoutCurve extends LitElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-rows: auto minmax(0, 1fr) auto;
      font-size: var(--curve-text, 0.875rem);
      color: var(--muted);
      font-stretch: 78%;
      line-height: 1.25;
      min-block-size: 0;
    }
    .key {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1.1em;
      margin-block-end: 0.2em;
    }
    .key span {
      white-space: nowrap;
    }
    .key svg {
      inline-size: 1.1em;
      block-size: 0.8em;
      vertical-align: -0.05em;
      margin-inline-end: 0.3em;
      color: var(--fill);
    }
    .drawing {
      /* Time runs from left to right in every language. */
      direction: ltr;
      position: relative;
      min-block-size: 0;
      min-inline-size: 0;
    }
    canvas {
      position: absolute;
      inset: 0;
      touch-action: pan-y;
    }
    p {
      margin: 0.25em 0 0;
    }
    /* For who hears the screen: a wall has no room for a table, and no one who could open one. */
    .heard {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  `;

  static override properties = {
    curve: { attribute: false },
    names: { attribute: false },
    speech: { attribute: false },
    aged: { type: Boolean },
    replayed: { type: Boolean },
    cropped: { type: Boolean },
    brief: { type: Boolean },
    reading: { attribute: false },
  };

  declare curve: Curve | null;
  /** What each channel's line is called, by code; `all` for the total. */
  declare names: Readonly<Record<string, string>>;
  declare speech: Speech;
  /** The numbers are old: the curve is drawn again in grey. */
  declare aged: boolean;
  /** A rehearsal: only at the rings is the line known to be what was published. */
  declare replayed: boolean;
  /** The axis ends just above the highest value, rather than at 100. */
  declare cropped: boolean;
  /** Without the sentence under the drawing. */
  declare brief: boolean;
  /** The moment that is read out beside the chart, and its lines' values; `null`: nobody reads. */
  declare reading: ChartPicture['reading'];

  readonly #chart = new ChartController(this);

  constructor() {
    super();
    this.curve = null;
    this.names = {};
    this.aged = false;
    this.replayed = false;
    this.cropped = false;
    this.brief = false;
    this.reading = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Canvas text does not wait for fonts, and canvas colours do not follow the system's theme.
    void document.fonts.ready.then(() => this.requestUpdate());
    this.#theme.addEventListener('change', this.#redraw);
    this.#resized.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#theme.removeEventListener('change', this.#redraw);
    this.#resized.disconnect();
  }

  readonly #theme = window.matchMedia('(prefers-color-scheme: dark)');
  readonly #redraw = () => this.requestUpdate();
  // Not the window: what stands beside the curve is arranged anew only with the wall's next second.
  readonly #resized = new ResizeObserver(this.#redraw);

  /** Tells where the reader points at. */
  readonly #point = (event: PointerEvent): void => {
    const atMs = this.#chart.instantAt(event.clientX);
    if (atMs !== null) this.dispatchEvent(new CustomEvent<PointedAt>('curve:pointed', { detail: { atMs } }));
  };

  protected override updated(): void {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas !== null && this.curve !== null) this.#chart.draw(canvas, this.#picture(this.curve));
  }

  override render() {
    const { strings } = this.speech;
    const { curve } = this;
    if (curve === null) return html`<p>${strings.noCurve}</p>`;
    const ringed = curve.lines.some((line) => line.rings.length > 0);
    return html`
      <div class="key">
        ${
          ringed
            ? html`<span
                ><svg viewBox="0 0 22 16" aria-hidden="true">
                  <circle cx="11" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="3"></circle></svg
                >${strings.publishedCount}</span
              >`
            : nothing
        }
        <span
          ><svg viewBox="0 0 22 16" aria-hidden="true">
            <path d="M0 8h22" stroke="currentColor" stroke-width="4"></path></svg
          >${ringed && this.replayed ? strings.betweenCounts : strings.counted}</span
        >
      </div>
      <div class="drawing"><canvas
          role="img"
          aria-label=${this.#finding(curve)}
          @pointermove=${this.#point}
          @pointerdown=${this.#point}
        ></canvas></div>
      ${this.brief ? curveFigures(curve, this.names, this.speech) : nothing}
      ${
        curve.byOccurrence && curve.countedFrom !== null && !this.brief
          ? html`<p data-by-occurrence>${this.#occurrence(curve.countedFrom)}</p>`
          : nothing
      }
    `;
  }

  #occurrence(countedFrom: string): string {
    const { strings, format } = this.speech;
    return strings.byOccurrence(format.day(countedFrom), format.time(countedFrom));
  }

  #finding(curve: Curve): string {
    const { strings, format } = this.speech;
    const ends = curve.lines.map(
      ({ channel, nowPct }) => `${this.names[channel] ?? channel} ${format.percent(nowPct)}`,
    );
    return `${strings.curveUnit}. ${strings.pair(format.day(curve.nowMs), format.time(curve.nowMs))}: ${format.list(ends)}`;
  }

  #picture(curve: Curve): ChartPicture {
    const { format } = this.speech;
    const style = getComputedStyle(this);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const fontPx = Number.parseFloat(style.fontSize);
    const { topPct, stepPct } = percentAxisOf(curve, this.cropped ? 0 : 100);
    const colours = {
      text: colour('--text'),
      muted: colour('--muted'),
      rule: colour('--rule'),
      fill: colour('--fill'),
    };
    const today = format.day(curve.nowMs);
    return {
      datasets: curve.lines.flatMap((line) =>
        datasetsOf(line, {
          fontPx,
          line: line.channel === 'all' ? colours.fill : colours.text,
          ground: colour('--ground'),
          tip: colour('--tip'),
        }),
      ),
      labels: curve.lines
        .filter(({ nowPct }) => nowPct !== null)
        .map(({ channel, nowPct }) => ({
          name: this.names[channel] ?? channel,
          value: format.percentNumber(nowPct),
          y: nowPct ?? 0,
          strong: true,
        })),
      fromMs: curve.fromMs,
      toMs: curve.toMs,
      nowMs: curve.nowMs,
      maxPct: topPct,
      stepPct,
      open: curve.open,
      marks: timeMarks(curve.fromMs, curve.toMs, format.zone).map(({ atMs, kind }) => ({
        atMs,
        text: kind === 'day' ? format.dayOfMonth(atMs) : format.time(atMs),
        now: kind === 'day' && format.day(atMs) === today,
      })),
      pctText: (pct) => format.count(pct),
      colours,
      reading: this.reading,
      fontPx,
    };
  }
}

/** Detail of `curve:pointed`: the instant under the pointer. */
export interface PointedAt {
  readonly atMs: number;
}

interface Ink {
  readonly fontPx: number;
  readonly line: string;
  readonly ground: string;
  readonly tip: string;
}

function datasetsOf(line: CurveLine, ink: Ink): ChartPicture['datasets'] {
  const total = line.channel === 'all';
  const borderWidth = ink.fontPx * (total ? 0.17 : 0.085);
  const base = {
    borderColor: ink.line,
    borderWidth,
    pointRadius: 0,
    borderJoinStyle: 'round',
    order: total ? 2 : 3,
  } as const;
  const ring = ink.fontPx * (total ? 0.23 : 0.18);
  const last = line.known.at(-1);
  return [
    { ...base, data: [...line.occurred, ...line.known.slice(0, line.occurred.length > 0 ? 1 : 0)] },
    { ...base, data: [...line.known] },
    {
      ...base,
      data: [...line.rings],
      showLine: false,
      pointRadius: ring,
      pointBorderWidth: ink.fontPx * (total ? 0.13 : 0.085),
      pointBackgroundColor: ink.ground,
      pointBorderColor: ink.line,
      order: 1,
    },
    {
      ...base,
      data: last === undefined ? [] : [last],
      pointRadius: ink.fontPx * (total ? 0.3 : 0.22),
      pointBackgroundColor: total ? ink.tip : ink.line,
      pointBorderColor: ink.line,
      pointBorderWidth: 1,
      clip: false,
      order: 0,
    },
  ];
}

customElements.define('turnout-curve', TurnoutCurve);

declare global {
  interface HTMLElementTagNameMap {
    'turnout-curve': TurnoutCurve;
  }
}
