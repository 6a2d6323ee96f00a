import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Between two looks, ms of the page's clock. */
const STEP_MS = 250;

/**
 * A page whose clock stands still and goes on only when it is turned, so that a time limit is one of the page and not of the
 * machine: before each step all that the page has sent is answered, however long that takes.
 */
export class TurnedClock {
  readonly #page: Page;
  /** What waits for the server: requests, and sockets that are not let in yet. */
  readonly #waiting = new Set<unknown>();

  /** @param page before it is opened; its clock is installed */
  constructor(page: Page) {
    this.#page = page;
    const begun = (one: unknown) => this.#waiting.add(one);
    const over = (one: unknown) => this.#waiting.delete(one);
    page.on('request', begun);
    page.on('requestfinished', over);
    page.on('requestfailed', over);
    page.on('websocket', (socket) => {
      begun(socket);
      // socket.io's word that the namespace is open.
      socket.on('framereceived', ({ payload }) => String(payload).startsWith('40') && over(socket));
      socket.on('socketerror', () => over(socket));
      socket.on('close', () => over(socket));
    });
  }

  /** Holds the clock, a moment from now. */
  async stop(): Promise<void> {
    const nowMs = await this.#page.evaluate(() => Date.now());
    await this.#page.clock.pauseAt(nowMs + 1_000);
  }

  /** Turns the clock on, `stepMs` at a time. */
  async turn(ms: number, stepMs = 1_000): Promise<void> {
    for (let turnedMs = 0; turnedMs < ms; turnedMs += stepMs) {
      await this.#answered();
      await this.#page.clock.runFor(stepMs);
    }
    await this.#answered();
  }

  /** How far the clock had to be turned until something was so, ms; fails past the limit. */
  async turnUntil(what: string, limitMs: number, isSo: () => Promise<boolean>): Promise<number> {
    for (let turnedMs = 0; turnedMs <= limitMs; turnedMs += STEP_MS) {
      await this.#answered();
      if (await isSo()) return turnedMs;
      await this.#page.clock.runFor(STEP_MS);
    }
    throw new Error(`not ${what} within ${limitMs} ms of the page's clock`);
  }

  async #answered(): Promise<void> {
    await expect.poll(() => this.#waiting.size).toBe(0);
  }
}
