import type { BulletinKind, BulletinListing, BulletinRecount } from '../../shared/bulletin.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Count, Snapshot } from '../../shared/snapshot.ts';
import { many, type Queryable, readSql } from '../database/database.ts';

const newBulletins = readSql(import.meta.url, './new_bulletins.sql');
const newChecks = readSql(import.meta.url, './new_checks.sql');

/** A frozen bulletin with the bytes it was frozen with. */
export interface KeptBulletin {
  readonly listing: BulletinListing;
  readonly body: string;
  readonly csv: string;
}

/** Bulletins after number `after`, in order, at most `limit`. */
export async function readBulletins(
  database: Queryable,
  o: { election: string; timezone: string; after: number; limit: number },
): Promise<KeptBulletin[]> {
  const rows = await many<{
    number: number;
    kind: BulletinKind;
    hour: string;
    as_of: Date;
    snapshot: number | null;
    corrects: number | null;
    outcome: BulletinRecount | null;
    sha256: string;
    csv_sha256: string;
    body: string;
    csv: string;
  }>(database, newBulletins, [o.election, o.after, o.limit]);
  return rows.map((row) => {
    const total = totalIn(row.body);
    return {
      listing: {
        number: row.number,
        kind: row.kind,
        hour: row.hour,
        asOf: zonedInstant(row.as_of.getTime(), o.timezone),
        snapshot: row.snapshot,
        corrects: row.corrects,
        correctedBy: null,
        ...statesAfter(row.outcome),
        sha256: row.sha256,
        csvSha256: row.csv_sha256,
        issued: total?.issued ?? null,
        registered: total?.registered ?? null,
        turnoutPct: total?.turnoutPct ?? null,
      },
      body: row.body,
      csv: row.csv,
    };
  });
}

/** The total of a bulletin's figures; `null` where it has none. One that was changed by hand may be no JSON any more. */
function totalIn(body: string): Partial<Count> | null {
  try {
    return (JSON.parse(body) as { snapshot: Pick<Snapshot, 'total'> | null }).snapshot?.total ?? null;
  } catch {
    return null;
  }
}

/** A recount of a bulletin, and the states it leads to. */
export interface CheckedBulletin extends Pick<BulletinListing, 'number' | 'status' | 'recount'> {
  /** Rises with each recount of any bulletin. */
  readonly change: number;
}

/** Recounts of bulletins after `after`, in order, at most `limit`. */
export async function readChecks(
  database: Queryable,
  o: { election: string; after: number; limit: number },
): Promise<CheckedBulletin[]> {
  const rows = await many<{ change: number; number: number; outcome: BulletinRecount }>(database, newChecks, [
    o.election,
    o.after,
    o.limit,
  ]);
  return rows.map(({ change, number, outcome }) => ({ change, number, ...statesAfter(outcome) }));
}

/** Only what a recount agrees with is checked. */
function statesAfter(outcome: BulletinRecount | null): Pick<BulletinListing, 'status' | 'recount'> {
  return { status: outcome === 'agrees' ? 'checked' : 'frozen', recount: outcome ?? 'waiting' };
}
