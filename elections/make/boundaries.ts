import { readFileSync } from 'node:fs';
import { simplifyTogether } from './simplify.ts';

type Position = [number, number];
type Ring = Position[];
type Geometry = { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };

interface Feature {
  readonly properties: Record<string, unknown>;
  readonly geometry: Geometry;
}

export interface BoundaryOptions {
  /** Property that holds the area's code. */
  readonly key: string;
  /** Decimals of a degree that are kept. */
  readonly decimals: number;
  /** Points that carry less than this area, in square degrees at the equator, are left out. */
  readonly leastArea: number;
  /** Properties of the published feature; its id is the code. */
  readonly properties: (code: string, source: Record<string, unknown>) => Record<string, unknown>;
}

/** `boundaries.geojson`: one feature a line, ordered by code, borders that are shared still shared after thinning. */
export function boundaries(path: string, options: BoundaryOptions): string {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: Feature[] };
  const polygons = features.map(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  );
  const thinned = simplifyTogether(polygons, { decimals: options.decimals, leastArea: options.leastArea });
  const lines = features
    .map(({ properties }, i) => {
      const code = String(properties[options.key]);
      return [
        code,
        JSON.stringify({
          type: 'Feature',
          id: code,
          properties: options.properties(code, properties),
          geometry: geometryOf(thinned[i]!),
        }),
      ] as const;
    })
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, text]) => text);
  return `{"type":"FeatureCollection","features":[\n${lines.join(',\n')}\n]}\n`;
}

function geometryOf(polygons: Ring[][]): Geometry {
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0]! }
    : { type: 'MultiPolygon', coordinates: polygons };
}
