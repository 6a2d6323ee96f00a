import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import type { DailyShape, Hours } from './daily-shape.ts';
import type { PublishedFigure } from './published-figures.ts';
import type { ReceivedReport } from './reports-as-received.ts';

/** An election as a rehearsal needs it, free of the database: the same in, the same rehearsal out. */
export interface RehearsedElection {
  readonly zone: string;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  readonly displayLevel: string;
  /** Parents before children; the first is the root. */
  readonly areas: readonly RehearsedArea[];
  /** By channel, the precincts that belong to it, in the order of `areas`. */
  readonly precincts: ReadonlyMap<string, readonly RehearsedPrecinct[]>;
  readonly hours: (channel: string, zone: string) => readonly Hours[];
  readonly definition: RehearsalDefinition;
  /** Rows of a file of the package that a method names. */
  readonly figures: (file: string) => readonly PublishedFigure[];
  readonly reports: (file: string) => readonly ReceivedReport[];
  readonly shape: (file: string) => DailyShape;
}

export interface RehearsedArea {
  readonly code: string;
  readonly parent: string | null;
  readonly level: string;
  readonly zone: string;
}

/** A precinct's channel. */
export interface RehearsedPrecinct {
  readonly code: string;
  readonly zone: string;
  /** Codes of every area that contains it, itself included. */
  readonly within: ReadonlySet<string>;
  /** Registered electors from an instant on, ascending. */
  readonly electorate: readonly { readonly fromMs: number; readonly registered: number }[];
}

/** Registered electors of the precinct's channel at an instant; before the first is known, the first. */
export function registeredAt({ electorate }: RehearsedPrecinct, atMs: number): number {
  const known = electorate.findLast(({ fromMs }) => fromMs <= atMs) ?? electorate[0];
  return known?.registered ?? 0;
}
