import type { Curve, CurveLine } from '../../shared/curve.ts';
import type { Speech } from '../../shared/speech.ts';

/** Every number that a curve draws, by instant. */
export interface CurveTable {
  /** In the order of the lines. */
  readonly channels: readonly string[];
  /** Earliest first, each instant once. */
  readonly rows: readonly CurveRow[];
  /** Whether any published count is among them. */
  readonly ringed: boolean;
}

export interface CurveRow {
  readonly atMs: number;
  /** One for each channel, percent; `null` where that line has no point. */
  readonly pcts: readonly (number | null)[];
  /** Published counts of this instant. */
  readonly rings: readonly { readonly channel: string; readonly pct: number }[];
}

/** The same numbers as the drawing, as a table. */
export function curveTable({ lines }: Curve): CurveTable {
  const points = lines.map((line) => new Map([...line.occurred, ...line.known].map(({ x, y }) => [x, y])));
  const instants = new Set(
    lines.flatMap(({ occurred, known, rings }) => [...occurred, ...known, ...rings].map(({ x }) => x)),
  );
  return {
    channels: lines.map(({ channel }) => channel),
    rows: [...instants]
      .sort((a, b) => a - b)
      .map((atMs) => ({
        atMs,
        pcts: points.map((line) => line.get(atMs) ?? null),
        rings: lines.flatMap(({ channel, rings }) =>
          rings.filter(({ x }) => x === atMs).map(({ y }) => ({ channel, pct: y })),
        ),
      })),
    ringed: lines.some(({ rings }) => rings.length > 0),
  };
}

/** The row nearest to an instant, `null` meaning the newest; -1 of an empty table. */
export function nearest({ rows }: CurveTable, atMs: number | null): number {
  if (atMs === null) return rows.length - 1;
  return rows.reduce((best, row, i) => {
    const than = rows[best];
    return than === undefined || Math.abs(row.atMs - atMs) < Math.abs(than.atMs - atMs) ? i : best;
  }, -1);
}

/** One row in words: the moment, then each line's value. */
export function valuesText(
  { channels, rows }: CurveTable,
  row: number,
  names: Readonly<Record<string, string>>,
  { format, strings }: Speech,
): string {
  const read = rows[row];
  if (read === undefined) return '';
  const values = channels.flatMap((channel, i) => {
    const pct = read.pcts[i] ?? null;
    return pct === null ? [] : [`${names[channel] ?? channel} ${format.percent(pct)}`];
  });
  const published = read.rings.map(
    ({ channel, pct }) => `${strings.publishedCount}: ${names[channel] ?? channel} ${format.percent(pct)}`,
  );
  return `${strings.pair(format.day(read.atMs), format.time(read.atMs))}: ${format.list([...values, ...published])}`;
}

/** The curve without the lines of some channels. */
export function only(curve: Curve, hidden: ReadonlySet<string>): Curve {
  return hidden.size === 0
    ? curve
    : { ...curve, lines: curve.lines.filter(({ channel }: CurveLine) => !hidden.has(channel)) };
}
