import type { ElectionDefinition, ElectionDescription, Mode, PublishedCount } from '../../shared/election.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import { type Database, many, maybeOne, readSql } from '../database/database.ts';
import { UnknownElectionError } from './errors.ts';

const sql = {
  describe: readSql(import.meta.url, './describe_election.sql'),
  rootCounts: readSql(import.meta.url, './root_published_counts.sql'),
};

interface ElectionRow {
  readonly definition: ElectionDefinition;
  readonly edition: string;
  readonly mode: Mode;
  readonly opens_at: Date;
  readonly closes_at: Date;
  /** rehearsal.json, where there is one. */
  readonly rehearsal: Buffer | null;
}

interface CountRow {
  readonly area: string;
  readonly channel: string;
  readonly at_from: Date;
  readonly at: Date;
  readonly measure: PublishedCount['measure'];
  readonly value: string;
  readonly denominator: number | null;
  readonly status: PublishedCount['status'];
  readonly source: string;
}

/**
 * What is published of an election before any number, and which loading of it this is.
 *
 * @throws UnknownElectionError
 */
export async function describeElection(
  db: Database,
  election: string,
): Promise<{ description: ElectionDescription; edition: string }> {
  const pool = db.pool('reading');
  const row = await maybeOne<ElectionRow>(pool, sql.describe, [election]);
  if (row === null) throw new UnknownElectionError(election);
  const { timezone } = row.definition;
  const counts = await many<CountRow>(pool, sql.rootCounts, [election]);
  const sentence =
    row.rehearsal === null ? null : (JSON.parse(row.rehearsal.toString('utf8')) as RehearsalDefinition).sentence;
  const description: ElectionDescription = {
    ...row.definition,
    mode: row.mode,
    opensAt: zonedInstant(row.opens_at.getTime(), timezone),
    closesAt: zonedInstant(row.closes_at.getTime(), timezone),
    ...(sentence === null ? {} : { rehearsal: { sentence } }),
    publishedCounts: counts.map((count) => ({
      area: count.area,
      channel: count.channel,
      atFrom: zonedInstant(count.at_from.getTime(), timezone),
      at: zonedInstant(count.at.getTime(), timezone),
      measure: count.measure,
      value: Number(count.value),
      denominator: count.denominator,
      status: count.status,
      source: count.source,
    })),
  };
  return { description, edition: row.edition };
}
