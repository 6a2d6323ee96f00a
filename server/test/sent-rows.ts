import type { Database, Queryable } from '../database/database.ts';

/** A ballot issue as an authority's own program would put it straight into the table. */
export interface SentIssue {
  readonly seq: number;
  readonly area: string;
  readonly at: string;
  readonly type?: 'issued' | 'cancelled' | 'cast';
  readonly cancels?: number;
  readonly source?: string;
  readonly channel?: string;
}

/** A count report, likewise. */
export interface SentReport {
  readonly seq: number;
  readonly area: string;
  readonly asOf: string;
  readonly issued: number;
  readonly cast?: number;
  readonly registered?: number;
  readonly corrects?: number;
  readonly reason?: string;
  readonly source?: string;
}

/** Day on which the small election is held; times in these tests are of its zone. */
export const day = (time: string) => `2024-05-05T${time}:00+02:00`;

/** Inserts with the ingest role: the SQL door. */
export async function insertIssues(database: Database, issues: readonly SentIssue[]): Promise<void> {
  await insertIssuesOn(database.pool('ingest'), issues);
}

export async function insertIssuesOn(client: Queryable, issues: readonly SentIssue[]): Promise<void> {
  for (const i of issues) {
    await client.query(
      `INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at, cancels)
       VALUES ('small', $1, $2, $3, $4, $5, $6, $7)`,
      [i.source ?? 'evote', i.seq, i.type ?? 'issued', i.area, i.channel ?? 'online', i.at, i.cancels ?? null],
    );
  }
}

/** Inserts with the ingest role: the SQL door. */
export async function insertReports(database: Database, reports: readonly SentReport[]): Promise<void> {
  for (const r of reports) {
    await database.pool('ingest').query(
      `INSERT INTO count_report (election, source, seq, area, channel, as_of, issued, ballots_cast, registered, corrects, reason)
       VALUES ('small', $1, $2, $3, 'station', $4, $5, $6, $7, $8, $9)`,
      [
        r.source ?? 'commissions',
        r.seq,
        r.area,
        r.asOf,
        r.issued,
        r.cast ?? null,
        r.registered ?? null,
        r.corrects ?? null,
        r.reason ?? null,
      ],
    );
  }
}

/** Tells electors of a precinct in a channel with the ingest role: the SQL door. */
export async function insertElectorate(
  database: Database,
  told: { readonly area: string; readonly channel: string; readonly asOf: string; readonly registered: number },
): Promise<void> {
  await database
    .pool('ingest')
    .query("INSERT INTO electorate (election, area, channel, as_of, registered) VALUES ('small', $1, $2, $3, $4)", [
      told.area,
      told.channel,
      told.asOf,
      told.registered,
    ]);
}
