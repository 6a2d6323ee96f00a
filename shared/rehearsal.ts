import type { Names } from './election.ts';

/** `rehearsal.json` of an election package: how the published figures are turned into what sources would have sent. */
export interface RehearsalDefinition {
  readonly schema: 'turnout-rehearsal/1';
  /** Everything drawn is drawn from this: the same seed, the same rehearsal to the byte. */
  readonly seed: number;
  /** Where a rehearsal starts unless told otherwise, ISO 8601 with offset. */
  readonly from: string;
  /** Election seconds per real second unless told otherwise. */
  readonly speed: number;
  /** What is real and what is simulated: shown on every screen and in every file. */
  readonly sentence: Names;
  /** How each channel is played, by channel code. */
  readonly channels: Readonly<Record<string, RehearsalMethod>>;
}

export type RehearsalMethod =
  | EventsBetweenCounts
  | ReportsFromFinals
  | ReportsAsPublished
  | ReportsAsReceived
  | IssuedAlongCast;

/** Single ballot issues that meet every exact published count at its instant. */
export interface EventsBetweenCounts {
  readonly method: 'events-between-counts';
  /** Name of the source that sends. */
  readonly source: string;
  /** File of published counts, in the package. */
  readonly counts: string;
  /** File of the daily shape, `time,weight`, by the election's clock. */
  readonly shape: string;
}

/** Count reports of every precinct at fixed hours, ending at its final count. */
export interface ReportsFromFinals {
  readonly method: 'reports-from-finals';
  readonly source: string;
  readonly counts: string;
  /** File of the daily shape, `time,weight`, by each precinct's own clock. */
  readonly shape: string;
  /** `HH:MM` by each precinct's own clock, on each voting day. */
  readonly reportTimes: readonly string[];
  /**
   * Whole minutes, 60 at most, over which the reports of one time are spread: each precinct reports for its own minute before it, so
   * that all have by then; the last report holds for the closing and comes within as many minutes after it. Absent: all at once.
   */
  readonly spreadMinutes?: number;
}

/** Each exact published count of a precinct, reported at its instant. */
export interface ReportsAsPublished {
  readonly method: 'reports-as-published';
  readonly source: string;
  readonly counts: string;
}

/** Reports as their source numbered them, each sent when it was received: late, repeated, ahead of its time. */
export interface ReportsAsReceived {
  readonly method: 'reports-as-received';
  readonly source: string;
  /** File of reports, in the package. */
  readonly reports: string;
}

/**
 * Each exact published count of ballots cast of a precinct, reported at its instant; the ballots issued, published at the end alone,
 * stand in the same proportion to it all the way.
 */
export interface IssuedAlongCast {
  readonly method: 'issued-along-cast';
  readonly source: string;
  readonly counts: string;
}

/** Files of the package that a method reads. */
export function filesOfMethod(method: RehearsalMethod): string[] {
  if (method.method === 'reports-as-received') return [method.reports];
  return 'shape' in method ? [method.counts, method.shape] : [method.counts];
}
