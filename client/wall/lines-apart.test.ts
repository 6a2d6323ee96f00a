import { describe, expect, it } from 'vitest';
import type { Curve, CurveLine } from '../../shared/curve.ts';
import { linesApart } from './lines-apart.ts';

function line(channel: string, ...ys: number[]): CurveLine {
  const points = ys.map((y, x) => ({ x, y }));
  return { channel, occurred: points.slice(0, 1), known: points.slice(1), rings: [], nowPct: ys.at(-1) ?? null };
}

function curve(...lines: CurveLine[]): Curve {
  return { lines, fromMs: 0, toMs: 9, nowMs: 2, countedFrom: null, byOccurrence: false, open: [] };
}

const shown = (given: Curve) => linesApart(given).lines.map(({ channel }) => channel);

describe('the curve on a wall', () => {
  it('leaves out a channel that nearly all vote by: its line is the total’s', () => {
    // 38.81 and 39.31 are half a point apart, and no moment before had more than one point between them.
    expect(shown(curve(line('all', 0, 20, 39.31), line('online', 0, 60, 84.4), line('station', 0, 19, 38.81)))).toEqual(
      ['all', 'online'],
    );
  });

  it('keeps a channel that has met the total now, and was 3 points from it at any moment before', () => {
    expect(shown(curve(line('all', 0, 20, 40), line('station', 0, 17, 40)))).toEqual(['all', 'station']);
  });

  it('keeps the total alone where there is no channel to tell apart', () => {
    expect(shown(curve(line('all', 0, 20)))).toEqual(['all']);
  });
});
