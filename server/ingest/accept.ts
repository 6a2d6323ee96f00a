import type { IngestProblem } from '../../shared/ingest-rules.ts';
import { change, type Database, inTransaction, many, one, type Queryable, readSql } from '../database/database.ts';
import { senderAndFeeds } from './feeds.ts';
import { problem } from './fields.ts';
import type { Line, Message, MessageKind, Sending, Stored } from './message.ts';
import { advanceProgress, hearSource } from './progress.ts';
import { outlives } from './retry.ts';
import { storeByCopy } from './store-by-copy.ts';
import { refuseUnknownTargets } from './taken-back.ts';
import { checkLine } from './validate.ts';

const highestNumberSql = readSql(import.meta.url, './highest_number.sql');
const recordConflictsSql = readSql(import.meta.url, './record_conflicts.sql');

/**
 * What became of a batch, after it was committed. All of it happens in one transaction; a batch whose commit was not
 * answered is sent once more, which its numbers make harmless: what had been stored is then a replay.
 */
export function storeBatch<T extends Message>(
  database: Database,
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
): Promise<Stored> {
  return outlives(
    async () =>
      (await storeRising(database, kind, sending, lines)) ??
      (await inTransaction(database.pool('ingest'), (client) => store(database, client, kind, sending, lines))),
  );
}

/** From so many lines on, COPY costs less than looking at each. */
const MANY_LINES = 200;

/**
 * What became of a large batch that goes on from all that its source has sent, as nearly every one does: nothing of it can be
 * stored already, unless it is just being sent a second time. `null` where it has to be looked at line by line; nothing is
 * stored then.
 */
async function storeRising<T extends Message>(
  database: Database,
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
): Promise<Stored | null> {
  if (lines.length < MANY_LINES || !isRising(kind, lines)) return null;
  return await storeByCopy(database, kind, sending, lines, async (client) => {
    const { highest } = await one<{ highest: number }>(client, highestNumberSql, [sending.election, sending.source]);
    return lines[0]!.message.seq > highest;
  });
}

/** Whether each number is above the one before, and none takes back another message. */
function isRising<T extends Message>(kind: MessageKind<T>, lines: readonly Line<T>[]): boolean {
  let before = 0;
  for (const { message } of lines) {
    if (message.seq <= before || kind.takesBack(message) !== undefined) return false;
    before = message.seq;
  }
  return true;
}

async function store<T extends Message>(
  database: Database,
  client: Queryable,
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
): Promise<Stored> {
  const { election, source } = sending;
  const { sender, feeds } = await senderAndFeeds(database, client, election, source);
  const problems: IngestProblem[] = [];
  let good: Line<T>[] = [];
  for (const line of lines) {
    const found = checkLine(kind, line, sending, feeds, sender);
    if (found === null) good.push(line);
    else problems.push(found);
  }
  good = await refuseUnknownTargets(client, kind, sending, good, problems);
  const [first, again] = firstOfEachNumber(good);
  const stored = await insert(client, kind, sending, first);
  const rest = first.filter(({ message }) => !stored.has(message.seq)).concat(again);
  const { replayed, conflicts } = await tellApart(client, kind, sending, rest, problems);
  const mark = await hearSource(client, election, source);
  await recordConflicts(client, kind, sending, conflicts);
  const durableUpTo = await advanceProgress(client, election, source, mark);
  return { accepted: stored.size, replayed, problems, durableUpTo };
}

/** The first line of each number, and the lines that repeat one. */
function firstOfEachNumber<T extends Message>(lines: readonly Line<T>[]): [Line<T>[], Line<T>[]] {
  const seen = new Set<number>();
  const first: Line<T>[] = [];
  const again: Line<T>[] = [];
  for (const line of lines) {
    (seen.has(line.message.seq) ? again : first).push(line);
    seen.add(line.message.seq);
  }
  return [first, again];
}

/** The numbers that were stored now. */
async function insert<T extends Message>(
  client: Queryable,
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
): Promise<Set<number>> {
  if (lines.length === 0) return new Set();
  const columns = kind.columns(messagesOf(lines), sending);
  const { numbers } = await one<{ numbers: number[] | null }>(client, kind.sql.insert, [
    sending.election,
    sending.source,
    ...columns,
  ]);
  return new Set(numbers ?? lines.map(({ message }) => message.seq));
}

/**
 * How many of the lines that were not stored are replays. The others become problems: a number that holds something else,
 * which is a conflict, or a message taken back by another before.
 */
async function tellApart<T extends Message>(
  client: Queryable,
  kind: MessageKind<T>,
  sending: Sending,
  lines: readonly Line<T>[],
  problems: IngestProblem[],
): Promise<{ replayed: number; conflicts: T[] }> {
  if (lines.length === 0) return { replayed: 0, conflicts: [] };
  const { election, source } = sending;
  type Compared = { place: number; same: boolean; same_voter: boolean };
  const columns = kind.columns(messagesOf(lines), sending);
  const rows = await many<Compared>(client, kind.sql.compare, [election, source, ...columns]);
  const found = new Map(rows.map((row) => [row.place, row]));
  const conflicts: T[] = [];
  let replayed = 0;
  for (const [index, { line, message }] of lines.entries()) {
    const there = found.get(index + 1);
    if (there?.same && there.same_voter) {
      replayed += 1;
      continue;
    }
    const target = kind.takesBack(message);
    if (there === undefined && target !== undefined) {
      const why = `number ${target} was taken back before, by another message`;
      problems.push(problem(line, message.seq, kind.takesBackField, kind.takenBackRule, why));
      continue;
    }
    conflicts.push(message);
    problems.push(problem(line, message.seq, 'seq', 'seq-conflict', conflictDetail(message.seq, there)));
  }
  return { replayed, conflicts };
}

/** Keeps each conflict once: while the source's progress is held, nobody else can. */
async function recordConflicts<T extends Message>(
  client: Queryable,
  kind: MessageKind<T>,
  { election, source }: Sending,
  conflicts: readonly T[],
): Promise<void> {
  if (conflicts.length === 0) return;
  const numbers = conflicts.map((message) => message.seq);
  const payloads = conflicts.map((message) => kind.payload(message));
  await change(client, recordConflictsSql, [election, source, kind.table, numbers, payloads]);
}

function conflictDetail(seq: number, there: { readonly same: boolean } | undefined): string {
  if (there === undefined)
    return `this source sent a message of the other kind under number ${seq}; what stands there stays`;
  const what = there.same ? 'another voter' : 'another content';
  return `this source sent number ${seq} before with ${what}; what was stored first stays, and this was kept as a conflict`;
}

function messagesOf<T>(lines: readonly Line<T>[]): T[] {
  return lines.map(({ message }) => message);
}
