import type { BulletinListing } from '../../shared/bulletin.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { pointsBetween, turnoutPct } from '../../shared/turnout.ts';

/** One district at one hour. */
export interface GridCell {
  readonly pct: number | null;
  readonly issued: number;
  /** Since the bulletin before; `null` where there is none to compare with. */
  readonly points: number | null;
  readonly rise: number | null;
}

/** One hour: its bulletin, and a cell for each row, `null` while it is read or where the hour was not counted. */
export interface GridColumn {
  readonly listing: BulletinListing;
  readonly cells: ReadonlyMap<string, GridCell> | null;
}

/** Row key of the whole election; no area's code is empty. */
export const TOTAL_ROW = '';

/** Days that have bulletins, `YYYY-MM-DD` in the election's zone, in order. */
export function daysOf(listings: readonly BulletinListing[], zone: string): string[] {
  return [...new Set(listings.map((listing) => dayOf(listing, zone)))].sort();
}

/** One day's hours, and the counted bulletin before each, which its increments are taken from. */
export function columnsOf(
  day: string,
  listings: readonly BulletinListing[],
  snapshots: ReadonlyMap<number, Snapshot>,
  zone: string,
): GridColumn[] {
  return standing(listings)
    .filter((listing) => dayOf(listing, zone) === day)
    .map((listing) => {
      const snapshot = snapshots.get(listing.number);
      const previous = previousCounted(listing, listings);
      const before = previous === null ? null : (snapshots.get(previous.number) ?? null);
      return { listing, cells: snapshot === undefined ? null : cellsOf(snapshot, before) };
    });
}

/** Numbers of the bulletins that a day's grid is made of: its own, and the last one counted before it. */
export function numbersOf(day: string, listings: readonly BulletinListing[], zone: string): number[] {
  const own = standing(listings).filter((listing) => dayOf(listing, zone) === day);
  const before = own[0] === undefined ? null : previousCounted(own[0], listings);
  return [...(before === null ? [] : [before]), ...own]
    .filter(({ snapshot }) => snapshot !== null)
    .map((l) => l.number);
}

function previousCounted(listing: BulletinListing, listings: readonly BulletinListing[]): BulletinListing | null {
  return (
    standing(listings).findLast(
      ({ snapshot, asOf }) => snapshot !== null && Date.parse(asOf) < Date.parse(listing.asOf),
    ) ?? null
  );
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
