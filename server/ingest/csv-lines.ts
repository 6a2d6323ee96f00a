import type { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';

/** One record of a CSV file as it stands there. */
export interface CsvLine {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly values: readonly string[];
  /** Why it cannot be read; `null` where it can. */
  readonly fault: string | null;
}

/**
 * Records of a CSV text as it is read, header first; blank lines are left out. RFC 4180: commas, quotes doubled inside quotes,
 * lines that end in LF or CRLF; a byte-order mark is passed over.
 */
export async function* csvLines(text: Readable): AsyncIterable<CsvLine> {
  const faults: CsvLine[] = [];
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    // A stray quote is a mistake in its own value: without this it would swallow the lines up to the next quote.
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      const line = typeof error?.lines === 'number' ? error.lines : 1;
      faults.push({ line, values: [], fault: error?.message ?? 'the record cannot be read' });
      return undefined;
    },
  });
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  for await (const { info, record } of parser as AsyncIterable<{ info: Info; record: string[] }>) {
    // The parser runs ahead: what it could not read may stand after this record. It tells where a record ends.
    while (faults[0] !== undefined && faults[0].line < info.lines) yield faults.shift()!;
    const breaks = record.reduce((sum, value) => sum + (value.includes('\n') ? value.split('\n').length - 1 : 0), 0);
    const damaged = record.some((value) => value.includes('\uFFFD'));
    yield { line: info.lines - breaks, values: record, fault: damaged ? 'the line is not UTF-8' : null };
  }
  yield* faults;
}
