import type { BulletinListing } from '../../shared/bulletin.ts';
import { readLeaf } from '../../shared/bulletin-log/leaf.ts';
import { maybeOne, type Queryable, readSql } from '../database/database.ts';

const readLeafSql = readSql(import.meta.url, './read_leaf.sql');

/** What the log says of a bulletin, without its figures; `null` where the log has it not. */
export async function readLoggedListing(
  database: Queryable,
  { election, number }: { election: string; number: number },
): Promise<BulletinListing | null> {
  const row = await maybeOne<{ leaf: string }>(database, readLeafSql, [election, number]);
  const leaf = row === null ? null : readLeaf(row.leaf);
  if (leaf === null || leaf.hour === null) return null;
  const { kind, hour, asOf, snapshot, corrects, json, csv } = leaf;
  return {
    number,
    kind,
    hour,
    asOf,
    snapshot,
    corrects,
    correctedBy: null,
    status: 'frozen',
    recount: 'impossible',
    sha256: json.sha256,
    csvSha256: csv.sha256,
    issued: null,
    registered: null,
    turnoutPct: null,
  };
}
