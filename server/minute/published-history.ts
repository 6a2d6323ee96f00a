import type { Logger } from 'pino';
import {
  bulletinsDueBetween,
  freezeNotices,
  type LostBulletin,
  lastBulletin,
  nextMinuteWithoutBulletin,
  putBackBulletins,
} from '../bulletins/bulletins.ts';
import {
  countingInstant,
  electionFacts,
  inRecovery,
  lockWatermark,
  votingHours,
  type Watermark,
} from '../counting/counting.ts';
import { type Database, inTransaction, maybeOne, type Queryable, readSql } from '../database/database.ts';
import { type LostSnapshot, putBackSnapshots } from '../snapshots/snapshots.ts';

const takeBackSql = readSql(import.meta.url, './take_back.sql');
const snapshotSha256 = readSql(import.meta.url, './snapshot_sha256.sql');

/** What a copy of the program has published, as its own files have it. */
export interface PublishedHistory {
  /** The last snapshot up to a number; `null` where there is none. */
  last(upTo: number): Promise<{ readonly number: number; readonly sha256: string } | null>;
  /** Everything after a snapshot and a bulletin, in order and without a gap; its errors say that this cannot be told. */
  after(numbers: { readonly snapshot: number; readonly bulletin: number }): Promise<{
    readonly snapshots: readonly LostSnapshot[];
    readonly bulletins: readonly LostBulletin[];
    readonly areas: readonly { readonly revision: string; readonly body: string }[];
  }>;
}

/** Under a number that this copy published before, the database holds something else: one of the two must not be shown. */
export class PublishedElsewhereError extends Error {
  constructor(election: string, number: number) {
    super(
      `Snapshot ${number} of ${election} was published here with other bytes than this database holds: the database was set back ` +
        'and counted on by somebody who did not know what had been published. Nothing more is published here; decide which of ' +
        'the two stands, and give the other a database and a data folder of its own.',
    );
    this.name = 'PublishedElsewhereError';
  }
}

/**
 * Holds what this copy has published against what the database knows. Where the database was set back, by a restore from an older
 * backup, by a standby that lacked the last minutes, what was published is kept again, byte for byte; counting goes on after
 * the highest number ever published, in a new lineage, and a notice says so.
 *
 * @returns how many snapshots were taken back
 * @throws PublishedElsewhereError, and the errors of `published`: then nothing may be counted or published on
 */
export async function takeBackPublished(
  database: Database,
  o: { election: string; published: PublishedHistory; log: Logger },
): Promise<number> {
  const { election, published, log } = o;
  const pool = database.pool('counting');
  if (await inRecovery(pool)) return 0;
  return await inTransaction(pool, async (client) => {
    const watermark = await lockWatermark(client, election);
    if (watermark === null) return 0;
    await refuseOtherHistory(client, election, watermark, published);
    const bulletin = await lastBulletin(client, election);
    const lost = await published.after({ snapshot: watermark.number, bulletin });
    const [first] = lost.snapshots;
    const last = lost.snapshots.at(-1);
    if (first === undefined || last === undefined) return 0;
    if (first.snapshot.previous !== watermark.snapshotSha256) {
      throw new PublishedElsewhereError(election, first.snapshot.number);
    }
    await putBackSnapshots(client, election, lost);
    await putBackBulletins(client, election, lost.bulletins);
    const reason = noticeOf(watermark.number, first.snapshot.number, last.snapshot.number);
    const lineage = await nextLineage(client, watermark, last);
    await client.query(takeBackSql, [election, last.snapshot.number, last.snapshot.asOf, last.sha256, lineage]);
    const facts = (await electionFacts(client, election))!;
    const hours = await votingHours(client, election);
    const lastAsOf = new Date(last.snapshot.asOf);
    // An hour whose snapshot was published and whose bulletin was not any more is told by the notice too.
    const told = new Set(lost.bulletins.map(({ body }) => Date.parse((JSON.parse(body) as { asOf: string }).asOf)));
    const untold = bulletinsDueBetween(facts, hours, watermark.asOf, new Date(lastAsOf.getTime() + 1)).filter(
      (at) => !told.has(at.getTime()),
    );
    // A restore before anything was counted after the last one: its notice has taken the minute.
    let free = nextMinuteWithoutBulletin(facts, hours, lastAsOf);
    while (told.has(free.getTime())) free = nextMinuteWithoutBulletin(facts, hours, free);
    const at = [...untold, free];
    await freezeNotices(client, { facts, at, reason, counted: watermark.counted });
    log.warn({ election, from: watermark.number, to: last.snapshot.number, lineage }, reason);
    return lost.snapshots.length;
  });
}

/** Nothing, where the last snapshot that both have is the same in both: each names the one before it, so all of them are. */
async function refuseOtherHistory(
  client: Queryable,
  election: string,
  watermark: Watermark,
  published: PublishedHistory,
): Promise<void> {
  const common = await published.last(watermark.number);
  if (common === null) return;
  const kept = await maybeOne<{ sha256: string }>(client, snapshotSha256, [election, common.number]);
  if (kept?.sha256 !== common.sha256) throw new PublishedElsewhereError(election, common.number);
}

/** One more than any before it; where the cluster changed too, the first count in it begins that lineage. */
async function nextLineage(client: Queryable, watermark: Watermark, last: LostSnapshot): Promise<number> {
  const highest = Math.max(watermark.lineage, last.snapshot.lineage);
  const now = await countingInstant(client);
  const sameCluster =
    watermark.systemIdentifier === null ||
    (watermark.systemIdentifier === now.systemIdentifier && watermark.timeline === now.timeline);
  return sameCluster ? highest + 1 : highest;
}

function noticeOf(known: number, first: number, last: number): string {
  const were =
    first === last
      ? `Snapshot ${first} had been published and keeps its number and bytes`
      : `Snapshots ${first} to ${last} had been published and keep their numbers and bytes`;
  return `The database was set back to snapshot ${known} by a restore. ${were}; counting goes on after them, in a new lineage.`;
}
