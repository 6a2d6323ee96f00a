import {
  Chart,
  type ChartDataset,
  Decimation,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  type Plugin,
  PointElement,
} from 'chart.js';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CurvePoint } from '../../shared/curve.ts';
import { FONT, scalesOf } from './chart-scales.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Decimation);

/** Text at the right end of a line. */
export interface EndLabel {
  readonly name: string;
  readonly value: string;
  /** Percent at which the line ends. */
  readonly y: number;
  readonly strong: boolean;
}

export interface ChartPicture {
  readonly datasets: readonly ChartDataset<'line', CurvePoint[]>[];
  readonly labels: readonly EndLabel[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  readonly maxPct: number;
  readonly stepPct: number;
  readonly open: readonly (readonly [number, number])[];
  readonly marks: readonly { readonly atMs: number; readonly text: string; readonly now: boolean }[];
  readonly pctText: (pct: number) => string;
  readonly colours: ChartColours;
  /** The moment that is read out beside the chart, and the values of its lines there; `null`: none. */
  readonly reading: { readonly atMs: number; readonly pcts: readonly number[] } | null;
  /** Font size, CSS px. */
  readonly fontPx: number;
}

export interface ChartColours {
  readonly text: string;
  readonly muted: string;
  readonly rule: string;
  readonly fill: string;
}

/** Between the present and its labels, in font sizes. */
const LABEL_GAP = 0.8;

/** Lines with more points than the drawing has pixels keep one for so many pixels, those that shape them most. */
const PIXELS_A_POINT = 3;

/** The one place that knows Chart.js: draws a picture on a canvas, again in place when it changes, and ends with its host. */
export class ChartController implements ReactiveController {
  #chart: Chart<'line', CurvePoint[]> | null = null;
  #picture: ChartPicture | null = null;
  #colours = '';

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** Draws at once; nothing moves between the old picture and the new. */
  draw(canvas: HTMLCanvasElement, picture: ChartPicture): void {
    this.#picture = picture;
    // Chart.js holds on to the colours that points were first drawn in.
    const recoloured = Object.values(picture.colours).join() !== this.#colours;
    if (this.#chart !== null && (recoloured || this.#chart.canvas !== canvas)) this.hostDisconnected();
    this.#colours = Object.values(picture.colours).join();
    this.#chart ??= this.#make(canvas, picture);
    const chart = this.#chart;
    chart.data.datasets = picture.datasets.map((dataset, i) => Object.assign(chart.data.datasets[i] ?? {}, dataset));
    chart.options.layout = layoutOf(picture, canvas);
    chart.options.scales = scalesOf(picture);
    chart.options.plugins = pluginsOf(canvas);
    chart.update('none');
  }

  /** The instant at a place on the screen, ms since the epoch; `null` before anything is drawn. */
  instantAt(clientX: number): number | null {
    const chart = this.#chart;
    const scale = chart?.scales.x;
    if (chart === null || scale === undefined) return null;
    return scale.getValueForPixel(clientX - chart.canvas.getBoundingClientRect().left) ?? null;
  }

  #make(canvas: HTMLCanvasElement, picture: ChartPicture): Chart<'line', CurvePoint[]> {
    return new Chart<'line', CurvePoint[]>(canvas, {
      type: 'line',
      data: { datasets: picture.datasets.map((dataset) => ({ ...dataset })) },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        events: [],
        layout: layoutOf(picture, canvas),
        scales: scalesOf(picture),
        plugins: pluginsOf(canvas),
      },
      plugins: [this.#marks()],
    });
  }

  /** Voting hours on the axis, the present as a dotted line, and the labels at the lines' ends. */
  #marks(): Plugin<'line'> {
    return {
      id: 'turnoutMarks',
      beforeLayout: ({ ctx }) => {
        ctx.fontStretch = 'condensed';
      },
      beforeDraw: ({ ctx }) => {
        ctx.fontStretch = 'condensed';
      },
      beforeDatasetsDraw: (chart) => {
        const picture = this.#picture;
        const { x, y } = chart.scales;
        if (picture === null || x === undefined || y === undefined) return;
        const { ctx } = chart;
        const bar = picture.fontPx * 0.16;
        ctx.save();
        ctx.fillStyle = picture.colours.rule;
        for (const [from, to] of picture.open) {
          const left = x.getPixelForValue(Math.max(from, picture.fromMs));
          const right = x.getPixelForValue(Math.min(to, picture.toMs));
          if (right > left) ctx.fillRect(left, y.bottom, right - left, bar);
        }
        ctx.strokeStyle = picture.colours.muted;
        ctx.lineWidth = Math.max(1, picture.fontPx / 18);
        ctx.setLineDash([picture.fontPx * 0.1, picture.fontPx * 0.2]);
        ctx.beginPath();
        const now = x.getPixelForValue(picture.nowMs);
        ctx.moveTo(now, y.top);
        ctx.lineTo(now, y.bottom);
        ctx.stroke();
        ctx.restore();
      },
      afterDatasetsDraw: (chart) => {
        const picture = this.#picture;
        const { x, y } = chart.scales;
        if (picture === null || x === undefined || y === undefined) return;
        if (picture.reading !== null) {
          drawReading(chart.ctx, picture, x.getPixelForValue(picture.reading.atMs), (pct) => y.getPixelForValue(pct), {
            top: y.top,
            bottom: y.bottom,
          });
        }
        drawLabels(
          chart.ctx,
          picture,
          x.getPixelForValue(picture.nowMs) + LABEL_GAP * picture.fontPx,
          (pct) => y.getPixelForValue(pct),
          y.bottom,
        );
      },
    };
  }
}

/** A rule at the moment that is read out, and a ring at each value. */
function drawReading(
  ctx: CanvasRenderingContext2D,
  { reading, colours, fontPx }: ChartPicture,
  left: number,
  pixelOf: (pct: number) => number,
  { top, bottom }: { top: number; bottom: number },
): void {
  ctx.save();
  ctx.strokeStyle = colours.text;
  ctx.lineWidth = Math.max(1, fontPx / 12);
  ctx.beginPath();
  ctx.moveTo(left, top);
  ctx.lineTo(left, bottom);
  ctx.stroke();
  for (const pct of reading?.pcts ?? []) {
    ctx.beginPath();
    ctx.arc(left, pixelOf(pct), fontPx * 0.32, 0, 2 * Math.PI);
    ctx.stroke();
  }
  ctx.restore();
}

function drawLabels(
  ctx: CanvasRenderingContext2D,
  picture: ChartPicture,
  left: number,
  pixelOf: (pct: number) => number,
  bottom: number,
): void {
  const line = picture.fontPx * 1.25;
  const placed = [...picture.labels]
    .sort((a, b) => b.y - a.y)
    .map((label) => ({ label, at: pixelOf(Math.min(label.y, picture.maxPct)) }));
  // Lines that end close together: push the lower label down, then all up from the axis.
  for (let i = 1; i < placed.length; i++) {
    const [above, here] = [placed[i - 1], placed[i]];
    if (above !== undefined && here !== undefined) here.at = Math.max(here.at, above.at + line);
  }
  let lowest = bottom - line * 0.3;
  for (const each of placed.toReversed()) {
    each.at = Math.min(each.at, lowest);
    lowest = each.at - line;
  }
  ctx.save();
  ctx.textBaseline = 'middle';
  for (const { label, at } of placed) {
    setFont(ctx, 500, picture.fontPx);
    ctx.fillStyle = picture.colours.muted;
    const name = `${label.name} `;
    ctx.fillText(name, left, at);
    const width = ctx.measureText(name).width;
    setFont(ctx, 720, picture.fontPx);
    ctx.fillStyle = label.strong ? picture.colours.text : picture.colours.muted;
    ctx.fillText(label.value, left + width, at);
  }
  ctx.restore();
}

function pluginsOf({ parentElement }: HTMLCanvasElement) {
  const wide = parentElement?.clientWidth ?? 0;
  const samples = Math.ceil(wide / PIXELS_A_POINT);
  return { decimation: { enabled: wide > 0, algorithm: 'lttb' as const, threshold: wide, samples } };
}

/** Room on the right for the longest label, less what the days to come leave free: labels begin at the present. */
function layoutOf(picture: ChartPicture, canvas: HTMLCanvasElement) {
  const ctx = canvas.getContext('2d');
  const widest =
    ctx === null ? 0 : Math.max(0, ...picture.labels.map((label) => labelWidth(ctx, label, picture.fontPx)));
  const needed = widest + LABEL_GAP * picture.fontPx;
  const toCome = Math.max(0, (picture.toMs - picture.nowMs) / (picture.toMs - picture.fromMs));
  const plot = (canvas.parentElement?.clientWidth ?? 0) - 2.6 * picture.fontPx;
  const right = toCome >= 1 ? 0 : (needed - toCome * plot) / (1 - toCome);
  return { padding: { right: Math.max(right, 0.6 * picture.fontPx), top: picture.fontPx * 0.5 } };
}

function labelWidth(ctx: CanvasRenderingContext2D, { name, value }: EndLabel, fontPx: number): number {
  ctx.save();
  setFont(ctx, 500, fontPx);
  const nameWidth = ctx.measureText(`${name} `).width;
  setFont(ctx, 720, fontPx);
  const width = nameWidth + ctx.measureText(value).width;
  ctx.restore();
  return width;
}

function setFont(ctx: CanvasRenderingContext2D, weight: number, fontPx: number): void {
  ctx.font = `${weight} ${fontPx}px ${FONT}`;
  ctx.fontStretch = 'condensed';
}
