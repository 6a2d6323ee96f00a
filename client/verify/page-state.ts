import type { LogVerdict } from '../../shared/bulletin-log/problem.ts';
import type { Names } from '../../shared/election.ts';

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
  /** Nothing was verified, and why. */
  | { readonly at: 'nothing'; readonly why: 'no-log' | 'unreachable' | 'no-head' | 'no-key'; readonly detail: string };

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
