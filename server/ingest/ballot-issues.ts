import type { BallotIssue, IngestResult } from '../../shared/ingest-rules.ts';
import { type Database, readSql } from '../database/database.ts';
import { storeBatch } from './accept.ts';
import { arrayLiteral } from './array-literal.ts';
import { problem } from './fields.ts';
import { type LoadOptions, type LoadTotals, loadLines } from './load.ts';
import { answer, copied, type Line, type MessageKind, type Sending, type Unreadable } from './message.ts';

/** How single ballot issues are checked, compared and stored. */
export const ballotIssues: MessageKind<BallotIssue> = {
  table: 'ballot_issue',
  fedBy: 'events',
  takesBack: (issue) => issue.cancels,
  takesBackField: 'cancels',
  mayBeTakenBack: (issue) => issue.type === 'issued',
  takenBackRule: 'already-cancelled',
  check({ line, message }, sending) {
    if (message.voter === undefined || sending.voterToken !== undefined) return null;
    const why =
      'this server has no key to make a token of a voter (VOTER_KEY_FILE), and stores no identifier as it came';
    return problem(line, message.seq, 'voter', 'malformed', why);
  },
  sql: {
    insert: readSql(import.meta.url, './insert_ballot_issues.sql'),
    compare: readSql(import.meta.url, './compare_ballot_issues.sql'),
    takeable: readSql(import.meta.url, './cancellable.sql'),
    takenBack: readSql(import.meta.url, './cancelled_by.sql'),
    copy: readSql(import.meta.url, './copy_ballot_issues.sql'),
  },
  columns: (issues, sending) => [
    arrayLiteral(issues.map((issue) => issue.seq)),
    arrayLiteral(issues.map((issue) => issue.type)),
    arrayLiteral(issues.map((issue) => issue.area)),
    arrayLiteral(issues.map((issue) => issue.channel)),
    arrayLiteral(issues.map((issue) => issue.occurredAt)),
    arrayLiteral(issues.map((issue) => token(issue, sending))),
    arrayLiteral(issues.map((issue) => issue.cancels ?? null)),
    arrayLiteral(issues.map((issue) => issue.reason ?? null)),
  ],
  copyRow(issue, sending) {
    const voter = token(issue, sending);
    const place = `${copied(sending.election)}\t${sending.source}\t${issue.seq}\t${issue.type}\t${copied(issue.area)}`;
    const what = `${copied(issue.channel)}\t${issue.occurredAt}\t${voter === null ? '\\N' : `\\\\x${voter.toString('hex')}`}`;
    return `${place}\t${what}\t${copied(issue.cancels)}\t${copied(issue.reason)}\n`;
  },
  payload: ({ voter: _never, ...sent }) => JSON.stringify(sent),
};

function token(issue: BallotIssue, sending: Sending): Buffer | null {
  return issue.voter === undefined ? null : sending.voterToken!(issue.voter);
}

/**
 * What became of a batch of ballot issues, once it is durably stored: good lines are kept, others refused one by one.
 *
 * @param batch lines as `readBallotIssue()` gave them, and what is told of those that could not be read
 * @throws UnknownSourceError
 */
export async function acceptBallotIssues(
  database: Database,
  batch: Sending & { readonly issues: readonly Line<BallotIssue>[]; readonly unreadable?: Unreadable },
): Promise<IngestResult> {
  return answer(await storeBatch(database, ballotIssues, batch, batch.issues), batch.unreadable);
}

/**
 * Totals of many ballot issues stored by COPY, chunk by chunk, under the same rules as a batch. What is stored stays
 * stored when it is broken off; run again, it goes on.
 *
 * @throws UnknownSourceError
 */
export function loadBallotIssues(
  database: Database,
  sending: Sending,
  issues: Iterable<Line<BallotIssue>> | AsyncIterable<readonly Line<BallotIssue>[]>,
  options: LoadOptions = {},
): Promise<LoadTotals> {
  return loadLines(database, ballotIssues, sending, issues, options);
}
