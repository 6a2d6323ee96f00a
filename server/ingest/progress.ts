import { type Database, inTransaction, one, type Queryable, readSql } from '../database/database.ts';
import { senderAndFeeds } from './feeds.ts';

const hearSourceSql = readSql(import.meta.url, './hear_source.sql');
const progressMarkSql = readSql(import.meta.url, './progress_mark.sql');
const advanceProgressSql = readSql(import.meta.url, './advance_progress.sql');

type Progress = { durable_up_to: number };
type Mark = { durable_up_to: number | null };

/** The number up to which the source was last known to be stored without a hole. */
export async function progressMark(client: Queryable, election: string, source: string): Promise<number> {
  return (await one<Mark>(client, progressMarkSql, [election, source])).durable_up_to ?? 0;
}

/**
 * The same, now that the source was heard; held until the transaction ends. Taken last, since the source's other batches wait for it:
 * whoever holds it must be about to commit.
 */
export async function hearSource(client: Queryable, election: string, source: string): Promise<number> {
  return (await one<Progress>(client, hearSourceSql, [election, source])).durable_up_to;
}

/** The same mark after what this transaction stored. */
export async function advanceProgress(
  client: Queryable,
  election: string,
  source: string,
  mark: number,
): Promise<number> {
  return (await one<Progress>(client, advanceProgressSql, [election, source, mark])).durable_up_to;
}

/**
 * A heartbeat: the source was heard and has nothing to send.
 *
 * @throws UnknownSourceError
 */
export async function acceptHeartbeat(database: Database, election: string, source: string): Promise<number> {
  return await inTransaction(database.pool('ingest'), async (client) => {
    await senderAndFeeds(database, client, election, source);
    return advanceProgress(client, election, source, await hearSource(client, election, source));
  });
}

/** The number up to which a source is known to be stored without a hole; 0 where it was never heard. */
export function sourceProgress(database: Database, election: string, source: string): Promise<number> {
  return progressMark(database.pool('ingest'), election, source);
}
