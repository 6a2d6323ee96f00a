import { type Database, inTransaction, one, type Queryable, readSql } from '../database/database.ts';
import { senderAndFeeds } from './feeds.ts';

const hearSourceSql = readSql(import.meta.url, './hear_source.sql');
const advanceProgressSql = readSql(import.meta.url, './advance_progress.sql');

type Progress = { durable_up_to: number };

/** The number up to which the source is stored without a hole. Held until the transaction ends: batches of one source queue. */
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
