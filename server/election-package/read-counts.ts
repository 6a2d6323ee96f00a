import type { PublishedCount } from '../../shared/election.ts';
import { isInstant } from './definition-schema.ts';
import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import type { ReadAreas } from './read-areas.ts';
import type { ReadDefinition } from './read-definition.ts';
import { readTable, type TableRow } from './table.ts';

/** One row of `counts.csv`; the value as it was published, trailing zeros included, tells how it was rounded. */
export interface CountRow extends Omit<PublishedCount, 'value'> {
  readonly value: string;
}

const COLUMNS = {
  required: ['area', 'channel', 'at_from', 'at', 'measure', 'value', 'denominator', 'status', 'source'],
};
const MEASURES = ['issued', 'cast', 'turnout_pct'];
const STATUSES = ['exact', 'minimum', 'window', 'percent'];

interface Known {
  readonly areas: ReadAreas | null;
  readonly channels: ReadDefinition['channels'];
}

/** Reads and checks a table of published figures. */
export function readCounts(file: PackageFile, known: Known, problems: PackageProblems): CountRow[] {
  const table = readTable(file, COLUMNS, problems);
  return (table?.rows ?? []).flatMap((row): CountRow[] => {
    if (row.damaged) return [];
    const before = problems.count;
    checkReferences(file.name, row, known, problems);
    checkInstants(file.name, row, problems);
    checkFigure(file.name, row, problems);
    if (problems.count > before) return [];
    const denominator = row.value('denominator');
    return [
      {
        area: row.value('area'),
        channel: row.value('channel'),
        atFrom: row.value('at_from'),
        at: row.value('at'),
        measure: row.value('measure') as CountRow['measure'],
        value: row.value('value'),
        denominator: denominator === '' ? null : Number(denominator),
        status: row.value('status') as CountRow['status'],
        source: row.value('source'),
      },
    ];
  });
}

function checkReferences(file: string, row: TableRow, { areas, channels }: Known, problems: PackageProblems): void {
  const [area, channel] = [row.value('area'), row.value('channel')];
  if (area === '') problems.add(file, row.line, 'missing-value', 'area');
  else if (areas !== null && !areas.byCode.has(area)) problems.add(file, row.line, 'unknown-area', area);
  if (channel === '') problems.add(file, row.line, 'missing-value', 'channel');
  else if (channel !== 'all' && channels?.has(channel) === false)
    problems.add(file, row.line, 'unknown-channel', channel);
  if (row.value('source') === '') problems.add(file, row.line, 'missing-value', 'source');
}

function checkInstants(file: string, row: TableRow, problems: PackageProblems): void {
  const good = ['at_from', 'at'].filter((column) => {
    const text = row.value(column);
    if (text === '') problems.add(file, row.line, 'missing-value', column);
    else if (!isInstant(text)) problems.add(file, row.line, 'bad-instant', `${column}: ${text}`);
    else return true;
    return false;
  });
  if (good.length === 2 && Date.parse(row.value('at_from')) > Date.parse(row.value('at')))
    problems.add(file, row.line, 'window-reversed', `${row.value('at_from')} to ${row.value('at')}`);
}

function checkFigure(file: string, row: TableRow, problems: PackageProblems): void {
  const [measure, status] = [row.value('measure'), row.value('status')];
  const [value, denominator] = [row.value('value'), row.value('denominator')];
  const measured = oneOf(file, row, 'measure', MEASURES, problems);
  const classed = oneOf(file, row, 'status', STATUSES, problems);
  if (measured && classed && (measure === 'turnout_pct') !== (status === 'percent'))
    problems.add(file, row.line, 'wrong-status', `${status} of ${measure}`);
  const form = measure === 'turnout_pct' ? /^\d{1,6}(\.\d{1,6})?$/ : /^\d{1,15}$/;
  if (value === '') problems.add(file, row.line, 'missing-value', 'value');
  else if (measured && !form.test(value)) problems.add(file, row.line, 'bad-number', `value: ${value}`);
  if (denominator !== '' && !/^[1-9]\d{0,14}$/.test(denominator))
    problems.add(file, row.line, 'bad-number', `denominator: ${denominator}`);
}

function oneOf(
  file: string,
  row: TableRow,
  column: string,
  allowed: readonly string[],
  problems: PackageProblems,
): boolean {
  const text = row.value(column);
  if (text === '') problems.add(file, row.line, 'missing-value', column);
  else if (!allowed.includes(text)) problems.add(file, row.line, 'wrong-value', `${column}: ${text}`);
  else return true;
  return false;
}
