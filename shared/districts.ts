import type { Area, Areas } from './area.ts';
import type { Names } from './election.ts';
import type { ChannelCounts, LiveSnapshot, Snapshot } from './snapshot.ts';
import { turnoutPct } from './turnout.ts';

/** One displayed area at one snapshot. */
export interface District {
  readonly code: string;
  /** A few letters for a tile: the code without its country, or the English name's first where that is a number. */
  readonly label: string;
  readonly names: Names;
  readonly registered: number;
  readonly issued: number;
  /** `null` where nobody is registered. */
  readonly turnoutPct: number | null;
  /** Turnout in the snapshot compared with; `null` without one. */
  readonly earlierPct: number | null;
  readonly tile: readonly [number, number] | null;
  readonly disputed: boolean;
}

/**
 * The whole snapshot: what the socket left out, put back from `areas.json`. `null` when the areas are of another
 * revision or do not fit, and must be fetched.
 */
export function joinAreas(live: LiveSnapshot | Snapshot, areas: Areas | null): Snapshot | null {
  if ('codes' in live.areas) return live as Snapshot;
  if (areas === null || areas.revision !== live.areas.revision || areas.election !== live.election) return null;
  const shown = areas.areas.filter((area) => area.level === live.areas.level);
  if (shown.length !== live.areas.issued.length) return null;
  const byChannel = Object.fromEntries(
    Object.entries(live.areas.byChannel).map(([channel, counts]): [string, ChannelCounts] => [
      channel,
      { ...counts, registered: shown.map((area) => area.registered[channel] ?? 0) },
    ]),
  );
  const registered = shown.map((area) => Object.values(area.registered).reduce((sum, n) => sum + n, 0));
  return {
    ...live,
    areas: { ...live.areas, codes: shown.map((area) => area.code), registered, byChannel },
  };
}

/** The displayed areas of a snapshot in its order, with turnout in an earlier snapshot beside. */
export function districtsOf(snapshot: Snapshot, areas: Areas, earlier: Snapshot | null): District[] {
  const byCode = new Map(areas.areas.map((area) => [area.code, area]));
  const before = new Map(earlier?.areas.codes.map((code, i) => [code, i]));
  return snapshot.areas.codes.map((code, i) => {
    const area = byCode.get(code);
    const registered = snapshot.areas.registered[i] ?? 0;
    const issued = snapshot.areas.issued[i] ?? 0;
    const j = before.get(code);
    const names = area?.names ?? { en: code };
    return {
      code,
      label: labelOf(code, names),
      names,
      registered,
      issued,
      turnoutPct: turnoutPct(issued, registered),
      earlierPct:
        earlier === null || j === undefined
          ? null
          : turnoutPct(earlier.areas.issued[j] ?? 0, earlier.areas.registered[j] ?? 0),
      tile: area?.tile ?? null,
      disputed: area?.disputed === true,
    };
  });
}

/** Code of the tree's root, the whole election; `null` for a tree without one. */
export function rootOf(areas: Areas): Area | null {
  return areas.areas.find((area) => area.parent === null) ?? null;
}

/** Highest first; districts where nobody is registered are left out. Equal ones stand in the order of their codes. */
export function ranked(districts: readonly District[]): District[] {
  return districts
    .filter((district) => district.turnoutPct !== null)
    .sort((a, b) => (b.turnoutPct ?? 0) - (a.turnoutPct ?? 0) || (a.code < b.code ? -1 : 1));
}

/** Whether it has voters of whom none was issued a ballot yet: to be told apart from a low turnout. */
export function isUncounted({ registered, issued }: Pick<District, 'registered' | 'issued'>): boolean {
  return registered > 0 && issued === 0;
}

/** Turnout class 1…5 by the fixed breaks 0-20-40-60-80-100; all above 80 is 5. */
export function levelOf(pct: number): 1 | 2 | 3 | 4 | 5 {
  return Math.min(5, Math.max(1, Math.floor(pct / 20) + 1)) as 1 | 2 | 3 | 4 | 5;
}

function labelOf(code: string, names: Names): string {
  const own = code.replace(/^[A-Z]{1,2}-/u, '');
  if (/\p{L}/u.test(own) && own.length <= 4) return own;
  return [...(names.en ?? code)].slice(0, 3).join('').toLocaleUpperCase('en');
}

/** A name without what stands in brackets at its end: `Baikonur (Kazakhstan)` is `Baikonur`. */
export function shortName(name: string): string {
  return name.replace(/\s*\([^)]*\)$/u, '');
}
