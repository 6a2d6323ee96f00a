/** A `pg_snapshot` taken apart: which transactions were over when it was taken. */
export interface Visibility {
  readonly xmin: bigint;
  readonly xmax: bigint;
  /** Those between `xmin` and `xmax` that were still under way. */
  readonly underWay: ReadonlySet<bigint>;
}

/** Reads PostgreSQL's text form, `xmin:xmax:xip,xip…`. */
export function readVisibility(text: string): Visibility {
  const [xmin, xmax, underWay] = text.split(':');
  if (xmin === undefined || xmax === undefined || underWay === undefined) {
    throw new Error(`not a pg_snapshot: ${text}`);
  }
  return {
    xmin: BigInt(xmin),
    xmax: BigInt(xmax),
    underWay: new Set(underWay === '' ? [] : underWay.split(',').map(BigInt)),
  };
}

/** Whether what transaction `xid` committed was visible then, by the rule of PostgreSQL's `pg_visible_in_snapshot`. */
export function isVisible(xid: bigint, visibility: Visibility): boolean {
  if (xid < visibility.xmin) return true;
  if (xid >= visibility.xmax) return false;
  return !visibility.underWay.has(xid);
}

/**
 * Index of the first of `steps` in which `xid` was visible; `steps.length` where it was in none. Visibility never goes away,
 * so half of the rest is ruled out at each look.
 */
export function firstVisible(xid: bigint, steps: readonly Visibility[]): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isVisible(xid, steps[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
