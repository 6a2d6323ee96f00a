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
