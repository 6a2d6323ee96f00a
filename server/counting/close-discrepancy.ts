import { type Database, many, maybeOne, readSql } from '../database/database.ts';

const close = readSql(import.meta.url, './close_discrepancy.sql');
const list = readSql(import.meta.url, './list_discrepancies.sql');

/** A discrepancy with the last change of its state. */
export interface ListedDiscrepancy {
  readonly discrepancy: number;
  readonly state: 'open' | 'closed';
  readonly rule: string;
  readonly area: string | null;
  readonly channel: string | null;
  readonly source: string | null;
  readonly seq: number | null;
  /** Of the snapshot that met it first. */
  readonly number: number;
  readonly as_of: Date;
  readonly why: 'met' | 'cause-gone' | 'person';
  /** Who closed it, where it was a person. */
  readonly who: string | null;
  readonly at: Date;
  /** What that person gave as the reason. */
  readonly note: string | null;
}

/** The discrepancies of an election, the newest first: those that are open, or all of them. */
export async function listDiscrepancies(
  database: Database,
  o: { election: string; all: boolean },
): Promise<ListedDiscrepancy[]> {
  return await many<ListedDiscrepancy>(database.pool('reading'), list, [o.election, o.all]);
}

/**
 * Whether it was open and is closed now, by a person for a reason; both are kept in its history for good. It stays closed while its cause
 * lasts; where the same is met anew after that, it is another discrepancy. Waits for a minute that is being counted.
 */
export async function closeDiscrepancy(
  database: Database,
  o: { election: string; discrepancy: number; who: string; reason: string },
): Promise<boolean> {
  const values = [o.election, o.discrepancy, o.who, o.reason];
  return (await maybeOne(database.pool('counting'), close, values)) !== null;
}
