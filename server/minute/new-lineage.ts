import type { Logger } from 'pino';
import { countingInstant, lockWatermark } from '../counting/counting.ts';
import { type Database, inTransaction, readSql } from '../database/database.ts';

const forgetXids = ['ballot_issue', 'count_report', 'electorate'].map((table) =>
  readSql(import.meta.url, `./forget_xids_${table}.sql`),
);
const forgetConflicts = readSql(import.meta.url, './forget_xids_ingest_conflict.sql');
const keepFormerCluster = readSql(import.meta.url, './keep_former_cluster.sql');
const clearSums = ['reset_sums', 'clear_effective_report', 'clear_waiting_row', 'clear_occurred_sum'].map((name) =>
  readSql(import.meta.url, `./${name}.sql`),
);
const beginLineage = readSql(import.meta.url, './begin_lineage.sql');
const goOnInLineage = readSql(import.meta.url, './go_on_in_lineage.sql');

/**
 * Takes up counting in a database that is not the one counted in before, in a new lineage, numbers going on.
 *
 * In another cluster (a restored dump) transaction numbers mean nothing: every row is counted anew from the beginning by the next
 * snapshot. What they meant is kept, for recounts of the snapshots before. On another timeline of the same cluster (a promoted standby, a restore to a point in time) rows and sums belong
 * together, and counting goes on from them. Where another copy has done it meanwhile, nothing is done.
 */
export async function takeUpLineage(database: Database, election: string, log: Logger): Promise<void> {
  await inTransaction(database.pool('owner'), async (client) => {
    const watermark = await lockWatermark(client, election);
    const now = await countingInstant(client);
    if (watermark === null || watermark.systemIdentifier === null) return;
    const otherCluster = watermark.systemIdentifier !== now.systemIdentifier;
    if (!otherCluster && watermark.timeline === now.timeline) return;
    log.warn(
      { election, lineage: watermark.lineage + 1, after: watermark.number },
      otherCluster
        ? 'this database was restored into another cluster: counting all rows anew, in a new lineage'
        : 'this database is on another timeline, after a promotion or a restore: counting on, in a new lineage',
    );
    if (!otherCluster) {
      await client.query(goOnInLineage, [election, now.timeline]);
      return;
    }
    const { lineage, systemIdentifier } = watermark;
    await client.query(keepFormerCluster, [election, lineage, systemIdentifier]);
    for (const statement of forgetXids) await client.query(statement, [election, lineage]);
    for (const statement of [forgetConflicts, ...clearSums]) await client.query(statement, [election]);
    await client.query(beginLineage, [election, now.systemIdentifier, now.timeline]);
  });
}
