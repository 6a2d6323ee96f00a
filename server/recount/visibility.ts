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

/** Number of the transaction that stored a row; of a former cluster also the last lineage that was counted there. */
export interface Stored {
  readonly xid: string;
  readonly former_lineage: number | null;
}

/** What was visible to a snapshot, and where: the last lineage of a former cluster, 0 for this one. */
export interface Sight {
  readonly cluster: number;
  readonly visibility: Visibility;
}

/** Number of every row that was there before this cluster, and of which nothing more is known. */
const FROM_THE_BEGINNING = '3';

/** Whether a row was visible to a snapshot: those of clusters before the snapshot's were there from the beginning, those of later ones not yet. */
export function isSeen(row: Stored, sight: Sight): boolean {
  if (row.former_lineage === null && row.xid === FROM_THE_BEGINNING) return true;
  const [stored, counted] = [placeOf(row.former_lineage ?? 0), placeOf(sight.cluster)];
  return stored === counted ? isVisible(BigInt(row.xid), sight.visibility) : stored < counted;
}

/** Of clusters in order of time. */
function placeOf(cluster: number): number {
  return cluster === 0 ? Number.POSITIVE_INFINITY : cluster;
}

/**
 * Index of the first of `steps` to which a row was visible; `steps.length` where it was to none. Visibility never goes away,
 * so half of the rest is ruled out at each look.
 */
export function firstSeen(row: Stored, steps: readonly Sight[]): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isSeen(row, steps[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
