import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import type { LiveController } from '../controllers/live-controller.ts';
import { NotPublishedError, UnansweredError } from '../publication.ts';

const ASK_AGAIN_MS = 15_000;

/** The country's map, read once for each revision of its areas, and only on a wall that may show it. */
export class MapController implements ReactiveController {
  /** `null` until it was read; `none` in an election without one. */
  map: ProjectedMap | 'none' | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #live: LiveController;
  readonly #wanted: () => boolean;
  #revision = '';
  #busy = false;
  #askAtMs = 0;

  /** @param wanted whether a map is or may come on screen */
  constructor(host: ReactiveControllerHost, live: LiveController, wanted: () => boolean) {
    this.#host = host;
    this.#live = live;
    this.#wanted = wanted;
    host.addController(this);
  }

  /** Whether a map can be shown, as far as is known. */
  get possible(): boolean {
    return this.map !== 'none';
  }

  hostUpdate(): void {
    const { areas, description, clock } = this.#live;
    if (areas === null || description === null || this.#busy || !this.#wanted() || clock.monotonicMs() < this.#askAtMs)
      return;
    if (this.#revision === `${areas.election} ${areas.revision}`) return;
    this.#busy = true;
    this.#askAtMs = clock.monotonicMs() + ASK_AGAIN_MS;
    void this.#read(description.id, areas.revision).finally(() => {
      this.#busy = false;
      this.#host.requestUpdate();
    });
  }

  async #read(election: string, revision: string): Promise<void> {
    try {
      const map = await this.#live.publication.map(election, revision);
      this.map = map.areas.length === 0 ? 'none' : map;
    } catch (error) {
      if (error instanceof UnansweredError) return;
      if (!(error instanceof NotPublishedError)) throw error;
      this.map = 'none';
    }
    this.#revision = `${election} ${revision}`;
  }
}
