import { expect, it } from 'vitest';
import type { Areas } from './area.ts';
import { districtsOf, joinAreas, levelOf, ranked } from './districts.ts';
import { type Snapshot, toLiveSnapshot } from './snapshot.ts';
import { rowsOfTiles, shapeOfTiles } from './tile-shape.ts';

const areas: Areas = {
  schema: 'turnout-areas/1',
  election: 'small',
  revision: 'r1',
  areas: [
    area('XX', null, 'country', { online: 100, station: 500 }),
    area('XX-N', 'XX', 'region', { online: 100, station: 300 }, [0, 0]),
    area('XX-S', 'XX', 'region', { station: 200 }, [1, 0]),
    area('XX-AWAY', 'XX', 'region', {}),
  ],
};

const snapshot = {
  election: 'small',
  areas: {
    revision: 'r1',
    level: 'region',
    codes: ['XX-N', 'XX-S', 'XX-AWAY'],
    registered: [400, 200, 0],
    issued: [90, 210, 7],
    byChannel: {
      online: { registered: [100, 0, 0], issued: [40, 0, 0] },
      station: { registered: [300, 200, 0], issued: [50, 210, 7] },
    },
  },
} as unknown as Snapshot;

it("puts back what the socket's form of a snapshot left out", () => {
  expect(joinAreas(toLiveSnapshot(snapshot), areas)).toEqual(snapshot);
});

it('does not join areas of another revision, of another election, or of another number', () => {
  const live = toLiveSnapshot(snapshot);
  expect(joinAreas(live, { ...areas, revision: 'r2' })).toBeNull();
  expect(joinAreas(live, { ...areas, election: 'other' })).toBeNull();
  expect(joinAreas(live, { ...areas, areas: areas.areas.slice(0, 3) })).toBeNull();
  expect(joinAreas(live, null)).toBeNull();
});

it('gives each district its turnout: above 100 % where more were issued, none where nobody is registered', () => {
  const shown = districtsOf(snapshot, areas, null);
  // 90 of 400 is 22.50 %, 210 of 200 is 105.00 %.
  expect(shown.map((d) => d.turnoutPct)).toEqual([22.5, 105, null]);
  expect(shown.map((d) => d.label)).toEqual(['N', 'S', 'AWAY']);
  expect(shown[2]?.tile).toBeNull();
});

it('compares with an earlier snapshot by code', () => {
  const earlier = {
    ...snapshot,
    areas: { ...snapshot.areas, codes: ['XX-S', 'XX-N'], registered: [200, 400], issued: [100, 80] },
  };
  expect(districtsOf(snapshot, areas, earlier).map((d) => d.earlierPct)).toEqual([20, 50, null]);
});

it('ranks the highest first and leaves out districts without a register', () => {
  expect(ranked(districtsOf(snapshot, areas, null)).map((d) => d.code)).toEqual(['XX-S', 'XX-N']);
});

it.each([
  [0, 1],
  [19.99, 1],
  [20, 2],
  [79.99, 4],
  [80, 5],
  [105, 5],
])('%f %% is of level %i', (pct, level) => expect(levelOf(pct)).toBe(level));

it('finds the open corner of a grid, and none in a full one', () => {
  // An L: the left four columns and the top two rows of twelve by six; open is the eight by four at the bottom right.
  const l = rowsAndColumns(12, 6).filter(([col, row]) => col < 4 || row < 2);
  expect(shapeOfTiles(l)).toEqual({ cols: 12, rows: 6, hole: { col: 4, row: 2, cols: 8, rows: 4 } });
  expect(shapeOfTiles(rowsOfTiles(12)).hole).toBeNull();
});

it('leaves the corner open where there is as much room beside', () => {
  // Six by six tiles take half the room's width.
  const l = rowsAndColumns(6, 6).filter(([col, row]) => col < 2 || row < 2);
  expect(shapeOfTiles(l)).toEqual({ cols: 6, rows: 6, hole: null });
});

function rowsAndColumns(cols: number, rows: number): (readonly [number, number])[] {
  return Array.from({ length: cols * rows }, (_, i) => [i % cols, Math.floor(i / cols)] as const);
}

function area(
  code: string,
  parent: string | null,
  level: string,
  registered: Record<string, number>,
  tile?: readonly [number, number],
) {
  return { code, parent, level, names: { en: code }, timezone: 'UTC', registered, ...(tile ? { tile } : {}) };
}
