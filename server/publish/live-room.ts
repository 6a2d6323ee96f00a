import type { BroadcastOperator, DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents, WallReport } from '../../shared/events.ts';
import type { LatestSnapshot } from './snapshot-shelf.ts';

/** What is remembered of a connection. */
export interface LiveSocketData {
  readonly election: string;
  /** The wall's last report; absent for who is no wall. */
  report?: WallReport;
}

export type LiveNamespace = Namespace<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, LiveSocketData>;
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, LiveSocketData>;

/** Sockets written to in one turn of the event loop; the rest wait for the next. */
const SLICE_SOCKETS = 250;
/** Bytes that may wait for a reader before it is let go; twice a snapshot where that is more. */
const LARGEST_BACKLOG_BYTES = 256_000;
/** Messages that may not be skipped and wait for a reader before it is let go. */
const LARGEST_BACKLOG_MESSAGES = 64;
/** Roughly what taking one connection costs a core, ms: a restart spreads the return over the sum. */
const RETURN_COST_MS = 1;
const SHORTEST_RETURN_MS = 1_000;

type Audience = BroadcastOperator<ServerToClientEvents, LiveSocketData>;

interface Slice {
  readonly name: string;
  readonly sockets: Set<LiveSocket>;
  /** SHA-256 of the snapshot it was sent last: a rehearsal begun anew counts from 1 again. */
  sent: string | null;
}

/**
 * Everyone who follows one election.
 *
 * The latest snapshot replaces what was not yet sent: a reader that is too slow for a frame gets the newest when it has drained, so
 * nothing queues and all end equal. Ten thousand are told in slices, so that no turn of the event loop is long.
 */
export class LiveRoom {
  readonly #election: string;
  readonly #live: LiveNamespace;
  readonly #latest: () => LatestSnapshot | null;
  readonly #dropped: (reason: string) => void;
  readonly #slices: Slice[] = [];
  /** Sockets that could not take a snapshot. */
  readonly #behind = new WeakSet<LiveSocket>();
  /** Messages that wait for a socket which is not ready. */
  readonly #waiting = new WeakMap<LiveSocket, number>();
  #telling = false;

  constructor(o: {
    election: string;
    live: LiveNamespace;
    latest: () => LatestSnapshot | null;
    dropped: (reason: string) => void;
  }) {
    this.#election = o.election;
    this.#live = o.live;
    this.#latest = o.latest;
    this.#dropped = o.dropped;
  }

  /** Takes a newcomer in; the first thing it hears is the latest snapshot. */
  enter(socket: LiveSocket): void {
    const slice = this.#sliceWithRoom();
    slice.sockets.add(socket);
    void socket.join(slice.name);
    socket.once('disconnect', () => slice.sockets.delete(socket));
    const latest = this.#latest();
    if (latest !== null) socket.emit('snapshot:taken', latest.live);
    socket.conn.transport.on('ready', () => {
      this.#waiting.delete(socket);
      const newest = this.#latest();
      if (newest !== null && this.#behind.delete(socket)) socket.emit('snapshot:taken', newest.live);
    });
  }

  /** Sends the latest snapshot to every slice that has another one. */
  broadcastLatest(): void {
    if (this.#telling) return;
    this.#telling = true;
    this.#tellNext();
  }

  /** Sends something that must not be skipped. */
  broadcast(send: (to: Audience) => void): void {
    for (const slice of this.#slices) {
      for (const socket of slice.sockets) {
        if (socket.conn.transport.writable) continue;
        const waiting = (this.#waiting.get(socket) ?? 0) + 1;
        this.#waiting.set(socket, waiting);
        if (waiting > LARGEST_BACKLOG_MESSAGES) this.#drop(socket);
      }
      send(this.#live.to(slice.name));
    }
  }

  /** Tells each slice that the server stops; when to come back differs from one to the next. */
  sayLeaving(): void {
    const connected = this.#slices.reduce((sum, slice) => sum + slice.sockets.size, 0);
    const base = Math.max(SHORTEST_RETURN_MS, connected * RETURN_COST_MS);
    for (const slice of this.#slices) {
      const retryAfterMs = Math.round(base * (1 + Math.random()));
      this.#live.to(slice.name).emit('server:leaving', { retryAfterMs });
    }
  }

  #tellNext(): void {
    const latest = this.#latest();
    const slice = latest === null ? undefined : this.#slices.find((one) => one.sent !== latest.sha256);
    if (latest === null || slice === undefined) {
      this.#telling = false;
      return;
    }
    slice.sent = latest.sha256;
    const largest = Math.max(LARGEST_BACKLOG_BYTES, 2 * latest.representation.identity.length);
    for (const socket of slice.sockets) {
      if (socket.conn.transport.writable) continue;
      this.#behind.add(socket);
      if (socket.conn.request.socket.writableLength > largest) this.#drop(socket);
    }
    this.#live.to(slice.name).volatile.emit('snapshot:taken', latest.live);
    setImmediate(() => this.#tellNext());
  }

  #drop(socket: LiveSocket): void {
    this.#dropped('slow-reader');
    socket.disconnect(true);
  }

  #sliceWithRoom(): Slice {
    const found = this.#slices.find((slice) => slice.sockets.size < SLICE_SOCKETS);
    if (found !== undefined) return found;
    const slice = {
      name: `${this.#election}#${this.#slices.length}`,
      sockets: new Set<LiveSocket>(),
      sent: this.#latest()?.sha256 ?? null,
    };
    this.#slices.push(slice);
    return slice;
  }
}
