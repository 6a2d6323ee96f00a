import type { BulletinListing } from './bulletin.ts';
import type { LogSummary } from './bulletin-log/summary.ts';
import type { LiveSnapshot } from './snapshot.ts';

/**
 * Namespace `/live`, websocket transport only. The handshake query names the election: `?election=ru-2020`.
 * An election that is not published here is a `connect_error` whose `data.code` is `unknown-election`.
 */
export const LIVE_NAMESPACE = '/live';

/** What the server says. Every payload is JSON: instants are ISO 8601 strings, what is missing is `null`. */
export interface ServerToClientEvents {
  /**
   * The latest snapshot: once on connecting, then each time one is taken. Whole, never a patch: draw it and forget the
   * last. A number that was skipped is fetched from `snapshots/:number.json` if it is wanted, never replayed.
   */
  'snapshot:taken': (snapshot: LiveSnapshot) => void;
  /** A bulletin was frozen, corrected, or changed its state. */
  'bulletin:published': (bulletin: BulletinListing) => void;
  /**
   * The head of the bulletins' log and its witnesses, the same as `log/witnesses.json`: after the first snapshot, then each time the log has
   * grown or a witness has signed. Replaces what was known.
   */
  'log:signed': (log: LogSummary) => void;
  /** What the operator wants this wall to show; a wall obeys the last one it heard. */
  'wall:directed': (direction: WallDirection) => void;
  /** The server is about to stop: reconnect after `retryAfterMs`, spread over as long again. */
  'server:leaving': (leaving: { readonly retryAfterMs: number }) => void;
}

/** What a client says. Anything else ends the connection. */
export interface ClientToServerEvents {
  /** A wall's heartbeat, at most one every 5 s; answered with the server's clock, by which the wall judges age. */
  'wall:reported': (report: WallReport, acknowledge: (answer: { readonly serverTime: string }) => void) => void;
}

export interface WallDirection {
  readonly scene: string;
  readonly hold: boolean;
}

export interface WallReport {
  readonly scene: string;
  readonly build: string;
  /** Number of the snapshot on screen; `null` before the first. */
  readonly snapshot: number | null;
  /** The wall's own clock, ISO 8601 UTC. */
  readonly clock: string;
}
