import type { BulletinListing } from '../../shared/bulletin.ts';
import { isUncounted } from '../../shared/districts.ts';
import { instantOfLocal, zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { pointsBetween, turnoutPct } from '../../shared/turnout.ts';

/** One district at one hour. */
export interface GridCell {
  readonly pct: number | null;
  readonly issued: number;
  /** Since the bulletin before; `null` where there is none to compare with. */
  readonly points: number | null;
  readonly rise: number | null;
  /** It has voters of whom none was issued a ballot, while others were: nothing is known of it yet. */
  readonly uncounted: boolean;
}

/** One hour that was counted: its bulletin, and a cell for each row, `null` while it is read. */
export interface GridHour {
  readonly listing: BulletinListing;
  readonly cells: ReadonlyMap<string, GridCell> | null;
}

/** Hours on end that were not counted as they passed. */
export interface GridGap {
  readonly first: BulletinListing;
  readonly last: BulletinListing;
}

export type GridColumn = GridHour | GridGap;

/** Row key of the whole election; no area's code is empty. */
export const TOTAL_ROW = '';

/** Days that have bulletins, `YYYY-MM-DD` in the election's zone, in order. */
export function daysOf(listings: readonly BulletinListing[], zone: string): string[] {
  return [...new Set(listings.map((listing) => dayOf(listing, zone)))].sort();
}

/** Noon of a day in the election's zone, ms: an instant that is of that day there, however far from UTC. */
export function noonOf(day: string, zone: string): number {
  return instantOfLocal(day, '12:00', zone);
}

/**
 * One day's hours, each with its rise since the counted bulletin before; those not counted, as one column as long as they
 * follow each other.
 *
 * @param snapshots by the hash of the bulletin they stand in
 */
export function columnsOf(
  day: string,
  listings: readonly BulletinListing[],
  snapshots: ReadonlyMap<string, Snapshot>,
  zone: string,
): GridColumn[] {
  const columns: GridColumn[] = [];
  const all = standing(listings);
  for (const listing of all.filter((each) => dayOf(each, zone) === day)) {
    const gap = columns.at(-1);
    if (listing.snapshot !== null) {
      const snapshot = snapshots.get(listing.sha256);
      const before = snapshots.get(countedBefore(listing, all)?.sha256 ?? '') ?? null;
      columns.push({ listing, cells: snapshot === undefined ? null : cellsOf(snapshot, before) });
    } else if (gap !== undefined && 'first' in gap) {
      columns[columns.length - 1] = { first: gap.first, last: listing };
    } else {
      columns.push({ first: listing, last: listing });
    }
  }
  return columns;
}

/** The bulletins that a day's grid is made of: its own that were counted, and the last one counted before it. */
export function bulletinsFor(day: string, listings: readonly BulletinListing[], zone: string): BulletinListing[] {
  const all = standing(listings);
  const own = all.filter((listing) => listing.snapshot !== null && dayOf(listing, zone) === day);
  const before = own[0] === undefined ? null : countedBefore(own[0], all);
  return [...(before === null ? [] : [before]), ...own];
}

/** @param all in order of their hours */
function countedBefore(listing: BulletinListing, all: readonly BulletinListing[]): BulletinListing | null {
  const atMs = Date.parse(listing.asOf);
  return all.findLast(({ snapshot, asOf }) => snapshot !== null && Date.parse(asOf) < atMs) ?? null;
}

/** Bulletins that no later one corrects, in order of their hours. */
function standing(listings: readonly BulletinListing[]): BulletinListing[] {
  return listings
    .filter(({ correctedBy }) => correctedBy === null)
    .sort((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf) || a.number - b.number);
}

function cellsOf(snapshot: Snapshot, before: Snapshot | null): Map<string, GridCell> {
  const cells = new Map<string, GridCell>();
  const earlier = before === null ? null : countsOf(before);
  for (const [code, [issued, registered]] of countsOf(snapshot)) {
    const [issuedThen, registeredThen] = earlier?.get(code) ?? [null, null];
    const pct = turnoutPct(issued, registered);
    cells.set(code, {
      pct,
      issued,
      points: issuedThen === null ? null : pointsBetween(pct, turnoutPct(issuedThen, registeredThen)),
      rise: issuedThen === null ? null : issued - issuedThen,
      uncounted: snapshot.total.issued > 0 && isUncounted({ registered, issued }),
    });
  }
  return cells;
}

function countsOf({ total, areas }: Snapshot): Map<string, readonly [number, number]> {
  const counts = new Map<string, readonly [number, number]>([[TOTAL_ROW, [total.issued, total.registered]]]);
  areas.codes.forEach((code, i) => {
    counts.set(code, [areas.issued[i] ?? 0, areas.registered[i] ?? 0]);
  });
  return counts;
}

function dayOf(listing: BulletinListing, zone: string): string {
  return zonedInstant(Date.parse(listing.asOf), zone).slice(0, 10);
}
