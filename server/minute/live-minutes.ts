import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Database, one, readSql } from '../database/database.ts';
import { countMinuteInLineage } from './election-minute.ts';
import { type ClockDoubt, type ClockReading, LeapingClock } from './leaping-clock.ts';

const databaseNow = readSql(import.meta.url, './database_now.sql');

const MINUTE_MS = 60_000;
const RETRY_MS = 2_000;
/** Short waits, so that a clock that jumps while we wait is noticed. */
const LONGEST_WAIT_MS = 5_000;

const DOUBTS: Record<ClockDoubt, string> = {
  leapt: "the database's clock leapt ahead: nothing is counted by it until it has stood so for a minute",
  apart: "the database's clock is minutes from this machine's: nothing is counted by it until one of them is set right",
};

/**
 * Counts every minute of an election on the database's clock until `stopped`. Aims at each full minute, and after a failure, a
 * jump of the clock or a sleep counts the last full minute as soon as it can; the minutes missed are covered by that snapshot. By a clock
 * that leapt ahead nothing is counted until the leap can be believed.
 */
export async function countLiveMinutes(
  database: Database,
  o: {
    election: string;
    stopped: AbortSignal;
    log: Logger;
    /** Number of the last snapshot that this copy has published. */
    published?: () => number;
    /** Reads the clocks; the database's and this machine's where absent. */
    clocks?: () => Promise<ClockReading>;
    /** Resolves after so many milliseconds, or once `stopped`. */
    pause?: (waitMs: number, stopped: AbortSignal) => Promise<void>;
  },
): Promise<void> {
  const { clocks = () => clocksOf(database), pause = pauseFor } = o;
  const clock = new LeapingClock();
  let doubted: ClockDoubt | null = null;
  let newest = new Date(0);
  while (!o.stopped.aborted) {
    let waitMs = RETRY_MS;
    try {
      const reading = await clocks();
      const { now, here } = reading;
      const doubt = clock.doubt(reading);
      if (doubt !== null) {
        if (doubt !== doubted) o.log.error({ election: o.election, now, here, counted: newest }, DOUBTS[doubt]);
        doubted = doubt;
        await pause(LONGEST_WAIT_MS, o.stopped);
        continue;
      }
      if (doubted !== null) o.log.warn({ election: o.election, now, here }, "the database's clock is counted by again");
      doubted = null;
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
      waitMs = Math.min(LONGEST_WAIT_MS, minute.getTime() + MINUTE_MS - now.getTime() + 50);
    } catch (error) {
      o.log.error({ err: error, election: o.election }, 'a minute could not be counted; the next one covers it');
    }
    await pause(waitMs, o.stopped);
  }
}

async function clocksOf(database: Database): Promise<ClockReading> {
  const { now } = await one<{ now: Date }>(database.pool('counting'), databaseNow);
  return { now, here: new Date(), ranMs: performance.now() };
}

async function pauseFor(waitMs: number, stopped: AbortSignal): Promise<void> {
  await wait(waitMs, undefined, { signal: stopped }).catch(() => {});
}
