import { gunzipSync } from 'node:zlib';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import { type Database, many, maybeOne, readSql } from '../database/database.ts';
import { parseCsv } from '../election-package/election-package.ts';
import { dailyShape, type Hours } from './daily-shape.ts';
import { publishedFigures } from './published-figures.ts';
import type { RehearsedArea, RehearsedElection, RehearsedPrecinct } from './rehearsed-election.ts';
import { receivedReports } from './reports-as-received.ts';

const electionSql = readSql(import.meta.url, './rehearsed_election.sql');
const areasSql = readSql(import.meta.url, './rehearsed_areas.sql');
const precinctsSql = readSql(import.meta.url, './rehearsed_precincts.sql');
const hoursSql = readSql(import.meta.url, './rehearsed_hours.sql');
const filesSql = readSql(import.meta.url, './rehearsed_files.sql');

/** What is asked for cannot be rehearsed here: a live database, an election that is not there or brings no rehearsal. */
export class NoRehearsalError extends Error {
  override readonly name = 'NoRehearsalError';
}

interface ElectionRow {
  readonly zone: string;
  readonly display_level: string;
  readonly opens_at: Date;
  readonly closes_at: Date;
  readonly mode: 'rehearsal' | 'live';
}

interface PrecinctRow {
  readonly channel: string;
  readonly code: string;
  readonly zone: string;
  readonly within: string[];
  readonly as_of: Date[] | null;
  readonly registered: number[] | null;
}

interface HoursRow {
  readonly channel: string;
  readonly zone: string;
  readonly opens_at: Date;
  readonly closes_at: Date;
}

/**
 * The election as a rehearsal needs it, from the database alone, so that every copy of the program can rehearse without the folder.
 *
 * @throws NoRehearsalError
 */
export async function readRehearsedElection(database: Database, election: string): Promise<RehearsedElection> {
  const pool = database.pool('counting');
  const row = await maybeOne<ElectionRow>(pool, electionSql, [election]);
  if (row === null) throw new NoRehearsalError(`there is no election ${election} in this database`);
  if (row.mode === 'live') throw new NoRehearsalError('this database is live: nothing is ever rehearsed in it');
  const files = await readFiles(database, election);
  const definition = files.get('rehearsal.json');
  if (definition === undefined) throw new NoRehearsalError(`election ${election} brings no rehearsal.json`);
  return {
    zone: row.zone,
    displayLevel: row.display_level,
    opensAtMs: row.opens_at.getTime(),
    closesAtMs: row.closes_at.getTime(),
    areas: await many<RehearsedArea>(pool, areasSql, [election]),
    precincts: await readPrecincts(database, election),
    hours: await readHours(database, election),
    definition: JSON.parse(definition) as RehearsalDefinition,
    figures: kept((file) => publishedFigures(tableRows(textOf(files, file)))),
    reports: kept((file) => receivedReports(tableRows(textOf(files, file)))),
    shape: kept((file) =>
      dailyShape(tableRows(textOf(files, file)).map(({ time, weight }) => ({ time: time!, weight: Number(weight) }))),
    ),
  };
}

async function readFiles(database: Database, election: string): Promise<Map<string, string>> {
  const rows = await many<{ name: string; body: Buffer }>(database.pool('counting'), filesSql, [election]);
  return new Map(
    rows.map(({ name, body }) => [name, (name.endsWith('.gz') ? gunzipSync(body) : body).toString('utf8')]),
  );
}

function textOf(files: ReadonlyMap<string, string>, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new NoRehearsalError(`rehearsal.json names ${name}, which the package does not hold`);
  return text;
}

/** Records by column name. */
function tableRows(text: string): Record<string, string>[] {
  const [header, ...records] = parseCsv(text).records;
  return records.map(({ fields }) =>
    Object.fromEntries((header?.fields ?? []).map((column, index) => [column, fields[index] ?? ''])),
  );
}

async function readPrecincts(
  database: Database,
  election: string,
): Promise<ReadonlyMap<string, readonly RehearsedPrecinct[]>> {
  const byChannel = new Map<string, RehearsedPrecinct[]>();
  for (const row of await many<PrecinctRow>(database.pool('counting'), precinctsSql, [election])) {
    const precincts = byChannel.get(row.channel) ?? [];
    byChannel.set(row.channel, precincts);
    precincts.push({
      code: row.code,
      zone: row.zone,
      within: new Set(row.within),
      electorate: (row.as_of ?? []).map((asOf, index) => ({
        fromMs: asOf.getTime(),
        registered: row.registered![index]!,
      })),
    });
  }
  return byChannel;
}

async function readHours(
  database: Database,
  election: string,
): Promise<(channel: string, zone: string) => readonly Hours[]> {
  const byPlace = new Map<string, Hours[]>();
  for (const row of await many<HoursRow>(database.pool('counting'), hoursSql, [election])) {
    const key = `${row.channel} ${row.zone}`;
    byPlace.set(key, [
      ...(byPlace.get(key) ?? []),
      { opensMs: row.opens_at.getTime(), closesMs: row.closes_at.getTime() },
    ]);
  }
  return (channel, zone) => byPlace.get(`${channel} ${zone}`) ?? [];
}

/** What `make` gives for a name, made once. */
function kept<T>(make: (name: string) => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
