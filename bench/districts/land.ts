import type { Boundaries } from '../../server/election-package/project-boundaries.ts';
import type { Area, Areas } from '../../shared/area.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { turnoutPct } from '../../shared/turnout.ts';

const COLS = 80;
const ROWS = 40;
/** Points on each side of a district's outline. */
const SIDE = 10;

/** 3,200 districts in 40 rows of 80, each a tile and an outline of 40 points that it shares with its neighbours. */
export const DISTRICTS = COLS * ROWS;

const electorateOf = (i: number) => 2_000 + ((i * 7919) % 90_000);

/** Areas in the form that `areas.json` has. */
export function landAreas(): Areas {
  const district = (i: number): Area => ({
    code: codeOf(i),
    parent: 'XX',
    level: 'district',
    names: { en: `District ${i}`, ru: `Район ${i}` },
    timezone: 'Europe/Rome',
    registered: { station: electorateOf(i) },
    tile: [i % COLS, Math.floor(i / COLS)],
  });
  const districts = Array.from({ length: DISTRICTS }, (_, i) => district(i));
  const registered = { station: districts.reduce((sum, area) => sum + (area.registered.station ?? 0), 0) };
  const whole = {
    code: 'XX',
    parent: null,
    level: 'country',
    names: { en: 'Land' },
    timezone: 'Europe/Rome',
    registered,
  };
  return { schema: 'turnout-areas/1', election: 'land', revision: 'r1', areas: [whole, ...districts] };
}

/** The snapshot of a minute in its published form: every district has risen since the minute before. */
export function landSnapshot(minute: number): Snapshot {
  const all = Array.from({ length: DISTRICTS }, (_, i) => i);
  const registered = all.map(electorateOf);
  const issued = registered.map((n, i) => Math.floor((n * (minute + 60) * (40 + ((i * 37) % 55))) / 100 / 800));
  const sum = (ns: readonly number[]) => ns.reduce((total, n) => total + n, 0);
  const total = {
    registered: sum(registered),
    issued: sum(issued),
    turnoutPct: turnoutPct(sum(issued), sum(registered)),
  };
  const asOf = new Date(Date.parse('2022-09-25T07:00:00Z') + minute * 60_000).toISOString();
  return {
    schema: 'turnout-snapshot/1',
    election: 'land',
    mode: 'rehearsal',
    lineage: 1,
    number: minute + 1,
    asOf,
    takenAt: asOf,
    covers: 1,
    loaded: false,
    intervalMs: 60_000,
    nextAt: null,
    clock: { speed: 1 },
    status: 'provisional',
    open: true,
    basis: { numerator: 'issued', denominator: 'registered' },
    total,
    channels: { station: total },
    coverage: {
      feeds: DISTRICTS,
      reported: DISTRICTS,
      registeredReported: total.registered,
      oldestAsOf: asOf,
      lastHeardAt: asOf,
      silentSources: 0,
    },
    late: 0,
    corrections: [],
    previous: null,
    areas: {
      revision: 'r1',
      level: 'district',
      codes: all.map(codeOf),
      registered,
      issued,
      byChannel: { station: { registered, issued } },
    },
  };
}

/** Outlines in the form that `boundaries.json` has: neighbours meet along the same crooked line. */
export function landBoundaries(): Boundaries {
  const features = Array.from({ length: DISTRICTS }, (_, i) => {
    const [col, row] = [i % COLS, Math.floor(i / COLS)];
    const along = Array.from({ length: SIDE }, (_, step) => step / SIDE);
    const ring = [
      ...along.map((t) => pointAt(col, row + t)),
      ...along.map((t) => pointAt(col + t, row + 1)),
      ...along.map((t) => pointAt(col + 1, row + 1 - t)),
      ...along.map((t) => pointAt(col + 1 - t, row)),
      pointAt(col, row),
    ];
    return {
      type: 'Feature' as const,
      id: codeOf(i),
      properties: {},
      geometry: { type: 'Polygon' as const, coordinates: [ring] },
    };
  });
  return { type: 'FeatureCollection', features };
}

/** Longitude and latitude of a place in the grid, pushed aside by a wave that depends on the place alone. */
function pointAt(x: number, y: number): [number, number] {
  const east = x + 0.18 * Math.sin(9.1 * x + 14.3 * y);
  const south = y + 0.18 * Math.sin(13.7 * x - 8.3 * y);
  return [6 + east * 0.15, 47 - south * 0.25];
}

function codeOf(i: number): string {
  return `XX-${String(i).padStart(4, '0')}`;
}
