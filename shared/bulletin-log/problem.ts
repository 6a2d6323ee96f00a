import type { Finding } from './finding.ts';
import type { Witnessed, WitnessPromise } from './witnesses.ts';

/** What can be wrong with a log, one word each; a finding says what exactly. The words a person reads are made of both. */
export type LogFault =
  /** A file that must be there is not, or cannot be read. */
  | 'missing'
  /** The head is not signed by the log's key. */
  | 'signature'
  /** Fewer witnesses signed than were promised or asked for, or a line in a witness's name is false, or of nobody named. */
  | 'witness'
  /** The leaves do not make up the signed head. */
  | 'tree'
  /** A leaf is not what its place says. */
  | 'leaf'
  /** A bulletin's file is not the one that was logged. */
  | 'file'
  /** The numbers of a bulletin do not add up, or its two files differ. */
  | 'totals'
  /** A promised hour has neither a bulletin nor a notice. */
  | 'hour'
  /** A correction corrects nothing earlier. */
  | 'correction'
  /** A head given out earlier is not the beginning of this log. */
  | 'history';

export interface LogProblem {
  readonly fault: LogFault;
  /** Bulletin's number; `null` where the log as a whole is meant. */
  readonly number: number | null;
  /** Hour of that bulletin, as addresses name it. */
  readonly hour: string | null;
  readonly finding: Finding;
}

/** What was proved of a log, and what is wrong with it. */
export interface LogVerdict {
  readonly election: string;
  readonly mode: string;
  readonly origin: string;
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** Witnesses whose signature on the head verified, with when they signed, ISO 8601 UTC. */
  readonly witnesses: readonly { readonly name: string; readonly at: string }[];
  /** The verifier's own witnesses, else all that the log names, with the last head each signed. */
  readonly witnessed: readonly Witnessed[];
  /** How many of the verifier's own had to sign; 0 where it named none, or nobody asks for any. */
  readonly quorum: number;
  /** What the log itself promises of witnesses. */
  readonly promised: WitnessPromise;
  readonly files: number;
  readonly sums: number;
  readonly hours: { readonly promised: number; readonly counted: number; readonly explained: number };
  readonly corrections: number;
  /** Earlier heads found to be beginnings of this log. */
  readonly earlierHeads: number;
  readonly problems: readonly LogProblem[];
}
