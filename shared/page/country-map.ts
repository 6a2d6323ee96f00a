import { sewn } from './sewn-rings.ts';

type Position = readonly number[];
type Ring = readonly Position[];

/** Outlines of areas as RFC 7946 gives them; each feature's id is an area's code. */
export interface Outlines {
  readonly features: readonly {
    readonly id?: string | number;
    readonly geometry:
      | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
      | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };
  }[];
}

/** A country drawn flat, as small as a page can carry: whole units, each area one path. */
export interface CountryMap {
  readonly wide: number;
  readonly high: number;
  readonly areas: readonly MapArea[];
}

export interface MapArea {
  readonly code: string;
  /** SVG path in whole units. */
  readonly path: string;
}

type Point = readonly [number, number];
type Projection = (position: Position) => Point;

const RADIANS = Math.PI / 180;
const FULL = 360;
/** Side of the mark that stands for an area too small to be drawn, in units. */
const MARK = 3;

/**
 * The outlines by Albers' equal-area conic projection (Snyder, Map Projections, USGS 1987, p. 100), turned to the middle of
 * the country, which may lie across the 180th meridian, with standard parallels a sixth from its ends. Points that fall on
 * the same unit are one, the same one for both neighbours of a border.
 *
 * @param frame largest size of the drawing, in units; one of the two is filled
 */
export function drawMap({ features }: Outlines, frame: { wide: number; high: number }): CountryMap {
  const shapes = features.map(({ id, geometry }) => ({
    code: String(id),
    rings: sewn(geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()),
  }));
  const positions = shapes.flatMap(({ rings }) => rings).flat();
  if (positions.length === 0) return { wide: 0, high: 0, areas: [] };
  const project = projectionOf(positions);
  const points = positions.map(project);
  const [left, right] = extent(points.map(([x]) => x));
  const [top, bottom] = extent(points.map(([, y]) => y));
  const scale = Math.min(frame.wide / (right - left || 1), frame.high / (bottom - top || 1));
  const place = (position: Position): Point => {
    const [x, y] = project(position);
    return [Math.round((x - left) * scale), Math.round((y - top) * scale)];
  };
  return {
    wide: Math.round((right - left) * scale),
    high: Math.round((bottom - top) * scale),
    areas: shapes.map(({ code, rings }) => ({ code, path: pathOf(rings.map((ring) => ring.map(place))) })),
  };
}

function projectionOf(positions: readonly Position[]): Projection {
  const middle = middleLongitude(positions);
  const [west, east] = extent(positions.map(([lon = 0]) => turn(lon - middle)));
  const centre = middle + (west + east) / 2;
  const [south, north] = extent(positions.map(([, lat = 0]) => lat));
  const sixth = (north - south) / 6;
  const [sin1, sin2] = [Math.sin((south + sixth) * RADIANS), Math.sin((north - sixth) * RADIANS)];
  const n = (sin1 + sin2) / 2;
  const longitude = (lon: number) => turn(lon - centre) * RADIANS;
  if (Math.abs(n) < 1e-6) {
    // On both sides of the equator alike, the cone is a cylinder.
    const cos1 = Math.sqrt(1 - sin1 * sin1);
    return ([lon = 0, lat = 0]) => [longitude(lon) * cos1, -Math.sin(lat * RADIANS) / cos1];
  }
  const c = 1 - sin1 * sin1 + 2 * n * sin1;
  return ([lon = 0, lat = 0]) => {
    const radius = Math.sqrt(Math.max(0, c - 2 * n * Math.sin(lat * RADIANS))) / n;
    const angle = n * longitude(lon);
    return [radius * Math.sin(angle), radius * Math.cos(angle)];
  };
}

/** The mean direction of all points, so that a country on both sides of the 180th meridian has its middle within itself. */
function middleLongitude(positions: readonly Position[]): number {
  let [x, y] = [0, 0];
  for (const [lon = 0, lat = 0] of positions) {
    x += Math.cos(lon * RADIANS) * Math.cos(lat * RADIANS);
    y += Math.sin(lon * RADIANS) * Math.cos(lat * RADIANS);
  }
  return Math.atan2(y, x) / RADIANS;
}

/** All rings that can be seen; a mark where none can. */
function pathOf(rings: readonly (readonly Point[])[]): string {
  const drawn = rings.map(ringPath).join('');
  if (drawn !== '') return drawn;
  const [x, y] = rings[0]?.[0] ?? [0, 0];
  return `M${x - 1} ${y - 1}l${MARK} 0 0 ${MARK}-${MARK} 0z`;
}

/** One ring by its corners, each from the one before; nothing where it encloses no unit. */
function ringPath(points: readonly Point[]): string {
  const steps: [number, number][] = [];
  let area = 0;
  points.forEach(([x, y], i) => {
    const [fromX, fromY] = points[i - 1] ?? [x, y];
    area += fromX * y - x * fromY;
    const [dx, dy] = [x - fromX, y - fromY];
    if (dx === 0 && dy === 0) return;
    const last = steps.at(-1);
    if (last !== undefined && last[0] * dy === last[1] * dx && last[0] * dx + last[1] * dy > 0) {
      last[0] += dx;
      last[1] += dy;
    } else steps.push([dx, dy]);
  });
  const [first] = points;
  if (first === undefined || area === 0) return '';
  // The last step only closes the ring.
  const written = steps
    .slice(0, -1)
    .map(([dx, dy], i) => `${i > 0 && dx >= 0 ? ' ' : ''}${dx}${dy < 0 ? '' : ' '}${dy}`);
  return `M${first[0]} ${first[1]}l${written.join('')}z`;
}

/** A difference of longitudes, -180 to 180. */
function turn(degrees: number): number {
  return degrees - FULL * Math.round(degrees / FULL);
}

function extent(numbers: readonly number[]): [number, number] {
  return numbers.reduce<[number, number]>(
    ([least, most], n) => [Math.min(least, n), Math.max(most, n)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}
