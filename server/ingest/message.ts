import type { Mode } from '../../shared/election.ts';
import type { IngestProblem, IngestResult, IngestRule } from '../../shared/ingest-rules.ts';

/** A message with its line in whatever it came in: the line is named in every problem. */
export interface Line<T> {
  /** From 1. */
  readonly line: number;
  readonly message: T;
}

/** Makes a keyed token of a voter's identifier. */
export type VoterToken = (voter: string) => Buffer;

/** Whose messages these are. */
export interface Sending {
  readonly election: string;
  readonly source: string;
  /** What the sender is: a rehearsal's messages never enter a live database. Absent: it did not say. */
  readonly mode?: Mode;
  /** Absent: lines that name a voter are refused, since no identifier is stored as it came. */
  readonly voterToken?: VoterToken | undefined;
}

/** What every message of a source says, of either kind. */
export interface Message {
  readonly seq: number;
  readonly area: string;
  readonly channel: string;
  /** Which database the sender means. */
  readonly mode?: Mode;
}

/** What became of lines that were sent, once the good ones are durably stored. */
export interface Stored {
  readonly accepted: number;
  readonly replayed: number;
  /** One for each line that was not taken. */
  readonly problems: readonly IngestProblem[];
  readonly durableUpTo: number;
}

/** Problems listed in an answer; the rest are counted only. */
export const LISTED_PROBLEMS = 1_000;

/** Lines that were no messages. */
export interface Unreadable {
  readonly count: number;
  /** What is wrong with the first of them, by line: as many as an answer may list. */
  readonly first: readonly IngestProblem[];
}

/** The answer to a batch: how many lines were not taken, and the first of their problems by line. */
export function answer(stored: Stored, unreadable: Unreadable = { count: 0, first: [] }): IngestResult {
  const { accepted, replayed, problems, durableUpTo } = stored;
  const listed = [...unreadable.first, ...problems].sort((a, b) => a.line - b.line).slice(0, LISTED_PROBLEMS);
  return { accepted, replayed, rejected: unreadable.count + problems.length, problems: listed, durableUpTo };
}

/** What sets ballot issues and count reports apart once they are messages of a source: their columns and their rules. */
export interface MessageKind<T extends Message> {
  readonly table: 'ballot_issue' | 'count_report';
  readonly fedBy: 'events' | 'reports';
  /** Number of the message that this one takes back, if it takes one back, and the field that says so. */
  takesBack(message: T): number | undefined;
  readonly takesBackField: 'cancels' | 'corrects';
  /** Whether another message may take this one back. */
  mayBeTakenBack(message: T): boolean;
  /** When another message took the same one back before. */
  readonly takenBackRule: Extract<IngestRule, 'already-cancelled' | 'already-corrected'>;
  /** A problem of this kind of message alone; `null` where there is none. */
  check(line: Line<T>, sending: Sending): IngestProblem | null;
  readonly sql: {
    readonly insert: string;
    readonly compare: string;
    /** Where the numbers `$3` may be taken back. */
    readonly takeable: string;
    /** Which of the numbers `$3` were taken back, and by which. */
    readonly takenBack: string;
    readonly copy: string;
  };
  /** The messages as one array a column in PostgreSQL's text form, as `insert` and `compare` take them. */
  columns(messages: readonly T[], sending: Sending): string[];
  /** The message as one line of COPY's text format, with its line end. */
  copyRow(message: T, sending: Sending): string;
  /** What was sent, without any voter. */
  payload(message: T): string;
}

/** A value in COPY's text format. */
export function copied(value: string | number | undefined): string {
  if (value === undefined) return '\\N';
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => COPY_ESCAPES[found]!) : value;
}

const COPY_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
