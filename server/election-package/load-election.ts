import { createHash } from 'node:crypto';
import type pg from 'pg';
import { change, type Database, inTransaction, many, maybeOne, one, readSql } from '../database/database.ts';
import { drawMap } from './election-map.ts';
import { DatabaseModeError, ElectionDiffersError } from './errors.ts';
import type { ElectionPackage } from './read-package.ts';

const sql = {
  lockInstallation: readSql(import.meta.url, './lock_installation.sql'),
  makeLive: readSql(import.meta.url, './make_live.sql'),
  loadedPackage: readSql(import.meta.url, './loaded_package.sql'),
  addElection: readSql(import.meta.url, './add_election.sql'),
  addPackageFiles: readSql(import.meta.url, './add_package_files.sql'),
  addAreas: readSql(import.meta.url, './add_areas.sql'),
  addAreaAncestors: readSql(import.meta.url, './add_area_ancestors.sql'),
  addBoundaries: readSql(import.meta.url, './add_boundaries.sql'),
  addChannels: readSql(import.meta.url, './add_channels.sql'),
  addVotingHours: readSql(import.meta.url, './add_voting_hours.sql'),
  addFeeds: readSql(import.meta.url, './add_feeds.sql'),
  addElectorate: readSql(import.meta.url, './add_electorate.sql'),
  addChangedElectorate: readSql(import.meta.url, './add_changed_electorate.sql'),
  unknownAreas: readSql(import.meta.url, './unknown_areas.sql'),
  unknownFeeds: readSql(import.meta.url, './unknown_feeds.sql'),
  setPackageSha256: readSql(import.meta.url, './set_package_sha256.sql'),
  addPublishedCounts: readSql(import.meta.url, './add_published_counts.sql'),
  addWatermark: readSql(import.meta.url, './add_watermark.sql'),
  addAreaSums: readSql(import.meta.url, './add_area_sums.sql'),
  analyzeAreas: readSql(import.meta.url, './analyze_areas.sql'),
  analyzeFeeds: readSql(import.meta.url, './analyze_feeds.sql'),
  analyzeCounted: readSql(import.meta.url, './analyze_counted.sql'),
};

interface InstallationRow {
  readonly mode: 'rehearsal' | 'live';
  readonly has_elections: boolean;
}

export interface LoadOptions {
  /** Load for the real thing: fixes the mode of an empty database, for ever. */
  readonly live?: boolean;
}

/** What loading a package came to. */
export interface Loading {
  /** Whether the election was not there before. */
  readonly loaded: boolean;
  /** Rows of the electorate that were added to an election that was there. */
  readonly electorateChanges: number;
}

/**
 * What became of the package, all of it or nothing: the same again changes nothing; one that is the same but for its electorate
 * adds the rows that are new or other, each holding from its instant on. Rows it leaves out stay.
 *
 * In a live database the package's rehearsal is not kept: nothing can be rehearsed there.
 *
 * @throws ElectionDiffersError when the election is there from other files
 * @throws DatabaseModeError when the database holds the other mode
 */
export async function loadElection(
  db: Database,
  p: ElectionPackage,
  { live = false }: LoadOptions = {},
): Promise<Loading> {
  return inTransaction(db.pool('owner'), async (client) => {
    await fixMode(client, live);
    const { id } = p.definition;
    const known = await maybeOne<{ package_sha256: string; frame_sha256: string | null }>(client, sql.loadedPackage, [
      id,
    ]);
    if (known === null) {
      await addPackage(client, p, live);
      return { loaded: true, electorateChanges: 0 };
    }
    if (known.package_sha256 === p.sha256) return { loaded: false, electorateChanges: 0 };
    if (known.frame_sha256 !== frameSha256(p)) {
      await refuseNewAreas(client, p);
      throw new ElectionDiffersError(differs(id, known.package_sha256, p.sha256, live));
    }
    return { loaded: false, electorateChanges: await changeElectorate(client, p) };
  });
}

/** Nothing, where the package has no area that the election was loaded without; the tree of an election stays as it was loaded. */
async function refuseNewAreas(client: pg.PoolClient, { definition, areas }: ElectionPackage): Promise<void> {
  const codes = areas.map(({ code }) => code);
  const unknown = await many<{ area: string }>(client, sql.unknownAreas, [definition.id, codes]);
  const [first] = unknown;
  if (first === undefined) return;
  const others = unknown.length === 1 ? '' : ` and ${unknown.length - 1} others`;
  throw new ElectionDiffersError(
    `election ${definition.id} was loaded without area ${first.area}${others}: no area is added to an election that is loaded, as every snapshot and every frozen hour is of the same areas. ` +
      'A precinct that may open later has to be in the package from the beginning, with 0 electors; electors of one that is not are registered, from an instant on, where a neighbouring precinct takes them over',
  );
}

/** How many rows of the electorate were added. */
async function changeElectorate(
  client: pg.PoolClient,
  { definition, electorate, sha256 }: ElectionPackage,
): Promise<number> {
  const { id } = definition;
  type Feed = { readonly area: string; readonly channel: string };
  const feeds = columns(electorate, ({ area, channel, feed }) => [area, channel, feed]);
  const [unknown] = await many<Feed>(client, sql.unknownFeeds, [id, ...feeds]);
  if (unknown !== undefined) {
    throw new ElectionDiffersError(
      `election ${id} was loaded without area ${unknown.area} in channel ${unknown.channel}, or with another feed there: a precinct that opens later has to be in the package from the beginning, with 0 electors`,
    );
  }
  const rows = columns(electorate, ({ area, channel, asOf, registered }) => [area, channel, asOf, registered]);
  const changes = await change(client, sql.addChangedElectorate, [id, ...rows]);
  await client.query(sql.setPackageSha256, [id, sha256]);
  return changes;
}

/** SHA-256 of all that a package says but its electorate. */
function frameSha256({ definition, areas, boundaries, counts, rehearsalFiles }: ElectionPackage): string {
  const hash = createHash('sha256').update(JSON.stringify({ definition, areas, boundaries, counts }));
  for (const [name, bytes] of rehearsalFiles) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

async function fixMode(client: pg.PoolClient, live: boolean): Promise<void> {
  const { mode, has_elections } = await one<InstallationRow>(client, sql.lockInstallation);
  if (live && mode === 'rehearsal') {
    if (has_elections)
      throw new DatabaseModeError(
        'this database holds rehearsals, and keeps its mode for ever: load a live election into an empty database',
      );
    await client.query(sql.makeLive);
  }
  if (!live && mode === 'live')
    throw new DatabaseModeError(
      'this database is live: no rehearsal is loaded into it. For a live election say so: turnout load DIR --live',
    );
}

function differs(id: string, there: string, here: string, live: boolean): string {
  const found = `election ${id} is loaded from other files (SHA-256 ${there.slice(0, 12)}…, this package ${here.slice(0, 12)}…)`;
  return live
    ? `${found}. A live election stays as it was loaded; give the other one another id`
    : `${found}. To load it anew, drop the rehearsal first: turnout rehearsal reset --election ${id}`;
}

async function addPackage(client: pg.PoolClient, p: ElectionPackage, live: boolean): Promise<void> {
  const { definition, areas, electorate, votingHours, counts } = p;
  const { id } = definition;
  const instant = (ms: number) => new Date(ms).toISOString();
  await client.query(sql.addElection, [
    id,
    JSON.stringify(definition),
    p.sha256,
    definition.timezone,
    definition.displayLevel,
    definition.publishLevel,
    instant(votingHours.reduce((first, { opensAt }) => Math.min(first, opensAt), Number.POSITIVE_INFINITY)),
    instant(votingHours.reduce((last, { closesAt }) => Math.max(last, closesAt), Number.NEGATIVE_INFINITY)),
    frameSha256(p),
  ]);
  if (!live)
    await client.query(sql.addPackageFiles, [
      id,
      [...p.rehearsalFiles.keys()],
      [...p.rehearsalFiles.values()].map((body) => Buffer.from(body)),
    ]);
  await client.query(sql.addAreas, [
    id,
    ...columns(areas, (area) => [
      area.code,
      area.parent,
      area.level,
      area.depth,
      JSON.stringify(area.names),
      area.timezone,
      area.tile?.[0] ?? null,
      area.tile?.[1] ?? null,
      area.disputed,
      area.note,
      area.leaf,
    ]),
  ]);
  await client.query(sql.analyzeAreas);
  await client.query(sql.addAreaAncestors, [id]);
  if (p.boundaries !== null) await client.query(sql.addBoundaries, [id, p.boundaries, drawMap(p.boundaries)]);
  await client.query(sql.addChannels, [
    id,
    ...columns(definition.channels, ({ code, names, revotes }) => [code, JSON.stringify(names), revotes]),
  ]);
  await client.query(sql.addVotingHours, [
    id,
    ...columns(votingHours, (h) => [h.channel, h.timezone, instant(h.opensAt), instant(h.closesAt)]),
  ]);
  await client.query(sql.addFeeds, [id, ...columns(electorate, ({ area, channel, feed }) => [area, channel, feed])]);
  await client.query(sql.addElectorate, [
    id,
    ...columns(electorate, ({ area, channel, asOf, registered }) => [area, channel, asOf, registered]),
  ]);
  if (counts.length > 0)
    await client.query(sql.addPublishedCounts, [
      id,
      ...columns(counts, (count) => [
        count.area,
        count.channel,
        count.atFrom,
        count.at,
        count.measure,
        count.value,
        count.denominator,
        count.status,
        count.source,
      ]),
    ]);
  await client.query(sql.addWatermark, [id]);
  await client.query(sql.analyzeFeeds);
  await client.query(sql.addAreaSums, [id]);
  await client.query(sql.analyzeCounted);
}

/** An array a column, for `unnest`. There is at least one row. */
function columns<T>(rows: readonly T[], valuesOf: (row: T) => unknown[]): unknown[][] {
  const values = rows.map(valuesOf);
  return values[0]!.map((_, column) => values.map((row) => row[column]));
}
