import { createHash } from 'node:crypto';
import type { Snapshot } from '../../shared/snapshot.ts';
import { electionFacts } from '../counting/counting.ts';
import { type Database, many, one, type Queryable, readSql } from '../database/database.ts';
import { bytesDiffer, type Difference, differencesOf } from './differences.ts';
import { bulletinsBySnapshot, curveDifferences, depthDifferences, sumDifferences } from './kept-figures.ts';
import {
  type Changes,
  type ElectorateRow,
  type IssueGroup,
  issueChanges,
  precinctChanges,
  type ReportRow,
  type Step,
} from './timeline.ts';
import { type FeedRow, type TreeRow, TreeSums } from './tree-sums.ts';
import { firstSeen, readVisibility, type Sight, type Stored } from './visibility.ts';

const selectGroups = readSql(import.meta.url, './issue_groups.sql');
const selectReports = readSql(import.meta.url, './reports.sql');
const selectElectorates = readSql(import.meta.url, './electorates.sql');
const selectSnapshots = readSql(import.meta.url, './snapshots.sql');
const selectTree = readSql(import.meta.url, './tree.sql');
const selectFeeds = readSql(import.meta.url, './feeds.sql');
const selectCountedUpTo = readSql(import.meta.url, './counted_up_to.sql');
const selectHeads = readSql(import.meta.url, './snapshot_heads.sql');

export type { Difference } from './differences.ts';

/** What a recount compared and what it found. */
export interface Recount {
  /** Snapshots rebuilt from the rows. */
  readonly snapshots: number;
  /** Snapshots whose rows cannot be told here, as those taken back after a restore from an older backup: only their bytes and chain were checked. */
  readonly onlyBytes: number;
  readonly bulletins: number;
  readonly rows: number;
  /** In order of time; the first names the first wrong hour and area. Empty when everything agrees. */
  readonly differences: readonly Difference[];
}

interface SnapshotRow {
  readonly number: number;
  readonly as_of: Date;
  readonly counted: string;
  readonly body: string;
  readonly sha256: string;
  readonly previous: string | null;
}

/**
 * Counts an election again from its rows alone, at every snapshot ever taken, and compares snapshots, bulletins and the sums with
 * that. Reads the rows once: each is let in at the first snapshot in which it was visible and its time had come.
 *
 * @param progress told after each snapshot: how many are done of how many
 */
export async function recount(
  database: Database,
  election: string,
  progress: (done: number, all: number) => void = () => {},
): Promise<Recount> {
  const client = await database.pool('counting').connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Between two statements the rows of a whole election are added up here, which may take longer than an idle session lives.
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    return await recountIn(client, election, progress);
  } finally {
    await client.query('ROLLBACK').catch(() => {});
    client.release();
  }
}

async function recountIn(
  client: Queryable,
  election: string,
  progress: (done: number, all: number) => void,
): Promise<Recount> {
  const facts = await electionFacts(client, election);
  if (facts === null) throw new Error(`there is no election ${election}`);
  const tree = await many<TreeRow>(client, selectTree, [election]);
  const heads = await many<{ number: number; as_of: Date; counted: string; cluster: number | null }>(
    client,
    selectHeads,
    [election],
  );
  // Snapshots taken back from what was published, and those of a cluster that was forgotten: of them only the bytes can be checked.
  const told = heads.filter((head) => head.cluster !== null);
  const steps: Step[] = told.map((head) => ({ number: head.number, asOfMs: head.as_of.getTime() }));
  const visibleAt = visibleIn(
    told.map(({ cluster, counted }) => ({ cluster: cluster!, visibility: readVisibility(counted) })),
  );
  const groups = await many<IssueGroup>(client, selectGroups, [election]);
  const reports = await many<ReportRow>(client, selectReports, [election]);
  const electorates = await many<ElectorateRow>(client, selectElectorates, [election]);
  const opensMs = facts.opensAt.getTime();
  const changes: Changes = issueChanges(groups, { steps, visibleAt, opensMs });
  for (const precinct of byPrecinct(reports, electorates)) {
    precinctChanges(precinct, { steps, visibleAt, opensMs, changes });
  }

  const sums = new TreeSums(tree, await many<FeedRow>(client, selectFeeds, [election]));
  const differences: Difference[] = [];
  let previous: string | null = null;
  let index = 0;
  let rebuilt = 0;
  const bulletins = await bulletinsBySnapshot(client, election, differences);
  for await (const row of snapshotsOf(client, election)) {
    const isTold = heads[index]!.cluster !== null;
    index += 1;
    if (isTold) {
      for (const change of changes[rebuilt]!) sums.add(change);
      rebuilt += 1;
    }
    const snapshot = JSON.parse(row.body) as Snapshot;
    const sha256 = createHash('sha256').update(row.body).digest('hex');
    const where = { number: row.number, asOf: snapshot.asOf };
    if (sha256 !== row.sha256 || snapshot.previous !== previous || row.previous !== previous) {
      differences.push(bytesDiffer({ ...where, what: 'bytes' }, { kept: row.sha256, recounted: sha256 }));
    }
    previous = row.sha256;
    progress(index, heads.length);
    if (!isTold) continue;
    differences.push(...differencesOf(snapshot, sums, { where, level: facts.displayLevel }));
    if (bulletins.has(row.number)) {
      differences.push(...(await depthDifferences(client, { election, sums, where })));
    }
    if (differences.length > 10_000) break;
  }
  differences.push(...(await lastDifferences(client, election, previous)));
  if (differences.length === 0) {
    const last = heads.at(-1);
    differences.push(...(await sumDifferences(client, { election, sums, last })));
    differences.push(...(await curveDifferences(client, { election, level: facts.displayLevel, sums, last })));
  }
  return {
    snapshots: rebuilt,
    onlyBytes: heads.length - told.length,
    bulletins: bulletins.size,
    rows: groups.reduce((total, group) => total + group.rows, 0) + reports.length,
    differences,
  };
}

/** Tells the index of the first of `steps` that a row was visible to; the same for all that one transaction stored, so found once. */
function visibleIn(steps: readonly Sight[]): (row: Stored) => number {
  const clusters = new Map<number | null, Map<string, number>>();
  return (row) => {
    let known = clusters.get(row.former_lineage);
    if (known === undefined) {
      known = new Map();
      clusters.set(row.former_lineage, known);
    }
    let at = known.get(row.xid);
    if (at === undefined) {
      at = firstSeen(row, steps);
      known.set(row.xid, at);
    }
    return at;
  };
}

/** Where the last snapshot that is kept, of these bytes, is not the one that counting goes on after: of any before it, the next tells. */
async function lastDifferences(client: Queryable, election: string, last: string | null): Promise<Difference[]> {
  type Row = { number: number; as_of: Date | null; snapshot_sha256: string | null };
  const counted = await one<Row>(client, selectCountedUpTo, [election]);
  if (counted.as_of === null || counted.snapshot_sha256 === null || counted.snapshot_sha256 === last) return [];
  const where = { number: counted.number, asOf: counted.as_of.toISOString(), what: 'bytes' } as const;
  return [bytesDiffer(where, { kept: last, recounted: counted.snapshot_sha256 })];
}

function* byPrecinct(reports: readonly ReportRow[], electorates: readonly ElectorateRow[]) {
  const precincts = new Map<
    string,
    { area: string; channel: string; reports: ReportRow[]; electorates: ElectorateRow[] }
  >();
  const at = (row: { area: string; channel: string }) => {
    const key = `${row.area} ${row.channel}`;
    let found = precincts.get(key);
    if (found === undefined) {
      found = { area: row.area, channel: row.channel, reports: [], electorates: [] };
      precincts.set(key, found);
    }
    return found;
  };
  for (const row of reports) at(row).reports.push(row);
  for (const row of electorates) at(row).electorates.push(row);
  yield* precincts.values();
}

async function* snapshotsOf(client: Queryable, election: string): AsyncGenerator<SnapshotRow> {
  let after = 0;
  for (;;) {
    const rows = await many<SnapshotRow & { number: number }>(client, selectSnapshots, [election, after]);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)!.number;
  }
}
