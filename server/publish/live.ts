import type { Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type DefaultEventsMap, Server } from 'socket.io';
import type { BulletinListing } from '../../shared/bulletin.ts';
import {
  type ClientToServerEvents,
  LIVE_NAMESPACE,
  type ServerToClientEvents,
  type WallDirection,
} from '../../shared/events.ts';
import { LiveRoom, type LiveSocket, type LiveSocketData } from './live-room.ts';
import { onceParser } from './once-encoder.ts';
import type { PublishedStore } from './published-store.ts';
import type { SocketAdmission } from './socket-admission.ts';
import type { Tallies } from './tallies.ts';
import { ReportPace, readWallReport } from './wall-report.ts';

type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, LiveSocketData>;

/** Largest message a client may send, bytes. */
const LARGEST_MESSAGE_BYTES = 10_000;
const HANDSHAKE_MS = 5_000;
const GOODBYE_MS = 300;

/** The live connections: who is let in, what they are told, what they may say. */
export class Live {
  readonly io: LiveServer;
  readonly #store: PublishedStore;
  readonly #tallies: Tallies;
  readonly #rooms = new Map<string, LiveRoom>();
  readonly #now: () => Date;

  constructor(o: {
    server: HttpServer | HttpsServer;
    store: PublishedStore;
    admission: SocketAdmission;
    tallies: Tallies;
    log: Logger;
    now: () => Date;
  }) {
    this.#store = o.store;
    this.#tallies = o.tallies;
    this.#now = o.now;
    this.io = new Server(o.server, {
      transports: ['websocket'],
      serveClient: false,
      allowEIO3: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
      connectTimeout: HANDSHAKE_MS,
      parser: onceParser(() => o.tallies.encoded.inc()),
      allowRequest: (request, decide) => {
        const refusal = o.admission.admit(request);
        if (refusal !== null) {
          o.tallies.refused.inc({ reason: refusal });
          o.log.debug({ reason: refusal }, 'a live connection was refused');
        }
        decide(refusal, refusal === null);
      },
    });
    this.io.use((_socket, next) => next(new Error(`connect to ${LIVE_NAMESPACE}`)));
    const live = this.io.of(LIVE_NAMESPACE);
    live.use((socket, next) => {
      const { election } = socket.handshake.query;
      if (typeof election !== 'string' || this.#store.find(election) === undefined) {
        next(Object.assign(new Error('No such election is published here'), { data: { code: 'unknown-election' } }));
        return;
      }
      socket.data = { election };
      next();
    });
    live.on('connection', (socket: LiveSocket) => this.#welcome(socket));
  }

  /** Sends everyone of an election its latest snapshot. */
  broadcastSnapshot(election: string): void {
    this.#room(election).broadcastLatest();
  }

  broadcastBulletin(election: string, listing: BulletinListing): void {
    this.#room(election).broadcast((to) => to.emit('bulletin:published', listing));
  }

  broadcastLog(election: string): void {
    const summary = this.#store.find(election)?.log.summary ?? null;
    if (summary !== null) this.#room(election).broadcast((to) => to.emit('log:signed', summary));
  }

  /** Tells every wall of an election what to show. */
  directWalls(election: string, direction: WallDirection): void {
    this.#room(election).broadcast((to) => to.emit('wall:directed', direction));
  }

  /** Connections of an election, and how many of them are walls more than one snapshot behind. */
  count(election: string): { connected: number; behind: number } {
    const latest = this.#store.find(election)?.snapshots.latest?.number ?? 0;
    let connected = 0;
    let behind = 0;
    for (const socket of this.io.of(LIVE_NAMESPACE).sockets.values()) {
      if (socket.data.election !== election) continue;
      connected += 1;
      const { report } = socket.data;
      if (report !== undefined && (report.snapshot ?? 0) < latest - 1) behind += 1;
    }
    return { connected, behind };
  }

  /** Says goodbye, each part of the audience with another pause before it comes back, and waits a moment for it to leave. */
  async sayLeaving(): Promise<void> {
    for (const room of this.#rooms.values()) room.sayLeaving();
    const sockets = [...this.io.of(LIVE_NAMESPACE).sockets.values()];
    const untilMs = performance.now() + GOODBYE_MS;
    while (
      performance.now() < untilMs &&
      sockets.some((socket) => socket.connected && !socket.conn.transport.writable)
    ) {
      await setTimeout(10);
    }
  }

  #room(election: string): LiveRoom {
    let room = this.#rooms.get(election);
    if (room === undefined) {
      room = new LiveRoom({
        election,
        live: this.io.of(LIVE_NAMESPACE),
        latest: () => this.#store.find(election)?.snapshots.latest ?? null,
        dropped: (reason) => this.#tallies.dropped.inc({ reason }),
      });
      this.#rooms.set(election, room);
    }
    return room;
  }

  #welcome(socket: LiveSocket): void {
    this.#room(socket.data.election).enter(socket);
    const log = this.#store.find(socket.data.election)?.log.summary ?? null;
    if (log !== null) socket.emit('log:signed', log);
    const pace = new ReportPace();
    socket.use(([event, report, acknowledge], next) => {
      const read = event === 'wall:reported' && typeof acknowledge === 'function' ? readWallReport(report) : null;
      const fault = read === null ? 'unknown-message' : pace.allows(this.#now().getTime()) ? null : 'too-often';
      if (fault === null) return next();
      this.#tallies.dropped.inc({ reason: fault });
      socket.disconnect(true);
    });
    socket.on('wall:reported', (report, acknowledge) => {
      socket.data.report = report;
      acknowledge({ serverTime: this.#now().toISOString() });
    });
  }
}
