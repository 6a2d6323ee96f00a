import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import type { ReadAreas } from './read-areas.ts';
import { readTable } from './table.ts';

const FILE = 'tiles.csv';

/** Reads and checks `tiles.csv`: column and row of each area that has a tile. */
export function readTiles(
  file: PackageFile,
  areas: ReadAreas | null,
  problems: PackageProblems,
): Map<string, readonly [number, number]> {
  const tiles = new Map<string, readonly [number, number]>();
  const lines = new Map<string, number>();
  const cells = new Map<string, string>();
  for (const row of readTable(file, { required: ['code', 'col', 'row'] }, problems)?.rows ?? []) {
    if (row.damaged) continue;
    const code = row.value('code');
    const known = lines.get(code);
    if (code === '') problems.add(FILE, row.line, 'missing-value', 'code');
    else if (known !== undefined) problems.add(FILE, row.line, 'duplicate-tile', `${code}, first on line ${known}`);
    else if (areas !== null && !areas.byCode.has(code)) problems.add(FILE, row.line, 'tile-without-area', code);
    const [col, line] = ['col', 'row'].map((column) => {
      const text = row.value(column);
      if (text === '') problems.add(FILE, row.line, 'missing-value', column);
      else if (!/^\d{1,4}$/.test(text)) problems.add(FILE, row.line, 'bad-number', `${column}: ${text}`);
      else return Number(text);
      return undefined;
    });
    lines.set(code, known ?? row.line);
    if (col === undefined || line === undefined || known !== undefined) continue;
    const cell = `${areas?.byCode.get(code)?.level ?? ''} ${col},${line}`;
    const holder = cells.get(cell);
    if (holder !== undefined)
      problems.add(FILE, row.line, 'tile-taken', `${code} on ${col},${line}, where ${holder} is`);
    else cells.set(cell, code);
    tiles.set(code, [col, line]);
  }
  return tiles;
}
