import { type District, isUncounted } from '../../shared/districts.ts';
import { pointsBetween } from '../../shared/turnout.ts';

/** How far a district's rise lies from the country's: 1 far below … 3 about the same … 5 far above. */
export type ChangeClass = 1 | 2 | 3 | 4 | 5;

/** One district and its rise since the hour before, percentage points. */
export interface Rise {
  readonly district: District;
  readonly points: number;
}

export interface ChangeClasses {
  /** Breaks of the five classes, points below and above the country's rise. */
  readonly breaks: readonly [number, number, number, number];
  readonly byCode: ReadonlyMap<string, ChangeClass>;
}

/** Inner and outer break, largest first: the steps that a map may have, so that hours can be told apart by few legends. */
const STEPS = [
  [2, 5],
  [1, 2.5],
  [0.4, 1],
  [0.2, 0.5],
  [0.1, 0.25],
] as const;
/** Steps are as wide as they can be while no more than this share of districts is about the same as the country. */
const SAME_AT_MOST = 0.6;

/** Rises of the districts that have one, fastest first; equal ones in the order of their codes. */
export function risesOf(districts: readonly District[]): Rise[] {
  return districts
    .filter((district) => !isUncounted(district))
    .map((district) => ({ district, points: pointsBetween(district.turnoutPct, district.earlierPct) }))
    .filter((rise): rise is Rise => rise.points !== null)
    .sort((a, b) => b.points - a.points || (a.district.code < b.district.code ? -1 : 1));
}

/** @param countryPoints the whole's rise, percentage points */
export function changeClassesOf(rises: readonly Rise[], countryPoints: number): ChangeClasses {
  const away = rises.map(({ points }) => points - countryPoints);
  const step =
    STEPS.find(([inner]) => away.filter((points) => Math.abs(points) < inner).length <= SAME_AT_MOST * away.length) ??
    STEPS[STEPS.length - 1] ??
    STEPS[0];
  const [inner, outer] = step;
  const byCode = new Map<string, ChangeClass>();
  rises.forEach(({ district }, i) => {
    const points = away[i] ?? 0;
    const to = points <= -outer ? 1 : points <= -inner ? 2 : points < inner ? 3 : points < outer ? 4 : 5;
    byCode.set(district.code, to);
  });
  return { breaks: [-outer, -inner, inner, outer], byCode };
}
