import { isInstant } from './definition-schema.ts';
import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import type { ReadAreas } from './read-areas.ts';
import type { ReadDefinition } from './read-definition.ts';
import { readTable, type TableRow } from './table.ts';

/** Columns of a table of reports as they were received. */
export const REPORT_COLUMNS = {
  required: ['seq', 'area', 'channel', 'as_of', 'received_at', 'issued'],
  optional: ['cast', 'registered'],
};

interface Known {
  readonly areas: ReadAreas | null;
  readonly channels: ReadDefinition['channels'];
}

/**
 * Checks a table of reports as they were received. Only its form: that reports repeat a number, come late, or contradict one another
 * is what such a table is there to show.
 */
export function checkReports(file: PackageFile, known: Known, problems: PackageProblems): void {
  for (const row of readTable(file, REPORT_COLUMNS, problems)?.rows ?? [])
    if (!row.damaged) checkReport(file.name, row, known, problems);
}

function checkReport(file: string, row: TableRow, { areas, channels }: Known, problems: PackageProblems): void {
  const [area, channel] = [row.value('area'), row.value('channel')];
  if (area === '') problems.add(file, row.line, 'missing-value', 'area');
  else if (areas !== null && !areas.byCode.has(area)) problems.add(file, row.line, 'unknown-area', area);
  else if (areas?.parents.has(area) === true)
    problems.add(file, row.line, 'not-a-precinct', `${area} contains other areas`);
  if (channel === '') problems.add(file, row.line, 'missing-value', 'channel');
  else if (channels?.has(channel) === false) problems.add(file, row.line, 'unknown-channel', channel);
  for (const column of ['as_of', 'received_at']) {
    const text = row.value(column);
    if (text === '') problems.add(file, row.line, 'missing-value', column);
    else if (!isInstant(text)) problems.add(file, row.line, 'bad-instant', `${column}: ${text}`);
  }
  for (const [column, form, needed] of FIGURES) {
    const text = row.value(column);
    if (text === '' && needed) problems.add(file, row.line, 'missing-value', column);
    else if (text !== '' && !form.test(text)) problems.add(file, row.line, 'bad-number', `${column}: ${text}`);
  }
}

/** Up to what a precinct may report, and well past any country: sums stay exact. */
const COUNT = /^\d{1,9}$/;
const FIGURES = [
  ['seq', /^[1-9]\d{0,14}$/, true],
  ['issued', COUNT, true],
  ['cast', COUNT, false],
  ['registered', COUNT, false],
] as const;
