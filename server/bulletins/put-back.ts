import { createHash } from 'node:crypto';
import { one, type Queryable, readSql } from '../database/database.ts';

const lastNumber = readSql(import.meta.url, './last_number.sql');
const keepBulletin = readSql(import.meta.url, './keep_bulletin.sql');

/** A bulletin that was published and is not in this database. */
export interface LostBulletin {
  readonly number: number;
  readonly body: string;
  readonly csv: string;
}

/** What a bulletin's bytes say of themselves. */
interface BulletinDocument {
  readonly kind: string;
  readonly hour: string;
  readonly asOf: string;
  readonly corrects: number | null;
  readonly reason: string | null;
  readonly snapshot: { readonly number: number } | null;
  readonly counted: string;
  /** Of a correction. */
  readonly restates?: number;
  readonly knownIn?: number;
  /** Absent from those frozen before there were officials' files. */
  readonly sealed?: string | null;
}

/** Number of the last bulletin of an election; 0 before the first. */
export async function lastBulletin(client: Queryable, election: string): Promise<number> {
  return (await one<{ number: number }>(client, lastNumber, [election])).number;
}

/** Keeps published bulletins again, byte for byte; their snapshots must be there. */
export async function putBackBulletins(
  client: Queryable,
  election: string,
  lost: readonly LostBulletin[],
): Promise<void> {
  for (const { number, body, csv } of lost) {
    const said = JSON.parse(body) as BulletinDocument;
    await client.query(keepBulletin, [
      election,
      number,
      said.kind,
      said.hour,
      said.asOf,
      said.snapshot?.number ?? null,
      said.reason,
      said.counted,
      body,
      sha256(body),
      csv,
      sha256(csv),
      said.corrects,
      said.restates ?? null,
      said.knownIn ?? null,
      said.sealed ?? null,
    ]);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
