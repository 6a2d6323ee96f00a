import { type CountryMap, drawMap, type Outlines } from '../../../shared/page/country-map.ts';
import type { Representation } from '../representation.ts';

/** Size of the drawing, in units: twice the pixels of a phone, as many as the widest column of a desktop. */
const FRAME = { wide: 1000, high: 620 };
/** More path than this leaves no room for the rest of a first paint; such a country has its tiles, and its map on the wall. */
const PATHS_AT_MOST = 64 * 1024;

const drawn = new WeakMap<Representation, CountryMap | null>();

/** The map of an election's boundaries, drawn once; `null` without boundaries, or with too many for a page. */
export function publishedMap(boundaries: Representation | null): CountryMap | null {
  if (boundaries === null) return null;
  const known = drawn.get(boundaries);
  if (known !== undefined) return known;
  const map = drawMap(JSON.parse(boundaries.identity.toString()) as Outlines, FRAME);
  const size = map.areas.reduce((sum, { path }) => sum + path.length, 0);
  const kept = map.areas.length > 0 && size <= PATHS_AT_MOST ? map : null;
  drawn.set(boundaries, kept);
  return kept;
}
