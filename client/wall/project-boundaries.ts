import { geoConicEqualArea, geoPath } from 'd3-geo';
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';

/** A country drawn flat, in units of `ProjectedMap.wide`. */
export interface ProjectedMap {
  readonly wide: number;
  readonly high: number;
  readonly areas: readonly ProjectedArea[];
  /** Lines between and around areas, without the seam that the 180th meridian cuts into their data. */
  readonly borders: string;
}

export interface ProjectedArea {
  readonly code: string;
  /** SVG path. */
  readonly path: string;
  /** Middle of its largest part. */
  readonly at: readonly [number, number];
}

export type Boundaries = FeatureCollection<Polygon | MultiPolygon>;

const RADIANS = Math.PI / 180;
const FULL = 360;

/**
 * Boundaries by a conic equal-area projection of their own: turned to the middle of the country, which may lie across the
 * 180th meridian, with standard parallels a sixth from its ends, so that areas can be compared by eye.
 *
 * @param wide largest width of the drawing; the height follows
 * @param high largest height
 */
export function projectBoundaries(boundaries: Boundaries, wide: number, high: number): ProjectedMap {
  const features = boundaries.features.map(outlinedForD3);
  const points = features.flatMap(({ geometry }) => ringsOf(geometry)).flat();
  const middle = middleLongitude(points);
  const latitudes = points.map((point) => point[1] ?? 0);
  const [south, north] = [min(latitudes), max(latitudes)];
  const turned = points.map((point) => turn((point[0] ?? 0) - middle));
  const all = { type: 'FeatureCollection' as const, features };
  const sixth = (north - south) / 6;
  const projection = geoConicEqualArea()
    .parallels([south + sixth, north - sixth])
    .rotate([-middle - (min(turned) + max(turned)) / 2, 0])
    .fitExtent(
      [
        [0, 0],
        [wide, high],
      ],
      all,
    );
  const path = geoPath(projection).digits(1);
  const [[left, top], [right, bottom]] = path.bounds(all);
  projection.translate([projection.translate()[0] - left, projection.translate()[1] - top]);
  return {
    wide: right - left,
    high: bottom - top,
    areas: features.map((feature) => ({
      code: String(feature.id),
      path: path(feature) ?? '',
      at: path.centroid(largestPart(feature, path)),
    })),
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
  const coordinates = parts.map((rings) =>
    rings.map((ring, i) => (isClockwise(ring) === (i === 0) ? ring : ring.toReversed())),
  );
  return { ...feature, geometry: { type: 'MultiPolygon', coordinates } };
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

function isSeam(point: Position): boolean {
  return Math.abs(Math.abs(point[0] ?? 0) - FULL / 2) < 1e-6;
}

function largestPart(feature: Feature<MultiPolygon>, path: ReturnType<typeof geoPath>): Polygon {
  const parts = feature.geometry.coordinates.map((coordinates): Polygon => ({ type: 'Polygon', coordinates }));
  return parts.reduce((a, b) => (path.area(b) > path.area(a) ? b : a));
}

function ringsOf(geometry: Polygon | MultiPolygon): Position[][] {
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
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
