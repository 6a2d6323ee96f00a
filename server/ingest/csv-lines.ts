import { Readable } from 'node:stream';
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
 * Records of a CSV text as it is read, a block of many at a time, header first; blank lines are left out. RFC 4180: commas, quotes
 * doubled inside quotes, lines that end in LF or CRLF; a byte-order mark is passed over.
 *
 * Text without quotes and carriage returns, which is nearly all, is split where its commas and line ends are; from the first of
 * either on the parser reads.
 */
export async function* csvBlocks(text: Readable): AsyncIterable<readonly CsvLine[]> {
  text.setEncoding('utf8');
  const pieces: AsyncIterator<string> = text[Symbol.asyncIterator]();
  let begun = '';
  let line = 1;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    const block = line === 1 && begun === '' ? next.value.replace(/^\uFEFF/, '') : begun + next.value;
    if (/["\r]/.test(block)) {
      for await (const parsed of parsedLines(block, pieces)) yield [{ ...parsed, line: parsed.line + line - 1 }];
      return;
    }
    const end = block.lastIndexOf('\n') + 1;
    begun = block.slice(end);
    if (end === 0) continue;
    const rows = block.slice(0, end - 1).split('\n');
    yield splitLines(rows, line);
    line += rows.length;
  }
  if (begun !== '') yield splitLines([begun], line);
}

/** Rows of plain text as records; `line` is where the first stands. */
function splitLines(rows: readonly string[], line: number): CsvLine[] {
  const lines: CsvLine[] = [];
  for (const [index, row] of rows.entries()) {
    if (row === '') continue;
    const fault = row.includes('\uFFFD') ? 'the line is not UTF-8' : null;
    lines.push({ line: line + index, values: row.split(','), fault });
  }
  return lines;
}

/** The records of a text that begins with `first` and goes on with `pieces`. */
async function* parsedLines(first: string, pieces: AsyncIterator<string>): AsyncIterable<CsvLine> {
  const faults: CsvLine[] = [];
  const parser = parse({
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
  const text = Readable.from(joined(first, pieces));
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

async function* joined(first: string, pieces: AsyncIterator<string>): AsyncIterable<string> {
  yield first;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) yield next.value;
}
