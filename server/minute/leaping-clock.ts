/** What clocks show at one moment. */
export interface ClockReading {
  /** The database's, by which is counted. */
  readonly now: Date;
  /** This machine's. */
  readonly here: Date;
  /** Milliseconds that have passed in this process, by a clock that nobody sets. */
  readonly ranMs: number;
}

/** Why nothing is counted by what the database's clock shows. */
export type ClockDoubt = 'leapt' | 'apart';

/** A pause, a slow answer or a step of NTP is less. */
const LEAP_MS = 5 * 60_000;
/** So long has a leap to stand: longer than a reading that went wrong, short beside what a machine that slept has missed. */
const STANDS_MS = 60_000;

/**
 * Holds back a database's clock that leaps ahead. A minute once counted cannot be uncounted: by a single reading of tomorrow's date every
 * real minute until tomorrow would count as counted already. To wait where the leap is true costs a minute, so it is waited.
 *
 * A reading is a leap where it is minutes later than the latest one believed and the time that has really passed since. It is
 * believed once it has stood for a minute without a break, and agrees with this machine's clock; the first reading of all only has to agree.
 */
export class LeapingClock {
  /** The database's time less the time that has passed here, of the latest reading believed. */
  #offsetMs = Number.NEGATIVE_INFINITY;
  #leap: { readonly offsetMs: number; readonly sinceMs: number } | null = null;

  /** `leapt` where a leap has yet to stand, `apart` where it is not what this machine's clock shows; `null` where it is believed. */
  doubt({ now, here, ranMs }: ClockReading): ClockDoubt | null {
    const offsetMs = now.getTime() - ranMs;
    const isFirst = this.#offsetMs === Number.NEGATIVE_INFINITY;
    if (offsetMs > this.#offsetMs + LEAP_MS) {
      if (this.#leap === null || Math.abs(offsetMs - this.#leap.offsetMs) > LEAP_MS) {
        this.#leap = { offsetMs, sinceMs: ranMs };
      }
      if (Math.abs(now.getTime() - here.getTime()) > LEAP_MS) return 'apart';
      if (!isFirst && ranMs - this.#leap.sinceMs < STANDS_MS) return 'leapt';
    }
    this.#leap = null;
    this.#offsetMs = Math.max(this.#offsetMs, offsetMs);
    return null;
  }
}
