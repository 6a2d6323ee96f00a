import type { Mode } from './election.ts';

/** Every rule that input can meet; the codes are stable. */
export const INGEST_RULES = {
  malformed: 'refused',
  'unknown-area': 'refused',
  'unknown-channel': 'refused',
  'wrong-feed': 'refused',
  'wrong-mode': 'refused',
  'cast-carries-voter': 'refused',
  'corrects-unknown': 'refused',
  'already-corrected': 'refused',
  'already-cancelled': 'refused',
  'key-may-not': 'refused',
  'seq-conflict': 'quarantined',
  future: 'quarantined',
  'before-election': 'quarantined',
  falls: 'counted',
  'above-electorate': 'counted',
  'outside-hours': 'counted',
  'cast-above-issued': 'counted',
  hole: 'counted',
  silence: 'counted',
  'zero-electorate': 'counted',
} as const satisfies Record<string, 'refused' | 'quarantined' | 'counted'>;

/** Refused: not stored. Quarantined: stored, visible, not counted. Counted: and a discrepancy for a person. */
export type IngestRule = keyof typeof INGEST_RULES;

/** One thing wrong with one line. */
export interface IngestProblem {
  /** From 1. */
  readonly line: number;
  readonly seq: number | null;
  readonly field: string | null;
  readonly rule: IngestRule;
  readonly detail: string;
}

/** Answer to a batch: what was durably stored, what was there already, what was not taken. */
export interface IngestResult {
  readonly accepted: number;
  readonly replayed: number;
  readonly rejected: number;
  /** The first 1,000. */
  readonly problems: readonly IngestProblem[];
  /** Every number up to this one, from 1 and without a hole, is stored durably. */
  readonly durableUpTo: number;
}

/** One ballot handed to one elector, given back, or cast. */
export interface BallotIssue {
  readonly seq: number;
  readonly type: 'issued' | 'cancelled' | 'cast';
  readonly area: string;
  readonly channel: string;
  /** ISO 8601 with offset, by the source's clock. */
  readonly occurredAt: string;
  /** Raw identifier, tokenised at the boundary and never stored; never with `cast`. */
  readonly voter?: string;
  /** Seq of the ballot issue of the same source that this one cancels. */
  readonly cancels?: number;
  readonly reason?: string;
  /** Which database the sender means: `wrong-mode` where it is the other. */
  readonly mode?: Mode;
}

/** A cumulative figure that a precinct reports for an instant. */
export interface CountReport {
  readonly seq: number;
  readonly area: string;
  readonly channel: string;
  /** ISO 8601 with offset. */
  readonly asOf: string;
  readonly issued: number;
  readonly cast?: number;
  readonly registered?: number;
  /** Seq of the report of the same source that this one replaces. */
  readonly corrects?: number;
  readonly reason?: string;
  /** Which database the sender means: `wrong-mode` where it is the other. */
  readonly mode?: Mode;
}
