import { createHash } from 'node:crypto';
import type { BulletinKind } from '../../shared/bulletin.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { restatedCounts } from '../bulletins/bulletins.ts';
import { electionFacts } from '../counting/counting.ts';
import { many, type Queryable, readSql } from '../database/database.ts';
import { type Difference, differencesOf } from './differences.ts';
import { depthDifferences } from './kept-figures.ts';
import type { Change } from './timeline.ts';
import { type TreeRow, TreeSums } from './tree-sums.ts';

const selectTree = readSql(import.meta.url, './tree.sql');
const selectIssues = readSql(import.meta.url, './hour_issues.sql');
const selectReports = readSql(import.meta.url, './rebuild_reports.sql');

/** One row of `unchecked_bulletin.sql`. */
export interface UncheckedBulletin {
  readonly number: number;
  readonly kind: BulletinKind;
  readonly hour: string;
  readonly as_of: Date;
  readonly snapshot: number | null;
  readonly restates: number | null;
  readonly body: string;
  readonly sha256: string;
  readonly csv: string;
  readonly csv_sha256: string;
  /** What was visible to the hour as it was counted. */
  readonly counted: string;
  /** Of a correction, what was visible to it. */
  readonly corrected_in: string;
  readonly of_this_cluster: boolean;
}

/** What a recount of one bulletin read and found. */
export interface HourRecount {
  readonly outcome: 'agrees' | 'differs' | 'impossible';
  readonly rows: number;
  readonly differences: readonly Difference[];
}

/**
 * Counts a bulletin's figures again from ballots, reports and electorates alone: those visible in its stored `pg_snapshot` whose time had come
 * by its instant. PostgreSQL itself judges what was visible. A notice has no figures: of it only the bytes are checked.
 */
export async function recountHour(
  client: Queryable,
  election: string,
  bulletin: UncheckedBulletin,
): Promise<HourRecount> {
  const where = { number: bulletin.snapshot ?? 0, asOf: bulletin.as_of.toISOString() };
  const differences: Difference[] = [];
  for (const [bytes, kept] of [
    [bulletin.body, bulletin.sha256],
    [bulletin.csv, bulletin.csv_sha256],
  ] as const) {
    const recounted = createHash('sha256').update(bytes).digest('hex');
    if (recounted === kept) continue;
    differences.push({ ...where, what: 'bulletin', area: null, channel: null, measure: 'sha256', kept, recounted });
  }
  const { snapshot } = JSON.parse(bulletin.body) as { snapshot: Snapshot | null };
  if (snapshot === null) return { outcome: differences.length === 0 ? 'agrees' : 'differs', rows: 0, differences };
  if (!bulletin.of_this_cluster) return { outcome: 'impossible', rows: 0, differences };

  const facts = await electionFacts(client, election);
  if (facts === null) throw new Error(`there is no election ${election}`);
  const tree = await many<TreeRow>(client, selectTree, [election]);
  const sums = new TreeSums(tree);
  const { counted, as_of: asOf } = bulletin;
  type Row = Change & { readonly rows_read?: number; readonly ballots_cast?: number };
  const issues = await many<Row>(client, selectIssues, [election, counted, asOf, facts.opensAt]);
  const reports = await many<Row>(client, selectReports, [election, sums.root, counted, asOf, facts.opensAt]);
  for (const row of issues) sums.add(row);
  for (const row of reports) sums.add({ ...row, cast: row.ballots_cast ?? 0 });
  if (bulletin.snapshot !== null && bulletin.restates === null) {
    differences.push(...(await depthDifferences(client, { election, tree, sums, where })));
  }
  if (bulletin.restates !== null) {
    const changes = await restatedCounts(client, { facts, counted, asOf, correctedIn: bulletin.corrected_in });
    for (const row of changes) sums.add({ ...row, cast: row.ballots_cast });
  }
  differences.push(...differencesOf(snapshot, sums, where));
  const rows = issues.reduce((total, row) => total + (row.rows_read ?? 0), 0) + reports.length;
  return { outcome: differences.length === 0 ? 'agrees' : 'differs', rows, differences };
}
