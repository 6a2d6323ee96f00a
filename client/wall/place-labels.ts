import type { ProjectedMap } from '../../shared/projected-map.ts';

/** A name on the map: where it stands, in the map's units, and the point it names. */
export interface PlacedLabel {
  readonly code: string;
  readonly point: readonly [number, number];
  /** Middle of the text. */
  readonly at: readonly [number, number];
  /** Where the leader ends at the text. */
  readonly end: readonly [number, number];
}

export interface LabelSize {
  readonly code: string;
  readonly wide: number;
  readonly high: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** How finely the sea is told from the land, in the map's units. */
const CELL = 10;
const DIRECTIONS = 24;
const FARTHEST = 420;
const STEP = 15;

/** What lies on land, as a raster; drawn once for each map. */
export class LandMask {
  readonly #cols: number;
  readonly #rows: number;
  readonly #land: Uint8Array;

  constructor(map: ProjectedMap) {
    this.#cols = Math.ceil(map.wide / CELL);
    this.#rows = Math.ceil(map.high / CELL);
    this.#land = new Uint8Array(this.#cols * this.#rows);
    const context = new OffscreenCanvas(this.#cols, this.#rows).getContext('2d', { willReadFrequently: true });
    if (context === null) return;
    context.scale(1 / CELL, 1 / CELL);
    for (const { path } of map.areas) context.fill(new Path2D(path));
    const { data } = context.getImageData(0, 0, this.#cols, this.#rows);
    for (let i = 0; i < this.#land.length; i++) this.#land[i] = (data[4 * i + 3] ?? 0) > 20 ? 1 : 0;
  }

  /** Cells of land under a box. */
  under({ left, top, right, bottom }: Box): number {
    let sum = 0;
    for (let row = Math.max(0, Math.floor(top / CELL)); row < Math.min(this.#rows, Math.ceil(bottom / CELL)); row++) {
      for (let col = Math.max(0, Math.floor(left / CELL)); col < Math.min(this.#cols, Math.ceil(right / CELL)); col++) {
        sum += this.#land[row * this.#cols + col] ?? 0;
      }
    }
    return sum;
  }
}

/**
 * Places each name as near to its point as there is sea for it, off the land and off the names before it.
 *
 * @param frame what can be seen, in the map's units: more than the map where the wall leaves room around it
 */
export function placeLabels(map: ProjectedMap, land: LandMask, frame: Box, sizes: readonly LabelSize[]): PlacedLabel[] {
  const points = new Map(map.areas.map(({ code, at }) => [code, at]));
  const taken: Box[] = [];
  return sizes.flatMap((size) => {
    const point = points.get(size.code);
    if (point === undefined) return [];
    let best: { cost: number; at: readonly [number, number]; box: Box } | null = null;
    for (let away = size.high; away <= FARTHEST; away += STEP) {
      for (let turn = 0; turn < DIRECTIONS; turn++) {
        const angle = (turn / DIRECTIONS) * 2 * Math.PI;
        const at = [
          point[0] + Math.cos(angle) * (away + size.wide / 2),
          point[1] + Math.sin(angle) * (away + size.high / 2),
        ] as const;
        const box = boxAround(at, size);
        if (!contains(frame, box) || taken.some((other) => meets(box, other))) continue;
        const cost = land.under(box) * 40 + away;
        if (best === null || cost < best.cost) best = { cost, at, box };
      }
    }
    if (best === null) return [];
    taken.push(best.box, boxAround(point, { ...size, wide: CELL, high: CELL }));
    return [{ code: size.code, point, at: best.at, end: nearest(best.box, point) }];
  });
}

function boxAround([x, y]: readonly [number, number], { wide, high }: LabelSize): Box {
  return { left: x - wide / 2, top: y - high / 2, right: x + wide / 2, bottom: y + high / 2 };
}

function contains(frame: Box, box: Box): boolean {
  return box.left >= frame.left && box.top >= frame.top && box.right <= frame.right && box.bottom <= frame.bottom;
}

function meets(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function nearest({ left, top, right, bottom }: Box, [x, y]: readonly [number, number]): readonly [number, number] {
  return [Math.min(right, Math.max(left, x)), Math.min(bottom, Math.max(top, y))];
}
