/**
 * Turnout in percent with two decimals, or `null` where nobody is registered.
 *
 * Computed from whole numbers, rounded half up; never clipped, and never rounded *to* 100: 100.00 stands for
 * exactly 100 %, 99.995…100 is 99.99 and 100…100.005 is 100.01. Exact for counts below 2^53 / 20,000.
 *
 * @param issued ballots issued less those cancelled (may exceed `registered`)
 * @param registered registered electors
 */
export function turnoutPct(issued: number, registered: number): number | null {
  const hundredths = turnoutIn(10_000, issued, registered);
  return hundredths === null ? null : hundredths / 100;
}

/** Turnout in percent with one decimal, by the same rule as `turnoutPct`: for tiles with no room for two. */
export function turnoutPctShort(issued: number, registered: number): number | null {
  const tenths = turnoutIn(1_000, issued, registered);
  return tenths === null ? null : tenths / 10;
}

/** Turnout as text with exactly two decimals and a point, as in CSV; `''` where nobody is registered. */
export function turnoutPctText(issued: number, registered: number): string {
  const hundredths = turnoutIn(10_000, issued, registered);
  return hundredths === null ? '' : hundredthsText(hundredths);
}

/** Difference of two percentages in percentage points with two decimals; `null` where either is. */
export function pointsBetween(laterPct: number | null, earlierPct: number | null): number | null {
  if (laterPct === null || earlierPct === null) return null;
  return (Math.round(laterPct * 100) - Math.round(earlierPct * 100)) / 100;
}

/** Turnout in whole parts of `whole`, half up, `whole` itself only for exactly all. */
function turnoutIn(whole: number, issued: number, registered: number): number | null {
  if (registered === 0) return null;
  const doubled = issued * 2 * whole + registered;
  const rounded = (doubled - modulo(doubled, 2 * registered)) / (2 * registered);
  if (issued < registered && rounded >= whole) return whole - 1;
  if (issued > registered && rounded <= whole) return whole + 1;
  return rounded;
}

function modulo(dividend: number, divisor: number): number {
  return ((dividend % divisor) + divisor) % divisor;
}

function hundredthsText(hundredths: number): string {
  const sign = hundredths < 0 ? '-' : '';
  const digits = String(Math.abs(hundredths)).padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
