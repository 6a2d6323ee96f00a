import { describe, expect, it } from 'vitest';
import { shapeOfTiles, type Tile } from '../../shared/tile-shape.ts';
import { arrangementOf } from './arrangement.ts';

/** Tiles wherever a row of the picture has an `x`. */
function tilesOf(...picture: string[]): Tile[] {
  return picture.flatMap((line, row) =>
    [...line].flatMap((mark, col) => (mark === 'x' ? [{ at: [col, row], district: {} } as unknown as Tile] : [])),
  );
}

function arrange(tiles: readonly Tile[], channels: number) {
  return arrangementOf(tiles, shapeOfTiles(tiles.map(({ at }) => at)), channels);
}

describe('the wall arranges itself around its tiles', () => {
  const wide = tilesOf('..xxxxxxxxxxxxxxxx', '..xxxxxxxxxxxxxxxx', ...Array.from({ length: 8 }, () => 'x'.repeat(9)));

  it('with the QR code in the open corner and the curve in the open cells of a wide country', () => {
    // Ten rows on 61: a pitch of 6.1, so two cells hold the 12 of the code.
    expect(arrange(wide, 2)).toMatchObject({
      kind: 'inside',
      corner: { col: 0, row: 0, cols: 2, rows: 2 },
      dense: false,
    });
  });

  it('with larger tiles and the ranks at their side where there is one channel and few districts', () => {
    // Seven rows: 61 / 7 = 8.7 with the ranks below, 72 / 7 = 10.29 without.
    const few = arrange(tilesOf(...Array.from({ length: 7 }, () => 'xxxxxxxx')), 1);
    expect(few.kind).toBe('aside');
    expect(few.pitch).toBeCloseTo(10.29, 2);
  });

  it('with the curve at the side of a narrow country of two channels', () => {
    expect(arrange(tilesOf('xxx', 'xxx', 'xxx', 'xxx'), 2)).toMatchObject({ kind: 'beside', corner: null });
  });

  it('without any text in tiles too small to be read', () => {
    const many = tilesOf(...Array.from({ length: 44 }, () => 'x'.repeat(74)));
    expect(arrange(many, 1).dense).toBe(true);
  });
});
