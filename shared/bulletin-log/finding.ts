import type { Mode } from '../election.ts';

/** What is counted of a bulletin and added up again. */
export type Measure = 'registered' | 'issued' | 'cast';

/** A sum as a bulletin tells it, and as its parts make it. */
interface Sum {
  readonly measure: Measure;
  readonly told: number;
  readonly made: number;
}

/** A percentage as a bulletin tells it, and as its counts make it; `null` where there is none. */
interface Percentage {
  readonly told: number | null;
  readonly made: number | null;
}

/** Witnesses that are fewer than they must be. */
interface TooFew {
  /** Leaves of the head that is due to be signed. */
  readonly due: number;
  readonly signed: number;
  readonly quorum: number;
  /** Leaves of the last head that as many have signed; 0 where none has so many. */
  readonly reached: number;
}

type Nothing = Readonly<Record<never, never>>;

/** What each kind of finding is about. Texts are as they stand in the files, of any length and content; sizes are leaves of a head. */
interface FindingArguments {
  // There is no log that could be read.
  'no-checkpoint': Nothing;
  'checkpoint-broken': Nothing;
  'too-many-leaves': { readonly size: number; readonly most: number };
  'leaves-missing': { readonly path: string; readonly leaves: number };

  // The leaves, their hashes and their places.
  'hashes-missing': { readonly path: string; readonly leaves: number };
  'leaves-not-of-head': { readonly size: number };
  /** The leaf is that of the head, the hash kept beside it is not. */
  'kept-hash-other': Nothing;
  /** The hashes kept beside the leaves are those of the head, the leaf is not. */
  'leaf-changed': Nothing;
  /** Leaf and kept hash differ, and neither is known to be right. */
  'leaf-and-hash-differ': Nothing;
  'no-leaf': { readonly number: number };
  'out-of-place': { readonly number: number; readonly place: number };
  'manifest-out-of-place': Nothing;
  'other-election': { readonly election: string; readonly mode: Mode };
  'hour-not-of-instant': { readonly hour: string; readonly asOf: string };
  'corrects-nothing': Nothing;
  'corrects-other-hour': { readonly corrects: number };
  'hour-twice': { readonly hour: string };
  'hour-unaccounted': { readonly hour: string };

  // A bulletin's files.
  'file-missing': { readonly path: string };
  'file-changed': { readonly path: string };
  'no-bulletin': Nothing;
  /** `null` is what is not told at all. */
  'file-tells-other': { readonly field: string; readonly told: string | null; readonly logged: string | null };
  'csv-differs': Nothing;
  'zero-counts': Nothing;
  'sum-of-channels': Sum;
  'sum-of-areas': Sum;
  'sum-of-channel': Sum & { readonly channel: string };
  'sum-of-area': Sum & { readonly area: string };
  'told-of-parts-alone': { readonly measure: Measure };
  'percentage-of-whole': Percentage;
  'percentage-of-channel': Percentage & { readonly channel: string };

  // An officials' file that was opened.
  'opened-elsewhere': { readonly number: number; readonly election: string };
  'opened-uncommitted': Nothing;
  'opened-other': Nothing;
  'opened-columns': { readonly columns: string; readonly expected: string };
  'opened-row-broken': { readonly row: string };
  'opened-sum': {
    readonly level: string;
    readonly channel: string;
    readonly measure: Measure;
    readonly told: number;
    readonly published: number;
  };
  'opened-row-unpublished': { readonly row: string };
  'opened-row-missing': { readonly row: string };

  // Signatures, names, and heads given out earlier.
  'no-manifest': Nothing;
  'no-key': Nothing;
  'head-unsigned': { readonly name: string };
  'key-of-other': { readonly origin: string; readonly name: string };
  'bulletins-of-other': { readonly origin: string; readonly election: string; readonly mode: Mode };
  'manifest-of-other': { readonly origin: string; readonly named: string };
  'manifest-other-key': Nothing;
  'heads-missing': Nothing;
  'earlier-unsigned': { readonly size: number; readonly name: string };
  'earlier-of-other': { readonly origin: string };
  'rolled-back': { readonly size: number; readonly here: number };
  rewritten: { readonly size: number };

  // Witnesses.
  'witness-no-key': { readonly text: string };
  'keys-file-no-key': { readonly text: string };
  'signed-by-nobody-named': { readonly size: number; readonly name: string; readonly id: string };
  'cosignature-false': { readonly name: string };
  /** Of those that the log's first leaf names. */
  'too-few-promised': TooFew;
  /** Of the verifier's own, who asks for no number: as many are owed to it as the log promises. */
  'too-few-owed': TooFew;
  /** Of the verifier's own, who asks for so many. */
  'too-few-asked': TooFew;
}

export type FindingKind = keyof FindingArguments;

/** What exactly is wrong with a log, of one kind or of any: a value, of which each language makes its own sentence. */
export type Finding<K extends FindingKind = FindingKind> = {
  [Kind in K]: { readonly kind: Kind } & FindingArguments[Kind];
}[K];
