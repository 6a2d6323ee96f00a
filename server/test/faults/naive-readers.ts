import type pg from 'pg';

/** One who counts by remembering how far it came, as many do: ballots it has seen so far. */
export interface NaiveReader {
  readonly name: string;
  counted: number;
  /** Counts what lies after what it remembers. */
  count(client: pg.ClientBase, election: string): Promise<void>;
}

/** Remembers the greatest transaction number it has seen, as a sequence or an id would be remembered. */
export function readerByNumber(): NaiveReader {
  let last = '0';
  return {
    name: 'number > last',
    counted: 0,
    async count(client, election) {
      const { rows } = await client.query<{ n: number; last: string }>(
        `SELECT (count(*) FILTER (WHERE type = 'issued') - count(*) FILTER (WHERE type = 'cancelled'))::int AS n,
                coalesce(max(xid)::text, $2) AS last
           FROM ballot_issue WHERE election = $1 AND xid > $2::xid8`,
        [election, last],
      );
      this.counted += rows[0]!.n;
      last = rows[0]!.last;
    },
  };
}

/** Remembers the latest instant it has seen. */
export function readerByTime(): NaiveReader {
  let last = '-infinity';
  return {
    name: 'time > last',
    counted: 0,
    async count(client, election) {
      const { rows } = await client.query<{ n: number; last: string }>(
        `SELECT (count(*) FILTER (WHERE type = 'issued') - count(*) FILTER (WHERE type = 'cancelled'))::int AS n,
                coalesce(max(received_at)::text, $2) AS last
           FROM ballot_issue WHERE election = $1 AND received_at > $2::timestamptz`,
        [election, last],
      );
      this.counted += rows[0]!.n;
      last = rows[0]!.last;
    },
  };
}
