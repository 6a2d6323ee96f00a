type Position = [number, number];
type Ring = Position[];
type Polygon = Ring[];

export interface Thinning {
  readonly decimals: number;
  readonly leastArea: number;
}

/** No point that carries more than this share of its ring is left out. */
const SMALLEST_SHARE = 0.003;

/**
 * The same shapes with fewer points, by Visvalingam's rule: the point whose triangle is smallest goes first.
 *
 * Rings are cut where borders meet, and each border is thinned once for both its sides, so neighbours stay neighbours.
 * Islands and holes that vanish at this scale are left out; each shape keeps at least its largest ring.
 */
export function simplifyTogether(shapes: readonly Polygon[][], thinning: Thinning): Polygon[][] {
  const rounded = shapes.map((polygons) => polygons.map((rings) => rings.map((ring) => roundRing(ring, thinning))));
  const meeting = meetingPoints(rounded.flat(2).filter((ring) => ring.length >= 3));
  const limits = arcLimits(rounded.flat(2), meeting, thinning.leastArea);
  const arcs = new Map<string, Ring>();
  const thin = (ring: Ring) =>
    ring.length < 3 ? [] : cut(ring, meeting).flatMap((arc) => thinOnce(arc, arcs, limits).slice(1));
  return rounded.map((polygons) => {
    const kept = polygons
      .map((rings) => rings.map(thin))
      .map(([outer = [], ...holes]) => [outer, ...holes.filter((hole) => area(hole) >= thinning.leastArea)]);
    const largest = Math.max(...kept.map(([outer = []]) => area(outer)));
    return kept
      .filter(([outer = []]) => outer.length >= 3 && area(outer) >= Math.min(largest, thinning.leastArea))
      .map((rings) => rings.filter((ring) => ring.length >= 3).map((ring) => [...ring, ring[0]!]));
  });
}

/** Rounded, open (the last point is not the first again), without repeated points and without needles. */
function roundRing(ring: Ring, { decimals }: Thinning): Ring {
  const scale = 10 ** decimals;
  const out: Ring = [];
  for (const [x, y] of ring) {
    const point: Position = [Math.round(x * scale) / scale, Math.round(y * scale) / scale];
    if (out.length > 0 && same(out.at(-1)!, point)) continue;
    if (out.length > 1 && same(out.at(-2)!, point)) out.pop();
    else out.push(point);
  }
  while (out.length > 1 && same(out[0]!, out.at(-1)!)) out.pop();
  return out;
}

/** Points where a border ends or branches: they have more than one pair of neighbours over all rings. */
function meetingPoints(rings: Ring[]): Set<string> {
  const neighbours = new Map<string, string>();
  const meeting = new Set<string>();
  for (const ring of rings) {
    ring.forEach((point, i) => {
      const pair = [keyOf(ring.at(i - 1)!), keyOf(ring[(i + 1) % ring.length]!)].sort().join(' ');
      const key = keyOf(point);
      const known = neighbours.get(key);
      if (known === undefined) neighbours.set(key, pair);
      else if (known !== pair) meeting.add(key);
    });
  }
  return meeting;
}

/** The ring as arcs from meeting point to meeting point; a ring without any is one arc from its smallest point. */
function cut(ring: Ring, meeting: Set<string>): Ring[] {
  const starts = ring.flatMap((point, i) => (meeting.has(keyOf(point)) ? [i] : []));
  if (starts.length === 0) {
    const keys = ring.map(keyOf);
    starts.push(keys.indexOf(keys.toSorted()[0]!));
  }
  const from = [...ring.slice(starts[0]), ...ring.slice(0, starts[0])];
  const arcs: Ring[] = [];
  let arc: Ring = [from[0]!];
  for (const point of [...from.slice(1), from[0]!]) {
    arc.push(point);
    if (point === from[0] || meeting.has(keyOf(point))) {
      arcs.push(arc);
      arc = [point];
    }
  }
  return arcs;
}

/** Each arc's least area: a small ring keeps finer points, and so does the border it shares. */
function arcLimits(rings: Ring[], meeting: Set<string>, leastArea: number): Map<string, number> {
  const limits = new Map<string, number>();
  for (const ring of rings.filter((one) => one.length >= 3)) {
    const limit = Math.min(leastArea, area(ring) * SMALLEST_SHARE);
    for (const arc of cut(ring, meeting)) {
      const { key } = arcKey(arc);
      limits.set(key, Math.min(limit, limits.get(key) ?? limit));
    }
  }
  return limits;
}

/** The arc thinned, by the same result in whichever direction it is met first. */
function thinOnce(arc: Ring, known: Map<string, Ring>, limits: Map<string, number>): Ring {
  const { key, turned } = arcKey(arc);
  let thinned = known.get(key);
  if (thinned === undefined) {
    thinned = visvalingam(turned ? arc.toReversed() : arc, limits.get(key)!);
    known.set(key, thinned);
  }
  return turned ? thinned.toReversed() : thinned;
}

/** The same key for both directions of an arc. */
function arcKey(arc: Ring): { key: string; turned: boolean } {
  const keys = arc.map(keyOf);
  const forward = keys.join(' ');
  const backward = keys.reverse().join(' ');
  return backward < forward ? { key: backward, turned: true } : { key: forward, turned: false };
}

function visvalingam(arc: Ring, leastArea: number): Ring {
  const points = [...arc];
  const closed = same(points[0]!, points.at(-1)!);
  const fewest = closed ? 4 : 2;
  const areaAt = (i: number) => triangle(points[i - 1]!, points[i]!, points[i + 1]!);
  const areas = points.map((_, i) => (i === 0 || i === points.length - 1 ? Number.POSITIVE_INFINITY : areaAt(i)));
  while (points.length > fewest) {
    let least = 0;
    areas.forEach((size, i) => {
      if (size < areas[least]!) least = i;
    });
    const size = areas[least]!;
    if (!(size < leastArea)) break;
    points.splice(least, 1);
    areas.splice(least, 1);
    // A point never counts for less than the one removed before it, so a long gentle bend does not dissolve.
    for (const i of [least - 1, least]) {
      if (i > 0 && i < points.length - 1) areas[i] = Math.max(size, areaAt(i));
    }
  }
  return points;
}

/** Area on a map that narrows with latitude, in square degrees at the equator. */
function triangle(a: Position, b: Position, c: Position): number {
  const doubled = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
  return (Math.abs(doubled) / 2) * Math.cos((b[1] * Math.PI) / 180);
}

function area(ring: Ring): number {
  const first = ring[0];
  if (first === undefined) return 0;
  let doubled = 0;
  ring.forEach(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    doubled += x * nextY - nextX * y;
  });
  return (Math.abs(doubled) / 2) * Math.cos((first[1] * Math.PI) / 180);
}

function keyOf(point: Position): string {
  return `${point[0]},${point[1]}`;
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}
