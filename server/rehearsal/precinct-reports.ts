import type { Draw } from './random.ts';
import type { ReportingGroup } from './reporting-group.ts';

const MINUTE_MS = 60_000;

/** The reports of many precincts, precinct by precinct and slot by slot, in columns: there may be millions. */
export class PrecinctReports {
  readonly precinct: Uint32Array;
  readonly dueMs: Float64Array;
  readonly issued: Float64Array;
  /** `null` where each is due at its own instant. */
  asOfMs: Float64Array | null = null;
  /** Where each precinct's reports begin; where those of the next do, they end. */
  readonly #starts: Uint32Array;

  /** @param groups the precincts outside them send nothing */
  constructor(precincts: number, groups: readonly ReportingGroup[]) {
    const slotsOf = new Array<readonly number[]>(precincts).fill([]);
    for (const { members, slotsMs } of groups) for (const precinct of members) slotsOf[precinct] = slotsMs;
    this.#starts = new Uint32Array(precincts + 1);
    for (const [precinct, slots] of slotsOf.entries())
      this.#starts[precinct + 1] = this.#starts[precinct]! + slots.length;
    const reports = this.#starts[precincts]!;
    this.precinct = new Uint32Array(reports);
    this.dueMs = new Float64Array(reports);
    this.issued = new Float64Array(reports);
    for (const [precinct, slotsMs] of slotsOf.entries()) {
      this.precinct.fill(precinct, this.#starts[precinct], this.#starts[precinct + 1]);
      this.dueMs.set(slotsMs, this.#starts[precinct]);
    }
  }

  set(precinct: number, slot: number, issued: number): void {
    this.issued[this.#starts[precinct]! + slot] = issued;
  }

  /**
   * Spreads the reports of one slot over whole minutes, each precinct always by its own: before the slot, and the figure holds for that
   * minute; the last one after it, and the figure holds for the slot.
   */
  spread(minutes: number, draw: Draw): void {
    this.asOfMs = this.dueMs.slice();
    for (let precinct = 0; precinct + 1 < this.#starts.length; precinct++) {
      const byMs = Math.floor(draw() * minutes) * MINUTE_MS;
      const last = this.#starts[precinct + 1]! - 1;
      for (let report = this.#starts[precinct]!; report < last; report++) {
        this.dueMs[report]! -= byMs;
        this.asOfMs[report] = this.dueMs[report]!;
      }
      if (last >= this.#starts[precinct]!) this.dueMs[last]! += byMs;
    }
  }
}
