import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Address } from '../../shared/address.ts';
import type { Areas } from '../../shared/area.ts';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { LogSummary } from '../../shared/bulletin-log/summary.ts';
import { joinAreas } from '../../shared/districts.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import type { WallDirection } from '../../shared/events.ts';
import { dataAgeMs, type Freshness, freshness } from '../../shared/freshness.ts';
import type { LiveSnapshot, Snapshot } from '../../shared/snapshot.ts';
import { chooseElection } from '../choose-election.ts';
import { NotPublishedError, Publication, UnansweredError } from '../publication.ts';
import { ServerClock } from '../server-clock.ts';
import { LiveSocket } from './live-socket.ts';
import { TickController } from './tick-controller.ts';

/** Why nothing can be shown; `connecting` passes by itself, the others when the server has more to say. */
export type Problem = 'connecting' | 'no-election' | 'unknown-election' | 'no-snapshot' | 'not-taken';

export interface LiveOptions {
  readonly address: Address;
  /** Whether to listen on the socket; without it the page polls, for caches to answer. */
  readonly socket: boolean;
  /** What the heartbeat says is on this screen; `null` sends none. */
  readonly scene: (() => string) | null;
  /** What the operator wants a wall to show. */
  readonly onDirected?: (direction: WallDirection) => void;
}

const REPORT_EVERY_MS = 10_000;
const POLL_AT_LEAST_MS = 5_000;
const ASK_AT_LEAST_EVERY_MS = 18_000;
const RETRY_AT_MOST_MS = 9_000;

/**
 * The latest snapshot of one election, whole, with its areas, and how far it can be trusted. Redraws its host when a
 * snapshot arrives and each second; never invents a number in between.
 */
export class LiveController implements ReactiveController {
  readonly clock = new ServerClock();
  readonly publication = new Publication(this.clock);
  description: ElectionDescription | null = null;
  areas: Areas | null = null;
  snapshot: Snapshot | null = null;
  problem: Problem = 'connecting';
  /** Bulletins that were announced since the page was opened. */
  announced: readonly BulletinListing[] = [];
  /** The head of the bulletins' log as it was last told; `null` before that, and where there is none. */
  log: LogSummary | null = null;

  readonly #host: ReactiveControllerHost;
  readonly #options: LiveOptions;
  #socket: LiveSocket | null = null;
  #connected = false;
  #busy = false;
  #failures = 0;
  #askAtMs = 0;
  #reportAtMs = 0;

  constructor(host: ReactiveControllerHost, options: LiveOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    new TickController(host, { onTick: () => this.#tick(), onWake: () => this.#wake() });
  }

  hostConnected(): void {
    this.#connected = true;
    this.#socket?.open();
    void this.#ask();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#socket?.close();
  }

  get past(): boolean {
    return this.#options.address.moment !== null;
  }

  get state(): Freshness {
    const { snapshot } = this;
    if (snapshot === null) return 'offline';
    return freshness({
      takenAtMs: Date.parse(snapshot.takenAt),
      serverNowMs: this.clock.nowMs(),
      intervalMs: snapshot.intervalMs,
      sinceAnswerMs: this.clock.sinceAnswerMs(),
      past: this.past,
      status: snapshot.status,
    });
  }

  /** Age of the shown numbers, ms; 0 before there are any. */
  get ageMs(): number {
    if (this.snapshot === null) return 0;
    return dataAgeMs({ takenAtMs: Date.parse(this.snapshot.takenAt), serverNowMs: this.clock.nowMs() });
  }

  #tick(): void {
    const nowMs = this.clock.monotonicMs();
    if (nowMs >= this.#askAtMs) void this.#ask();
    if (this.#options.scene === null || nowMs < this.#reportAtMs || this.#socket === null) return;
    this.#reportAtMs = nowMs + REPORT_EVERY_MS;
    this.#socket.report({
      scene: this.#options.scene(),
      build: __BUILD__,
      snapshot: this.snapshot?.number ?? null,
      clock: new Date().toISOString(),
    });
  }

  #wake(): void {
    this.clock.distrust();
    this.#socket?.restart();
    this.#askAtMs = 0;
  }

  /** Asks for what is missing: the election, then its latest snapshot. One question at a time. */
  async #ask(): Promise<void> {
    if (this.#busy || !this.#connected) return;
    if (this.past && this.snapshot !== null) return;
    this.#busy = true;
    try {
      await this.#refresh();
      this.#failures = 0;
      this.#askAtMs = this.clock.monotonicMs() + this.#pauseMs();
    } catch (error) {
      if (!(error instanceof UnansweredError || error instanceof NotPublishedError)) throw error;
      this.#failures += 1;
      const pauseMs = Math.min(RETRY_AT_MOST_MS, 1_000 * 2 ** this.#failures);
      this.#askAtMs = this.clock.monotonicMs() + pauseMs * (0.5 + Math.random());
    } finally {
      this.#busy = false;
      this.#host.requestUpdate();
    }
  }

  async #refresh(): Promise<void> {
    const { address } = this.#options;
    if (this.description === null) {
      const chosen = await chooseElection(this.publication, address.election);
      if (typeof chosen === 'string') {
        this.problem = chosen;
        return;
      }
      this.description = chosen;
    }
    const { id } = this.description;
    if (this.#options.socket && !this.past) this.#listen(id);
    try {
      const { moment } = address;
      await this.#show(await (moment === null ? this.publication.now(id) : this.publication.at(id, moment)));
    } catch (error) {
      if (error instanceof NotPublishedError) this.problem = this.past ? 'not-taken' : 'no-snapshot';
      throw error;
    }
  }

  #listen(election: string): void {
    if (this.#socket !== null) return;
    this.#socket = new LiveSocket(election, this.clock, {
      snapshot: (snapshot) => void this.#hear(snapshot),
      directed: (direction) => {
        this.#options.onDirected?.(direction);
        this.#host.requestUpdate();
      },
      bulletin: (bulletin) => {
        this.announced = [...this.announced, bulletin];
        this.#host.requestUpdate();
      },
      log: (log) => {
        this.log = log;
        this.#host.requestUpdate();
      },
    });
    this.#socket.open();
  }

  async #hear(live: LiveSnapshot): Promise<void> {
    // Silence on the socket for this long makes the screen ask by itself.
    this.#askAtMs = this.clock.monotonicMs() + this.#pauseMs(live) + live.intervalMs / 2;
    try {
      await this.#show(live);
      this.#host.requestUpdate();
    } catch (error) {
      if (!(error instanceof UnansweredError || error instanceof NotPublishedError)) throw error;
      this.#askAtMs = 0;
    }
  }

  /** Puts a snapshot on screen unless a later one stands there; fetches areas when the tree has changed. */
  async #show(received: LiveSnapshot | Snapshot): Promise<void> {
    if (this.#isOlder(received) || this.#isShown(received)) return;
    this.clock.notBefore(Date.parse(received.takenAt));
    let { areas } = this;
    if (areas?.revision !== received.areas.revision || areas.election !== received.election) {
      areas = await this.publication.areas(received.election, received.areas.revision);
    }
    const whole = joinAreas(received, areas) ?? (await this.publication.now(received.election));
    if (this.#isOlder(whole) || this.#isShown(whole) || areas.revision !== whole.areas.revision) return;
    this.areas = areas;
    this.snapshot = whole;
  }

  /** By the time it was taken, not by its number: a rehearsal begun anew counts from 1 again. */
  #isOlder(received: LiveSnapshot | Snapshot): boolean {
    return this.snapshot !== null && Date.parse(received.takenAt) < Date.parse(this.snapshot.takenAt);
  }

  /** The same count again leaves the same object on screen, so that nothing that follows it takes it for a new one. */
  #isShown({ number, takenAt }: LiveSnapshot | Snapshot): boolean {
    return this.snapshot?.number === number && this.snapshot.takenAt === takenAt;
  }

  /** Until the next question: just after the snapshot after this one is due, spread so that a crowd does not ask at once. */
  #pauseMs(latest: LiveSnapshot | Snapshot | null = this.snapshot): number {
    const intervalMs = latest?.intervalMs ?? POLL_AT_LEAST_MS;
    const dueMs = latest?.nextAt ? Date.parse(latest.nextAt) - this.clock.nowMs() : intervalMs;
    const spreadMs = Math.min(20_000, intervalMs / 3) * Math.random();
    const pauseMs = Math.max(POLL_AT_LEAST_MS * (0.9 + 0.2 * Math.random()), Math.min(dueMs, intervalMs) + spreadMs);
    // Without a socket only an answer says that the server is there: one comes well before silence means offline.
    return this.#options.socket ? pauseMs : Math.min(pauseMs, ASK_AT_LEAST_EVERY_MS * (0.8 + 0.4 * Math.random()));
  }
}
