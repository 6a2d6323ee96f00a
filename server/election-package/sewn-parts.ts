import type { Position } from 'geojson';

/** A polygon: its outline and its holes, each closed. */
export type Part = Position[][];

const HALF = 180;

/** The parts of one area, all wound alike, with those made one that only the 180th meridian parts in the data. */
export function sewnParts(parts: readonly Part[]): Part[] {
  const whole: Part[] = [];
  for (const part of parts) {
    const own = fromSeam(part[0]);
    const mate = own === null ? -1 : whole.findIndex((other) => meets(fromSeam(other[0]), own));
    const other = whole[mate];
    const edge = fromSeam(other?.[0]);
    if (own === null || other === undefined || edge === null) whole.push(part);
    else whole[mate] = [[...edge, ...own.slice(1)], ...other.slice(1), ...part.slice(1)];
  }
  return whole;
}

/** Whether a point lies on the 180th meridian. */
export function isSeam(point: Position | undefined): boolean {
  return Math.abs(Math.abs(point?.[0] ?? 0) - HALF) < 1e-6;
}

/** A ring begun behind its edge on the meridian, so that this edge would close it; `null` of one without such an edge. */
function fromSeam(ring: readonly Position[] = []): Position[] | null {
  const open = ring.slice(0, -1);
  const edge = open.findIndex((point, i) => isSeam(point) && isSeam(ring[i + 1]));
  return edge < 0 ? null : [...open.slice(edge + 1), ...open.slice(0, edge + 1)];
}

/** Whether two such rings have the same edge, each from its own side. */
function meets(a: readonly Position[] | null, b: readonly Position[]): boolean {
  return a !== null && latitude(a[0]) === latitude(b.at(-1)) && latitude(a.at(-1)) === latitude(b[0]);
}

function latitude(point: Position | undefined): number | undefined {
  return point?.[1];
}
