/** One thing the doctor looked at. */
export interface Check {
  readonly what: string;
  readonly fine: boolean;
  /** What was found. */
  readonly found: string;
  /** What to do, where it is not fine. */
  readonly advice?: string;
}

export const fine = (what: string, found: string): Check => ({ what, fine: true, found });

export const wrong = (what: string, found: string, advice: string): Check => ({ what, fine: false, found, advice });

/** Lines for a terminal: `ok` or `wrong`, the thing, what was found; the advice on a line of its own. */
export function checkLines(checks: readonly Check[]): string[] {
  const width = Math.max(...checks.map((check) => check.what.length));
  return checks.flatMap(({ what, fine: isFine, found, advice }) => [
    `${isFine ? 'ok   ' : 'wrong'}  ${what.padEnd(width)}  ${found}`,
    ...(isFine || advice === undefined ? [] : [`${' '.repeat(9 + width)}→ ${advice}`]),
  ]);
}
