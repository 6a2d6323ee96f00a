import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { smallElection } from '../../shared/small-election.ts';
import type { Database } from '../database/database.ts';
import {
  type ElectionPackage,
  type LoadOptions,
  loadElection,
  problemText,
  readElectionPackage,
} from '../election-package/election-package.ts';

/** Files that replace, join or, as `null`, leave out those of the small election. */
export type PackageChanges = Readonly<Record<string, string | Uint8Array | null>>;

/** A mistake, how it comes into the small election, and what must be told of it: `file:line rule`. */
export type BrokenPackage = [what: string, changes: PackageChanges, ...problems: string[]];

/** A file of the small election with another text in place of one that stands there once. */
export function changed(file: string, from: string, to: string): PackageChanges {
  const text = smallElection[file]!;
  const times = text.split(from).length - 1;
  if (times !== 1) throw new Error(`${JSON.stringify(from)} stands ${times} times in ${file}`);
  return { [file]: text.replace(from, () => to) };
}

/** A file of the small election with more lines at its end. */
export function added(file: string, ...lines: string[]): PackageChanges {
  return { [file]: smallElection[file]! + lines.map((line) => `${line}\n`).join('') };
}

const folders: string[] = [];

/** Folder of a package with the small election's files, changed; gone after the test file. */
export async function writeSmallElection(changes: PackageChanges = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'turnout-package-'));
  folders.push(folder);
  for (const [name, body] of Object.entries({ ...smallElection, ...changes }))
    if (body !== null) await writeFile(join(folder, name), body);
  return folder;
}

/** The small election as it is read, changed; an error naming every mistake where that makes it wrong. */
export async function readSmallElection(changes: PackageChanges = {}): Promise<ElectionPackage> {
  const result = await readElectionPackage(await writeSmallElection(changes));
  if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
  return result.package;
}

/** Loads the small election, changed, and gives its id: `small`. */
export async function loadSmallElection(
  db: Database,
  changes: PackageChanges = {},
  options: LoadOptions = {},
): Promise<string> {
  const read = await readSmallElection(changes);
  await loadElection(db, read, options);
  return read.definition.id;
}

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});
