import type { PublishedCount } from '../../shared/election.ts';

/** A row of `counts.csv` with its instants as numbers. */
export interface PublishedFigure {
  readonly area: string;
  /** Channel code, or `all`. */
  readonly channel: string;
  readonly fromMs: number;
  readonly atMs: number;
  readonly measure: PublishedCount['measure'];
  readonly value: number;
  /** As it was published: how many decimals it was rounded to. */
  readonly decimals: number;
  readonly denominator: number | null;
  readonly status: PublishedCount['status'];
}

/** Rows of `counts.csv` as figures; the package's reader has checked them. */
export function publishedFigures(rows: readonly Readonly<Record<string, string>>[]): PublishedFigure[] {
  return rows.map((row) => ({
    area: row.area!,
    channel: row.channel!,
    fromMs: Date.parse(row.at_from!),
    atMs: Date.parse(row.at!),
    measure: row.measure as PublishedCount['measure'],
    value: Number(row.value),
    decimals: (row.value!.split('.')[1] ?? '').length,
    denominator: row.denominator === undefined || row.denominator === '' ? null : Number(row.denominator),
    status: row.status as PublishedCount['status'],
  }));
}

/** Whether the figure is the exact number of ballots issued at one known minute. */
export function isExactCount(figure: PublishedFigure): boolean {
  return figure.measure === 'issued' && figure.status === 'exact' && figure.fromMs === figure.atMs;
}

/**
 * Counts that a published percentage may stand for: all that round to it, and the one in the middle.
 *
 * @param registered our own electors, taken where the publisher's are not known
 */
export function countsOfPercentage(
  { value, decimals, denominator }: PublishedFigure,
  registered: number,
): { readonly least: number; readonly most: number; readonly middle: number } {
  const of = (percentage: number) => (percentage / 100) * (denominator ?? registered);
  const halfStep = 0.5 * 10 ** -decimals;
  return { least: Math.ceil(of(value - halfStep)), most: Math.ceil(of(value + halfStep)) - 1, middle: of(value) };
}

/** Published figures that no rehearsal can meet together; the message names them. */
export class RehearsalImpossibleError extends Error {
  override readonly name = 'RehearsalImpossibleError';
}

/** An instant for a message, in UTC. */
export function told(ms: number): string {
  return new Date(ms).toISOString();
}
