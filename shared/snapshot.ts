import type { Basis, Mode } from './election.ts';

/** Counts at one place; `turnoutPct` as `turnoutPct()` gives it. */
export interface Count {
  readonly registered: number;
  /** Ballots issued less those cancelled. */
  readonly issued: number;
  /** Ballots cast, where the election reports them. */
  readonly cast?: number;
  readonly turnoutPct: number | null;
}

/** How much of the electorate the total speaks for. A feed is one precinct's channel. */
export interface Coverage {
  readonly feeds: number;
  /** Feeds with an effective report, or whose event source was heard. */
  readonly reported: number;
  /** Registered electors of the feeds that reported. */
  readonly registeredReported: number;
  /** Instant of the oldest effective report; `null` where there is none. */
  readonly oldestAsOf: string | null;
  /** When any source was last heard, by the database's clock, UTC; `null` if never. */
  readonly lastHeardAt: string | null;
  readonly silentSources: number;
}

/** Parallel arrays, one entry an area, in the order of `codes`. */
export interface ChannelCounts {
  readonly registered: readonly number[];
  readonly issued: readonly number[];
  readonly cast?: readonly number[];
}

/** Counts of every area of one level; sums over channels beside the channels. */
export interface AreaCounts extends ChannelCounts {
  /** Revision of `areas.json` in which `codes` and `registered` stand. */
  readonly revision: string;
  readonly level: string;
  readonly codes: readonly string[];
  readonly byChannel: Readonly<Record<string, ChannelCounts>>;
}

/** An area's count as of an instant that is past, by what is known now: without a correction and with it. */
export interface CorrectedPast {
  /** The precinct, where precincts are published; else the displayed area that contains it. */
  readonly area: string;
  /** The first full ten minutes at or after the instant of the corrected report; the snapshot's own where they are not over. */
  readonly asOf: string;
  readonly oldIssued: number;
  /** Of a displayed area what its curve by occurrence says there. */
  readonly newIssued: number;
}

/**
 * A correction first contained in this snapshot, of a precinct or, where that lies below the published level, of the area that contains it:
 * the area's count in this snapshot, and what that would be without what corrects this precinct now.
 */
export interface Correction {
  readonly area: string;
  readonly channel: string;
  readonly source: string;
  readonly seq: number;
  readonly corrects: number;
  readonly asOf: string;
  readonly oldIssued: number;
  readonly newIssued: number;
  /** What it changed of the past; absent where no displayed area contains the precinct, and from snapshots that were taken before it was told. */
  readonly occurred?: CorrectedPast;
  readonly reason: string | null;
}

export type SnapshotStatus = 'before' | 'provisional' | 'final';

/** All counts at one election-minute: what was known then. Its bytes never change. */
export interface Snapshot {
  readonly schema: 'turnout-snapshot/1';
  readonly election: string;
  readonly mode: Mode;
  /** Begins at 1, rises after a restore. */
  readonly lineage: number;
  /** 1, 2, 3 … without gaps. */
  readonly number: number;
  /** Election-minute, ISO 8601 with the election zone's offset. */
  readonly asOf: string;
  /** When it was counted, by the database's clock, UTC. */
  readonly takenAt: string;
  /** Election-minutes since the snapshot before: above 1 when minutes were merged. */
  readonly covers: number;
  /** Whether what happened earlier was loaded at once rather than counted minute by minute. */
  readonly loaded: boolean;
  /** Real time from one snapshot to the next, in milliseconds. */
  readonly intervalMs: number;
  /** When the next is expected, UTC; `null` when none is. */
  readonly nextAt: string | null;
  /** Election seconds per real second; 1 when live. */
  readonly clock: { readonly speed: number };
  readonly status: SnapshotStatus;
  /** Whether voting is open now, in any channel, anywhere. */
  readonly open: boolean;
  readonly basis: Basis;
  readonly total: Count;
  readonly channels: Readonly<Record<string, Count>>;
  readonly coverage: Coverage;
  /** Ballots and reports counted now that belong to an earlier snapshot's time. */
  readonly late: number;
  readonly corrections: readonly Correction[];
  /** SHA-256 of the bytes of the snapshot before, hex; `null` for number 1. */
  readonly previous: string | null;
  readonly areas: AreaCounts;
}

/** A snapshot as the socket carries it: `codes` and `registered` stand in `areas.json` at `areas.revision`. */
export interface LiveSnapshot extends Omit<Snapshot, 'areas'> {
  readonly areas: {
    readonly revision: string;
    readonly level: string;
    readonly issued: readonly number[];
    readonly cast?: readonly number[];
    readonly byChannel: Readonly<
      Record<string, { readonly issued: readonly number[]; readonly cast?: readonly number[] }>
    >;
  };
}

/** The socket's form of a snapshot: registered counts and codes left to `areas.json`. */
export function toLiveSnapshot(snapshot: Snapshot): LiveSnapshot {
  const { revision, level, issued, cast, byChannel } = snapshot.areas;
  return {
    ...snapshot,
    areas: {
      revision,
      level,
      issued,
      ...(cast === undefined ? {} : { cast }),
      byChannel: Object.fromEntries(
        Object.entries(byChannel).map(([channel, counts]) => [
          channel,
          { issued: counts.issued, ...(counts.cast === undefined ? {} : { cast: counts.cast }) },
        ]),
      ),
    },
  };
}

/** One area's curve, each point the state *at* that instant: `turnout-series/1`. */
export interface Series {
  readonly schema: 'turnout-series/1';
  readonly election: string;
  readonly mode: Mode;
  readonly area: string;
  /** `known`: what was counted by then. `occurred`: what we now know to have happened by then. */
  readonly by: 'known' | 'occurred';
  /** ISO 8601 duration. */
  readonly step: string;
  readonly at: readonly string[];
  readonly registered: readonly number[];
  readonly issued: readonly number[];
  readonly cast?: readonly number[];
  readonly byChannel: Readonly<Record<string, ChannelCounts>>;
  /** First instant that was counted minute by minute; `by=known` has no points before it. */
  readonly countedFrom: string | null;
}
