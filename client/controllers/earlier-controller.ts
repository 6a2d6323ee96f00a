import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BulletinListing } from '../../shared/bulletin.ts';
import { correctionOf } from '../../shared/page/corrected-view.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { NotPublishedError, UnansweredError } from '../publication.ts';
import type { LiveController } from './live-controller.ts';

const HOUR_MS = 3_600_000;
const ASK_AT_LEAST_MS = 5_000;
const ASK_AT_MOST_MS = 60_000;
/** A correction is announced on the socket: to who was away just then, and to who has none, only the list tells it. */
const LIST_AT_LEAST_EVERY_MS = 60_000;

/** The snapshot frozen at least an hour before the one on screen, to compare with, and the newest bulletin. */
export class EarlierController implements ReactiveController {
  /** `null` where no hour was frozen that long ago. */
  snapshot: Snapshot | null = null;
  /** The newest bulletin not after the shown moment. */
  bulletin: BulletinListing | null = null;

  /** Whether it was asked for once, whatever came of it. */
  asked = false;

  readonly #host: ReactiveControllerHost;
  readonly #live: LiveController;
  /** In order of their hours; of one hour the newest last. */
  #listed: readonly BulletinListing[] | null = null;
  /** Hash of the bulletin that `snapshot` was read from. */
  #read: string | null = null;
  #announced = 0;
  #listedAtMs = 0;
  #busy = false;
  #askAtMs = 0;

  constructor(host: ReactiveControllerHost, live: LiveController) {
    this.#host = host;
    this.#live = live;
    host.addController(this);
  }

  hostUpdate(): void {
    const { snapshot, clock } = this.#live;
    if (snapshot === null || this.#busy || clock.monotonicMs() < this.#askAtMs) return;
    const asOfMs = Date.parse(snapshot.asOf);
    if (this.snapshot !== null && Date.parse(this.snapshot.asOf) > asOfMs) this.snapshot = null;
    if (
      this.#isListed(asOfMs) &&
      (this.#wanted(asOfMs)?.sha256 ?? null) === (this.snapshot === null ? null : this.#read)
    )
      return;
    this.#busy = true;
    this.#askAtMs = clock.monotonicMs() + Math.min(ASK_AT_MOST_MS, Math.max(ASK_AT_LEAST_MS, snapshot.intervalMs));
    void this.#ask(asOfMs).finally(() => {
      this.#busy = false;
      this.asked = true;
      this.#host.requestUpdate();
    });
  }

  /** Number of the newest bulletin that tells the hour of a snapshot again; `null` where none is known. */
  correctionOf(snapshot: number): number | null {
    return correctionOf(this.#listed ?? [], snapshot);
  }

  /** Whether the list is of this minute, and reaches the hour that a snapshot of this moment is compared with. */
  #isListed(asOfMs: number): boolean {
    const { announced, clock, past } = this.#live;
    if (this.#listed === null || this.#announced !== announced.length) return false;
    if (!past && clock.monotonicMs() - this.#listedAtMs >= LIST_AT_LEAST_EVERY_MS) return false;
    const last = this.#listed.at(-1);
    return last !== undefined && Date.parse(last.asOf) > asOfMs - HOUR_MS;
  }

  #wanted(asOfMs: number): BulletinListing | null {
    return this.#listed?.findLast((row) => row.snapshot !== null && Date.parse(row.asOf) <= asOfMs - HOUR_MS) ?? null;
  }

  async #ask(asOfMs: number): Promise<void> {
    const { description, publication, announced, clock } = this.#live;
    if (description === null) return;
    try {
      this.#announced = announced.length;
      const { bulletins } = await publication.bulletins(description.id);
      this.#listedAtMs = clock.monotonicMs();
      this.#listed = [...bulletins].sort((a, b) => Date.parse(a.asOf) - Date.parse(b.asOf) || a.number - b.number);
      this.bulletin = this.#listed.findLast((row) => Date.parse(row.asOf) <= asOfMs) ?? null;
      const wanted = this.#wanted(asOfMs);
      if (wanted === null) this.snapshot = null;
      else if (wanted.sha256 !== this.#read || this.snapshot === null) {
        this.snapshot = (await publication.bulletin(description.id, wanted)).snapshot;
        this.#read = wanted.sha256;
      }
    } catch (error) {
      if (!(error instanceof UnansweredError || error instanceof NotPublishedError)) throw error;
    }
  }
}
