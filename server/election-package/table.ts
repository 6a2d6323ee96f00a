import { parseCsv } from './csv.ts';
import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';

/** Columns of one of the package's tables. */
export interface TableColumns {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** Further columns that may stand there. */
  readonly pattern?: RegExp;
}

/** One record under its header. */
export interface TableRow {
  readonly line: number;
  /** By column; `''` where the record is too short or the column is left out. */
  value(column: string): string;
  /** The record has another number of fields than the header: its values may stand in the wrong columns. */
  readonly damaged: boolean;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** A table of the package, its mistakes told; `null` where its header lacks a column and no row can be understood. */
export function readTable(file: PackageFile, columns: TableColumns, problems: PackageProblems): Table | null {
  const { records, faults } = parseCsv(file.text);
  for (const { line, detail } of faults) problems.add(file.name, line, 'bad-csv', detail);
  const [header, ...body] = records;
  if (header === undefined) {
    problems.add(file.name, 1, 'missing-column', `no header; it reads ${columns.required.join(',')}`);
    return null;
  }
  const complete = checkHeader(file.name, header.line, header.fields, columns, problems);
  const position = new Map(header.fields.map((name, i) => [name, i]));
  const rows = body.map(({ line, fields }): TableRow => {
    const damaged = fields.length !== header.fields.length;
    if (damaged) {
      const detail = `${fields.length} fields under a header of ${header.fields.length}`;
      problems.add(file.name, line, 'wrong-field-count', detail);
    }
    return { line, damaged, value: (column) => fields[position.get(column) ?? -1] ?? '' };
  });
  return complete ? { columns: header.fields, rows } : null;
}

function checkHeader(
  file: string,
  line: number,
  header: readonly string[],
  { required, optional = [], pattern }: TableColumns,
  problems: PackageProblems,
): boolean {
  const missing = required.filter((column) => !header.includes(column));
  for (const column of missing) problems.add(file, line, 'missing-column', column);
  header.forEach((column, i) => {
    if (header.indexOf(column) < i) problems.add(file, line, 'duplicate-column', column);
    else if (!required.includes(column) && !optional.includes(column) && pattern?.test(column) !== true)
      problems.add(file, line, 'unknown-column', column === '' ? 'a column without a name' : column);
  });
  return missing.length === 0;
}
