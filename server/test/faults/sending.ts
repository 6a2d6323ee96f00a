import type { IngestResult } from '../../../shared/ingest-rules.ts';
import type { Database } from '../../database/database.ts';
import { acceptBallotIssues } from '../../ingest/ingest.ts';
import type { Ledger, SentBallot } from './ledger.ts';

/** Sends a batch once and gives the answer; anything but an answer is an error. */
export type Post = (source: string, ballots: readonly SentBallot[]) => Promise<IngestResult>;

/** The batch was answered, but not all of it was taken. */
export class NotTakenError extends Error {
  override readonly name = 'NotTakenError';
}

/** A moment at which the small election's online channel may be written to before its first counted minute. */
export const OCCURRED_AT = '2024-05-05T07:30:00+02:00';

/** So many ballots in order, the first numbered `from`. */
export function ballots(from: number, count: number): SentBallot[] {
  return Array.from({ length: count }, (_, index) => {
    const seq = from + index;
    return { seq, type: 'issued', area: seq % 3 === 0 ? 'N1' : 'S1', occurredAt: OCCURRED_AT } as const;
  });
}

/** Straight into the database, as the program's own door does it. */
export function intoDatabase(database: Database): Post {
  return (source, sent) =>
    acceptBallotIssues(database, {
      election: 'small',
      source,
      issues: sent.map((message, index) => ({ line: index + 1, message: { ...message, channel: 'online' } })),
    });
}

/** Over HTTP. @param url of the server, asked anew for each batch. @param timeoutMs how long an answer is waited for */
export function overHttp(o: { url: () => string; key: string; timeoutMs?: number }): Post {
  return async (source, sent) => {
    const response = await fetch(`${o.url()}/api/v1/elections/small/sources/${source}/ballot-issues`, {
      method: 'POST',
      // Each on a connection of its own, so that what befalls one befalls no other.
      headers: { Authorization: `Bearer ${o.key}`, 'Content-Type': 'application/x-ndjson', Connection: 'close' },
      body: ndjson(sent),
      signal: AbortSignal.timeout(o.timeoutMs ?? 30_000),
    });
    const answer: unknown = await response.json();
    if (response.status !== 200) throw new NotTakenError(`${response.status} ${JSON.stringify(answer)}`);
    return answer as IngestResult;
  };
}

export function ndjson(sent: readonly SentBallot[]): string {
  return sent.map((ballot) => `${JSON.stringify({ ...ballot, channel: 'online' })}\n`).join('');
}

/**
 * Sends a batch again and again until it is acknowledged, as the protocol asks of a source, and keeps the ledger.
 *
 * @param failed told of every attempt that was not acknowledged
 * @returns the answer that acknowledged it
 */
export async function sendUntilAcknowledged(o: {
  ledger: Ledger;
  post: Post;
  source: string;
  ballots: readonly SentBallot[];
  failed?: (error: unknown) => void | Promise<void>;
}): Promise<IngestResult> {
  for (const ballot of o.ballots) o.ledger.send(o.source, ballot);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await o.post(o.source, o.ballots);
      if (answer.rejected > 0) throw new NotTakenError(JSON.stringify(answer));
      for (const { seq } of o.ballots) o.ledger.acknowledge(o.source, seq);
      return answer;
    } catch (error) {
      if (attempt > 2_000) throw error;
      await o.failed?.(error);
      // As a source would: not at once, where nobody is there.
      await new Promise((resolve) => setTimeout(resolve, Math.min(200, 5 * attempt)));
    }
  }
}
