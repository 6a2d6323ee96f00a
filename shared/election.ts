/** Text by BCP 47 language; `en` is always there. */
export type Names = Readonly<Record<string, string>>;

/** `live` only ever by an explicit act; a database holds one mode for ever. */
export type Mode = 'rehearsal' | 'live';

/** What feeds a precinct's channel: single ballot issues, or cumulative count reports. Never both. */
export type Feed = 'events' | 'reports';

/** What stands over and under the line of the turnout that is published. */
export interface Basis {
  readonly numerator: 'issued';
  readonly denominator: 'registered';
}

/** Voting hours given as instants, the same everywhere. */
export interface InstantHours {
  /** ISO 8601 with offset. */
  readonly opens: string;
  readonly closes: string;
}

/** Voting hours by the clock on the wall of each area, in the area's own zone. */
export interface LocalHours {
  /** `YYYY-MM-DD`, in order. */
  readonly days: readonly string[];
  /** `HH:MM`. */
  readonly opens: string;
  readonly closes: string;
}

/** One way ballots are issued; exactly one of `hours` and `localHours`. */
export interface Channel {
  readonly code: string;
  readonly names: Names;
  readonly feed: Feed;
  /** Whether an elector may vote again, so that cast may pass issued. */
  readonly revotes: boolean;
  readonly hours?: readonly InstantHours[];
  readonly localHours?: LocalHours;
}

/** `election.json` of an election package. */
export interface ElectionDefinition {
  readonly schema: 'turnout-election/1';
  readonly id: string;
  readonly names: Names;
  /** IANA zone in which the election's times are shown. */
  readonly timezone: string;
  readonly channels: readonly Channel[];
  /** From the root down; the last is the precinct's. */
  readonly levels: readonly string[];
  /** Level the screens show. */
  readonly displayLevel: string;
  /** Lowest level that may be published: finer figures by the minute could reveal who voted when. */
  readonly publishLevel: string;
  readonly basis: Basis;
  readonly earlier?: readonly {
    readonly election: string;
    readonly comparable: boolean;
    readonly note?: Names;
  }[];
  readonly provenance?: readonly { readonly what: string; readonly source: string; readonly licence: string }[];
}

/** What a client needs to know of an election before it draws anything: `GET /api/v1/elections/:id`. */
export interface ElectionDescription extends ElectionDefinition {
  readonly mode: Mode;
  /** First opening and last closing of any channel anywhere, ISO 8601 with the election's offset. */
  readonly opensAt: string;
  readonly closesAt: string;
  /** Present in a rehearsal: what is real and what is simulated, as a sentence for every screen and file. */
  readonly rehearsal?: { readonly sentence: Names };
  /** Published figures to be drawn as rings on the curve: counts for the whole election. */
  readonly publishedCounts: readonly PublishedCount[];
}

/** One figure somebody published: a row of `counts.csv`. */
export interface PublishedCount {
  readonly area: string;
  /** Channel code, or `all`. */
  readonly channel: string;
  /** The figure belongs to some instant in `[atFrom, at]`. */
  readonly atFrom: string;
  readonly at: string;
  readonly measure: 'issued' | 'cast' | 'turnout_pct';
  readonly value: number;
  /** Registered electors the publisher divided by, where known and different from ours. */
  readonly denominator: number | null;
  /** `exact`; `minimum`: at least; `window`: exact, the minute not known; `percent`: only a rounded percentage. */
  readonly status: 'exact' | 'minimum' | 'window' | 'percent';
  readonly source: string;
}

/** One row of `GET /api/v1/elections`. */
export interface ElectionListing {
  readonly id: string;
  readonly names: Names;
  readonly mode: Mode;
  readonly timezone: string;
  readonly displayLevel: string;
  readonly latest: { readonly number: number; readonly asOf: string } | null;
}
