import { logOrigin } from '../../shared/bulletin-log/origin.ts';
import { electionFacts } from '../counting/counting.ts';
import { maybeOne, type Queryable, readSql } from '../database/database.ts';

const selectName = readSql(import.meta.url, './log_name.sql');

/** The name of an election's log, or the one that it will be founded with on this host; `null` where there is no such election. */
export async function logName(database: Queryable, election: string, host: string): Promise<string | null> {
  const founded = await maybeOne<{ origin: string }>(database, selectName, [election]);
  if (founded !== null) return founded.origin;
  const facts = await electionFacts(database, election);
  return facts === null ? null : logOrigin({ ...facts, host });
}
