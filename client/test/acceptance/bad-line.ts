import { connect, createServer, type Server, type Socket } from 'node:net';

/** A connection through the line, with both its ends. */
interface Pair {
  readonly screen: Socket;
  readonly server: Socket;
  /** Whether it asked to become a websocket. */
  webSocket: boolean;
  /** What the server said while the line was silent, and has not come through. */
  readonly held: Buffer[];
}

/**
 * A line between screens and the real server, which passes bytes on as they are and goes bad on demand: it cuts, refuses, or
 * says nothing while everything stays connected. Screens know the line's own port, which never changes.
 */
export class BadLine {
  /** Websockets that were ever opened through it. */
  webSockets = 0;
  readonly #pairs = new Set<Pair>();
  #target = '';
  #listener: Server | null = null;
  #port = 0;
  #silent: 'all' | 'websockets' | null = null;

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Websockets that are open now. */
  get openWebSockets(): number {
    return [...this.#pairs].filter(({ webSocket }) => webSocket).length;
  }

  /** Leads to a server from now on; opens the line, on the same port as before. */
  async lead(target: string): Promise<void> {
    this.#target = target;
    if (this.#listener !== null) return;
    const listener = createServer({ allowHalfOpen: true }, (screen) => this.#join(screen));
    await new Promise<void>((listening) => listener.listen(this.#port, '127.0.0.1', listening));
    this.#port = (listener.address() as { port: number }).port;
    this.#listener = listener;
  }

  /** Cuts every connection and refuses new ones, until it is led somewhere again. */
  async cut(): Promise<void> {
    const listener = this.#listener;
    this.#listener = null;
    this.#silent = null;
    const closed = new Promise((resolve) => listener?.close(resolve) ?? resolve(null));
    this.#drop(() => true);
    await closed;
  }

  /** Cuts the websockets alone; new ones may be made. */
  cutWebSockets(): void {
    this.#drop(({ webSocket }) => webSocket);
  }

  /** Lets nothing through to the screens, though all stays connected and new connections are accepted. */
  silence(what: 'all' | 'websockets'): void {
    this.#silent = what;
  }

  /** Delivers all that was held back, at once and in order, and goes on. */
  release(): void {
    this.#silent = null;
    for (const pair of this.#pairs) {
      for (const chunk of pair.held.splice(0)) pair.screen.write(chunk);
    }
  }

  #join(screen: Socket): void {
    const { hostname, port } = new URL(this.#target);
    const server = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const pair: Pair = { screen, server, webSocket: false, held: [] };
    this.#pairs.add(pair);
    screen.once('data', (first) => {
      pair.webSocket = /\r\nupgrade: websocket\r\n/iu.test(first.toString('latin1'));
      if (pair.webSocket) this.webSockets += 1;
    });
    screen.on('data', (chunk) => server.write(chunk));
    server.on('data', (chunk) => {
      const silent = this.#silent === 'all' || (this.#silent === 'websockets' && pair.webSocket);
      if (silent) pair.held.push(chunk);
      else screen.write(chunk);
    });
    for (const [end, other] of [
      [screen, server],
      [server, screen],
    ] as const) {
      end.on('end', () => other.end());
      // A reset is one of the faults this line is here for.
      end.on('error', () => other.destroy());
      end.on('close', () => {
        other.end();
        this.#pairs.delete(pair);
      });
    }
  }

  #drop(chosen: (pair: Pair) => boolean): void {
    for (const pair of [...this.#pairs].filter(chosen)) {
      pair.screen.resetAndDestroy();
      pair.server.destroy();
    }
  }
}
