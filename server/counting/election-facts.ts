import type { ElectionDefinition, Mode, Names } from '../../shared/election.ts';
import { many, maybeOne, type Queryable, readSql } from '../database/database.ts';

const facts = readSql(import.meta.url, './election_facts.sql');
const hours = readSql(import.meta.url, './election_hours.sql');

/** What counting and publishing need to know of an election. */
export interface ElectionFacts {
  readonly election: string;
  readonly mode: Mode;
  readonly definition: ElectionDefinition;
  readonly timezone: string;
  readonly displayLevel: string;
  readonly publishLevel: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
  /** From this instant on the snapshots are final; `null` while more is expected. */
  readonly finishedAt: Date | null;
  /** What a rehearsal simulates, for every screen and file; `null` where the package brings none. */
  readonly rehearsalSentence: Names | null;
  /** Names this loading of the election among any others. */
  readonly edition: string;
}

/** One stretch of voting: a channel, in the areas of one zone. */
export interface VotingHours {
  readonly channel: string;
  readonly timezone: string;
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** Facts of an election, or `null` where the database has none of that id. */
export async function electionFacts(database: Queryable, election: string): Promise<ElectionFacts | null> {
  const row = await maybeOne(database, facts, [election]);
  if (row === null) return null;
  return {
    election: row.election,
    mode: row.mode,
    definition: row.definition,
    timezone: row.timezone,
    displayLevel: row.display_level,
    publishLevel: row.publish_level,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    finishedAt: row.finished_at,
    rehearsalSentence: row.rehearsal_sentence,
    edition: row.edition,
  };
}

/** Every stretch of voting of the election, by opening. */
export async function votingHours(database: Queryable, election: string): Promise<VotingHours[]> {
  const rows = await many(database, hours, [election]);
  return rows.map((row) => ({
    channel: row.channel,
    timezone: row.timezone,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
  }));
}
