import type { BallotIssue, CountReport } from '../../shared/ingest-rules.ts';
import type { Database } from '../database/database.ts';
import { addSource, type Line } from '../ingest/ingest.ts';
import { day } from './sent-rows.ts';

/** Where a source may send; everywhere where nothing is said. */
export interface SourceLimits {
  readonly channel?: string;
  readonly area?: string;
}

let made = 0;

/** Name of a new source of the small election. */
export async function sourceOf(database: Database, limits: SourceLimits = {}): Promise<string> {
  const source = `source-${++made}`;
  await addSource(database, { election: 'small', source, ...limits });
  return source;
}

/** A ballot issued in N1 at 09:00, or changed. */
export const issued = (seq: number, o: Partial<BallotIssue> = {}): BallotIssue => ({
  seq,
  type: 'issued',
  area: 'N1',
  channel: 'online',
  occurredAt: day('09:00'),
  ...o,
});

/** The cancellation of number `cancels`. */
export const cancelled = (seq: number, cancels: number, o: Partial<BallotIssue> = {}) =>
  issued(seq, { type: 'cancelled', cancels, ...o });

/** A report of N2 at 10:00, or changed: ten ballots for each number. */
export const report = (seq: number, o: Partial<CountReport> = {}): CountReport => ({
  seq,
  area: 'N2',
  channel: 'station',
  asOf: day('10:00'),
  issued: 10 * seq,
  ...o,
});

/** Messages as they stand in a body, a line each. */
export const lined = <T>(messages: readonly T[]): Line<T>[] =>
  messages.map((message, index) => ({ line: index + 1, message }));
