import { words } from '../../client/words.ts';
import { MAP_FRAME, projectBoundaries } from '../../server/election-package/project-boundaries.ts';
import { districtsOf } from '../../shared/districts.ts';
import { speechOf } from '../../shared/speech.ts';
import { shapeOfTiles, tilesOf } from '../../shared/tile-shape.ts';
import { pointsBetween } from '../../shared/turnout.ts';
import '../../client/elements/district-spread.ts';
import '../../client/elements/tile-grid.ts';
import { changeClassesOf, risesOf } from '../../client/wall/change-classes.ts';
import '../../client/wall/change-map.ts';
import { type Took, twoFrames } from '../two-frames.ts';
import { landAreas, landBoundaries, landSnapshot } from './land.ts';

/** What shows the districts; a square that changes its colour shows what two frames cost. */
export type View = 'tile-grid' | 'district-spread' | 'change-map' | 'square';

/** The page as the measure drives it. */
export interface DistrictsBench {
  /** Puts a view on the page, alone, with the first snapshot. */
  make(view: View): Promise<Took>;
  /** Shows the next snapshot, from the moment it has been read. */
  update(): Promise<Took>;
}

declare global {
  interface Window {
    districtsBench: DistrictsBench;
  }
}

/** As many as an hour has: the map compares with the hour before. */
const HOUR = 60;

const speech = speechOf(words(), 'Europe/Rome');
const areas = landAreas();
const snapshots = Array.from({ length: 2 * HOUR }, (_, minute) => landSnapshot(minute));
let minute = HOUR;
let show: () => unknown = () => undefined;

window.districtsBench = {
  make: (view) =>
    twoFrames(() => {
      document.body.replaceChildren();
      show = makers[view]();
      return show();
    }),
  update: () =>
    twoFrames(() => {
      minute = HOUR + ((minute + 1) % HOUR);
      return show();
    }),
};

const makers: Record<View, () => () => unknown> = {
  'tile-grid': () => {
    const grid = document.createElement('tile-grid');
    Object.assign(grid, { speech });
    document.body.append(grid);
    const shape = shapeOfTiles(tilesOf(shown().districts).tiles.map(({ at }) => at));
    return () => {
      Object.assign(grid, { tiles: tilesOf(shown().districts).tiles, shape });
      return grid.updateComplete;
    };
  },
  'district-spread': () => {
    const spread = document.createElement('district-spread');
    Object.assign(spread, { speech });
    document.body.append(spread);
    return () => {
      Object.assign(spread, { districts: shown().districts });
      return spread.updateComplete;
    };
  },
  'change-map': () => {
    const map = document.createElement('change-map');
    Object.assign(map, { speech, textPx: 30, map: projectBoundaries(landBoundaries(), MAP_FRAME) });
    document.body.append(map);
    return () => {
      const { districts, snapshot, earlier } = shown();
      const rises = risesOf(districts);
      const country = pointsBetween(snapshot.total.turnoutPct, earlier.total.turnoutPct) ?? 0;
      const named = rises.slice(0, 2).map(({ district: { code, names } }) => ({ code, name: speech.name(names) }));
      Object.assign(map, { districts, classes: changeClassesOf(rises, country).byCode, named });
      return map.updateComplete;
    };
  },
  square: () => {
    const square = document.createElement('div');
    square.className = 'square';
    document.body.append(square);
    return () => square.classList.toggle('odd');
  },
};

/** The districts of the present minute beside those of an hour before. */
function shown() {
  const [snapshot, earlier] = [snapshots[minute], snapshots[minute - HOUR]];
  if (snapshot === undefined || earlier === undefined) throw new Error(`no snapshot of minute ${minute}`);
  return { snapshot, earlier, districts: districtsOf(snapshot, areas, earlier) };
}
