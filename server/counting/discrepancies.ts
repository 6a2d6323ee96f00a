import { type Queryable, readSql } from '../database/database.ts';
import type { FoundDiscrepancy } from './count-new.ts';

const add = readSql(import.meta.url, './add_discrepancies.sql');

/** Keeps what counting found odd, with the number of the snapshot that first met it. */
export async function addDiscrepancies(
  client: Queryable,
  o: { election: string; number: number; asOf: Date; found: readonly FoundDiscrepancy[] },
): Promise<void> {
  if (o.found.length === 0) return;
  await client.query(add, [o.election, JSON.stringify(o.found), o.number, o.asOf]);
}
