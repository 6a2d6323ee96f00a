import type { Curve } from '../../shared/curve.ts';

export const LINES = 150;
export const POINTS = 1440;
const MINUTE_MS = 60_000;

/** A day of 1,440 minutes of 150 lines that rise as turnout does, no line the same; each curve one minute after the last. */
export function dayCurves(count: number): Curve[] {
  const openMs = Date.parse('2020-07-01T00:00:00+03:00');
  return Array.from({ length: count }, (_, curve): Curve => {
    const fromMs = openMs + curve * MINUTE_MS;
    const toMs = fromMs + (POINTS - 1) * MINUTE_MS;
    return {
      lines: Array.from({ length: LINES }, (_, line) => ({
        channel: line === 0 ? 'all' : `line-${line}`,
        occurred: [],
        known: Array.from({ length: POINTS }, (_, i) => ({
          x: fromMs + i * MINUTE_MS,
          y: risenTo(line, (curve + i) / (POINTS + count)),
        })),
        rings: [],
        nowPct: null,
      })),
      fromMs,
      toMs,
      nowMs: toMs,
      countedFrom: null,
      byOccurrence: false,
      open: [],
    };
  });
}

/** Percent of a line at a share of the day: quick by day, slow by night, ends between 20 and 95. */
function risenTo(line: number, share: number): number {
  const end = 20 + ((line * 37) % 76);
  return end * (share + Math.sin(2 * Math.PI * (share * 3 + line / LINES)) / (2 * Math.PI * 3.5)) + line / 50;
}
