import { readFileSync } from 'node:fs';

/**
 * The text of an SQL file that lies beside the code that runs it. Called while modules load, so that a missing file
 * stops the program before it has done anything.
 *
 * @param base `import.meta.url` of the caller
 * @param name relative to it, `./take-snapshot.sql`
 */
export function readSql(base: string, name: string): string {
  return readFileSync(new URL(name, base), 'utf8');
}
