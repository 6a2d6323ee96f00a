import type { Feed } from '../../shared/election.ts';
import { isInstant } from './definition-schema.ts';
import type { PackageFile } from './package-files.ts';
import type { PackageProblems } from './package-problems.ts';
import type { ReadAreas } from './read-areas.ts';
import type { ReadDefinition } from './read-definition.ts';
import { readTable, type TableRow } from './table.ts';

/** Registered electors of a precinct and channel from an instant on. */
export interface ElectorateRow {
  readonly area: string;
  readonly channel: string;
  readonly registered: number;
  /** ISO 8601 with offset. */
  readonly asOf: string;
  readonly feed: Feed;
}

const COLUMNS = { required: ['area', 'channel', 'registered', 'as_of'], optional: ['feed'] };

interface Known {
  readonly areas: ReadAreas | null;
  readonly channels: ReadDefinition['channels'];
}

/** Reads and checks `electorate.csv[.gz]`, and that every precinct and every channel has electors in it. */
export function readElectorate(file: PackageFile, known: Known, problems: PackageProblems): ElectorateRow[] {
  const table = readTable(file, COLUMNS, problems);
  if (table === null) return [];
  const feeds = new Map<string, { feed: string; line: number }>();
  const instants = new Map<string, number>();
  const rows = table.rows.flatMap((row): ElectorateRow[] => {
    if (row.damaged) return [];
    const understood = checkRow(file.name, row, known, problems);
    const feed = row.value('feed') || known.channels?.get(row.value('channel'))?.feed;
    if (!understood || feed === undefined) return [];
    const electorate = {
      area: row.value('area'),
      channel: row.value('channel'),
      registered: Number(row.value('registered')),
      asOf: row.value('as_of'),
      feed: feed as Feed,
    };
    const key = `${electorate.area} ${electorate.channel}`;
    const first = feeds.get(key);
    if (first === undefined) feeds.set(key, { feed, line: row.line });
    else if (first.feed !== feed)
      problems.add(file.name, row.line, 'two-feeds', `${key}: ${feed} here, ${first.feed} on line ${first.line}`);
    const instant = `${key} ${Date.parse(electorate.asOf)}`;
    const same = instants.get(instant);
    if (same === undefined) instants.set(instant, row.line);
    else problems.add(file.name, row.line, 'duplicate-electorate', `${key}, first on line ${same}`);
    return [electorate];
  });
  checkEverybodyThere(file.name, table.rows, known, problems);
  return rows;
}

function checkRow(file: string, row: TableRow, { areas, channels }: Known, problems: PackageProblems): boolean {
  const before = problems.count;
  const [area, channel, registered] = [row.value('area'), row.value('channel'), row.value('registered')];
  if (area === '') problems.add(file, row.line, 'missing-value', 'area');
  else if (areas !== null && !areas.byCode.has(area)) problems.add(file, row.line, 'unknown-area', area);
  else if (areas?.parents.has(area) === true)
    problems.add(file, row.line, 'not-a-precinct', `${area} contains other areas`);
  if (channel === '') problems.add(file, row.line, 'missing-value', 'channel');
  else if (channels?.has(channel) === false) problems.add(file, row.line, 'unknown-channel', channel);
  if (registered === '') problems.add(file, row.line, 'missing-value', 'registered');
  else if (/^-\d+$/.test(registered)) problems.add(file, row.line, 'negative-electorate', registered);
  else if (!/^\d{1,9}$/.test(registered)) problems.add(file, row.line, 'bad-number', `registered: ${registered}`);
  if (row.value('as_of') === '') problems.add(file, row.line, 'missing-value', 'as_of');
  else if (!isInstant(row.value('as_of'))) problems.add(file, row.line, 'bad-instant', `as_of: ${row.value('as_of')}`);
  if (!['', 'events', 'reports'].includes(row.value('feed')))
    problems.add(file, row.line, 'wrong-value', `feed: ${row.value('feed')}`);
  return problems.count === before;
}

/** A row with a mistake still says that its precinct and channel are there. */
function checkEverybodyThere(
  file: string,
  rows: readonly TableRow[],
  { areas, channels }: Known,
  problems: PackageProblems,
): void {
  const areasThere = new Set(rows.map((row) => row.value('area')));
  for (const { code, line, damaged } of areas?.byCode.values() ?? []) {
    if (!damaged && !areas!.parents.has(code) && !areasThere.has(code))
      problems.add(areas!.file, line, 'no-electorate', `${code} has no row in ${file}`);
  }
  const channelsThere = new Set(rows.map((row) => row.value('channel')));
  for (const [code, { line }] of channels ?? []) {
    if (!channelsThere.has(code)) problems.add('election.json', line, 'unused-channel', `${code} is not in ${file}`);
  }
}
