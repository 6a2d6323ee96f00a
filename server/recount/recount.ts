import { createHash } from 'node:crypto';
import type { Snapshot } from '../../shared/snapshot.ts';
import { electionFacts } from '../counting/counting.ts';
import { type Database, many, one, type Queryable, readSql } from '../database/database.ts';
import { type Difference, differencesOf } from './differences.ts';
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
import { firstVisible, readVisibility } from './visibility.ts';

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
  /** Snapshots counted in another cluster, before a dump was restored: only their bytes and chain could be checked. */
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
  const heads = await many<{ number: number; as_of: Date; counted: string; of_this_cluster: boolean }>(
    client,
    selectHeads,
    [election],
  );
  // Snapshots of another cluster, before a dump was restored here: their bytes can be checked, what was visible then cannot.
  const here = heads.filter((head) => head.of_this_cluster);
  const foreign = heads.length - here.length;
  const steps: Step[] = here.map((head) => ({ number: head.number, asOfMs: head.as_of.getTime() }));
  const visibilities = here.map((head) => readVisibility(head.counted));
  const visible = new Map<string, number>();
  const visibleAt = (xid: string): number => {
    let at = visible.get(xid);
    if (at === undefined) {
      at = firstVisible(BigInt(xid), visibilities);
      visible.set(xid, at);
    }
    return at;
  };
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
    const ofThisCluster = heads[index]!.of_this_cluster;
    index += 1;
    if (ofThisCluster) {
      for (const change of changes[rebuilt]!) sums.add(change);
      rebuilt += 1;
    }
    const snapshot = JSON.parse(row.body) as Snapshot;
    const sha256 = createHash('sha256').update(row.body).digest('hex');
    const where = { number: row.number, asOf: snapshot.asOf };
    if (sha256 !== row.sha256 || snapshot.previous !== previous || row.previous !== previous) {
      differences.push({
        ...where,
        what: 'bytes',
        area: null,
        channel: null,
        measure: 'sha256',
        kept: row.sha256,
        recounted: sha256,
      });
    }
    previous = row.sha256;
    progress(index, heads.length);
    if (!ofThisCluster) continue;
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
    onlyBytes: foreign,
    bulletins: bulletins.size,
    rows: groups.reduce((total, group) => total + group.rows, 0) + reports.length,
    differences,
  };
}

/** Where the last snapshot that is kept, of these bytes, is not the one that counting goes on after: of any before it, the next tells. */
async function lastDifferences(client: Queryable, election: string, last: string | null): Promise<Difference[]> {
  type Row = { number: number; as_of: Date | null; snapshot_sha256: string | null };
  const counted = await one<Row>(client, selectCountedUpTo, [election]);
  if (counted.as_of === null || counted.snapshot_sha256 === null || counted.snapshot_sha256 === last) return [];
  const where = { number: counted.number, asOf: counted.as_of.toISOString(), area: null, channel: null };
  return [{ ...where, what: 'bytes', measure: 'sha256', kept: last, recounted: counted.snapshot_sha256 }];
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
