/** Everything a channel's source sends in a rehearsal, in order of its numbers 1, 2, 3 …; each is due at its instant. */
export type SentSeries = BallotIssueSeries | CountReportSeries;

interface Series {
  readonly channel: string;
  readonly source: string;
  /** Codes of the precincts that `precinct` counts through. */
  readonly precincts: readonly string[];
  /** Ms since the epoch, ascending: when number `index + 1` is due. */
  readonly timesMs: Float64Array;
  /** Index in `precincts`. */
  readonly precinct: Uint32Array;
}

/** One ballot issued by each number. */
export interface BallotIssueSeries extends Series {
  readonly kind: 'ballot-issues';
}

/** One cumulative figure by each number. */
export interface CountReportSeries extends Series {
  readonly kind: 'count-reports';
  readonly issued: Float64Array;
  /** `NaN` where the report has no such figure; `null` where none has. */
  readonly cast: Float64Array | null;
}

/** How many of the series are due at or before `atMs`: the last such number. */
export function dueBy(series: SentSeries, atMs: number): number {
  let low = 0;
  let high = series.timesMs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (series.timesMs[middle]! <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Ballots issued by precinct, in the order of `precincts`, at each of the instants: what was due by then.
 *
 * @param instantsMs ascending
 */
export function issuedByPrecinct(series: SentSeries, instantsMs: readonly number[]): Float64Array[] {
  const issued = new Float64Array(series.precincts.length);
  let number = 0;
  return instantsMs.map((atMs) => {
    for (const until = dueBy(series, atMs); number < until; number++) {
      const precinct = series.precinct[number]!;
      if (series.kind === 'ballot-issues') issued[precinct]! += 1;
      else issued[precinct] = series.issued[number]!;
    }
    return issued.slice();
  });
}

/** Reports in the order in which their source numbers them: by instant, then by precinct. */
export function reportSeries(
  sent: Pick<CountReportSeries, 'channel' | 'source' | 'precincts'>,
  reports: readonly {
    readonly precinct: number;
    readonly atMs: number;
    readonly issued: number;
    readonly cast?: number;
  }[],
): CountReportSeries {
  const inOrder = [...reports].sort((a, b) => a.atMs - b.atMs || a.precinct - b.precinct);
  const cast = Float64Array.from(inOrder, (report) => report.cast ?? Number.NaN);
  return {
    ...sent,
    kind: 'count-reports',
    timesMs: Float64Array.from(inOrder, (report) => report.atMs),
    precinct: Uint32Array.from(inOrder, (report) => report.precinct),
    issued: Float64Array.from(inOrder, (report) => report.issued),
    cast: cast.every(Number.isNaN) ? null : cast,
  };
}
