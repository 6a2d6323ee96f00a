import { describe, expect, it } from 'vitest';
import { shapeOfTiles, type Tile } from '../../shared/tile-shape.ts';
import { arrangementOf } from './arrangement.ts';
import { type Stage, stageOf } from './stage.ts';

/** Tiles wherever a row of the picture has an `x`. */
function tilesOf(...picture: string[]): Tile[] {
  return picture.flatMap((line, row) =>
    [...line].flatMap((mark, col) => (mark === 'x' ? [{ at: [col, row], district: {} } as unknown as Tile] : [])),
  );
}

function arrange(tiles: readonly Tile[], channels: number, stage?: Stage) {
  return arrangementOf(tiles, shapeOfTiles(tiles.map(({ at }) => at)), channels, stage);
}

describe('the wall arranges itself around its tiles', () => {
  const wide = tilesOf('..xxxxxxxxxxxxxxxx', '..xxxxxxxxxxxxxxxx', ...Array.from({ length: 8 }, () => 'x'.repeat(9)));

  it('with the QR code in the open corner and the curve in the open cells of a wide country', () => {
    // Ten rows on 62.4: a pitch of 6.24, so two cells hold the 12 of the code.
    expect(arrange(wide, 2)).toMatchObject({
      kind: 'inside',
      corner: { col: 0, row: 0, cols: 2, rows: 2 },
      dense: false,
    });
  });

  it('with larger tiles and the ranks at their side where there is one channel and few districts', () => {
    // Seven rows: 62.4 / 7 = 8.9 with the ranks below, 72 / 7 = 10.29 without.
    const few = arrange(tilesOf(...Array.from({ length: 7 }, () => 'xxxxxxxx')), 1);
    expect(few.kind).toBe('aside');
    expect(few.pitch).toBeCloseTo(10.29, 2);
  });

  it('with the curve at the side of a narrow country of two channels', () => {
    expect(arrange(tilesOf('xxx', 'xxx', 'xxx', 'xxx'), 2)).toMatchObject({ kind: 'beside', corner: null });
  });

  it('with the same country on a screen turned upright: across its whole width, the curve still in the open cells', () => {
    // Eighteen columns on 96.4: a pitch of 5.36; nine open columns are 48 wide and eight open rows 43 high.
    const upright = arrange(wide, 2, 'upright');
    expect(upright).toMatchObject({ kind: 'inside', dense: false });
    expect(upright.pitch).toBeCloseTo(5.36, 2);
  });

  it('with the code beside the tiles, and one channel’s curve over them, on a screen of 4:3', () => {
    expect(arrange(wide, 2, 'square')).toMatchObject({ kind: 'inside', corner: null });
    expect(arrange(tilesOf('xxxxxxxx', 'xxxxxxxx'), 1, 'square').kind).toBe('plain');
  });

  it.each([
    [3840, 2160, 'wide'],
    [5760, 2160, 'wide'],
    [1920, 1200, 'wide'],
    [1280, 960, 'square'],
    [1280, 1024, 'square'],
    [1080, 1920, 'upright'],
  ] as const)('as a screen of %d by %d is', (width, height, stage) => {
    expect(stageOf(width, height)).toBe(stage);
  });

  it('without any text in tiles too small to be read', () => {
    const many = tilesOf(...Array.from({ length: 44 }, () => 'x'.repeat(74)));
    expect(arrange(many, 1).dense).toBe(true);
  });
});
