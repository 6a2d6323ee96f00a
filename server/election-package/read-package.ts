import { createHash } from 'node:crypto';
import type { ElectionDefinition, Names } from '../../shared/election.ts';
import { filesOfMethod, type RehearsalDefinition } from '../../shared/rehearsal.ts';
import { type PackageFile, PackageFiles } from './package-files.ts';
import { type PackageProblem, PackageProblems } from './package-problems.ts';
import { type AreaRow, type ReadAreas, readAreas } from './read-areas.ts';
import { type ReadBoundaries, readBoundaries } from './read-boundaries.ts';
import { type CountRow, readCounts } from './read-counts.ts';
import { readDefinition } from './read-definition.ts';
import { type ElectorateRow, readElectorate } from './read-electorate.ts';
import { readRehearsal } from './read-rehearsal.ts';
import { readTiles } from './read-tiles.ts';
import { type VotingHours, votingHours } from './voting-hours.ts';

/** One area with its place in the tree. */
export interface PackageArea {
  readonly code: string;
  /** `null` for the root. */
  readonly parent: string | null;
  readonly level: string;
  /** 0 for the root. */
  readonly depth: number;
  /** A precinct. */
  readonly leaf: boolean;
  readonly names: Names;
  /** IANA zone, the election's where the package leaves it empty. */
  readonly timezone: string;
  /** Column and row. */
  readonly tile: readonly [number, number] | null;
  readonly disputed: boolean;
  readonly note: string | null;
}

/** An election package without mistakes. */
export interface ElectionPackage {
  readonly definition: ElectionDefinition;
  /** Of every file that was read, in order of name: hex. */
  readonly sha256: string;
  /** In the order of `areas.csv`, plain or packed. */
  readonly areas: readonly PackageArea[];
  readonly electorate: readonly ElectorateRow[];
  /** Of every channel in every zone in which it has precincts. */
  readonly votingHours: readonly VotingHours[];
  /** `boundaries.geojson` as it is published. */
  readonly boundaries: string | null;
  readonly counts: readonly CountRow[];
  readonly rehearsal: RehearsalDefinition | null;
  /** What a rehearsal reads, byte for byte, by name. */
  readonly rehearsalFiles: ReadonlyMap<string, Uint8Array>;
}

export type ReadPackageResult =
  | { readonly ok: true; readonly package: ElectionPackage }
  | { readonly ok: false; readonly problems: PackageProblem[] };

/** An election package from its folder, or every mistake in it. Reads nothing outside the folder. */
export async function readElectionPackage(directory: string): Promise<ReadPackageResult> {
  const problems = new PackageProblems();
  const files = new PackageFiles(directory, problems);
  const election = await files.needed('election.json', 'every package has one');
  const { definition, levels, channels, timezone } =
    election === null
      ? { definition: null, levels: null, channels: null, timezone: null }
      : readDefinition(election, problems);
  const areasFile = await files.neededTable('areas.csv', 'every package has one');
  const areas = areasFile === null ? null : readAreas(areasFile, levels, problems);
  const electorateFile = await files.neededTable('electorate.csv', 'every package has one');
  const electorate = electorateFile === null ? [] : readElectorate(electorateFile, { areas, channels }, problems);
  const tilesFile = await files.found('tiles.csv');
  const tiles = tilesFile === null ? new Map<string, never>() : readTiles(tilesFile, areas, problems);
  const boundariesFile = await files.found('boundaries.geojson');
  const boundaries = boundariesFile === null ? null : readBoundaries(boundariesFile, areas, problems);
  const countsFile = await files.foundTable('counts.csv');
  const counts = countsFile === null ? [] : readCounts(countsFile, { areas, channels }, problems);
  const rehearsalFile = await files.found('rehearsal.json');
  const rehearsal =
    rehearsalFile === null ? null : await readRehearsal(rehearsalFile, { files, areas, channels }, problems);
  if (problems.count > 0 || definition === null || areas === null || timezone === null)
    return { ok: false, problems: problems.list() };

  const placed = placeAreas(areas, { timezone, tiles, boundaries });
  return {
    ok: true,
    package: {
      definition,
      sha256: sha256Of(files.all()),
      areas: placed,
      electorate,
      votingHours: hoursOf(definition, placed, electorate),
      boundaries: boundaries?.body ?? null,
      counts,
      rehearsal,
      rehearsalFiles: rehearsalFilesOf(files, rehearsal),
    },
  };
}

function placeAreas(
  { byCode, parents }: ReadAreas,
  around: {
    readonly timezone: string;
    readonly tiles: ReadonlyMap<string, readonly [number, number]>;
    readonly boundaries: ReadBoundaries | null;
  },
): PackageArea[] {
  const depths = new Map<string, number>();
  const depthOf = ({ code, parent }: AreaRow): number => {
    const known = depths.get(code);
    if (known !== undefined) return known;
    const depth = parent === '' ? 0 : depthOf(byCode.get(parent)!) + 1;
    depths.set(code, depth);
    return depth;
  };
  return [...byCode.values()].map((area) => ({
    code: area.code,
    parent: area.parent === '' ? null : area.parent,
    level: area.level,
    depth: depthOf(area),
    leaf: !parents.has(area.code),
    names: area.names,
    timezone: area.timezone === '' ? around.timezone : area.timezone,
    tile: around.tiles.get(area.code) ?? null,
    disputed: around.boundaries?.disputed.has(area.code) ?? false,
    note: area.note === '' ? null : area.note,
  }));
}

function hoursOf(
  definition: ElectionDefinition,
  areas: readonly PackageArea[],
  electorate: readonly ElectorateRow[],
): VotingHours[] {
  const zoneOf = new Map(areas.map(({ code, timezone }) => [code, timezone]));
  return definition.channels.flatMap((channel) => {
    const there = electorate.filter((row) => row.channel === channel.code);
    return votingHours(channel, new Set(there.map(({ area }) => zoneOf.get(area)!)));
  });
}

function rehearsalFilesOf(files: PackageFiles, rehearsal: RehearsalDefinition | null): Map<string, Uint8Array> {
  if (rehearsal === null) return new Map();
  const wanted = new Set(['rehearsal.json', ...Object.values(rehearsal.channels).flatMap(filesOfMethod)]);
  return new Map(files.all().flatMap(({ name, bytes }) => (wanted.has(name) ? [[name, bytes] as const] : [])));
}

function sha256Of(files: readonly PackageFile[]): string {
  const hash = createHash('sha256');
  for (const { name, bytes } of files) hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}
