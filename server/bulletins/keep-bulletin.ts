import { createHash, randomBytes } from 'node:crypto';
import type { BulletinKind } from '../../shared/bulletin.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { snapshotCsv } from '../../shared/snapshot-csv.ts';
import type { ElectionFacts } from '../counting/counting.ts';
import { one, type Queryable, readSql } from '../database/database.ts';
import { hourName } from './hours.ts';
import { keepChanges, type PrecinctChange } from './restated-levels.ts';

const lastNumber = readSql(import.meta.url, './last_number.sql');
const keepBulletin = readSql(import.meta.url, './keep_bulletin.sql');
const keepSeal = readSql(import.meta.url, './keep_seal.sql');
const selectRoot = readSql(import.meta.url, './root_area.sql');

const SALT_BYTES = 32;

/** What a bulletin is frozen of. */
export interface BulletinEntry {
  readonly kind: BulletinKind;
  readonly at: Date;
  /** The figures; `null` in a notice. */
  readonly snapshot: Snapshot | null;
  /** SHA-256, hex, of the bytes of that snapshot; `null` where the figures are no snapshot's. */
  readonly snapshotSha256: string | null;
  readonly reason: string | null;
  /** Text of the `pg_snapshot` in which exactly what was counted is visible. */
  readonly counted: string;
  /** Every level's figures, for officials, to be committed to; `null` where there are none. */
  readonly officialFile: string | null;
  readonly correction?: {
    /** Number of the newest bulletin of the hour so far. */
    readonly corrects: number;
    /** Number of the first bulletin of the hour. */
    readonly restates: number;
    /** Number of the snapshot with which the correction is known. */
    readonly knownIn: number;
    /** By how much the figures of precincts differ from those of the first bulletin of the hour. */
    readonly changes: readonly PrecinctChange[];
  };
}

/** Keeps one bulletin after the other under the next numbers; in the transaction that holds the watermark. */
export async function bulletinKeeper(
  client: Queryable,
  facts: ElectionFacts,
): Promise<(entry: BulletinEntry) => Promise<void>> {
  const root = await one<{ code: string; level: string }>(client, selectRoot, [facts.election]);
  let { number } = await one<{ number: number }>(client, lastNumber, [facts.election]);
  return async (entry) => {
    number += 1;
    const { officialFile, correction } = entry;
    const salt = officialFile === null ? null : randomBytes(SALT_BYTES);
    const sealed = salt === null || officialFile === null ? null : sha256(Buffer.concat([salt, utf8(officialFile)]));
    const hour = hourName(entry.at, facts.timezone);
    const body = JSON.stringify(documentOf({ ...entry, facts, number, hour, sealed }));
    const csv = entry.snapshot === null ? CSV_HEADER : snapshotCsv(entry.snapshot, root);
    await client.query(keepBulletin, [
      facts.election,
      number,
      entry.kind,
      hour,
      entry.at,
      entry.snapshot?.number ?? null,
      entry.reason,
      entry.counted,
      body,
      sha256(body),
      csv,
      sha256(csv),
      correction?.corrects ?? null,
      correction?.restates ?? null,
      correction?.knownIn ?? null,
      sealed,
    ]);
    if (salt === null) return;
    await client.query(keepSeal, [facts.election, number, salt]);
    if (correction !== undefined) {
      await keepChanges(client, { election: facts.election, number, changes: correction.changes });
    }
  };
}

const CSV_HEADER = 'election,mode,number,as_of,level,area,channel,registered,issued,cast,turnout_pct\n';

function documentOf(o: BulletinEntry & { facts: ElectionFacts; number: number; hour: string; sealed: string | null }) {
  const { facts, correction } = o;
  return {
    schema: 'turnout-bulletin/1',
    election: facts.election,
    mode: facts.mode,
    ...(facts.mode === 'rehearsal' && facts.rehearsalSentence !== null
      ? { rehearsal: { sentence: facts.rehearsalSentence } }
      : {}),
    number: o.number,
    kind: o.kind,
    hour: o.hour,
    asOf: zonedInstant(o.at.getTime(), facts.timezone),
    corrects: correction?.corrects ?? null,
    ...(correction === undefined ? {} : { restates: correction.restates, knownIn: correction.knownIn }),
    reason: o.reason,
    snapshot: o.snapshot,
    snapshotSha256: o.snapshotSha256,
    counted: o.counted,
    sealed: o.sealed,
  };
}

function utf8(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
