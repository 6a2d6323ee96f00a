/** Everything a channel's source sends in a rehearsal, in the order in which it is sent; each is due at its instant. */
export type SentSeries = BallotIssueSeries | CountReportSeries;

interface Series {
  readonly channel: string;
  readonly source: string;
  /** Codes of the precincts that `precinct` counts through. */
  readonly precincts: readonly string[];
  /** Ms since the epoch, ascending: when each is due. */
  readonly timesMs: Float64Array;
  /** Index in `precincts`. */
  readonly precinct: Uint32Array;
}

/** One ballot issued each, numbered 1, 2, 3 … */
export interface BallotIssueSeries extends Series {
  readonly kind: 'ballot-issues';
}

/** One cumulative figure each. */
export interface CountReportSeries extends Series {
  readonly kind: 'count-reports';
  readonly issued: Float64Array;
  /** Instants for which the figures hold; `null` where each is due at its own. */
  readonly asOfMs: Float64Array | null;
  /** `NaN` where the report has no such figure; `null` where none has. */
  readonly cast: Float64Array | null;
  /** Registered electors as the report states them, likewise. */
  readonly registered: Float64Array | null;
  /** The source's own numbers; `null` where they are 1, 2, 3 … in order. */
  readonly seq: Float64Array | null;
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

/** Columns of reports, one of each column a report, in any order. */
interface ReportColumns {
  readonly precinct: Uint32Array;
  /** When each is sent, ms since the epoch. */
  readonly dueMs: Float64Array;
  readonly issued: Float64Array;
  readonly asOfMs?: Float64Array | null;
  readonly cast?: Float64Array | null;
  readonly registered?: Float64Array | null;
  readonly seq?: Float64Array | null;
}

/** Reports in the order in which they are sent: by instant, and those of one instant as they are given. */
export function reportSeries(
  sent: Pick<CountReportSeries, 'channel' | 'source' | 'precincts'>,
  columns: ReportColumns,
): CountReportSeries {
  const order = inOrderOfTime(columns.dueMs);
  const figures = (column: Float64Array) => picked(column, order, new Float64Array(order.length));
  const perhaps = (column: Float64Array | null | undefined) => (column == null ? null : figures(column));
  return {
    ...sent,
    kind: 'count-reports',
    timesMs: figures(columns.dueMs),
    precinct: picked(columns.precinct, order, new Uint32Array(order.length)),
    issued: figures(columns.issued),
    asOfMs: perhaps(columns.asOfMs),
    cast: perhaps(columns.cast),
    registered: perhaps(columns.registered),
    seq: perhaps(columns.seq),
  };
}

/** The values at the indexes, put into `into`. A plain loop: over millions, `from` with a function takes seconds. */
function picked<T extends Float64Array | Uint32Array>(column: T, indexes: Uint32Array, into: T): T {
  for (let place = 0; place < indexes.length; place++) into[place] = column[indexes[place]!]!;
  return into;
}

/** One report among few; figures it does not have are left out. */
export interface OneReport {
  readonly precinct: number;
  readonly dueMs: number;
  readonly issued: number;
  readonly asOfMs?: number;
  readonly cast?: number | undefined;
  readonly registered?: number | undefined;
  readonly seq?: number;
}

/** Reports as columns; a column that no report has is `null`. */
export function columnsOf(reports: readonly OneReport[]): ReportColumns {
  const column = (value: (report: OneReport) => number | undefined) => {
    const values = Float64Array.from(reports, (report) => value(report) ?? Number.NaN);
    return values.every(Number.isNaN) ? null : values;
  };
  return {
    precinct: Uint32Array.from(reports, (report) => report.precinct),
    dueMs: Float64Array.from(reports, (report) => report.dueMs),
    issued: Float64Array.from(reports, (report) => report.issued),
    asOfMs: column((report) => report.asOfMs),
    cast: column((report) => report.cast),
    registered: column((report) => report.registered),
    seq: column((report) => report.seq),
  };
}

/** Indexes by ascending time, equal times as they stand. Times are few and often the same: each is sorted once. */
function inOrderOfTime(timesMs: Float64Array): Uint32Array {
  const instants = Float64Array.from(new Set(timesMs)).sort();
  const rankOf = new Map(Array.from(instants, (instant, rank) => [instant, rank]));
  const ranks = new Uint32Array(timesMs.length);
  // One place more: how many are earlier than each rank is counted one rank on.
  const next = new Uint32Array(instants.length + 1);
  for (let index = 0; index < ranks.length; index++) {
    const rank = rankOf.get(timesMs[index]!)!;
    ranks[index] = rank;
    next[rank + 1]! += 1;
  }
  for (let rank = 1; rank < next.length; rank++) next[rank]! += next[rank - 1]!;
  const order = new Uint32Array(ranks.length);
  for (let index = 0; index < ranks.length; index++) order[next[ranks[index]!]!++] = index;
  return order;
}
