import type pg from 'pg';
import type { Logger } from 'pino';

/** What the server says of one of its sessions. */
export type SessionState =
  /** It works on a statement, or sends what came of it. */
  | 'working'
  /** It waits for us, or is no more: the answer that we wait for was lost. */
  | 'not-working'
  /** In the middle of a statement it waits for more of it from us; of a COPY it has had so many bytes. */
  | { readonly hadBytes: number }
  /** The server answers, and does not tell. */
  | 'untold'
  /** Nothing answers. */
  | 'unreachable';

/** One session among all that a server ever had: process numbers are given out again. */
export interface SessionName {
  readonly pid: number;
  /** Seconds after 1970, as the server writes them. */
  readonly startedAt: string;
}

export interface SilenceOptions {
  /** An answer that is not there after so long is asked after, and again each time as much has passed. */
  readonly silentAfterMs: number;
  /** Asks the server on another connection. */
  readonly askState: (session: SessionName) => Promise<SessionState>;
  readonly log: Logger;
}

/** A session that the server calls idle so often in a row owes us nothing: its last words had time to arrive. */
const NOT_WORKING_TIMES = 2;
/** The network may be gone for a while, and a long statement outlive that; and a busy server be slow to say which session is ours. */
const UNREACHABLE_TIMES = 3;

interface Watched {
  session: SessionName | null;
  /** Since when an answer is waited for, by the monotonic clock; `null` while none is. */
  waitingSinceMs: number | null;
  askedAtMs: number;
  notWorking: number;
  unreachable: number;
  /** Of a statement that the server has in part, when last asked; `null` where it was not so. */
  hadBytes: number | null;
  asking: boolean;
}

/**
 * Gives up connections that swallow packets. Neither end is told when a network stops carrying, or carries to something that keeps all:
 * the statement was done long ago, and its answer never comes. A long statement looks just the same from here. So the server is asked,
 * on a new connection, what that session does: while it works it is waited for, however long that takes, and while it gets more of what
 * we send, too.
 */
export class SilentConnections {
  readonly #watched = new Map<pg.Client, Watched>();
  readonly #o: SilenceOptions;
  #timer: NodeJS.Timeout | null = null;

  constructor(o: SilenceOptions) {
    this.#o = o;
  }

  /** Watches a connection until it ends; from its first statement on. */
  watch(client: pg.Client): void {
    const state: Watched = {
      session: null,
      waitingSinceMs: null,
      askedAtMs: 0,
      notWorking: 0,
      unreachable: 0,
      hadBytes: null,
      asking: false,
    };
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    Object.assign(client, {
      query: (...args: unknown[]) => {
        if (state.waitingSinceMs === null) begin(state);
        return query(...args);
      },
    });
    client.on('drain', () => {
      state.waitingSinceMs = null;
    });
    client.on('end', () => this.#forget(client));
    this.#watched.set(client, state);
    this.#timer ??= setInterval(() => this.#look(), Math.max(10, this.#o.silentAfterMs / 4)).unref();
  }

  /** Tells which session of the server a connection is; until then nobody can be asked about it, and it counts as not reached. */
  name(client: pg.Client, session: SessionName): void {
    const state = this.#watched.get(client);
    if (state !== undefined) state.session = session;
  }

  #forget(client: pg.Client): void {
    this.#watched.delete(client);
    if (this.#watched.size > 0 || this.#timer === null) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  #look(): void {
    const nowMs = performance.now();
    for (const [client, state] of this.#watched) {
      if (state.waitingSinceMs === null || state.asking || nowMs - state.askedAtMs < this.#o.silentAfterMs) continue;
      void this.#ask(client, state);
    }
  }

  async #ask(client: pg.Client, state: Watched): Promise<void> {
    const since = state.waitingSinceMs;
    state.asking = true;
    const found = state.session === null ? 'unreachable' : await this.#o.askState(state.session);
    state.asking = false;
    state.askedAtMs = performance.now();
    // It was answered meanwhile, and perhaps asked something else.
    if (state.waitingSinceMs !== since || !this.#watched.has(client)) return;
    const hadBytes = typeof found === 'object' ? found.hadBytes : null;
    const getsNothing = hadBytes !== null && hadBytes === state.hadBytes;
    state.hadBytes = hadBytes;
    state.notWorking = found === 'not-working' || getsNothing ? state.notWorking + 1 : 0;
    state.unreachable = found === 'unreachable' ? state.unreachable + 1 : 0;
    const lost = state.notWorking >= NOT_WORKING_TIMES || state.unreachable >= UNREACHABLE_TIMES;
    if (!lost) return;
    this.#forget(client);
    this.#o.log.error(
      { pid: state.session?.pid, silentMs: Math.round(performance.now() - (since ?? 0)), server: found },
      'a database connection swallows what is sent; it is given up',
    );
    // With a statement under way this cuts the connection, and the statement fails.
    await client.end().catch(() => {});
  }
}

function begin(state: Watched): void {
  state.waitingSinceMs = performance.now();
  state.askedAtMs = state.waitingSinceMs;
  state.notWorking = 0;
  state.unreachable = 0;
  state.hadBytes = null;
}
