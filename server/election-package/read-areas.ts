import type { Names } from '../../shared/election.ts';
import { CODE, isZone } from './definition-schema.ts';
import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import { readTable, type TableRow } from './table.ts';
import { checkTree } from './tree.ts';

/** One row of `areas.csv`. */
export interface AreaRow {
  readonly code: string;
  /** `''` for the root. */
  readonly parent: string;
  readonly level: string;
  readonly names: Names;
  /** IANA zone, or `''` for the election's. */
  readonly timezone: string;
  readonly note: string;
  readonly line: number;
  /** The record has too many or too few fields: it is only good for being found by its code. */
  readonly damaged: boolean;
}

/** The areas of a package by code, in the order of the file. */
export interface ReadAreas {
  /** Name of the file they stand in. */
  readonly file: string;
  readonly byCode: ReadonlyMap<string, AreaRow>;
  /** Codes of areas that contain others. */
  readonly parents: ReadonlySet<string>;
}

const NAME = /^name_([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$/;
const COLUMNS = {
  required: ['code', 'parent', 'level', 'name_en', 'timezone'],
  optional: ['note'],
  pattern: NAME,
};

/**
 * Reads and checks `areas.csv[.gz]`, and that it is one tree; `null` where no row can be understood.
 *
 * @param levels of the election, from the root down; `null` where they are not known
 */
export function readAreas(
  file: PackageFile,
  levels: readonly string[] | null,
  problems: PackageProblems,
): ReadAreas | null {
  const table = readTable(file, COLUMNS, problems);
  if (table === null) return null;
  const languages = table.columns.flatMap((column) => NAME.exec(column)?.[1] ?? []);
  const byCode = new Map<string, AreaRow>();
  for (const row of table.rows) {
    const area = areaOf(row, languages);
    if (!row.damaged) checkArea(file.name, area, levels, problems);
    const known = byCode.get(area.code);
    if (area.code === '') continue;
    if (known === undefined) byCode.set(area.code, area);
    else problems.add(file.name, row.line, 'duplicate-code', `${area.code}, first on line ${known.line}`);
  }
  const whole = [...byCode.values()];
  const trusted = whole.filter(({ damaged }) => !damaged);
  checkTree({ file: file.name, areas: byCode, trusted, levels }, problems);
  return { file: file.name, byCode, parents: new Set(whole.map(({ parent }) => parent)) };
}

function areaOf(row: TableRow, languages: readonly string[]): AreaRow {
  return {
    code: row.value('code'),
    parent: row.value('parent'),
    level: row.value('level'),
    names: namesOf(row, languages),
    timezone: row.value('timezone'),
    note: row.value('note'),
    line: row.line,
    damaged: row.damaged,
  };
}

function namesOf(row: TableRow, languages: readonly string[]): Names {
  return Object.fromEntries(
    languages.flatMap((language) => {
      const name = row.value(`name_${language}`);
      return name === '' ? [] : [[language, name]];
    }),
  );
}

function checkArea(file: string, area: AreaRow, levels: readonly string[] | null, problems: PackageProblems): void {
  const { code, level, names, timezone, line } = area;
  if (code === '') problems.add(file, line, 'missing-value', 'code');
  else if (!CODE.test(code)) problems.add(file, line, 'bad-code', code);
  if (level === '') problems.add(file, line, 'missing-value', 'level');
  else if (levels !== null && !levels.includes(level)) problems.add(file, line, 'unknown-level', level);
  if (names.en === undefined) problems.add(file, line, 'missing-value', 'name_en');
  if (timezone !== '' && !isZone(timezone)) problems.add(file, line, 'bad-zone', timezone);
}
