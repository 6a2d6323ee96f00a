import type { IncomingMessage } from 'node:http';
import { callerKey } from './client-address.ts';

export interface SocketLimits {
  /** Connections at once. */
  readonly sockets: number;
  /** Of them from one address. */
  readonly socketsPerAddress: number;
}

export type Refusal = 'origin' | 'too-many' | 'too-many-from-address';

/**
 * Who may open a live connection: pages of this host or of PUBLIC_URL, programs that send no origin, and of all of them no more
 * than the limits.
 */
export class SocketAdmission {
  readonly #limits: SocketLimits;
  readonly #publicOrigin: string | null;
  readonly #trustProxy: number;
  readonly #byAddress = new Map<string, number>();
  #open = 0;

  constructor(o: { limits: SocketLimits; publicUrl: string | null; trustProxy: number }) {
    this.#limits = o.limits;
    this.#publicOrigin = o.publicUrl === null ? null : new URL(o.publicUrl).origin;
    this.#trustProxy = o.trustProxy;
  }

  get open(): number {
    return this.#open;
  }

  /** Why a connection is refused; `null` where it is let in, and then counted until it closes. */
  admit(request: IncomingMessage): Refusal | null {
    if (!this.#originIsOurs(request)) return 'origin';
    if (this.#open >= this.#limits.sockets) return 'too-many';
    const address = callerKey(request, this.#trustProxy);
    const already = this.#byAddress.get(address) ?? 0;
    if (already >= this.#limits.socketsPerAddress) return 'too-many-from-address';
    this.#open += 1;
    this.#byAddress.set(address, already + 1);
    request.socket.once('close', () => {
      this.#open -= 1;
      const rest = (this.#byAddress.get(address) ?? 1) - 1;
      if (rest === 0) this.#byAddress.delete(address);
      else this.#byAddress.set(address, rest);
    });
    return null;
  }

  #originIsOurs(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return true;
    if (origin === this.#publicOrigin) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}
