import type { Logger } from 'pino';
import { freezeBulletins, noteCorrections } from '../bulletins/bulletins.ts';
import {
  advanceWatermark,
  countingInstant,
  countNew,
  electionFacts,
  inRecovery,
  judge,
  lockWatermark,
  votingHours,
  type Watermark,
} from '../counting/counting.ts';
import { type Database, inTransaction } from '../database/database.ts';
import { keepAreaRevision, takeSnapshot } from '../snapshots/snapshots.ts';
import { takeUpLineage } from './new-lineage.ts';
import { tellHoursAgain } from './tell-hours-again.ts';

export interface MinuteOptions {
  readonly election: string;
  /** The election-minute; its snapshot holds what is visible now and had happened by then. */
  readonly at: Date;
  /** Real time until the next. */
  readonly intervalMs: number;
  /** Election seconds per real second. */
  readonly speed: number;
  /** Whether what happened earlier was loaded at once. */
  readonly loaded: boolean;
  /** Whether another is expected. */
  readonly next: boolean;
  /** Number of the last snapshot that this copy has published; absent: it has published none. */
  readonly published?: number;
}

/** What came of trying to count an election-minute. */
export type MinuteOutcome =
  | { readonly counted: true; readonly number: number; readonly covers: number; readonly bulletins: number }
  | { readonly counted: false; readonly reason: 'already-counted' | 'in-recovery' };

/** The election is not, or no longer, in the database. */
export class UnknownElectionError extends Error {
  constructor(election: string) {
    super(`There is no election ${election} in this database.`);
    this.name = 'UnknownElectionError';
  }
}

/** The database is not the one that was counted in: a restored backup or a promoted standby. Recount before counting on. */
export class ClusterChangedError extends Error {
  constructor(found: string, expected: string) {
    super(`The counts were made in database cluster ${expected}, this is ${found}: recount before counting on.`);
    this.name = 'ClusterChangedError';
  }
}

/** The database knows less than was published: it was set back. What was published has to be taken back before counting on. */
export class BehindPublishedError extends Error {
  constructor(known: number, published: number) {
    super(`This database knows ${known} snapshots, ${published} were published: numbers are not given out again.`);
    this.name = 'BehindPublishedError';
  }
}

/**
 * Counts an election-minute as `countElectionMinute` does; in a database that is not the one counted in before, takes up a new
 * lineage first.
 */
export async function countMinuteInLineage(
  database: Database,
  o: MinuteOptions & { log: Logger },
): Promise<MinuteOutcome> {
  try {
    return await countElectionMinute(database, o);
  } catch (error) {
    if (!(error instanceof ClusterChangedError)) throw error;
    await takeUpLineage(database, o.election, o.log);
    return await countElectionMinute(database, o);
  }
}

/**
 * Counts one election-minute exactly once, whoever else tries: one transaction that locks the watermark, adds up what is new,
 * numbers and keeps the snapshot, freezes the hour where one is due, and advances the watermark. Hours that corrections have touched are told
 * again after it, and with the next minute where this one is cut off.
 *
 * @throws UnknownElectionError, ClusterChangedError, BehindPublishedError
 */
export async function countElectionMinute(database: Database, o: MinuteOptions): Promise<MinuteOutcome> {
  const pool = database.pool('counting');
  if (await inRecovery(pool)) return { counted: false, reason: 'in-recovery' };
  const outcome = await inTransaction(pool, async (client): Promise<MinuteOutcome> => {
    // A copy that stands still while it holds the watermark holds nobody up for longer: a count is never idle for a second.
    await client.query("SET LOCAL idle_in_transaction_session_timeout = '10s'");
    const watermark = await lockWatermark(client, o.election);
    if (watermark === null) throw new UnknownElectionError(o.election);
    if (watermark.number < (o.published ?? 0)) throw new BehindPublishedError(watermark.number, o.published!);
    if (watermark.asOf !== null && watermark.asOf >= o.at) return { counted: false, reason: 'already-counted' };
    const facts = (await electionFacts(client, o.election))!;
    const hours = await votingHours(client, o.election);
    const now = await countingInstant(client);
    refuseOtherCluster(watermark, now);

    const added = await countNew(client, { facts, watermark, visible: now.visible, at: o.at });
    const areaRevision =
      added.registeredChanged || watermark.areaRevision === null
        ? await keepAreaRevision(client, facts)
        : watermark.areaRevision;
    const number = watermark.number + 1;
    const { silentSources } = await judge(client, { ...o, facts, watermark, visible: now.visible, number, added });
    const since = watermark.asOf ?? facts.opensAt;
    const covers = Math.max(1, Math.round((o.at.getTime() - since.getTime()) / 60_000));
    const kept = await takeSnapshot(client, {
      facts,
      hours,
      silentSources,
      counted: now.visible,
      systemIdentifier: now.systemIdentifier,
      heading: {
        number,
        lineage: watermark.lineage,
        asOf: o.at,
        takenAt: now.now,
        covers,
        loaded: o.loaded,
        intervalMs: Math.max(1, Math.round(o.intervalMs)),
        nextAt: o.next ? new Date(now.now.getTime() + o.intervalMs) : null,
        speed: o.speed,
        late: added.late,
        corrections: added.corrections,
        previous: watermark.snapshotSha256,
        areaRevision,
      },
    });
    const wasFinal = watermark.asOf !== null && facts.finishedAt !== null && watermark.asOf >= facts.finishedAt;
    const struck = await freezeBulletins(client, {
      facts,
      hours,
      kept,
      at: o.at,
      since: watermark.asOf,
      wasFinal,
      counted: now.visible,
    });
    if (added.correctedSince !== null) {
      await noteCorrections(client, { election: facts.election, since: added.correctedSince, known: number });
    }
    await advanceWatermark(client, o.election, {
      counted: now.visible,
      systemIdentifier: now.systemIdentifier,
      timeline: now.timeline,
      lineage: watermark.lineage,
      number,
      asOf: o.at,
      snapshotSha256: kept.sha256,
      areaRevision,
    });
    await client.query("SELECT pg_notify('turnout_snapshot', $1)", [o.election]);
    return { counted: true, number, covers, bulletins: struck };
  });
  if (!outcome.counted) return outcome;
  return { ...outcome, bulletins: outcome.bulletins + (await tellHoursAgain(database, o.election)) };
}

function refuseOtherCluster(watermark: Watermark, now: { systemIdentifier: string; timeline: number }): void {
  if (watermark.systemIdentifier === null) return;
  if (watermark.systemIdentifier === now.systemIdentifier && watermark.timeline === now.timeline) return;
  throw new ClusterChangedError(
    `${now.systemIdentifier} on timeline ${now.timeline}`,
    `${watermark.systemIdentifier} on timeline ${watermark.timeline}`,
  );
}
