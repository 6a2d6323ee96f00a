import { median, ratio, type Times } from './rounds.ts';
import { count, ms, tableLines, times } from './table.ts';

/** What everything took with so many ballots stored. */
export interface CountingTimes {
  readonly rows: number;
  /** Without, and with, a writer that was open before any of the last rows was stored. */
  readonly narrow: Times;
  readonly wide: Times;
  /** Of counting all that is stored. */
  readonly full: Times;
}

/** The tables of the counting measure, in Markdown. */
export function countingReport(measured: readonly CountingTimes[]): string[] {
  const line = (rows: number, what: string, taken: Times) => [
    `${count(rows)}, ${what}`,
    ...['alone', 'scan', 'query', 'upsert', 'upsert-same', 'transaction'].map((name) => ms(median(taken.get(name)!))),
    times(ratio(taken, 'query', 'alone')),
    times(ratio(taken, 'query', 'scan')),
    times(ratio(taken, 'transaction', 'scan', 'upsert')),
    times(ratio(taken, 'transaction', 'scan', 'upsert-same')),
  ];
  const beside = measured.flatMap(({ narrow, wide }) => [
    ratio(narrow, 'query', 'alone'),
    ratio(wide, 'query', 'alone'),
  ]);
  return [
    ...tableLines(
      [
        'stored',
        'rows alone',
        'bare scan',
        'query',
        'upsert, 3 columns',
        'upsert, all columns',
        'transaction',
        'query ÷ rows alone',
        'query ÷ scan',
        'transaction ÷ (scan + upsert of 3)',
        'transaction ÷ (scan + upsert of all)',
      ],
      measured.flatMap(({ rows, narrow, wide }) => [line(rows, 'narrow', narrow), line(rows, 'wide', wide)]),
    ),
    `Flat: beside the scan of the same rows alone in a table, the query takes at most ${times(Math.max(...beside) / Math.min(...beside))} of what it takes at best.`,
    '',
    ...tableLines(
      ['stored', 'GROUP BY of all', '÷ query', 'REFRESH MATERIALIZED VIEW', '÷ query'],
      measured.map(({ rows, narrow, full }) => {
        const query = median(narrow.get('query')!);
        const [group, view] = ['group', 'view'].map((name) => median(full.get(name)!)) as [number, number];
        return [count(rows), ms(group), count(group / query), ms(view), count(view / query)];
      }),
    ),
  ];
}
