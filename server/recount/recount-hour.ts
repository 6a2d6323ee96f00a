import { createHash } from 'node:crypto';
import type { BulletinKind } from '../../shared/bulletin.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { electionFacts } from '../counting/counting.ts';
import { many, type Queryable, readSql } from '../database/database.ts';
import { bytesDiffer, type Difference, differencesOf } from './differences.ts';
import { depthDifferences } from './kept-figures.ts';
import type { Change } from './timeline.ts';
import { type FeedRow, type TreeRow, TreeSums } from './tree-sums.ts';

const selectTree = readSql(import.meta.url, './tree.sql');
const selectFeeds = readSql(import.meta.url, './feeds.sql');
const selectIssues = readSql(import.meta.url, './hour_issues.sql');
const selectReports = readSql(import.meta.url, './rebuild_reports.sql');
const selectCorrected = readSql(import.meta.url, './corrected_precincts.sql');

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
  /** Of a correction, the instant of the snapshot that it is known in. */
  readonly corrected_as_of: Date;
  /** That the numbers of transactions in both are of: 0 is this one, `null` one of which nothing is known. */
  readonly cluster: number | null;
}

type Place = Pick<Change, 'area' | 'channel'>;

/** One row of `rebuild_reports.sql`. */
interface ReportRow extends Place {
  readonly registered: number;
  readonly issued: number;
  readonly ballots_cast: number;
  readonly reported: number | null;
  readonly electorate: number | null;
}

/** What a recount of one bulletin read and found. */
export interface HourRecount {
  readonly outcome: 'agrees' | 'differs' | 'impossible';
  readonly rows: number;
  readonly differences: readonly Difference[];
}

/**
 * Counts a bulletin's figures again from ballots, reports and electorates alone: those visible in its stored `pg_snapshot` whose time had come
 * by its instant. PostgreSQL itself judges what was visible. A notice has no figures: of it only the bytes are checked, and that it is no hour of a snapshot.
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
    differences.push(bytesDiffer({ ...where, what: 'bulletin' }, { kept, recounted }));
  }
  const { snapshot } = JSON.parse(bulletin.body) as { snapshot: Snapshot | null };
  if (snapshot === null && bulletin.snapshot !== null) {
    differences.push(bytesDiffer({ ...where, what: 'bulletin' }, { kept: null, recounted: bulletin.sha256 }));
  }
  if (snapshot === null) return { outcome: differences.length === 0 ? 'agrees' : 'differs', rows: 0, differences };
  const { cluster } = bulletin;
  if (cluster === null) return { outcome: 'impossible', rows: 0, differences };

  const facts = await electionFacts(client, election);
  if (facts === null) throw new Error(`there is no election ${election}`);
  const tree = await many<TreeRow>(client, selectTree, [election]);
  const sums = new TreeSums(tree, await many<FeedRow>(client, selectFeeds, [election]));
  const { counted, as_of: asOf } = bulletin;
  const { opensAt } = facts;
  type IssueRow = Change & { readonly rows_read: number };
  const issues = await many<IssueRow>(client, selectIssues, [election, counted, asOf, opensAt, cluster]);
  const standingBy = (visible: string, due: Date) =>
    many<ReportRow>(client, selectReports, [election, sums.root, visible, asOf, opensAt, due, cluster]);
  const standing = await standingBy(counted, asOf);
  for (const row of issues) sums.add(row);
  const { corrected_in: correctedIn, corrected_as_of: correctedAsOf } = bulletin;
  const corrected =
    bulletin.restates === null
      ? []
      : await many<Place>(client, selectCorrected, [
          election,
          counted,
          asOf,
          correctedIn,
          correctedAsOf,
          opensAt,
          cluster,
        ]);
  const reports =
    corrected.length === 0 ? standing : corrections(standing, corrected, await standingBy(correctedIn, correctedAsOf));
  for (const row of reports) sums.add({ ...row, cast: row.ballots_cast });
  if (bulletin.snapshot !== null && bulletin.restates === null) {
    differences.push(...(await depthDifferences(client, { election, sums, where })));
  }
  differences.push(...differencesOf(snapshot, sums, { where, level: facts.displayLevel }));
  const rows = issues.reduce((total, row) => total + row.rows_read, 0) + standing.length;
  return { outcome: differences.length === 0 ? 'agrees' : 'differs', rows, differences };
}

/**
 * Reports as they stood, but at corrected places those that stand now; electorates stay as they were known then (decision 8). Not by the
 * statement that made the correction, which is what is checked.
 */
function corrections(
  standing: readonly ReportRow[],
  corrected: readonly Place[],
  now: readonly ReportRow[],
): ReportRow[] {
  const places = new Set(corrected.map(placeOf));
  const later = new Map(now.map((row) => [placeOf(row), row]));
  return standing.map((row) => {
    const other = places.has(placeOf(row)) ? later.get(placeOf(row)) : undefined;
    return other === undefined ? row : { ...other, registered: other.reported ?? row.electorate ?? 0 };
  });
}

function placeOf({ area, channel }: Place): string {
  return `${area} ${channel}`;
}
