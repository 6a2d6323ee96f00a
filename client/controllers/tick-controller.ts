import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A gap this long between two ticks means that the machine slept, or that its clock was set. */
const SLEPT_MS = 30_000;

/** Redraws its host each second, so that ages grow, and tells when the machine slept. */
export class TickController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onTick: () => void;
  readonly #onWake: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;
  #lastMs = 0;

  constructor(host: ReactiveControllerHost, handlers: { onTick: () => void; onWake: () => void }) {
    this.#host = host;
    this.#onTick = handlers.onTick;
    this.#onWake = handlers.onWake;
    host.addController(this);
  }

  hostConnected(): void {
    this.#lastMs = Date.now();
    this.#timer = setInterval(() => this.#tick(), 1_000);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const nowMs = Date.now();
    const gapMs = Math.abs(nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    if (gapMs > SLEPT_MS) this.#onWake();
    this.#onTick();
    this.#host.requestUpdate();
  }
}
