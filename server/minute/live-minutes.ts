import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Database, one, readSql } from '../database/database.ts';
import { countMinuteInLineage } from './election-minute.ts';

const databaseNow = readSql(import.meta.url, './database_now.sql');

const MINUTE_MS = 60_000;
const RETRY_MS = 2_000;

/**
 * Counts every minute of an election on the database's clock until `stopped`. Aims at each full minute, and after a failure, a
 * jump of the clock or a sleep counts the last full minute as soon as it can; the minutes missed are covered by that snapshot.
 */
export async function countLiveMinutes(
  database: Database,
  o: {
    election: string;
    stopped: AbortSignal;
    log: Logger;
    /** Number of the last snapshot that this copy has published. */
    published?: () => number;
    /** The clock that is counted by; the database's where absent. */
    now?: () => Promise<Date>;
    /** Resolves after so many milliseconds, or once `stopped`. */
    pause?: (waitMs: number, stopped: AbortSignal) => Promise<void>;
  },
): Promise<void> {
  const { now: readNow = () => nowOf(database), pause = pauseFor } = o;
  let newest = new Date(0);
  while (!o.stopped.aborted) {
    let waitMs = RETRY_MS;
    try {
      const now = await readNow();
      const minute = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
      if (minute < newest) {
        o.log.warn({ election: o.election, now, counted: newest }, 'the clock went back: counting waits for it');
      }
      newest = minute;
      const outcome = await countMinuteInLineage(database, {
        log: o.log,
        election: o.election,
        at: minute,
        intervalMs: MINUTE_MS,
        speed: 1,
        loaded: false,
        next: true,
        published: o.published?.() ?? 0,
      });
      if (outcome.counted)
        o.log.info({ election: o.election, number: outcome.number, covers: outcome.covers }, 'counted a minute');
      // Short waits, so that a clock that jumps while we wait is noticed.
      waitMs = Math.min(5_000, minute.getTime() + MINUTE_MS - now.getTime() + 50);
    } catch (error) {
      o.log.error({ err: error, election: o.election }, 'a minute could not be counted; the next one covers it');
    }
    await pause(waitMs, o.stopped);
  }
}

async function nowOf(database: Database): Promise<Date> {
  return (await one<{ now: Date }>(database.pool('counting'), databaseNow)).now;
}

async function pauseFor(waitMs: number, stopped: AbortSignal): Promise<void> {
  await wait(waitMs, undefined, { signal: stopped }).catch(() => {});
}
