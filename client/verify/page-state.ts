import type { Finding } from '../../shared/bulletin-log/finding.ts';
import type { LogVerdict } from '../../shared/bulletin-log/problem.ts';
import type { Names } from '../../shared/election.ts';
import type { Unreadable } from './saved-files.ts';

/** An election whose log the server of this page publishes. */
export interface ServedElection {
  readonly id: string;
  readonly names: Names;
}

/** How far the page is. */
export type Stage =
  | { readonly at: 'start' }
  /** `of` is 0 until the files are there. */
  | { readonly at: 'work'; readonly done: number; readonly of: number }
  | { readonly at: 'verdict'; readonly verdict: LogVerdict; readonly with: VerifiedWith }
  | { readonly at: 'nothing'; readonly why: NothingVerified };

/** Why nothing was verified: what was typed is none, the files are no log, or they could not be read. */
export type NothingVerified =
  | { readonly kind: 'no-head' | 'no-key' }
  | { readonly kind: 'no-log'; readonly finding: Finding }
  | { readonly kind: 'unreadable'; readonly reason: Unreadable };

/** What a verdict was reached with. */
export interface VerifiedWith {
  /** How many heads the reader had from elsewhere. */
  readonly heads: number;
  readonly keyGiven: boolean;
  /** The log's key as its manifest names it, and its signed head, both as text; `null` where there is none. */
  readonly key: string | null;
  readonly head: string | null;
}

/** All that the page shows. */
export interface PageState {
  readonly stage: Stage;
  /** Empty in a page that was opened from disk. */
  readonly served: readonly ServedElection[];
  readonly dragged: boolean;
}
