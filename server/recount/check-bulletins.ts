import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Database, inTransaction, maybeOne, one, readSql } from '../database/database.ts';
import type { Difference } from './differences.ts';
import { recountHour, type UncheckedBulletin } from './recount-hour.ts';

const selectNext = readSql(import.meta.url, './unchecked_bulletin.sql');
const turnOf = readSql(import.meta.url, './recount_turn.sql');
const keepCheck = readSql(import.meta.url, './keep_check.sql');
const openDiscrepancies = readSql(import.meta.url, './open_recount_discrepancies.sql');
const closeDiscrepancies = readSql(import.meta.url, './close_recount_discrepancies.sql');

/** Figures that are kept of a recount that differs; the first is enough to find the others by. */
const MOST_DIFFERENCES = 100;
const IDLE_MS = 1_000;
const RETRY_MS = 5_000;

/** A bulletin whose figures were counted again from the rows. */
export interface BulletinCheck {
  readonly number: number;
  readonly hour: string;
  /** `impossible` where it was counted in a cluster whose transaction numbers tell nothing here. */
  readonly outcome: 'agrees' | 'differs' | 'impossible';
  readonly tookMs: number;
  /** The first figures that differ, each with its area. */
  readonly differences: readonly Difference[];
}

/**
 * Counts the next bulletin that is not checked again, from the rows alone, and keeps what was found; `null` where none waits, or another copy
 * is at it. Reads in a transaction of its own that changes nothing and waits for nobody, on one core; counting goes on beside it.
 */
export async function checkNextBulletin(database: Database, election: string): Promise<BulletinCheck | null> {
  const pool = database.pool('counting');
  const client = await pool.connect();
  let found: (BulletinCheck & { bulletin: UncheckedBulletin; rows: number }) | null = null;
  let broken = false;
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
    await client.query('SET LOCAL max_parallel_workers_per_gather = 0');
    const { mine } = await one<{ mine: boolean }>(client, turnOf, [election]);
    const bulletin = mine ? await maybeOne<UncheckedBulletin>(client, selectNext, [election]) : null;
    if (bulletin !== null) {
      const begunMs = performance.now();
      const { outcome, rows, differences } = await recountHour(client, election, bulletin);
      const { number, hour } = bulletin;
      found = { number, hour, outcome, rows, differences, bulletin, tookMs: Math.round(performance.now() - begunMs) };
    }
  } finally {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    client.release(broken);
  }
  if (found === null) return null;
  await keep(database, election, found);
  const { number, hour, outcome, tookMs, differences } = found;
  return { number, hour, outcome, tookMs, differences };
}

async function keep(
  database: Database,
  election: string,
  o: BulletinCheck & { bulletin: UncheckedBulletin; rows: number },
): Promise<void> {
  const differences = JSON.stringify(o.differences.slice(0, MOST_DIFFERENCES));
  const where = [election, o.number, differences, o.bulletin.snapshot ?? 0, o.bulletin.as_of];
  await inTransaction(database.pool('counting'), async (client) => {
    await client.query(keepCheck, [election, o.number, o.outcome, o.rows, o.tookMs, differences]);
    await client.query(closeDiscrepancies, where);
    if (o.differences.length > 0) await client.query(openDiscrepancies, where);
    await client.query("SELECT pg_notify('turnout_snapshot', $1)", [election]);
  });
}

/**
 * Checks bulletin after bulletin until `stopped`, the newest first, and says loudly which differ. Rests after each as long as it took: at
 * most half of one core is the recounts'.
 */
export async function keepChecking(
  database: Database,
  o: { election: string; stopped: AbortSignal; log: Logger },
): Promise<void> {
  const { election, stopped, log } = o;
  while (!stopped.aborted) {
    let restMs = IDLE_MS;
    try {
      const check = await checkNextBulletin(database, election);
      if (check !== null) restMs = check.tookMs;
      if (check?.outcome === 'differs') {
        const [first] = check.differences;
        log.error(
          { election, bulletin: check.number, hour: check.hour, first },
          'the recount of a bulletin gives other figures than were frozen: rows were changed since, or it was',
        );
      } else if (check !== null) {
        log.debug(
          { election, bulletin: check.number, hour: check.hour, outcome: check.outcome },
          'recounted a bulletin',
        );
      }
    } catch (error) {
      if (stopped.aborted) return;
      log.warn({ err: error, election }, 'a bulletin could not be recounted; trying again');
      restMs = RETRY_MS;
    }
    await wait(restMs, undefined, { signal: stopped }).catch(() => {});
  }
}
