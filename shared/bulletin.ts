import type { Mode } from './election.ts';

/**
 * `notice` stands for an hour that was not counted as it passed, and for a restore; `zero` for the election before anything was counted;
 * `correction` tells an hour again that reports have corrected since. The rest of the kinds name themselves.
 */
export type BulletinKind = 'opening' | 'hourly' | 'closing' | 'final' | 'notice' | 'correction' | 'zero' | 'manifest';

/** `frozen` when the hour is struck, `checked` once a recount of the rows agrees; signing comes with officials' sign-in. */
export type BulletinStatus = 'frozen' | 'checked' | 'signed' | 'published';

/**
 * What the last recount of a bulletin from the rows alone found: nothing yet, the same figures, others; or that nobody can tell, as what it
 * was counted from was lost by a restore from an older backup, or it is itself deleted.
 */
export type BulletinRecount = 'waiting' | 'agrees' | 'differs' | 'impossible';

/** One row of `GET …/bulletins/`. */
export interface BulletinListing {
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  readonly kind: BulletinKind;
  /** Full hour in the election's zone, `2020-06-29T14`, with the offset where the clock repeats it. */
  readonly hour: string;
  readonly asOf: string;
  /** Number of the frozen snapshot; `null` for a notice. */
  readonly snapshot: number | null;
  /** Number of the bulletin that this one corrects. */
  readonly corrects: number | null;
  /** Number of the later bulletin that corrects this one; `null` where none does. */
  readonly correctedBy: number | null;
  readonly status: BulletinStatus;
  readonly recount: BulletinRecount;
  /** SHA-256, hex, of the bytes of `bulletins/:number.json`. */
  readonly sha256: string;
  /** SHA-256, hex, of the bytes of `bulletins/:number.csv`. */
  readonly csvSha256: string;
  readonly issued: number | null;
  readonly registered: number | null;
  readonly turnoutPct: number | null;
}

/** `GET …/bulletins/`. */
export interface BulletinList {
  readonly schema: 'turnout-bulletins/1';
  readonly election: string;
  readonly mode: Mode;
  readonly bulletins: readonly BulletinListing[];
}
