import type { Cells, Tile, TileShape } from '../../shared/tile-shape.ts';

/** Where things stand beside the tiles of a wall. */
export interface Arrangement {
  /**
   * `inside`: the curve in the grid's open cells. `beside`: the curve at the grid's side. `aside`: one channel alone, its curve
   * under the total, the ranks at the grid's side and the tiles as high as the wall allows. `plain`: the same, with a grid
   * so wide that the ranks stay below it.
   */
  readonly kind: 'inside' | 'beside' | 'aside' | 'plain';
  /** Open cells that hold the QR code; `null` puts it elsewhere. */
  readonly corner: Cells | null;
  /** Too many tiles for any text. */
  readonly dense: boolean;
  /** Side of a cell, hundredths of the wall's height. */
  readonly pitch: number;
}

/** Room for the tiles on a wall of 16:9 in hundredths of its height: with the ranks below, and without. */
const WIDE = 113;
const HIGH = 61;
const TALL = 72;
const ASIDE = 25;
const LARGEST = 15;
const QR = 12;
/** Below this pitch a tile's text is smaller than may be read from across a room. */
const READABLE = 5.6;

export function arrangementOf(tiles: readonly Tile[], shape: TileShape, channels: number): Arrangement {
  const { cols, rows, hole } = shape;
  const low = Math.min(WIDE / cols, HIGH / rows, LARGEST);
  if (channels === 1) {
    const tall = Math.min((WIDE - ASIDE) / cols, TALL / rows, LARGEST);
    if (tall > low) return { kind: 'aside', corner: null, dense: tall < READABLE, pitch: tall };
  }
  const kind = channels === 1 ? 'plain' : hole === null ? 'beside' : 'inside';
  const dense = low < READABLE;
  return { kind, corner: kind === 'beside' || dense ? null : cornerFor(tiles, shape, low), dense, pitch: low };
}

/** The open cells nearest to the top left that hold the code, off the curve's. */
function cornerFor(tiles: readonly Tile[], { cols, rows, hole }: TileShape, pitch: number): Cells | null {
  const side = Math.ceil(QR / pitch);
  const taken = new Set(tiles.map(({ at: [col, row] }) => `${col} ${row}`));
  for (let row = 0; hole !== null && row < hole.rows; row++) {
    for (let col = 0; col < hole.cols; col++) taken.add(`${hole.col + col} ${hole.row + row}`);
  }
  const isOpen = (left: number, top: number) => {
    for (let row = top; row < top + side; row++) {
      for (let col = left; col < left + side; col++) if (taken.has(`${col} ${row}`)) return false;
    }
    return true;
  };
  for (let near = 0; near <= cols + rows; near++) {
    for (let row = 0; row <= Math.min(near, rows - side); row++) {
      const col = near - row;
      if (col + side <= cols && isOpen(col, row)) return { col, row, cols: side, rows: side };
    }
  }
  return null;
}
