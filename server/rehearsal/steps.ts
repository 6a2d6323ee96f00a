import { zoneOffsetMs } from '../../shared/instant.ts';

export const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * So far a clock may lag before minutes are merged: a full hour and what is made of it take longer than their minutes, and those after them
 * make up for it. At speed 120 these are five seconds.
 */
const MOST_BEHIND_MS = 10 * MINUTE_MS;

/** Where the stepped clock stands, and how far it may go. All in ms since the epoch. */
export interface Standing {
  /** The last counted instant. */
  readonly lastMs: number;
  /** Where a clock that ran freely would stand now. */
  readonly pacedMs: number;
  readonly untilMs: number;
  /** Openings, closings and the end: none is stepped over. In any order. */
  readonly boundariesMs: readonly number[];
  readonly zone: string;
}

/**
 * The instant to count next: the minute after the last one, or, where a free clock is too far ahead of it, as many more as bring it within
 * reach again, and never past a full hour of the zone, an opening, a closing or the end. What lies between is merged into it.
 */
export function nextStep({ lastMs, pacedMs, untilMs, boundariesMs, zone }: Standing): number {
  const paced = Math.floor(pacedMs / MINUTE_MS) * MINUTE_MS;
  let stepMs = Math.max(nextMinute(lastMs), paced - MOST_BEHIND_MS);
  for (const boundaryMs of [...boundariesMs, nextFullHour(lastMs, zone), untilMs]) {
    const minuteMs = Math.ceil(boundaryMs / MINUTE_MS) * MINUTE_MS;
    if (minuteMs > lastMs && minuteMs < stepMs) stepMs = minuteMs;
  }
  return stepMs;
}

/** The first full minute after an instant. */
export function nextMinute(ms: number): number {
  return (Math.floor(ms / MINUTE_MS) + 1) * MINUTE_MS;
}

/** The first instant after `ms` at which the zone's clock shows a full hour. */
function nextFullHour(ms: number, zone: string): number {
  const offsetMs = zoneOffsetMs(ms, zone);
  return (Math.floor((ms + offsetMs) / HOUR_MS) + 1) * HOUR_MS - offsetMs;
}

/** Ties election time to real time: from where it stood when, and how fast it goes. */
export class Pace {
  readonly #electionMs: number;
  readonly #realMs: number;
  readonly #speed: number;

  /** @param speed election seconds per real second */
  constructor(o: { electionMs: number; realMs: number; speed: number }) {
    this.#electionMs = o.electionMs;
    this.#realMs = o.realMs;
    this.#speed = o.speed;
  }

  /** Election time at a real instant. */
  electionMsAt(realMs: number): number {
    return this.#electionMs + (realMs - this.#realMs) * this.#speed;
  }

  /** The real instant of an election time. */
  realMsAt(electionMs: number): number {
    return this.#realMs + (electionMs - this.#electionMs) / this.#speed;
  }
}
