import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type Curve, curveOf } from '../../shared/curve.ts';
import { rootOf } from '../../shared/districts.ts';
import { descriptionOfArea, snapshotOfArea } from '../../shared/page/snapshot-of-area.ts';
import type { Series, Snapshot } from '../../shared/snapshot.ts';
import { NotPublishedError, UnansweredError } from '../publication.ts';
import type { LiveController } from './live-controller.ts';

/** Finer than a pixel of any screen over a week. */
const STEP = 'PT10M';
const STEP_MS = 600_000;
const ASK_AT_MOST_EVERY_MS = 10_000;
/** Kept between two readings; more pass only while the series cannot be read. */
const RECENT_AT_MOST = 100;

/** The curve of the whole election, or of one district, read over HTTP, and again when a step has passed or a number was missed. */
export class CurveController implements ReactiveController {
  curve: Curve | null = null;
  /** Whether the series was asked for once, whatever came of it. */
  asked = false;

  readonly #host: ReactiveControllerHost;
  readonly #live: LiveController;
  readonly #area: string | null;
  #known: Series | null = null;
  #occurred: Series | null = null;
  #recent: Snapshot[] = [];
  #shown: Snapshot | null = null;
  #readAtMs: number | null = null;
  #missed = false;
  #busy = false;
  #askAtMs = 0;

  /** @param area whose curve it is; `null` for the whole election's */
  constructor(host: ReactiveControllerHost, live: LiveController, area: string | null = null) {
    this.#host = host;
    this.#live = live;
    this.#area = area;
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
    this.#recent = [...this.#recent.slice(-RECENT_AT_MOST), this.#own(snapshot)];
    this.#draw();
  }

  async #ask(snapshot: Snapshot): Promise<void> {
    const { description, publication } = this.#live;
    const code = this.code;
    if (description === null || code === null) return;
    const { id, opensAt } = description;
    const step = { step: STEP };
    // Whatever is missed from here on is not in what is read.
    this.#missed = false;
    try {
      const known = await publication.series(id, code, { ...step, by: 'known', to: snapshot.asOf });
      const { countedFrom } = known;
      let occurred = this.#occurred;
      if (countedFrom !== null && Date.parse(countedFrom) > Date.parse(opensAt)) {
        const range = { from: opensAt, to: countedFrom };
        occurred = await publication.series(id, code, { ...step, by: 'occurred', ...range });
      }
      // Begun anew while it was read: this is the course of the one before.
      if (this.#shown !== null && Date.parse(this.#shown.asOf) < Date.parse(snapshot.asOf)) return;
      this.#occurred = occurred;
      this.#known = known;
      this.#readAtMs = Date.parse(snapshot.asOf);
      this.#recent = this.#recent.filter(({ asOf }) => Date.parse(asOf) > Date.parse(snapshot.asOf));
      this.#draw();
    } catch (error) {
      this.#missed = true;
      if (!(error instanceof UnansweredError || error instanceof NotPublishedError)) throw error;
    }
  }

  /** By the time ballots were issued, from the opening to now, for a chart that is drawn so. Throws as `Publication` does. */
  async readOccurred(asOf: string): Promise<Series | null> {
    const { description, publication } = this.#live;
    const code = this.code;
    if (description === null || code === null) return null;
    const range = { from: description.opensAt, to: asOf };
    return publication.series(description.id, code, { step: STEP, by: 'occurred', ...range });
  }

  /** Code of the area whose curve it is; `null` before the areas are known. */
  get code(): string | null {
    const { areas } = this.#live;
    return this.#area ?? (areas === null ? null : (rootOf(areas)?.code ?? null));
  }

  #draw(): void {
    const { description } = this.#live;
    const code = this.code;
    if (description === null || code === null || this.#shown === null) return;
    const snapshot = this.#own(this.#shown);
    this.curve = curveOf({
      description: this.#area === null ? description : descriptionOfArea(description, snapshot),
      root: code,
      occurred: this.#occurred,
      known: this.#known,
      recent: this.#recent,
      snapshot,
    });
  }

  /** A snapshot as the curve's area tells it. */
  #own(snapshot: Snapshot): Snapshot {
    const { areas } = this.#live;
    return this.#area === null || areas === null ? snapshot : snapshotOfArea(snapshot, areas, this.#area);
  }
}
