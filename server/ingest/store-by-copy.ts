import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { IngestProblem } from '../../shared/ingest-rules.ts';
import { type Database, inTransaction } from '../database/database.ts';
import { type ElectionFeeds, type Sender, senderAndFeeds } from './feeds.ts';
import type { Line, Message, MessageKind, Sending, Stored } from './message.ts';
import { advanceProgress, hearSource } from './progress.ts';
import { checkLine } from './validate.ts';

/** Rows are handed to the connection in pieces of about this many characters. */
const PIECE_LENGTH = 1 << 16;

/**
 * What became of lines that are stored by COPY, the good ones all at once. `null` where they have to be looked at one by one: `isNew` says
 * that one may be stored already, a number is there, or a rule of the database is broken; nothing is stored then.
 */
export async function storeByCopy<T extends Message>(
  database: Database,
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
  isNew: (client: pg.ClientBase) => Promise<boolean>,
): Promise<Stored | null> {
  const { election, source } = sending;
  try {
    return await inTransaction(database.pool('ingest'), async (client) => {
      const { sender, feeds } = await senderAndFeeds(database, client, election, source);
      if (!(await isNew(client))) return null;
      const problems: IngestProblem[] = [];
      const rows = Readable.from(pieces(kind, sending, lines, feeds, sender, problems));
      await pipeline(rows, client.query(copyFrom(kind.sql.copy)));
      const mark = await hearSource(client, election, source);
      const durableUpTo = await advanceProgress(client, election, source, mark);
      return { accepted: lines.length - problems.length, replayed: 0, problems, durableUpTo };
    });
  } catch (error) {
    if (isRule(error)) return null;
    throw error;
  }
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
function isRule(error: unknown): boolean {
  const code = error instanceof Error ? (error as Error & { code?: string }).code : undefined;
  return code === '23505' || code === '23514';
}
