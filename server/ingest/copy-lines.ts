import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { IngestProblem } from '../../shared/ingest-rules.ts';
import type { ElectionFeeds, Sender } from './feeds.ts';
import type { Line, Message, MessageKind, Sending } from './message.ts';
import { checkLine } from './validate.ts';

/** Rows are handed to the connection in pieces of about this many characters. */
const PIECE_LENGTH = 1 << 16;

/**
 * Stores the good lines by COPY, all of them or none, and gives what is wrong with the others.
 *
 * @throws what `isRule` tells where a number is there already or a rule of the database is broken; the transaction is lost then
 */
export async function copyLines<T extends Message>(
  client: pg.ClientBase,
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
  { feeds, sender }: { readonly feeds: ElectionFeeds; readonly sender: Sender },
): Promise<IngestProblem[]> {
  const problems: IngestProblem[] = [];
  const rows = Readable.from(pieces(kind, sending, lines, feeds, sender, problems));
  await pipeline(rows, client.query(copyFrom(kind.sql.copy)));
  return problems;
}

/** The good lines as COPY takes them, in pieces; what is wrong with the others is added to `problems`. */
function* pieces<T extends Message>(
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
  feeds: ElectionFeeds,
  sender: Sender,
  problems: IngestProblem[],
): Iterable<string> {
  let piece = '';
  for (const line of lines) {
    const wrong = checkLine(kind, line, sending, feeds, sender);
    if (wrong !== null) {
      problems.push(wrong);
      continue;
    }
    piece += kind.copyRow(line.message, sending);
    if (piece.length >= PIECE_LENGTH) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

/** Whether a number is there already, or a rule that the database holds is broken. */
export function isRule(error: unknown): boolean {
  const code = error instanceof Error ? (error as Error & { code?: string }).code : undefined;
  return code === '23505' || code === '23514';
}
