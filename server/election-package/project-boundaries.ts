import { geoConicEqualArea, geoPath } from 'd3-geo';
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import { isSeam, sewnParts } from './sewn-parts.ts';

/** The boundaries of an election, RFC 7946; a feature's id is the code of its area. */
export type Boundaries = FeatureCollection<Polygon | MultiPolygon>;

/** The size in which a country is drawn, in units of the map: screens scale it, a tenth of a unit is kept. */
export const MAP_FRAME = { wide: 1600, high: 1000 };

const RADIANS = Math.PI / 180;
const FULL = 360;

/**
 * Boundaries by a conic equal-area projection of their own: turned to the middle of the country, which may lie across the
 * 180th meridian, with standard parallels a sixth from its ends, so that areas can be compared by eye.
 *
 * @param frame largest size of the drawing; one of the two is filled
 */
export function projectBoundaries({ features: given }: Boundaries, frame: typeof MAP_FRAME): ProjectedMap {
  const features = given.map(outlinedForD3);
  const points = features.flatMap(({ geometry }) => ringsOf(geometry)).flat();
  const middle = middleLongitude(points);
  const latitudes = points.map((point) => point[1] ?? 0);
  const [south, north] = [min(latitudes), max(latitudes)];
  const turned = points.map((point) => turn((point[0] ?? 0) - middle));
  const [west, east] = [min(turned), max(turned)];
  if (!(west < east && south < north)) return { schema: 'turnout-map/1', wide: 0, high: 0, areas: [], borders: '' };
  const all = { type: 'FeatureCollection' as const, features };
  const sixth = (north - south) / 6;
  const projection = geoConicEqualArea()
    .parallels([south + sixth, north - sixth])
    .rotate([-middle - (west + east) / 2, 0])
    .fitSize([frame.wide, frame.high], all);
  const path = geoPath(projection).digits(1);
  const [[left, top], [right, bottom]] = path.bounds(all);
  projection.translate([projection.translate()[0] - left, projection.translate()[1] - top]);
  return {
    schema: 'turnout-map/1',
    wide: tenths(right - left),
    high: tenths(bottom - top),
    areas: features.map((feature) => {
      const [x, y] = path.centroid(largestPart(feature, path));
      return { code: String(feature.id), path: path(feature) ?? '', at: [tenths(x), tenths(y)] };
    }),
    borders: path(bordersOf(features)) ?? '',
  };
}

/** The mean direction of all points, so that a country on both sides of the 180th meridian has its middle within itself. */
function middleLongitude(points: readonly Position[]): number {
  let [x, y] = [0, 0];
  for (const [lon = 0, lat = 0] of points) {
    x += Math.cos(lon * RADIANS) * Math.cos(lat * RADIANS);
    y += Math.sin(lon * RADIANS) * Math.cos(lat * RADIANS);
  }
  return Math.atan2(y, x) / RADIANS;
}

/** d3 walks on a globe, with what is inside on the right: outer rings clockwise, against RFC 7946. */
function outlinedForD3(feature: Feature<Polygon | MultiPolygon>): Feature<MultiPolygon> {
  const { geometry } = feature;
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const wound = parts.map((rings) =>
    rings.map((ring, i) => (isClockwise(ring) === (i === 0) ? ring : ring.toReversed())),
  );
  return { ...feature, geometry: { type: 'MultiPolygon', coordinates: sewnParts(wound) } };
}

function isClockwise(ring: readonly Position[]): boolean {
  return (
    ring.reduce((sum, [x = 0, y = 0], i) => {
      const [nextX = 0, nextY = 0] = ring[(i + 1) % ring.length] ?? [];
      return sum + turn(nextX - x) * (nextY + y);
    }, 0) > 0
  );
}

function bordersOf(features: readonly Feature<MultiPolygon>[]): MultiLineString {
  const coordinates: Position[][] = [];
  for (const ring of features.flatMap(({ geometry }) => ringsOf(geometry))) {
    let line: Position[] = [];
    ring.forEach((point, i) => {
      const before = ring[i - 1];
      if (before !== undefined && isSeam(before) && isSeam(point)) {
        coordinates.push(line);
        line = [];
      }
      line.push(point);
    });
    coordinates.push(line);
  }
  return { type: 'MultiLineString', coordinates: coordinates.filter((line) => line.length > 1) };
}

function largestPart(feature: Feature<MultiPolygon>, path: ReturnType<typeof geoPath>): Polygon {
  const parts = feature.geometry.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
  return parts.reduce((a, b) => (path.area(b) > path.area(a) ? b : a));
}

function ringsOf(geometry: MultiPolygon): Position[][] {
  return geometry.coordinates.flat();
}

function tenths(units: number): number {
  return Math.round(units * 10) / 10;
}

/** A difference of longitudes, -180 to 180. */
function turn(degrees: number): number {
  return degrees - FULL * Math.round(degrees / FULL);
}

function min(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function max(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}
