import type { Cells, Tile, TileShape } from '../../shared/tile-shape.ts';
import type { Stage } from './stage.ts';

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
  /** Side of a cell, in units of the stage. */
  readonly pitch: number;
}

interface Room {
  /** For the tiles, with what stands beside or below them in its place. */
  readonly wide: number;
  readonly high: number;
  /** Side of the QR code that cameras read across the room this stage hangs in. */
  readonly code: number;
  /** Below this pitch a tile's text is smaller than may be read from across a room. */
  readonly readable: number;
}

/** In units of each stage. Where a grid is bound to be small its text is the larger part of a tile. */
const ROOMS: Readonly<Record<Stage, Room>> = {
  wide: { wide: 113.4, high: 62.4, code: 12, readable: 5.6 },
  square: { wide: 100, high: 53, code: 12, readable: 5.1 },
  upright: { wide: 96.4, high: 54, code: 10.5, readable: 5.1 },
};
/** On a wide stage without the ranks below. */
const TALL = 72;
const ASIDE = 25;
const LARGEST = 15;
/** What a curve needs of a grid's open cells. */
const CURVE = { wide: 38, high: 22 };
/** A curve beside the tiles on an upright stage, with its gap. */
const NARROW_CURVE = 33.8;

export function arrangementOf(
  tiles: readonly Tile[],
  shape: TileShape,
  channels: number,
  stage: Stage = 'wide',
): Arrangement {
  const { cols, rows, hole } = shape;
  const room = ROOMS[stage];
  const low = Math.min(room.wide / cols, room.high / rows, LARGEST);
  if (channels === 1 && stage === 'wide') {
    const tall = Math.min((room.wide - ASIDE) / cols, TALL / rows, LARGEST);
    if (tall > low) return { kind: 'aside', corner: null, dense: tall < room.readable, pitch: tall };
  }
  const holds = hole !== null && hole.cols * low >= CURVE.wide && hole.rows * low >= CURVE.high;
  if (channels > 1 && !holds) {
    // Upright, the tiles give the curve a third of the width; elsewhere their height leaves it room.
    const pitch = stage === 'upright' ? Math.min(low, (room.wide - NARROW_CURVE) / cols) : low;
    return { kind: 'beside', corner: null, dense: pitch < room.readable, pitch };
  }
  const dense = low < room.readable;
  const corner = dense || stage === 'square' ? null : cornerFor(tiles, shape, room.code / low);
  return { kind: channels === 1 ? 'plain' : 'inside', corner, dense, pitch: low };
}

/** The open cells nearest to the top left that hold a code of so many cells, off the curve's. */
function cornerFor(tiles: readonly Tile[], { cols, rows, hole }: TileShape, code: number): Cells | null {
  const side = Math.ceil(code);
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
