/** One thing measured: `npm run bench -- NAME` runs it and prints its tables, as they stand in README.md. */
export interface Measure {
  /** What it finds out, one line. */
  readonly says: string;
  /**
   * Measures, and writes tables on standard output.
   *
   * @param args what stands behind the name on the command line
   */
  run(args: readonly string[]): Promise<void>;
}

/** Tells of a goal that is missed, on standard error, and makes the program end with 1. */
export function holdTo(met: boolean, missed: string): void {
  if (met) return;
  console.error(`missed: ${missed}`);
  process.exitCode = 1;
}
