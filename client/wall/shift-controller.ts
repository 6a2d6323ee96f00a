import type { ReactiveController, ReactiveControllerHost } from 'lit';

const STEP_EVERY_MS = 180_000;
const STEP_PX = 4;

/** Offsets in steps, one after the other; neighbours differ, the largest is two steps. */
const WALK = [
  [0, 0],
  [1, 1],
  [2, 0],
  [1, -1],
  [0, -2],
  [-1, -1],
  [-2, 0],
  [-1, 1],
  [0, 2],
] as const;

/** Moves its host by at most 8 px each three minutes, so that nothing burns into a screen; not under reduced motion. */
export class ShiftController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #monotonicMs: () => number;
  readonly #still = window.matchMedia('(prefers-reduced-motion: reduce)');
  readonly #startMs: number;

  constructor(host: ReactiveControllerHost & HTMLElement, monotonicMs: () => number) {
    this.#host = host;
    this.#monotonicMs = monotonicMs;
    this.#startMs = monotonicMs();
    host.addController(this);
  }

  hostUpdate(): void {
    const steps = Math.floor((this.#monotonicMs() - this.#startMs) / STEP_EVERY_MS);
    const [x, y] = this.#still.matches ? WALK[0] : (WALK[steps % WALK.length] ?? WALK[0]);
    this.#host.style.setProperty('--shift-x', `${x * STEP_PX}px`);
    this.#host.style.setProperty('--shift-y', `${y * STEP_PX}px`);
  }
}
