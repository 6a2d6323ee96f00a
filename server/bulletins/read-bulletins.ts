import type { BulletinKind, BulletinListing, BulletinStatus } from '../../shared/bulletin.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { many, type Queryable, readSql } from '../database/database.ts';

const newBulletins = readSql(import.meta.url, './new_bulletins.sql');

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
    status: BulletinStatus;
    sha256: string;
    csv_sha256: string;
    body: string;
    csv: string;
  }>(database, newBulletins, [o.election, o.after, o.limit]);
  return rows.map((row) => {
    const { snapshot } = JSON.parse(row.body) as { snapshot: Snapshot | null };
    return {
      listing: {
        number: row.number,
        kind: row.kind,
        hour: row.hour,
        asOf: zonedInstant(row.as_of.getTime(), o.timezone),
        snapshot: row.snapshot,
        corrects: row.corrects,
        status: row.status,
        sha256: row.sha256,
        csvSha256: row.csv_sha256,
        issued: snapshot?.total.issued ?? null,
        registered: snapshot?.total.registered ?? null,
        turnoutPct: snapshot?.total.turnoutPct ?? null,
      },
      body: row.body,
      csv: row.csv,
    };
  });
}
