import { z } from 'zod';
import type { WallReport } from '../../shared/events.ts';

const WALL_REPORT = z.strictObject({
  scene: z.string().max(64),
  build: z.string().max(64),
  snapshot: z.int().min(1).nullable(),
  clock: z.iso.datetime({ offset: true }),
});

/** A wall's report; `null` where the message is none. */
export function readWallReport(message: unknown): WallReport | null {
  return WALL_REPORT.safeParse(message).data ?? null;
}

const EVERY_MS = 5_000;
/** Reports that may arrive together after a network held them back. */
const SAVED_UP = 3;

/** Whether a wall keeps to one report in five seconds, with a little patience for the network's own pace. */
export class ReportPace {
  #allowance = SAVED_UP;
  #lastMs: number | null = null;

  allows(nowMs: number): boolean {
    const sinceMs = this.#lastMs === null ? 0 : Math.max(0, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    this.#allowance = Math.min(SAVED_UP, this.#allowance + sinceMs / EVERY_MS);
    if (this.#allowance < 1) return false;
    this.#allowance -= 1;
    return true;
  }
}
