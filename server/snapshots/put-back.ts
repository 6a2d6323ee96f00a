import type { Snapshot } from '../../shared/snapshot.ts';
import { type Queryable, readSql } from '../database/database.ts';

const keepSnapshot = readSql(import.meta.url, './keep_snapshot.sql');
const keepRevision = readSql(import.meta.url, './keep_revision.sql');

/** Of no cluster: what these snapshots counted can be rebuilt from no rows here, their bytes and their chain can be checked. */
const NO_CLUSTER = '0';
const NOTHING_VISIBLE = '3:3:';

/** A snapshot that was published and is not in this database. */
export interface LostSnapshot {
  readonly snapshot: Snapshot;
  readonly body: string;
  /** SHA-256 of the body's UTF-8 bytes, hex. */
  readonly sha256: string;
}

/** Keeps published snapshots again, byte for byte, and the areas' revisions they refer to. */
export async function putBackSnapshots(
  client: Queryable,
  election: string,
  lost: {
    readonly snapshots: readonly LostSnapshot[];
    readonly areas: readonly { readonly revision: string; readonly body: string }[];
  },
): Promise<void> {
  for (const { revision, body } of lost.areas) await client.query(keepRevision, [election, revision, body]);
  for (const { snapshot, body, sha256 } of lost.snapshots) {
    await client.query(keepSnapshot, [
      election,
      snapshot.number,
      snapshot.lineage,
      snapshot.asOf,
      snapshot.takenAt,
      snapshot.covers,
      snapshot.loaded,
      NOTHING_VISIBLE,
      body,
      sha256,
      snapshot.previous,
      NO_CLUSTER,
    ]);
  }
}
