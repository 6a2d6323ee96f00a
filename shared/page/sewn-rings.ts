type Position = readonly number[];
type Ring = readonly Position[];

const HALF = 180;

/** The rings of one area, closed, with those made one that only the 180th meridian parts in the data. */
export function sewn(rings: readonly Ring[]): readonly Ring[] {
  const whole: Ring[] = [];
  for (const ring of rings) {
    const own = fromSeam(ring);
    const mate = own === null ? -1 : whole.findIndex((other) => meets(fromSeam(other), own));
    const other = whole[mate] === undefined ? null : fromSeam(whole[mate]);
    if (own === null || other === null) whole.push(ring);
    else whole[mate] = [...other, ...own.slice(1)];
  }
  return whole;
}

/** A ring begun behind its edge on the meridian, so that this edge would close it; `null` of one without such an edge. */
function fromSeam(ring: Ring): Ring | null {
  const open = ring.slice(0, -1);
  const edge = open.findIndex((point, i) => isSeam(point) && isSeam(ring[i + 1]));
  return edge < 0 ? null : [...open.slice(edge + 1), ...open.slice(0, edge + 1)];
}

/** Whether two such rings have the same edge, each from its own side. */
function meets(a: Ring | null, b: Ring): boolean {
  return a !== null && latitude(a[0]) === latitude(b.at(-1)) && latitude(a.at(-1)) === latitude(b[0]);
}

function isSeam(point: Position | undefined): boolean {
  return Math.abs(Math.abs(point?.[0] ?? 0) - HALF) < 1e-6;
}

function latitude(point: Position | undefined): number | undefined {
  return point?.[1];
}
