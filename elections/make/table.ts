import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** Rows of a CSV file, plain or packed, with a header, by column name, every value as its text. */
export function readTable(path: string): Record<string, string>[] {
  const bytes = readFileSync(path);
  return rowsOf((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
}

/** Rows of a CSV text, likewise. */
export function rowsOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true });
}

/** A field of a row that must be there. */
export function field(row: Record<string, string>, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`no column ${column} in ${JSON.stringify(row)}`);
  return value;
}

/** A field that must hold a whole number that is not negative. */
export function count(row: Record<string, string>, column: string): number {
  const text = field(row, column);
  if (!/^\d+$/.test(text)) throw new Error(`${column} is no count: ${JSON.stringify(row)}`);
  return Number(text);
}

/** CSV text: a header, LF, quotes only where they are needed, `null` as nothing. */
export function csvText(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

function quoted(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Stops the making when a sum is not the one the data's README gives. */
export function mustBe(what: string, found: number, expected: number): void {
  if (found !== expected) throw new Error(`${what}: ${found}, but must be ${expected}`);
}
