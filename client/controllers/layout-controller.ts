import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type District, districtsOf } from '../../shared/districts.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { rowsOfTiles, shapeOfTiles, type TileShape } from '../../shared/tile-shape.ts';
import type { Tile } from '../elements/tile-grid.ts';
import type { EarlierController } from './earlier-controller.ts';
import type { LiveController } from './live-controller.ts';

/** The districts of the snapshot on screen and where their tiles stand; made anew only when the numbers change. */
export class LayoutController implements ReactiveController {
  districts: readonly District[] = [];
  tiles: readonly Tile[] = [];
  shape: TileShape = { cols: 1, rows: 1, hole: null };
  /** Districts that have no tile, or whose tile cannot say a percentage. */
  beside: readonly District[] = [];

  readonly #live: LiveController;
  readonly #earlier: EarlierController;
  #snapshot: Snapshot | null = null;
  #before: Snapshot | null = null;
  #revision = '';

  constructor(host: ReactiveControllerHost, live: LiveController, earlier: EarlierController) {
    this.#live = live;
    this.#earlier = earlier;
    host.addController(this);
  }

  hostUpdate(): void {
    const { snapshot, areas } = this.#live;
    const before = this.#earlier.snapshot;
    if (snapshot === null || areas === null || (snapshot === this.#snapshot && before === this.#before)) return;
    this.#snapshot = snapshot;
    this.#before = before;
    this.districts = districtsOf(snapshot, areas, before);
    const placed = this.districts.filter(({ tile }) => tile !== null);
    // An election without a tile file still gets tiles, in the order of its districts.
    const spots = rowsOfTiles(this.districts.length);
    this.tiles =
      placed.length > 0
        ? placed.map((district) => ({ district, at: district.tile ?? [0, 0] }))
        : this.districts.map((district, i) => ({ district, at: spots[i] ?? [0, 0] }));
    this.beside = this.districts.filter(
      (district) => (placed.length > 0 && district.tile === null) || district.turnoutPct === null,
    );
    const revision = `${areas.election} ${areas.revision} ${snapshot.areas.level}`;
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.shape = shapeOfTiles(this.tiles.map(({ at }) => at));
    }
  }
}
