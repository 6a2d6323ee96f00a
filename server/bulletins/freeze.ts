import type { ElectionFacts, VotingHours } from '../counting/counting.ts';
import { one, type Queryable, readSql } from '../database/database.ts';
import { type KeptSnapshot, keepDepth, readDepth } from '../snapshots/snapshots.ts';
import { bulletinKindAt, bulletinsDueBetween } from './hours.ts';
import { bulletinKeeper } from './keep-bulletin.ts';
import { officialFile } from './official-file.ts';

const holdsRows = readSql(import.meta.url, './holds_rows.sql');

const LOADED_REASON =
  'This hour had passed when counting began; what happened in it was loaded at once and is in the first snapshot.';
const MISSED_REASON = 'This hour was not counted as it passed; the next snapshot covers it.';

/**
 * Freezes what is due at a snapshot just taken, in its transaction: the zero with the first snapshot where nothing is stored yet, a
 * notice for each hour since `since` that was not counted as it passed, the hour itself, and the final bulletin with the first final
 * snapshot. Keeps every level under the snapshot where anything is frozen.
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
  const { facts, hours, kept, at, counted } = o;
  const missed = bulletinsDueBetween(facts, hours, o.since, at);
  const kind = bulletinKindAt(facts, hours, at);
  const isFinal = kept.snapshot.status === 'final' && !o.wasFinal;
  const isZero = o.since === null && (await isUntouched(client, o));
  if (missed.length === 0 && kind === null && !isFinal && !isZero) return 0;

  const { number } = kept.snapshot;
  await keepDepth(client, facts.election, number);
  const levels = await readDepth(client, { election: facts.election, number, revision: '' });
  const struck = {
    at,
    snapshot: kept.snapshot,
    snapshotSha256: kept.sha256,
    reason: null,
    counted,
    officialFile: officialFile(levels),
  };
  const keep = await bulletinKeeper(client, facts);
  if (isZero) await keep({ ...struck, kind: 'zero' });
  const reason = o.since === null ? LOADED_REASON : MISSED_REASON;
  for (const hour of missed) await keep({ ...noticeAt(hour, counted), reason });
  if (kind !== null) await keep({ ...struck, kind });
  if (isFinal) await keep({ ...struck, kind: 'final' });
  return missed.length + [isZero, kind !== null, isFinal].filter(Boolean).length;
}

/** Freezes a notice for each of these instants, in order; in the transaction that holds the watermark. */
export async function freezeNotices(
  client: Queryable,
  o: { facts: ElectionFacts; at: readonly Date[]; reason: string; counted: string },
): Promise<void> {
  const keep = await bulletinKeeper(client, o.facts);
  for (const at of o.at) await keep({ ...noticeAt(at, o.counted), reason: o.reason });
}

/** Whether nobody can have been handed a ballot yet, every sum is zero, and nothing is stored that could change one. */
async function isUntouched(
  client: Queryable,
  { facts, kept, at, counted }: { facts: ElectionFacts; kept: KeptSnapshot; at: Date; counted: string },
): Promise<boolean> {
  const { total } = kept.snapshot;
  if (at > facts.opensAt || total.issued !== 0 || (total.cast ?? 0) !== 0) return false;
  return !(await one<{ holds: boolean }>(client, holdsRows, [facts.election, counted])).holds;
}

function noticeAt(at: Date, counted: string) {
  return { kind: 'notice', at, snapshot: null, snapshotSha256: null, counted, officialFile: null } as const;
}
