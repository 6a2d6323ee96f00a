import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { BallotIssue, CountReport, IngestProblem } from '../../shared/ingest-rules.ts';
import type { Database } from '../database/database.ts';
import { loadBallotIssues } from './ballot-issues.ts';
import { loadCountReports } from './count-reports.ts';
import { type CsvLine, csvBlocks } from './csv-lines.ts';
import { type Fields, problem, type Read } from './fields.ts';
import type { LoadOptions, LoadTotals } from './load.ts';
import type { Line, Sending } from './message.ts';
import { RejectFile } from './reject-file.ts';
import { readBallotIssue, readCountReport } from './validate.ts';

/** What came of a file. */
export interface ImportTotals extends LoadTotals {
  readonly kind: 'ballot issues' | 'count reports';
  /** Where the refused lines are listed; `null` where none was refused. */
  readonly rejects: string | null;
}

/** The header of a file is of neither kind; the message says what is missing or unknown. */
export class ImportHeaderError extends Error {
  override readonly name = 'ImportHeaderError';
}

/** Of a file at a time. */
const PIECE_BYTES = 1 << 18;

/** The field that a column of a CSV file fills; a number stands there as digits. */
interface Column {
  readonly field: string;
  readonly number?: true;
}

const COLUMNS: Readonly<Record<string, Column>> = {
  seq: { field: 'seq', number: true },
  type: { field: 'type' },
  area: { field: 'area' },
  channel: { field: 'channel' },
  occurred_at: { field: 'occurredAt' },
  voter: { field: 'voter' },
  cancels: { field: 'cancels', number: true },
  reason: { field: 'reason' },
  as_of: { field: 'asOf' },
  issued: { field: 'issued', number: true },
  cast: { field: 'cast', number: true },
  registered: { field: 'registered', number: true },
  corrects: { field: 'corrects', number: true },
};

const KINDS = {
  'ballot issues': {
    needed: ['seq', 'type', 'area', 'channel', 'occurred_at'],
    optional: ['voter', 'cancels', 'reason'],
  },
  'count reports': {
    needed: ['seq', 'area', 'channel', 'as_of', 'issued'],
    optional: ['cast', 'registered', 'corrects', 'reason'],
  },
} as const;

export interface ImportOptions extends Sending {
  /** `.csv`, or `.csv.gz`. */
  readonly path: string;
  /** Bytes of the file read so far, of all it has. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Totals of a CSV file of ballot issues or count reports, whichever its header says, stored by COPY under the same rules as a
 * batch. Refused lines are listed beside it in `….rejects.csv`. Broken off and run again, it goes on.
 *
 * @throws ImportHeaderError, UnknownSourceError, RejectFileError
 */
export async function importFile(database: Database, o: ImportOptions): Promise<ImportTotals> {
  const { size } = await stat(o.path);
  const file = createReadStream(o.path, { highWaterMark: PIECE_BYTES });
  const text = o.path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (error) => text.destroy(error));
  const rejects = new RejectFile(`${o.path.replace(/(\.csv)?(\.gz)?$/i, '')}.rejects.csv`);
  const blocks = csvBlocks(text)[Symbol.asyncIterator]();
  try {
    const [header, ...begun] = await firstOf(blocks);
    const columns = header?.values ?? [];
    const kind = kindOf(columns);
    await rejects.clear();
    let unreadable = 0;
    const onProblem = (found: IngestProblem) => rejects.add(found);
    const options: LoadOptions = {
      onProblem,
      onProgress: () => o.onProgress?.(file.bytesRead, size),
      ...(o.signal === undefined ? {} : { signal: o.signal }),
    };
    const readAll = <T>(read: (line: number, fields: Fields) => Read<T>) =>
      readBlocks({ begun, blocks, columns, read }, (found) => {
        unreadable += 1;
        onProblem(found);
      });
    const totals =
      kind === 'ballot issues'
        ? await loadBallotIssues(database, o, readAll<BallotIssue>(readBallotIssue), options)
        : await loadCountReports(database, o, readAll<CountReport>(readCountReport), options);
    return { ...totals, kind, rejected: totals.rejected + unreadable, rejects: await rejects.end() };
  } finally {
    file.destroy();
    text.destroy();
    await rejects.close();
  }
}

function kindOf(columns: readonly string[]): ImportTotals['kind'] {
  const twice = columns.find((column, index) => columns.indexOf(column) < index);
  if (twice !== undefined) throw new ImportHeaderError(`the header names column ${twice} twice`);
  const kind = columns.includes('as_of') || !columns.includes('occurred_at') ? 'count reports' : 'ballot issues';
  const { needed, optional } = KINDS[kind];
  const missing = needed.filter((column) => !columns.includes(column));
  const unknown = columns.filter((column) => ![...needed, ...optional].some((known) => known === column));
  if (missing.length === 0 && unknown.length === 0) return kind;
  const forms = Object.values(KINDS).map((each) => `${each.needed.join(',')}[,${each.optional.join('][,')}]`);
  const what = [...missing.map((column) => `lacks ${column}`), ...unknown.map((column) => `has the unknown ${column}`)];
  throw new ImportHeaderError(`the header ${what.join(', ')}; it must be ${forms.join(' or ')}, in any order`);
}

/** The first block that holds a line; none where the file is empty. */
async function firstOf(blocks: AsyncIterator<readonly CsvLine[]>): Promise<readonly CsvLine[]> {
  for (let next = await blocks.next(); next.done !== true; next = await blocks.next()) {
    if (next.value.length > 0) return next.value;
  }
  return [];
}

interface Reading<T> {
  /** Lines that came with the header. */
  readonly begun: readonly CsvLine[];
  readonly blocks: AsyncIterator<readonly CsvLine[]>;
  readonly columns: readonly string[];
  readonly read: (line: number, fields: Fields) => Read<T>;
}

async function* readBlocks<T>(
  { begun, blocks, columns, read }: Reading<T>,
  onProblem: (problem: IngestProblem) => void,
): AsyncIterable<readonly Line<T>[]> {
  const places = columns.map((name) => COLUMNS[name]!);
  const readLine = ({ line, values, fault }: CsvLine, into: Line<T>[]) => {
    const wrong = fault ?? (values.length === columns.length ? null : wrongCount(values.length, columns.length));
    if (wrong !== null) {
      onProblem(problem(line, null, null, 'malformed', wrong));
      return;
    }
    const message = read(line, fieldsOf(places, values));
    if (message.ok) into.push({ line, message: message.value });
    else onProblem(message.problem);
  };
  let block = begun;
  for (;;) {
    const lines: Line<T>[] = [];
    for (const line of block) readLine(line, lines);
    yield lines;
    const next = await blocks.next();
    if (next.done === true) return;
    block = next.value;
  }
}

function wrongCount(found: number, expected: number): string {
  return `${found} values under a header of ${expected}`;
}

/** Values by field; an empty one is one that is not there. */
function fieldsOf(places: readonly Column[], values: readonly string[]): Fields {
  const fields: Record<string, unknown> = {};
  for (let index = 0; index < places.length; index++) {
    const value = values[index]!;
    if (value === '') continue;
    const { field, number } = places[index]!;
    fields[field] = number === true && /^-?\d{1,16}$/.test(value) ? Number(value) : value;
  }
  return fields;
}
