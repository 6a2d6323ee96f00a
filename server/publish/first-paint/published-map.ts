import { type CountryMap, pageMap } from '../../../shared/page/country-map.ts';
import type { ProjectedMap } from '../../../shared/projected-map.ts';
import type { Representation } from '../representation.ts';

/** Size of the drawing, in units: twice the pixels of a phone, as many as the widest column of a desktop. */
const FRAME = { wide: 1000, high: 620 };
/** More path than this leaves no room for the rest of a first paint; such a country has its tiles, and its map on the wall. */
const PATHS_AT_MOST = 64 * 1024;

const drawn = new WeakMap<Representation, CountryMap | null>();

/** An election's map as a page carries it, made once; `null` without one, or with more paths than a page has room for. */
export function publishedMap(map: Representation | null): CountryMap | null {
  if (map === null) return null;
  const known = drawn.get(map);
  if (known !== undefined) return known;
  const small = pageMap(JSON.parse(map.identity.toString()) as ProjectedMap, FRAME);
  const size = small.areas.reduce((sum, { path }) => sum + path.length, 0);
  const kept = small.areas.length > 0 && size <= PATHS_AT_MOST ? small : null;
  drawn.set(map, kept);
  return kept;
}
