import { type Database, maybeOne, one, readSql } from '../database/database.ts';
import { type Boundaries, MAP_FRAME, projectBoundaries } from './project-boundaries.ts';

const readBoundaries = readSql(import.meta.url, './read_boundaries.sql');
const keepMap = readSql(import.meta.url, './keep_map.sql');

/** Where the areas of an election lie, as it is published. */
export interface Outlines {
  /** `boundaries.json`: GeoJSON as it stood in the package. */
  readonly boundaries: string;
  /** `map.json`: the same, drawn flat. */
  readonly map: string;
}

/** The map of a package's checked boundaries, JSON of a `ProjectedMap`. */
export function drawMap(boundaries: string): string {
  return JSON.stringify(projectBoundaries(JSON.parse(boundaries) as Boundaries, MAP_FRAME));
}

/**
 * Boundaries and map of an election; `null` where its package had none. The map was drawn when the package was loaded; of an
 * election that an older program has loaded it is drawn now, and kept.
 */
export async function readOutlines(db: Database, election: string): Promise<Outlines | null> {
  const kept = await maybeOne<{ body: string; map: string | null }>(db.pool('reading'), readBoundaries, [election]);
  if (kept === null) return null;
  const { body: boundaries } = kept;
  if (kept.map !== null) return { boundaries, map: kept.map };
  // Another copy may have been first: all of them publish the one that is kept.
  const { map } = await one<{ map: string }>(db.pool('owner'), keepMap, [election, drawMap(boundaries)]);
  return { boundaries, map };
}
