/** A turnout's bar along a length: filled, then the bright tip of what came since the value before. */
export interface BarParts {
  /** Where the tip begins; where the turnout fell, and without a value before, there is none. */
  readonly tipFrom: number;
  /** Where the bar ends. */
  readonly end: number;
  /** Length of a percentage point; past 100 % the whole length is the turnout. */
  readonly perPoint: number;
}

/**
 * @param pct percent, 0 and up
 * @param earlierPct percent before; `null` draws no tip
 * @param length of the whole bar, in whatever is drawn
 */
export function barParts(pct: number, earlierPct: number | null, length: number): BarParts {
  const perPoint = length / Math.max(100, pct);
  return { tipFrom: Math.min(earlierPct ?? pct, pct) * perPoint, end: pct * perPoint, perPoint };
}
