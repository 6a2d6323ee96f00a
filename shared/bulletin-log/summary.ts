/**
 * How a witness stands to a log: `waiting` to be asked; `signing`; `away`, without an answer; `unwilling`, for it does not know this log or
 * its key; `contradicting`, for it has signed what is not the beginning of this log; `dismissed`, asked no more.
 */
export type WitnessStanding = 'waiting' | 'signing' | 'away' | 'unwilling' | 'contradicting' | 'dismissed';

/** A witness of a log as screens and `log/witnesses.json` tell of it. */
export interface WitnessListing {
  readonly name: string;
  /** As name+id+base64. */
  readonly key: string;
  /** Leaves of the last head it signed; 0 where it signed none. */
  readonly size: number;
  /** When, by its own clock, ISO 8601 UTC; `null` where it signed none. */
  readonly at: string | null;
  readonly standing: WitnessStanding;
  /** Since when, ISO 8601 UTC. */
  readonly since: string;
}

/** The head of a log in short, and who witnesses it: told by the server, proved by the log's own files alone. */
export interface LogSummary {
  readonly schema: 'turnout-log-witnesses/1';
  readonly origin: string;
  /** Leaves. */
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** How many witnesses the log promises. */
  readonly quorum: number;
  readonly witnesses: readonly WitnessListing[];
}

/** The beginning of a root's hash, long enough to tell two logs apart by eye or over a telephone: 16 hexadecimal digits in fours. */
export function shortRoot(root: string): string {
  const bytes = Array.from(atob(root).slice(0, 8), (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'));
  return bytes.join('').replace(/(.{4})(?=.)/g, '$1 ');
}

/** How many of a log's witnesses have signed its last head, and whether one has signed what is not its beginning. */
export function witnessCount({ size, witnesses }: LogSummary): { signed: number; of: number; contradicted: boolean } {
  const asked = witnesses.filter(({ standing }) => standing !== 'dismissed');
  return {
    signed: asked.filter((witness) => witness.size === size).length,
    of: asked.length,
    contradicted: asked.some(({ standing }) => standing === 'contradicting'),
  };
}
