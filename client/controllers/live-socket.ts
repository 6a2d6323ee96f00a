import { io, type Socket } from 'socket.io-client';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { LogSummary } from '../../shared/bulletin-log/summary.ts';
import {
  type ClientToServerEvents,
  LIVE_NAMESPACE,
  type ServerToClientEvents,
  type WallDirection,
  type WallReport,
} from '../../shared/events.ts';
import type { LiveSnapshot } from '../../shared/snapshot.ts';
import type { ServerClock } from '../server-clock.ts';

type LiveConnection = Socket<ServerToClientEvents, ClientToServerEvents>;

export interface LiveSocketHandlers {
  readonly snapshot: (snapshot: LiveSnapshot) => void;
  readonly bulletin: (bulletin: BulletinListing) => void;
  readonly directed: (direction: WallDirection) => void;
  readonly log: (log: LogSummary) => void;
}

const REPORT_TIMEOUT_MS = 8_000;
/** After a refusal, which socket.io itself does not try again. */
const REFUSED_RETRY_MS = 10_000;

/** A connection to `/live` that never gives up; whatever the server says teaches the clock. */
export class LiveSocket {
  readonly #socket: LiveConnection;
  readonly #clock: ServerClock;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(election: string, clock: ServerClock, handlers: LiveSocketHandlers) {
    this.#clock = clock;
    this.#socket = io(LIVE_NAMESPACE, {
      transports: ['websocket'],
      query: { election },
      autoConnect: false,
      // Its own manager: two elections or a restart never share a connection that is going away.
      forceNew: true,
      reconnectionDelay: 1_000,
      reconnectionDelayMax: 9_000,
      randomizationFactor: 0.5,
      timeout: 10_000,
    });
    this.#socket.on('snapshot:taken', (snapshot) => {
      clock.answered();
      handlers.snapshot(snapshot);
    });
    this.#socket.on('bulletin:published', (bulletin) => {
      clock.answered();
      handlers.bulletin(bulletin);
    });
    this.#socket.on('wall:directed', (direction) => {
      clock.answered();
      handlers.directed(direction);
    });
    this.#socket.on('log:signed', (log) => {
      clock.answered();
      handlers.log(log);
    });
    this.#socket.on('server:leaving', ({ retryAfterMs }) => this.#leave(retryAfterMs));
    this.#socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.#retryIfIdle();
    });
    this.#socket.on('connect_error', () => this.#retryIfIdle());
    this.#socket.io.on('ping', () => clock.answered());
  }

  open(): void {
    clearTimeout(this.#retry);
    this.#socket.connect();
  }

  close(): void {
    clearTimeout(this.#retry);
    this.#socket.disconnect();
  }

  /** Drops a connection that may be dead without knowing it, and makes a new one. */
  restart(): void {
    this.close();
    this.open();
  }

  /** The heartbeat: tells the server what stands on this screen, and learns the server's clock from its answer. */
  report(report: WallReport): void {
    if (!this.#socket.connected) return;
    const sentAt = this.#clock.monotonicMs();
    this.#socket.timeout(REPORT_TIMEOUT_MS).emit('wall:reported', report, (error, answer) => {
      if (error !== null) return;
      const halfWayMs = (this.#clock.monotonicMs() - sentAt) / 2;
      this.#clock.answered();
      this.#clock.measured(Date.parse(answer.serverTime) + halfWayMs, halfWayMs + 1);
    });
  }

  #leave(retryAfterMs: number): void {
    this.close();
    this.#retry = setTimeout(() => this.open(), retryAfterMs * (1 + Math.random()));
  }

  /** socket.io tries again by itself when a connection is lost, but not when the server closed or refused it. */
  #retryIfIdle(): void {
    if (this.#socket.active) return;
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.open(), REFUSED_RETRY_MS * (0.5 + Math.random()));
  }
}
