/** Own clocks of a screen, passed in so that tests can turn them. */
export interface OwnClocks {
  /** Wall clock, ms since the epoch; may jump. */
  readonly now: () => number;
  /** Never goes back, ms; may stand still while the machine sleeps. */
  readonly monotonic: () => number;
}

const ownClocks: OwnClocks = { now: () => Date.now(), monotonic: () => performance.now() };

/** How fast a good measurement loses its worth: a millisecond each second. */
const DRIFT = 0.001;

/** The server's clock as this screen knows it, and how long ago the server last answered anything. */
export class ServerClock {
  readonly #own: OwnClocks;
  #offsetMs = 0;
  #uncertaintyMs = Number.POSITIVE_INFINITY;
  #measuredAtMs = 0;
  #answeredAtMs: number;

  constructor(own: OwnClocks = ownClocks) {
    this.#own = own;
    this.#answeredAtMs = own.monotonic();
  }

  /** The server's present, ms since the epoch. */
  nowMs(): number {
    return this.#own.now() + this.#offsetMs;
  }

  /** By how much the screen's own clock is ahead of the server's, ms; behind it where negative. `null` unless that is surely `leastMs` or more. */
  aheadMs(leastMs: number): number | null {
    const heldMs = this.#uncertaintyMs + DRIFT * (this.#own.monotonic() - this.#measuredAtMs);
    return Math.abs(this.#offsetMs) - heldMs >= leastMs ? -this.#offsetMs : null;
  }

  /** Ms since the server last answered, by the clock that does not jump; since the start if it never did. */
  sinceAnswerMs(): number {
    return this.#own.monotonic() - this.#answeredAtMs;
  }

  monotonicMs(): number {
    return this.#own.monotonic();
  }

  /** The server was heard: an answer of any kind. */
  answered(): void {
    this.#answeredAtMs = this.#own.monotonic();
  }

  /**
   * Learns the server's clock. A rougher measurement than the one held is passed over, unless the two contradict
   * each other, which means that a clock was set.
   *
   * @param serverMs the server's clock at this moment
   * @param uncertaintyMs by how much `serverMs` may be wrong either way
   */
  measured(serverMs: number, uncertaintyMs: number): void {
    const offsetMs = serverMs - this.#own.now();
    const heldMs = this.#uncertaintyMs + DRIFT * (this.#own.monotonic() - this.#measuredAtMs);
    const contradicts = Math.abs(offsetMs - this.#offsetMs) > heldMs + uncertaintyMs;
    if (uncertaintyMs > heldMs && !contradicts) return;
    this.#offsetMs = offsetMs;
    this.#uncertaintyMs = uncertaintyMs;
    this.#measuredAtMs = this.#own.monotonic();
  }

  /** What was taken at `serverMs` has been seen, so the server's clock cannot be earlier. */
  notBefore(serverMs: number): void {
    if (this.nowMs() < serverMs) this.#offsetMs += serverMs - this.nowMs();
  }

  /** The screen's own clock jumped or slept: the next measurement is taken whatever it is. */
  distrust(): void {
    this.#uncertaintyMs = Number.POSITIVE_INFINITY;
  }
}
