import { createHash } from 'node:crypto';
import type { BulletinKind } from '../../shared/bulletin.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { snapshotCsv } from '../../shared/snapshot-csv.ts';
import type { ElectionFacts, VotingHours } from '../counting/counting.ts';
import { one, type Queryable, readSql } from '../database/database.ts';
import type { KeptSnapshot } from '../snapshots/snapshots.ts';
import { bulletinKindAt, bulletinsDueBetween, hourName } from './hours.ts';

const lastNumber = readSql(import.meta.url, './last_number.sql');
const keepBulletin = readSql(import.meta.url, './keep_bulletin.sql');
const selectRoot = readSql(import.meta.url, './root_area.sql');

const LOADED_REASON =
  'This hour had passed when counting began; what happened in it was loaded at once and is in the first snapshot.';
const MISSED_REASON = 'This hour was not counted as it passed; the next snapshot covers it.';

/**
 * Freezes what is due at a snapshot just taken, in its transaction: a notice for each hour since `since` that was not counted as
 * it passed, the hour itself, and the final bulletin with the first final snapshot.
 *
 * @param since instant of the last snapshot; `null` before the first
 * @param wasFinal whether that one was final already
 * @returns how many bulletins were frozen
 */
export async function freezeBulletins(
  client: Queryable,
  o: {
    facts: ElectionFacts;
    hours: readonly VotingHours[];
    kept: KeptSnapshot;
    at: Date;
    since: Date | null;
    wasFinal: boolean;
    counted: string;
  },
): Promise<number> {
  const { facts, hours, kept, at } = o;
  const missed = bulletinsDueBetween(facts, hours, o.since, at);
  const kind = bulletinKindAt(facts, hours, at);
  const isFinal = kept.snapshot.status === 'final' && !o.wasFinal;
  if (missed.length === 0 && kind === null && !isFinal) return 0;

  const keep = await keeper(client, facts, o.counted);
  const reason = o.since === null ? LOADED_REASON : MISSED_REASON;
  for (const hour of missed) await keep({ kind: 'notice', at: hour, snapshot: null, reason });
  if (kind !== null) await keep({ kind, at, snapshot: kept, reason: null });
  if (isFinal) await keep({ kind: 'final', at, snapshot: kept, reason: null });
  return missed.length + (kind === null ? 0 : 1) + (isFinal ? 1 : 0);
}

/** Freezes a notice for each of these instants, in order; in the transaction that holds the watermark. */
export async function freezeNotices(
  client: Queryable,
  o: { facts: ElectionFacts; at: readonly Date[]; reason: string; counted: string },
): Promise<void> {
  const keep = await keeper(client, o.facts, o.counted);
  for (const at of o.at) await keep({ kind: 'notice', at, snapshot: null, reason: o.reason });
}

type Entry = { kind: BulletinKind; at: Date; snapshot: KeptSnapshot | null; reason: string | null };

/** Keeps one bulletin after the other under the next numbers. */
async function keeper(
  client: Queryable,
  facts: ElectionFacts,
  counted: string,
): Promise<(entry: Entry) => Promise<void>> {
  const root = await one<{ code: string; level: string }>(client, selectRoot, [facts.election]);
  let { number } = await one<{ number: number }>(client, lastNumber, [facts.election]);
  return async (entry) => {
    number += 1;
    const hour = hourName(entry.at, facts.timezone);
    const asOf = zonedInstant(entry.at.getTime(), facts.timezone);
    const body = JSON.stringify(bulletinDocument({ ...entry, facts, number, hour, asOf, counted }));
    const csv = bulletinCsv(entry.snapshot?.snapshot ?? null, root);
    await client.query(keepBulletin, [
      facts.election,
      number,
      entry.kind,
      hour,
      entry.at,
      entry.snapshot?.snapshot.number ?? null,
      entry.reason,
      counted,
      body,
      sha256(body),
      csv,
      sha256(csv),
    ]);
  };
}

function bulletinDocument(o: {
  facts: ElectionFacts;
  number: number;
  kind: BulletinKind;
  hour: string;
  asOf: string;
  reason: string | null;
  snapshot: KeptSnapshot | null;
  counted: string;
}) {
  return {
    schema: 'turnout-bulletin/1',
    election: o.facts.election,
    mode: o.facts.mode,
    ...(o.facts.mode === 'rehearsal' && o.facts.rehearsalSentence !== null
      ? { rehearsal: { sentence: o.facts.rehearsalSentence } }
      : {}),
    number: o.number,
    kind: o.kind,
    hour: o.hour,
    asOf: o.asOf,
    corrects: null,
    reason: o.reason,
    snapshot: o.snapshot?.snapshot ?? null,
    snapshotSha256: o.snapshot?.sha256 ?? null,
    counted: o.counted,
  };
}

const CSV_HEADER = 'election,mode,number,as_of,level,area,channel,registered,issued,cast,turnout_pct\n';

function bulletinCsv(snapshot: Snapshot | null, root: { code: string; level: string }): string {
  return snapshot === null ? CSV_HEADER : snapshotCsv(snapshot, root);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
