import type { Stored } from './visibility.ts';

/** What one snapshot's instant and visibility let in. */
export interface Step {
  readonly number: number;
  readonly asOfMs: number;
}

/** Counts of one precinct and channel. */
export interface PrecinctCount {
  registered: number;
  issued: number;
  cast: number;
}

/** A change of a precinct's counts at a step. */
export interface Change {
  readonly area: string;
  readonly channel: string;
  readonly registered: number;
  readonly issued: number;
  readonly cast: number;
}

/** Changes by the index of the step at which they were first in. */
export type Changes = Change[][];

/** Index of the first of `steps` at or after `ms`, by instant; `steps.length` where none is. */
export function firstStepFrom(ms: number, steps: readonly Step[]): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]!.asOfMs >= ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One row of `issue_groups.sql`. */
export interface IssueGroup extends Stored {
  readonly area: string;
  readonly channel: string;
  readonly type: 'issued' | 'cancelled' | 'cast';
  /** At which the ballots fell; of a cancellation the later of its own and that of the ballot that it cancels. */
  readonly minute: Date;
  /** Of a cancellation the earlier of the two. */
  readonly earliest: Date;
  /** Whether the ballots fell after the minute began rather than on it. */
  readonly within: boolean;
  readonly rows: number;
}

/** One row of `reports.sql`. */
export interface ReportRow extends Stored {
  readonly source: string;
  readonly seq: number;
  readonly area: string;
  readonly channel: string;
  readonly as_of: Date;
  readonly issued: number;
  readonly ballots_cast: number | null;
  readonly registered: number | null;
  readonly corrects: number | null;
  readonly received_at: Date;
}

/** One row of `electorates.sql`. */
export interface ElectorateRow extends Stored {
  readonly area: string;
  readonly channel: string;
  readonly as_of: Date;
  readonly change: number;
  readonly registered: number;
}

/**
 * What single ballots changed, at the step where they were first visible and their minute had come. Those before `opensMs` are
 * never counted, and no cancellation of them is.
 */
export function issueChanges(
  groups: readonly IssueGroup[],
  o: { steps: readonly Step[]; visibleAt: (row: Stored) => number; opensMs: number },
): Changes {
  const changes: Changes = o.steps.map(() => []);
  for (const group of groups) {
    const minuteMs = group.minute.getTime();
    if (group.earliest.getTime() < o.opensMs) continue;
    const due = firstStepFrom(group.within ? minuteMs + 60_000 : minuteMs, o.steps);
    const at = Math.max(due, o.visibleAt(group));
    changes[at]?.push({
      area: group.area,
      channel: group.channel,
      registered: 0,
      issued: group.type === 'issued' ? group.rows : group.type === 'cancelled' ? -group.rows : 0,
      cast: group.type === 'cast' ? group.rows : 0,
    });
  }
  return changes;
}

/**
 * What reports and electorates of one precinct and channel changed, step by step: each time one of them comes in, the one that
 * stands is chosen anew among all that are in.
 */
export function precinctChanges(
  rows: { area: string; channel: string; reports: readonly ReportRow[]; electorates: readonly ElectorateRow[] },
  o: { steps: readonly Step[]; visibleAt: (row: Stored) => number; opensMs: number; changes: Changes },
): void {
  const moments = new Set<number>();
  for (const row of [...rows.reports, ...rows.electorates]) {
    const visible = o.visibleAt(row);
    moments.add(visible);
    moments.add(Math.max(visible, firstStepFrom(row.as_of.getTime(), o.steps)));
  }
  const before: PrecinctCount = { registered: 0, issued: 0, cast: 0 };
  for (const at of [...moments].sort((a, b) => a - b)) {
    const step = o.steps[at];
    if (step === undefined) break;
    const seen = rows.reports.filter((row) => o.visibleAt(row) <= at);
    const report = standingReport(seen, step.asOfMs, o.opensMs);
    const electorate = standingElectorate(
      rows.electorates.filter((row) => o.visibleAt(row) <= at),
      step.asOfMs,
    );
    const now: PrecinctCount = {
      registered: report?.registered ?? electorate?.registered ?? 0,
      issued: report?.issued ?? 0,
      cast: report?.ballots_cast ?? 0,
    };
    o.changes[at]!.push({
      area: rows.area,
      channel: rows.channel,
      registered: now.registered - before.registered,
      issued: now.issued - before.issued,
      cast: now.cast - before.cast,
    });
    Object.assign(before, now);
  }
}

/**
 * Of the reports whose time has come, and is not before the first opening, the one that none of them corrects with the greatest
 * instant; of several for one instant the last received.
 */
function standingReport(seen: readonly ReportRow[], asOfMs: number, opensMs: number): ReportRow | null {
  const counting = seen.filter(({ as_of: at }) => at.getTime() <= asOfMs && at.getTime() >= opensMs);
  const corrected = new Set(counting.filter((r) => r.corrects !== null).map((r) => `${r.source} ${r.corrects}`));
  let best: ReportRow | null = null;
  for (const row of counting) {
    if (corrected.has(`${row.source} ${row.seq}`)) continue;
    if (best === null || outranks(row, best)) best = row;
  }
  return best;
}

function outranks(row: ReportRow, other: ReportRow): boolean {
  const byInstant = row.as_of.getTime() - other.as_of.getTime();
  if (byInstant !== 0) return byInstant > 0;
  const byReceipt = row.received_at.getTime() - other.received_at.getTime();
  if (byReceipt !== 0) return byReceipt > 0;
  return row.seq !== other.seq ? row.seq > other.seq : row.source > other.source;
}

/** The latest electorate that holds at the instant; before the first, the first. */
function standingElectorate(seen: readonly ElectorateRow[], asOfMs: number): ElectorateRow | null {
  const order = [...seen].sort((a, b) => a.as_of.getTime() - b.as_of.getTime() || a.change - b.change);
  const holding = order.filter((row) => row.as_of.getTime() <= asOfMs);
  if (holding.length > 0) return holding.at(-1)!;
  const first = order[0];
  return first === undefined ? null : order.filter((r) => r.as_of.getTime() === first.as_of.getTime()).at(-1)!;
}
