import { type CsvError, parse } from 'csv-parse/sync';

/** One record of a CSV text. */
export interface CsvRecord {
  /** Where it begins, from 1: the header is line 1 unless blank lines stand before it. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A record that cannot be read, because of its quotes. */
export interface CsvFault {
  readonly line: number;
  readonly detail: string;
}

/**
 * Records of a CSV text, header included, and the ones that cannot be read. RFC 4180: commas, quotes doubled inside
 * quotes; lines end in LF or CRLF; blank lines are skipped; the number of fields is not checked.
 */
export function parseCsv(text: string): { records: CsvRecord[]; faults: CsvFault[] } {
  const faults: (CsvFault & { unclosed: boolean })[] = [];
  const parsed = parse(text.replaceAll('\r\n', '\n'), {
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      const line = typeof error?.lines === 'number' ? error.lines : 1;
      const unclosed = error?.code === 'CSV_QUOTE_NOT_CLOSED';
      faults.push({ line, detail: error?.message ?? 'unreadable record', unclosed });
      return undefined;
    },
  }) as unknown as { info: { lines: number }; record: string[] }[];
  const records = parsed.flatMap(({ info, record }) => {
    if (record.length === 1 && record[0] === '') return [];
    // The parser tells where a record ends.
    const breaks = record.reduce((sum, field) => sum + (field.includes('\n') ? field.split('\n').length - 1 : 0), 0);
    return [{ line: info.lines - breaks, fields: record }];
  });
  const end = parsed.at(-1)?.info.lines ?? 0;
  return { records, faults: faults.flatMap((fault) => placed(fault, faults, end)) };
}

/** A quote that is never closed is told where its record begins, unless something is wrong with that record already. */
function placed(
  { line, detail, unclosed }: CsvFault & { unclosed: boolean },
  faults: readonly (CsvFault & { unclosed: boolean })[],
  end: number,
): CsvFault[] {
  if (!unclosed) return [{ line, detail }];
  const known = faults.some((other) => !other.unclosed && other.line > end);
  return known ? [] : [{ line: end + 1, detail: 'a quote is opened in this record and never closed' }];
}
