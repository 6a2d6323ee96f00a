import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../config.ts';
import { type Database, many, readSql } from '../../database/database.ts';
import { loadElection, problemText, readElectionPackage } from '../../election-package/election-package.ts';

const listElections = readSql(import.meta.url, './list_elections.sql');

/** An election in the database. */
export interface ElectionHere {
  readonly election: string;
  /** Distinguishes this loading of the election from any other. */
  readonly edition: string;
  readonly mode: 'rehearsal' | 'live';
  /** Number of its last snapshot; 0 before the first. */
  readonly number: number;
  readonly asOf: Date | null;
  /** The clock of its rehearsal, where one has begun. */
  readonly rehearsal: { readonly speed: number; readonly until: Date; readonly mergedMinutes: number } | null;
}

/** Elections of the database, the first loaded first. */
export async function electionsHere(database: Database): Promise<ElectionHere[]> {
  const rows = await many<{
    election: string;
    edition: string;
    mode: 'rehearsal' | 'live';
    number: number;
    as_of: Date | null;
    speed: number | null;
    until_at: Date | null;
    merged_minutes: number | null;
  }>(database.pool('reading'), listElections);
  return rows.map(({ as_of: asOf, speed, until_at: until, merged_minutes: mergedMinutes, ...row }) => ({
    ...row,
    asOf,
    rehearsal: speed === null || until === null ? null : { speed, until, mergedMinutes: mergedMinutes ?? 0 },
  }));
}

/** One line about an election, for the operator. */
export function electionText(here: ElectionHere): string {
  const last = here.asOf === null ? 'nothing counted yet' : `snapshot ${here.number} as of ${here.asOf.toISOString()}`;
  return `${here.election} (${here.mode}${here.rehearsal !== null ? ', rehearsal under way' : ''}): ${last}`;
}

/** Ids of the packages that come with the program: the one a newcomer sees, those to choose from, and those for whoever names them. */
export function bundledElections(): {
  readonly default: string;
  readonly elections: readonly string[];
  readonly onRequest: readonly string[];
} {
  return JSON.parse(readFileSync(join(packageRoot(), 'elections', 'bundled.json'), 'utf8'));
}

/** A bundled package has a mistake: the installation is damaged. */
export class BrokenPackageError extends Error {
  override readonly name = 'BrokenPackageError';
}

/** Loads a bundled package; nothing happens where it is loaded already. */
export async function loadBundled(database: Database, id: string): Promise<void> {
  const read = await readElectionPackage(join(packageRoot(), 'elections', id));
  if (!read.ok) {
    throw new BrokenPackageError(`the bundled package ${id} is damaged:\n${read.problems.map(problemText).join('\n')}`);
  }
  await loadElection(database, read.package);
}
