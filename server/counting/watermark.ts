import { maybeOne, one, type Queryable, readSql } from '../database/database.ts';

const lock = readSql(import.meta.url, './lock_watermark.sql');
const instant = readSql(import.meta.url, './counting_instant.sql');
const advance = readSql(import.meta.url, './advance_watermark.sql');
const recovery = readSql(import.meta.url, './in_recovery.sql');

/** How far an election is counted. */
export interface Watermark {
  /** Text of the `pg_snapshot` in which everything visible is counted. */
  readonly counted: string;
  /** Of the cluster it was counted in; `null` before the first counting. */
  readonly systemIdentifier: string | null;
  readonly timeline: number | null;
  readonly lineage: number;
  /** Of the last snapshot; 0 before the first. */
  readonly number: number;
  readonly asOf: Date | null;
  /** SHA-256 of the last snapshot's bytes, hex. */
  readonly snapshotSha256: string | null;
  readonly areaRevision: string | null;
}

/** What the database sees at the moment of counting. */
export interface CountingInstant {
  /** Text of `pg_current_snapshot()`. */
  readonly visible: string;
  /** By the database's clock. */
  readonly now: Date;
  readonly systemIdentifier: string;
  readonly timeline: number;
}

/** The watermark, locked until the transaction ends; waits for whoever counts now. `null` where there is no such election. */
export async function lockWatermark(client: Queryable, election: string): Promise<Watermark | null> {
  const row = await maybeOne<{
    counted: string;
    system_identifier: string | null;
    timeline: number | null;
    lineage: number;
    number: number;
    as_of: Date | null;
    snapshot_sha256: string | null;
    area_revision: string | null;
  }>(client, lock, [election]);
  if (row === null) return null;
  return {
    counted: row.counted,
    systemIdentifier: row.system_identifier,
    timeline: row.timeline,
    lineage: row.lineage,
    number: row.number,
    asOf: row.as_of,
    snapshotSha256: row.snapshot_sha256,
    areaRevision: row.area_revision,
  };
}

/** Visibility, clock and cluster as of this statement; ask after the watermark is locked, never in the same statement. */
export async function countingInstant(client: Queryable): Promise<CountingInstant> {
  const row = await one<{ visible: string; now: Date; system_identifier: string; timeline: number }>(client, instant);
  return {
    visible: row.visible,
    now: row.now,
    systemIdentifier: row.system_identifier,
    timeline: row.timeline,
  };
}

/** Moves the watermark; in the transaction that locked it. */
export async function advanceWatermark(client: Queryable, election: string, to: Watermark): Promise<void> {
  await client.query(advance, [
    election,
    to.counted,
    to.systemIdentifier,
    to.timeline,
    to.lineage,
    to.number,
    to.asOf,
    to.snapshotSha256,
    to.areaRevision,
  ]);
}

/** Whether this server is a standby: it serves, and never counts. */
export async function inRecovery(database: Queryable): Promise<boolean> {
  return (await one<{ in_recovery: boolean }>(database, recovery)).in_recovery;
}
