import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Curve, curveOf } from '../../shared/curve.ts';
import { rootOf } from '../../shared/districts.ts';
import type { Series, Snapshot } from '../../shared/snapshot.ts';
import { NotPublishedError, UnansweredError } from '../publication.ts';
import type { LiveController } from './live-controller.ts';

/** Finer than a pixel of any screen over a week. */
const STEP = 'PT10M';
const STEP_MS = 600_000;
const ASK_AT_MOST_EVERY_MS = 10_000;
/** Kept between two readings; more pass only while the series cannot be read. */
const RECENT_AT_MOST = 100;

/** The curve of the whole election, read over HTTP, and again when a step has passed or a number was missed. */
export class CurveController implements ReactiveController {
  curve: Curve | null = null;
  /** Whether the series was asked for once, whatever came of it. */
  asked = false;

  readonly #host: ReactiveControllerHost;
  readonly #live: LiveController;
  #known: Series | null = null;
  #occurred: Series | null = null;
  #recent: Snapshot[] = [];
  #shown: Snapshot | null = null;
  #readAtMs: number | null = null;
  #missed = false;
  #busy = false;
  #askAtMs = 0;

  constructor(host: ReactiveControllerHost, live: LiveController) {
    this.#host = host;
    this.#live = live;
    host.addController(this);
  }

  hostUpdate(): void {
    const { snapshot, clock } = this.#live;
    if (snapshot === null) return;
    if (snapshot !== this.#shown) this.#follow(snapshot);
    const asOfMs = Date.parse(snapshot.asOf);
    const stepPassed = this.#readAtMs === null || Math.floor(asOfMs / STEP_MS) > Math.floor(this.#readAtMs / STEP_MS);
    if (!(stepPassed || this.#missed) || this.#busy || clock.monotonicMs() < this.#askAtMs) return;
    this.#busy = true;
    this.#askAtMs = clock.monotonicMs() + ASK_AT_MOST_EVERY_MS;
    void this.#ask(snapshot).finally(() => {
      this.#busy = false;
      this.asked = true;
      this.#host.requestUpdate();
    });
  }

  #follow(snapshot: Snapshot): void {
    const previous = this.#shown;
    if (previous !== null && snapshot.number !== previous.number + 1) this.#missed = true;
    if (previous !== null && Date.parse(snapshot.asOf) < Date.parse(previous.asOf)) {
      // A rehearsal begun anew: what was read belongs to the one before.
      this.#known = null;
      this.#occurred = null;
      this.#recent = [];
      this.#readAtMs = null;
    }
    this.#shown = snapshot;
    this.#recent = [...this.#recent.slice(-RECENT_AT_MOST), snapshot];
    this.#draw();
  }

  async #ask(snapshot: Snapshot): Promise<void> {
    const { description, areas, publication } = this.#live;
    const root = areas === null ? null : rootOf(areas);
    if (description === null || root === null) return;
    const { id, opensAt } = description;
    const step = { step: STEP };
    try {
      const known = await publication.series(id, root.code, { ...step, by: 'known', to: snapshot.asOf });
      const { countedFrom } = known;
      if (countedFrom !== null && Date.parse(countedFrom) > Date.parse(opensAt)) {
        const range = { from: opensAt, to: countedFrom };
        this.#occurred = await publication.series(id, root.code, { ...step, by: 'occurred', ...range });
      }
      this.#known = known;
      this.#missed = false;
      this.#readAtMs = Date.parse(snapshot.asOf);
      this.#recent = this.#recent.filter(({ asOf }) => Date.parse(asOf) > Date.parse(snapshot.asOf));
      this.#draw();
    } catch (error) {
      if (!(error instanceof UnansweredError || error instanceof NotPublishedError)) throw error;
    }
  }

  #draw(): void {
    const { description, areas } = this.#live;
    const root = areas === null ? null : rootOf(areas);
    if (description === null || root === null || this.#shown === null) return;
    this.curve = curveOf({
      description,
      root: root.code,
      occurred: this.#occurred,
      known: this.#known,
      recent: this.#recent,
      snapshot: this.#shown,
    });
  }
}
