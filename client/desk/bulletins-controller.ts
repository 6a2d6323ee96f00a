import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { LiveController } from '../controllers/live-controller.ts';
import { NotPublishedError, UnansweredError } from '../publication.ts';

const AT_ONCE = 4;
const LIST_AT_MOST_EVERY_MS = 5_000;
const LIST_AT_LEAST_EVERY_MS = 60_000;

/** Every bulletin's listing, and the snapshots of those that are wanted, newest first; what was read never changes. */
export class BulletinsController implements ReactiveController {
  /** In the order of their numbers. */
  listings: readonly BulletinListing[] = [];
  /** Frozen snapshots by the hash of their bulletin: a rehearsal begun anew numbers from 1 again. A new map whenever one was read. */
  snapshots: ReadonlyMap<string, Snapshot> = new Map();

  readonly #host: ReactiveControllerHost;
  readonly #live: LiveController;
  #wanted: readonly BulletinListing[] = [];
  readonly #reading = new Set<string>();
  #listing = false;
  #announced = 0;
  #listAtMs = 0;
  #pauseUntilMs = 0;

  constructor(host: ReactiveControllerHost, live: LiveController) {
    this.#host = host;
    this.#live = live;
    host.addController(this);
  }

  /** Bulletins to read next; those read already are not read again. */
  want(bulletins: readonly BulletinListing[]): void {
    this.#wanted = bulletins;
    this.#readOn();
  }

  hostUpdate(): void {
    const nowMs = this.#live.clock.monotonicMs();
    const news = this.#announced !== this.#live.announced.length;
    if (this.#live.description === null || this.#listing || nowMs < this.#listAtMs) return;
    const due = news || nowMs >= this.#listAtMs + LIST_AT_LEAST_EVERY_MS || this.listings.length === 0;
    if (!due) return;
    this.#listing = true;
    this.#announced = this.#live.announced.length;
    this.#listAtMs = nowMs + LIST_AT_MOST_EVERY_MS;
    void this.#list(this.#live.description.id).finally(() => {
      this.#listing = false;
      this.#host.requestUpdate();
    });
  }

  async #list(election: string): Promise<void> {
    await this.#tolerant(async () => {
      const { bulletins } = await this.#live.publication.bulletins(election);
      this.listings = [...bulletins].sort((a, b) => a.number - b.number);
      const listed = new Set(bulletins.map(({ sha256 }) => sha256));
      if ([...this.snapshots.keys()].some((sha256) => !listed.has(sha256)))
        this.snapshots = new Map([...this.snapshots].filter(([sha256]) => listed.has(sha256)));
    });
  }

  #readOn(): void {
    const { description, clock } = this.#live;
    if (description === null || clock.monotonicMs() < this.#pauseUntilMs) return;
    const missing = [...this.#wanted]
      .reverse()
      .filter(({ sha256 }) => !this.snapshots.has(sha256) && !this.#reading.has(sha256));
    for (const listing of missing.slice(0, AT_ONCE - this.#reading.size)) {
      this.#reading.add(listing.sha256);
      void this.#read(description.id, listing);
    }
  }

  async #read(election: string, listing: BulletinListing): Promise<void> {
    await this.#tolerant(async () => {
      const { snapshot } = await this.#live.publication.bulletin(election, listing);
      if (snapshot !== null) this.snapshots = new Map(this.snapshots).set(listing.sha256, snapshot);
    });
    this.#reading.delete(listing.sha256);
    this.#readOn();
    if (this.#reading.size === 0 || this.snapshots.size % AT_ONCE === 0) this.#host.requestUpdate();
  }

  /** A file that cannot be had now is asked for again after a pause. */
  async #tolerant(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof UnansweredError || error instanceof NotPublishedError)) throw error;
      this.#pauseUntilMs = this.#live.clock.monotonicMs() + LIST_AT_MOST_EVERY_MS;
    }
  }
}
