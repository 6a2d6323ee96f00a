/** How far a number on a screen can be trusted to be the present one. */
export type Freshness = 'live' | 'late' | 'stale' | 'offline' | 'past' | 'final';

export interface FreshnessInput {
  /** When the shown snapshot was taken, ms since the epoch by the server's clock. */
  readonly takenAtMs: number;
  /** The server's clock as this screen last learned it: its own clock plus the measured offset, ms. */
  readonly serverNowMs: number;
  readonly intervalMs: number;
  /** Since the server last answered anything, by a clock that does not jump, ms. */
  readonly sinceAnswerMs: number;
  /** The screen shows a moment chosen in the past. */
  readonly past: boolean;
  readonly status: 'before' | 'provisional' | 'final';
}

/** No answer for this long is `offline`. */
export const OFFLINE_AFTER_MS = 30_000;

/**
 * State of a number by the age of the data, never by the state of a connection.
 *
 * `late` from 1.5 intervals + 5 s, `stale` from 3 intervals + 10 s; `offline` after 30 s without any answer.
 * A chosen past moment and a final figure do not age.
 */
export function freshness(input: FreshnessInput): Freshness {
  if (input.past) return 'past';
  if (input.status === 'final') return 'final';
  if (input.sinceAnswerMs >= OFFLINE_AFTER_MS) return 'offline';
  const ageMs = dataAgeMs(input);
  if (ageMs >= 3 * input.intervalMs + 10_000) return 'stale';
  if (ageMs >= 1.5 * input.intervalMs + 5_000) return 'late';
  return 'live';
}

/** Age of the shown numbers in ms; never negative, whatever a clock says. */
export function dataAgeMs(input: Pick<FreshnessInput, 'takenAtMs' | 'serverNowMs'>): number {
  return Math.max(0, input.serverNowMs - input.takenAtMs);
}
