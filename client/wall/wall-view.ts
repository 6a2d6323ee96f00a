import type { LogSummary } from '../../shared/bulletin-log/summary.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import type { Freshness } from '../../shared/freshness.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import type { Speech } from '../../shared/speech.ts';
import type { Stage } from './stage.ts';

/** What every scene is drawn from. */
export interface WallView {
  readonly snapshot: Snapshot;
  readonly description: ElectionDescription;
  /** The snapshot compared with, an hour before or more; `null` where none was frozen. */
  readonly earlier: Snapshot | null;
  readonly state: Freshness;
  /** The numbers are old: stale, or the server is silent. */
  readonly aged: boolean;
  readonly ageMs: number;
  readonly nowMs: number;
  readonly stage: Stage;
  /** The head of the bulletins' log; `null` before it was told, and where there is none. */
  readonly log: LogSummary | null;
  /** What the QR code says. */
  readonly link: string;
  readonly speech: Speech;
}
