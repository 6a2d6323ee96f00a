import type { Curve, CurveLine } from '../../shared/curve.ts';

/** Closer than this at every moment, in percentage points, two lines are one from across a room. */
const APART_POINTS = 3;

/** The curve without the channels that run along the total: where nearly all vote by one channel it is the total. */
export function linesApart(curve: Curve): Curve {
  const [total, ...channels] = curve.lines;
  if (total === undefined) return curve;
  return { ...curve, lines: [total, ...channels.filter((line) => isApart(line, total))] };
}

function isApart(line: CurveLine, total: CurveLine): boolean {
  const at = new Map([...total.occurred, ...total.known].map(({ x, y }) => [x, y]));
  return [...line.occurred, ...line.known].some(({ x, y }) => {
    const beside = at.get(x);
    return beside === undefined || Math.abs(y - beside) >= APART_POINTS;
  });
}
