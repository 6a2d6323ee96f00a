import type { Areas } from '../area.ts';
import type { LogSummary } from '../bulletin-log/summary.ts';
import type { Curve } from '../curve.ts';
import type { ElectionDescription } from '../election.ts';
import type { Freshness } from '../freshness.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Speech } from '../speech.ts';
import type { CountryMap } from './country-map.ts';
import type { TableWish } from './district-order.ts';
import type { PageAddress } from './page-address.ts';

/** How old the numbers are, which only a running page can say. */
export interface ShownAge {
  readonly state: Freshness;
  /** Since the numbers were taken, ms. */
  readonly ageMs: number;
  /** The server's present, ms. */
  readonly nowMs: number;
  /** Since the server last answered anything, ms. */
  readonly sinceAnswerMs: number;
}

/** Whether the reader wants the curve as a chart that can be read point by point, and whether its code is there. */
export type ChartState = 'closed' | 'loading' | 'open' | 'failed';

/** Everything the public page says, whoever says it. */
export interface PageParts {
  readonly description: ElectionDescription;
  readonly snapshot: Snapshot;
  readonly areas: Areas;
  /** The snapshot frozen an hour or more before, to compare with. */
  readonly earlier: Snapshot | null;
  readonly curve: Curve | null;
  /** `null` in an election without boundaries, or with more of them than a page carries. */
  readonly map: CountryMap | null;
  /** SHA-256 of the snapshot's file, hex, where it is known. */
  readonly sha256: string | null;
  /** The head of the bulletins' log as it was when the page was written; `null` without one. */
  readonly log: LogSummary | null;
  /** Newest bulletin that tells the hour of this snapshot again; `null` where none does. */
  readonly corrected: number | null;
  readonly address: PageAddress;
  /** Where the public reaches the server, `https://turnout.example`; `null` where that is not known. */
  readonly origin: string | null;
  readonly speech: Speech;
  /** `null` where the page is written and cannot count seconds. */
  readonly age: ShownAge | null;
  /** The reader stopped the page: everything but the table and the chart stays as it was at `age`. */
  readonly paused: boolean;
  readonly chart: ChartState;
  readonly table: TableWish;
  /** What a reader that cannot see is told now. */
  readonly spoken: string;
}
