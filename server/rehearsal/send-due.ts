import type { Logger } from 'pino';
import type { IngestResult } from '../../shared/ingest-rules.ts';
import type { Database } from '../database/database.ts';
import {
  acceptBallotIssues,
  acceptCountReports,
  type Line,
  type LoadOptions,
  loadBallotIssues,
  loadCountReports,
  type Sending,
  sourceProgress,
} from '../ingest/ingest.ts';
import type { Due } from './replay.ts';

const BATCH_LINES = 5_000;

interface Sender {
  readonly database: Database;
  readonly election: string;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Sends what is due in batches, each acknowledged before the next; all of it is durably stored when this resolves. */
export async function sendDue(sender: Sender, due: readonly Due[]): Promise<void> {
  const { database } = sender;
  for (const part of due) {
    const sending = sendingOf(sender, part);
    if (part.kind === 'ballot-issues') {
      for (const issues of batches(part.lines)) {
        sender.signal.throwIfAborted();
        tellRefusals(sender, await acceptBallotIssues(database, { ...sending, issues }));
      }
    } else {
      for (const reports of batches(part.lines)) {
        sender.signal.throwIfAborted();
        tellRefusals(sender, await acceptCountReports(database, { ...sending, reports }));
      }
    }
  }
}

/**
 * Loads what happened before the rehearsal starts, by COPY; where that was broken off before, it goes on.
 *
 * @param onProgress lines stored so far, of all there are
 */
export async function loadDue(
  sender: Sender,
  due: readonly Due[],
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  const all = due.reduce((sum, part) => sum + part.count, 0);
  let before = 0;
  for (const part of due) {
    const sending = sendingOf(sender, part);
    const stored = Math.min(part.count, await sourceProgress(sender.database, sending.election, sending.source));
    onProgress(before + stored, all);
    const options: LoadOptions = {
      signal: sender.signal,
      onProgress: ({ accepted, replayed, rejected }) =>
        onProgress(before + stored + accepted + replayed + rejected, all),
      onProblem: (problem) =>
        sender.log.error({ problem, source: part.source }, 'a message of the rehearsal was refused'),
    };
    if (part.kind === 'ballot-issues') {
      await loadBallotIssues(sender.database, sending, linesAfter(part.lines, stored), options);
    } else {
      await loadCountReports(sender.database, sending, linesAfter(part.lines, stored), options);
    }
    before += part.count;
  }
}

function sendingOf({ election }: Sender, { source }: Due): Sending {
  return { election, source, mode: 'rehearsal' };
}

function* linesAfter<T extends { readonly seq: number }>(lines: Iterable<Line<T>>, seq: number): Iterable<Line<T>> {
  for (const line of lines) if (line.message.seq > seq) yield line;
}

function* batches<T>(lines: Iterable<Line<T>>): Iterable<Line<T>[]> {
  let batch: Line<T>[] = [];
  for (const line of lines) {
    if (batch.push(line) < BATCH_LINES) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** The same package makes the same messages, so none is ever refused unless somebody else sent under the source's name. */
function tellRefusals({ log, election }: Sender, { rejected, problems }: IngestResult): void {
  if (rejected > 0) log.error({ election, rejected, first: problems[0] }, 'messages of the rehearsal were refused');
}
