import type { District } from './districts.ts';

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
  /** The open corner of the grid in which the curve stands; `null` where it stands beside. */
  readonly hole: Cells | null;
}

/** A district and where its tile stands. */
export interface Tile {
  readonly district: District;
  readonly at: readonly [number, number];
}

/** Room for the tiles on a wall of 16:9, and what a curve needs, in hundredths of the wall's height. */
const ROOM = { wide: 113, high: 61 };
const CURVE = { wide: 46, high: 24 };

/** Size of a tile grid and its largest open rectangle. */
export function shapeOfTiles(tiles: readonly (readonly [number, number])[]): TileShape {
  const cols = Math.max(1, ...tiles.map(([col]) => col + 1));
  const rows = Math.max(1, ...tiles.map(([, row]) => row + 1));
  const hole = largestOpen(tiles, cols, rows);
  return { cols, rows, hole: hole !== null && isRoomier(hole, cols, rows) ? hole : null };
}

/** A tile for each district that has a place, or for all, row by row, where none has; and those left without a tile or a percentage. */
export function tilesOf(districts: readonly District[]): { tiles: readonly Tile[]; beside: readonly District[] } {
  const placed = districts.filter(({ tile }) => tile !== null);
  const spots = rowsOfTiles(districts.length);
  return {
    tiles:
      placed.length > 0
        ? placed.map((district) => ({ district, at: district.tile ?? [0, 0] }))
        : districts.map((district, i) => ({ district, at: spots[i] ?? [0, 0] })),
    beside: districts.filter(({ tile, turnoutPct }) => (placed.length > 0 && tile === null) || turnoutPct === null),
  };
}

/** Positions for districts that come without any: row by row, about twice as wide as high. */
export function rowsOfTiles(count: number): (readonly [number, number])[] {
  const cols = Math.max(1, Math.ceil(Math.sqrt(count * 1.7)));
  return Array.from({ length: count }, (_, i) => [i % cols, Math.floor(i / cols)] as const);
}

/** Whether the open corner holds a curve while one beside the tiles would make them smaller. */
function isRoomier(hole: Cells, cols: number, rows: number): boolean {
  const pitch = Math.min(ROOM.wide / cols, ROOM.high / rows);
  const beyond = ROOM.wide - cols * pitch;
  if (beyond >= CURVE.wide) return false;
  const wide = hole.cols * pitch + (hole.col + hole.cols === cols ? beyond : 0);
  return wide >= CURVE.wide && hole.rows * pitch >= CURVE.high;
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
