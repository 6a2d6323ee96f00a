import { zonedInstant } from '../../shared/instant.ts';
import type { Correction } from '../../shared/snapshot.ts';
import { many, one, type Queryable, readSql } from '../database/database.ts';
import type { FoundDiscrepancy } from './discrepancies.ts';
import type { ElectionFacts } from './election-facts.ts';
import { type HeardSource, hearSources } from './source-lines.ts';
import type { Watermark } from './watermark.ts';

const settlePlanner = readSql(import.meta.url, './settle_planner.sql');
const electorateDue = readSql(import.meta.url, './electorate_due.sql');
const countElectorate = readSql(import.meta.url, './count_electorate.sql');
const newBallotIssues = readSql(import.meta.url, './new_ballot_issues.sql');
const oddBallotIssues = readSql(import.meta.url, './odd_ballot_issues.sql');
const countBallotIssues = readSql(import.meta.url, './count_ballot_issues.sql');
const holdBallotIssues = readSql(import.meta.url, './hold_ballot_issues.sql');
const countReports = readSql(import.meta.url, './count_reports.sql');
const countHeardSources = readSql(import.meta.url, './count_heard_sources.sql');
const selectCorrections = readSql(import.meta.url, './corrections.sql');

/** From so many new ballots on, a minute touches a good part of the precincts. */
const MANY_ROWS = 5_000;

/** A report that corrects another. */
interface CorrectingReport {
  readonly source: string;
  readonly seq: number;
  readonly area: string;
  readonly channel: string;
}

/** What one counting added to the sums. */
export interface NewCounts {
  /** Rows counted now for the first time. */
  readonly counted: number;
  /** Of those, the ones that belong at or before the last snapshot's instant. */
  readonly late: number;
  readonly corrections: readonly Correction[];
  /** Whether any registered count changed, and with it the area revision. */
  readonly registeredChanged: boolean;
  /** Reports that correct others and count now for the first time: new ones, and those whose time has come. */
  readonly correcting: readonly CorrectingReport[];
  /** The earliest instant that any of them touches; `null` where there are none. */
  readonly correctedSince: Date | null;
  /** Whether any count report was among the new rows. */
  readonly newReports: boolean;
  readonly discrepancies: readonly FoundDiscrepancy[];
}

/** What the rows of one kind came to. */
interface Counted {
  readonly counted: number;
  readonly late: number;
  readonly discrepancies: FoundDiscrepancy[];
  readonly sources: HeardSource[];
}

/**
 * Adds to the sums what is visible in `visible` and was not at the watermark, as of `at`. Must run in the transaction that
 * holds the watermark's lock and advances it.
 */
export async function countNew(
  client: Queryable,
  { facts, watermark, visible, at }: { facts: ElectionFacts; watermark: Watermark; visible: string; at: Date },
): Promise<NewCounts> {
  const { election } = facts;
  const range = [election, watermark.counted, visible, at];
  await client.query(settlePlanner, [false]);
  const { due } = await one<{ due: boolean }>(client, electorateDue, [election, watermark.counted, at]);
  const electorate = due
    ? await one<{ changed: number; discrepancies: FoundDiscrepancy[] }>(client, countElectorate, range)
    : { changed: 0, discrepancies: [] };

  const issues = await addBallotIssues(client, facts, watermark.asOf, range);
  const rowArguments = [...range, facts.opensAt, watermark.asOf, facts.displayLevel];
  type CountedReports = Counted & {
    corrections: CorrectingReport[];
    corrected_since: Date | null;
    registered_changed: number;
  };
  const reports = await one<CountedReports>(client, countReports, rowArguments);
  await hearSources(client, facts, [...issues.sources, ...reports.sources]);
  await one(client, countHeardSources, [election]);

  return {
    counted: issues.counted + reports.counted,
    late: issues.late + reports.late,
    corrections: await readCorrections(client, { facts, visible, at, correcting: reports.corrections }),
    correcting: reports.corrections,
    correctedSince: reports.corrected_since,
    registeredChanged: electorate.changed > 0 || reports.registered_changed > 0,
    newReports: reports.sources.length > 0,
    discrepancies: [...electorate.discrepancies, ...issues.discrepancies, ...reports.discrepancies],
  };
}

/**
 * Adds the new ballot issues up. Who sent them is looked at first: what is odd about single ones is looked for only where
 * something is, which in most minutes nothing is.
 */
async function addBallotIssues(
  client: Queryable,
  facts: ElectionFacts,
  asOf: Date | null,
  range: readonly unknown[],
): Promise<Counted> {
  type NewSource = HeardSource & { readonly late: number; readonly odd: boolean };
  // How many there are is not known yet: to take them for many costs nothing where they are few.
  await client.query(settlePlanner, [true]);
  const sources = await many<NewSource>(client, newBallotIssues, [...range, facts.opensAt, asOf]);
  await client.query(settlePlanner, [false]);
  const odd = sources.some((source) => source.odd)
    ? await one<{ uncounted: number; held: number; discrepancies: FoundDiscrepancy[] }>(client, oddBallotIssues, [
        ...range,
        facts.opensAt,
      ])
    : { uncounted: 0, held: 0, discrepancies: [] };
  const rows = sources.reduce((sum, source) => sum + source.rows, 0);
  await client.query(settlePlanner, [rows >= MANY_ROWS]);
  const { discrepancies } = await one<{ discrepancies: FoundDiscrepancy[] }>(client, countBallotIssues, [
    ...range,
    facts.opensAt,
    facts.displayLevel,
  ]);
  await client.query(settlePlanner, [false]);
  if (odd.held > 0) await client.query(holdBallotIssues, [...range, facts.opensAt]);
  return {
    counted: rows - odd.uncounted,
    late: sources.reduce((sum, { late }) => sum + late, 0),
    discrepancies: [...odd.discrepancies, ...discrepancies],
    sources,
  };
}

async function readCorrections(
  client: Queryable,
  o: { facts: ElectionFacts; visible: string; at: Date; correcting: readonly CorrectingReport[] },
): Promise<Correction[]> {
  if (o.correcting.length === 0) return [];
  const { election, publishLevel, displayLevel, opensAt, timezone } = o.facts;
  const rows = await many<{
    area: string;
    channel: string;
    source: string;
    seq: number;
    corrects: number;
    as_of: Date;
    old_issued: number;
    new_issued: number;
    occurred_area: string | null;
    occurred_at: Date;
    occurred_old: number;
    occurred_new: number;
    reason: string | null;
  }>(client, selectCorrections, [
    election,
    JSON.stringify(o.correcting),
    publishLevel,
    o.visible,
    o.at,
    displayLevel,
    opensAt,
  ]);
  const zoned = (at: Date) => zonedInstant(at.getTime(), timezone);
  return rows.map((row) => ({
    area: row.area,
    channel: row.channel,
    source: row.source,
    seq: row.seq,
    corrects: row.corrects,
    asOf: zoned(row.as_of),
    oldIssued: row.old_issued,
    newIssued: row.new_issued,
    ...(row.occurred_area === null
      ? {}
      : {
          occurred: {
            area: row.occurred_area,
            asOf: zoned(row.occurred_at),
            oldIssued: row.occurred_old,
            newIssued: row.occurred_new,
          },
        }),
    reason: row.reason,
  }));
}
