/** A rectangle of cells. */
export interface Cells {
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}

/** Where tiles stand. */
export interface TileShape {
  readonly cols: number;
  readonly rows: number;
  /** The open corner of the grid that is large enough to hold the curve; `null` where there is none. */
  readonly hole: Cells | null;
}

/** An open corner is worth using from this share of the grid's width and height. */
const HOLE_SHARE = 0.38;

/** Size of a tile grid and its largest open rectangle. */
export function shapeOfTiles(tiles: readonly (readonly [number, number])[]): TileShape {
  const cols = Math.max(1, ...tiles.map(([col]) => col + 1));
  const rows = Math.max(1, ...tiles.map(([, row]) => row + 1));
  const hole = largestOpen(tiles, cols, rows);
  const usable = hole !== null && hole.cols >= HOLE_SHARE * cols && hole.rows >= HOLE_SHARE * rows;
  return { cols, rows, hole: usable ? hole : null };
}

/** Positions for districts that come without any: row by row, about twice as wide as high. */
export function rowsOfTiles(count: number): (readonly [number, number])[] {
  const cols = Math.max(1, Math.ceil(Math.sqrt(count * 1.7)));
  return Array.from({ length: count }, (_, i) => [i % cols, Math.floor(i / cols)] as const);
}

function largestOpen(tiles: readonly (readonly [number, number])[], cols: number, rows: number): Cells | null {
  const taken = new Set(tiles.map(([col, row]) => row * cols + col));
  const heights = new Array<number>(cols).fill(0);
  let best: Cells | null = null;
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) heights[col] = taken.has(row * cols + col) ? 0 : (heights[col] ?? 0) + 1;
    for (let left = 0; left < cols; left++) {
      let height = rows;
      for (let right = left; right < cols; right++) {
        height = Math.min(height, heights[right] ?? 0);
        if (height === 0) break;
        const wide = right - left + 1;
        if (best === null || wide * height > best.cols * best.rows) {
          best = { col: left, row: row - height + 1, cols: wide, rows: height };
        }
      }
    }
  }
  return best;
}
