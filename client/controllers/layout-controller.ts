import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Area } from '../../shared/area.ts';
import { type District, districtsOf } from '../../shared/districts.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { shapeOfTiles, type Tile, type TileShape, tilesOf } from '../../shared/tile-shape.ts';
import { votingStateAt } from '../voting-hours.ts';
import type { EarlierController } from './earlier-controller.ts';
import type { LiveController } from './live-controller.ts';

/** The districts of the snapshot on screen and where their tiles stand; made anew only when the numbers change. */
export class LayoutController implements ReactiveController {
  districts: readonly District[] = [];
  tiles: readonly Tile[] = [];
  shape: TileShape = { cols: 1, rows: 1, hole: null };
  /** Districts that have no tile, or whose tile cannot say a percentage. */
  beside: readonly District[] = [];
  /** Codes of displayed areas where voting is over for today; none where it is over in all. */
  closed: ReadonlySet<string> = new Set();

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
    const { tiles, beside } = tilesOf(this.districts);
    this.tiles = tiles;
    this.beside = beside;
    this.closed = this.#closedAt(Date.parse(snapshot.asOf));
    const revision = `${areas.election} ${areas.revision} ${snapshot.areas.level}`;
    if (revision !== this.#revision) {
      this.#revision = revision;
      this.shape = shapeOfTiles(this.tiles.map(({ at }) => at));
    }
  }

  #closedAt(asOfMs: number): ReadonlySet<string> {
    const { areas, description, snapshot } = this.#live;
    if (areas === null || description === null || snapshot?.status === 'final') return new Set();
    // Whole regions share a zone and channels: each combination is judged once.
    const judged = new Map<string, boolean>();
    const isClosed = ({ registered, timezone }: Area): boolean => {
      const channels = description.channels.filter(({ code }) => (registered[code] ?? 0) > 0);
      const key = [timezone, ...channels.map(({ code }) => code)].join(' ');
      const known = judged.get(key) ?? votingStateAt(channels, timezone, asOfMs) === 'closed';
      judged.set(key, known);
      return known;
    };
    const shown = areas.areas.filter(({ level }) => level === snapshot?.areas.level);
    const closed = shown.filter(isClosed);
    // Where all are, none is told apart by it.
    return new Set(closed.length === shown.length ? [] : closed.map(({ code }) => code));
  }
}
