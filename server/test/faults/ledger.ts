import type { Database } from '../../database/database.ts';
import { many } from '../../database/database.ts';
import { recount } from '../../recount/recount.ts';

/** A ballot as a source sends it; the small election's online channel unless told. */
export interface SentBallot {
  readonly seq: number;
  readonly type: 'issued' | 'cancelled';
  readonly area: string;
  readonly occurredAt: string;
  readonly cancels?: number;
  /** Not compared; makes a row wide. */
  readonly reason?: string;
}

/** What sources remember of what they sent, and what was acknowledged to them. */
export class Ledger {
  readonly #sent = new Map<string, string>();
  readonly #acknowledged = new Set<string>();
  readonly #published = new Map<number, string>();
  readonly #problems: string[] = [];

  /** To be told before it is sent. */
  send(source: string, ballot: SentBallot): void {
    this.#sent.set(`${source} ${ballot.seq}`, contentOf(ballot));
  }

  /** To be told once an answer said that it is stored. */
  acknowledge(source: string, seq: number): void {
    this.#acknowledged.add(`${source} ${seq}`);
  }

  /** A snapshot that somebody outside has seen. */
  see(number: number, sha256: string): void {
    const before = this.#published.get(number);
    if (before !== undefined && before !== sha256) this.#problems.push(`number ${number} was given out twice`);
    this.#published.set(number, sha256);
  }

  get sent(): ReadonlyMap<string, string> {
    return this.#sent;
  }

  get acknowledged(): ReadonlySet<string> {
    return this.#acknowledged;
  }

  get published(): ReadonlyMap<number, string> {
    return this.#published;
  }

  /** What went wrong before anybody looked into the database. */
  get problems(): readonly string[] {
    return this.#problems;
  }
}

/** What was found of one election after everything was counted. */
export interface Findings {
  readonly sent: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly snapshots: number;
  readonly hours: number;
  /** Each thing that must not be; empty when all is well. */
  readonly problems: readonly string[];
}

interface StoredRow {
  readonly source: string;
  readonly seq: number;
  readonly type: 'issued' | 'cancelled' | 'cast';
  readonly area: string;
  readonly channel: string;
  readonly occurred_at: Date;
  readonly cancels: number | null;
}

/**
 * Compares what was sent, acknowledged, stored, added up and published: acknowledged ⊆ stored ⊆ sent; every sum equals its rows;
 * every snapshot is what the rows give; numbers run 1, 2, 3 … and never change; each hour is frozen once. To be asked once
 * everything stored is due and counted.
 */
export async function check(database: Database, ledger: Ledger, election = 'small'): Promise<Findings> {
  const pool = database.pool('counting');
  const rows = await many<StoredRow>(
    pool,
    'SELECT source, seq, type, area, channel, occurred_at, cancels FROM ballot_issue WHERE election = $1',
    [election],
  );
  const snapshots = await many<{ number: number; sha256: string }>(
    pool,
    'SELECT number, sha256 FROM snapshot WHERE election = $1 ORDER BY number',
    [election],
  );
  const hours = await many<{ hour: string; times: number }>(
    pool,
    "SELECT hour, count(*)::int AS times FROM bulletin WHERE election = $1 AND kind NOT IN ('zero', 'final', 'correction') GROUP BY hour",
    [election],
  );
  const { differences } = await recount(database, election);
  return {
    sent: ledger.sent.size,
    acknowledged: ledger.acknowledged.size,
    stored: rows.length,
    snapshots: snapshots.length,
    hours: hours.length,
    problems: [
      ...ledger.problems,
      ...storedProblems(rows, ledger),
      ...(await sumProblems(database, rows, election)),
      ...snapshots.filter((row, index) => row.number !== index + 1).map((row) => `number ${row.number} follows a gap`),
      ...publishedProblems(new Map(snapshots.map((row) => [row.number, row.sha256])), ledger),
      ...hours.filter((row) => row.times > 1).map((row) => `hour ${row.hour} is frozen ${row.times} times`),
      ...differences.map((found) => `recount: ${JSON.stringify(found)}`),
    ],
  };
}

function storedProblems(rows: readonly StoredRow[], ledger: Ledger): string[] {
  const problems: string[] = [];
  const stored = new Set<string>();
  for (const row of rows) {
    const key = `${row.source} ${row.seq}`;
    stored.add(key);
    const sent = ledger.sent.get(key);
    const found = contentOf({ ...row, occurredAt: row.occurred_at.toISOString() });
    if (sent === undefined) problems.push(`${key} is stored and was never sent`);
    else if (sent !== found) problems.push(`${key} is stored as ${found}, sent as ${sent}`);
  }
  for (const key of ledger.acknowledged) if (!stored.has(key)) problems.push(`${key} was acknowledged and is lost`);
  return problems;
}

/** Adds the rows up by hand, area by area from the precinct to the root, and holds the sums against that. */
async function sumProblems(database: Database, rows: readonly StoredRow[], election: string): Promise<string[]> {
  const pool = database.pool('counting');
  const parents = new Map(
    (
      await many<{ area: string; parent: string | null }>(pool, 'SELECT area, parent FROM area WHERE election = $1', [
        election,
      ])
    ).map((row) => [row.area, row.parent]),
  );
  const expected = new Map<string, number>();
  const add = (o: { readonly area: string; readonly channel: string }, change: number) => {
    for (let at: string | null | undefined = o.area; at != null; at = parents.get(at)) {
      expected.set(`${at} ${o.channel}`, (expected.get(`${at} ${o.channel}`) ?? 0) + change);
    }
  };
  const feeds = "SELECT area, channel FROM feed WHERE election = $1 AND feed = 'events'";
  // What the election declares has a sum, also where nothing was ever sent.
  for (const feed of await many<{ area: string; channel: string }>(pool, feeds, [election])) add(feed, 0);
  for (const row of rows) add(row, row.type === 'issued' ? 1 : row.type === 'cancelled' ? -1 : 0);
  const sums = await many<{ area: string; channel: string; issued: number }>(
    pool,
    `SELECT s.area, s.channel, s.issued FROM area_sum s
      WHERE s.election = $1 AND s.channel IN (SELECT f.channel FROM feed f WHERE f.election = $1 AND f.feed = 'events')`,
    [election],
  );
  const kept = new Map(sums.map(({ area, channel, issued }) => [`${area} ${channel}`, issued]));
  return [...new Set([...expected.keys(), ...kept.keys()])]
    .filter((key) => kept.get(key) !== (expected.get(key) ?? 0))
    .map((key) => `${key}: sum ${kept.get(key) ?? 'missing'}, rows ${expected.get(key) ?? 0}`);
}

function publishedProblems(kept: ReadonlyMap<number, string>, ledger: Ledger): string[] {
  return [...ledger.published]
    .filter(([number, sha256]) => kept.get(number) !== sha256)
    .map(([number]) => `number ${number} was published and is ${kept.has(number) ? 'another now' : 'gone'}`);
}

function contentOf(ballot: {
  type: string;
  area: string;
  occurredAt: string;
  cancels?: number | null | undefined;
}): string {
  return [ballot.type, ballot.area, Date.parse(ballot.occurredAt), ballot.cancels ?? '-'].join(' ');
}
