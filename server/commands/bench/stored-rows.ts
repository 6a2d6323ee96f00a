import type pg from 'pg';
import { type Queryable, readSql } from '../../database/database.ts';
import type { NationalElection } from './national-election.ts';
import type { ScratchDatabase } from './scratch-database.ts';

const precinctsTable = readSql(import.meta.url, './precincts_table.sql');
const addPrecincts = readSql(import.meta.url, './add_precincts.sql');
const addRowsSql = readSql(import.meta.url, './add_rows.sql');
const addReportsSql = readSql(import.meta.url, './add_reports.sql');
const readKeys = readSql(import.meta.url, './read_keys.sql');

/** Rows of one transaction while the table is filled. */
const FILL_ROWS = 100_000;
const FILLERS = 2;

/** Makes what rows are drawn from. */
export async function numberPrecincts(owner: Queryable, election: NationalElection): Promise<void> {
  await owner.query(precinctsTable);
  await owner.query(addPrecincts, [election.precincts]);
  await owner.query('ANALYZE bench_precinct');
}

/** Ballots under the numbers `from` to `to` of a source, scattered over all precincts, in the seconds up to `until`. */
export async function addRows(
  client: Queryable,
  o: { election: NationalElection; source: string; from: number; to: number; until: Date; seconds: number },
): Promise<void> {
  const { definition } = o.election.package;
  await client.query(addRowsSql, [
    definition.id,
    o.source,
    o.from,
    o.to,
    o.election.precincts.length,
    o.until,
    o.seconds,
  ]);
}

/** A report of every polling station, as there is one of each once a vote is under way. */
export async function addReports(
  client: Queryable,
  o: { election: NationalElection; source: string; asOf: Date },
): Promise<void> {
  await client.query(addReportsSql, [o.election.package.definition.id, o.source, o.asOf]);
}

/**
 * Stores ballots as fast as it goes: without the table's rules and indexes, which are made anew afterwards, in transactions of
 * their own, so that the rows' transaction numbers differ as those of real batches do.
 *
 * @param name of what is stored: begins the names of its sources
 */
export async function fillStored(
  scratch: ScratchDatabase,
  election: NationalElection,
  { name, rows }: { name: string; rows: number },
  onProgress: (done: number, all: number) => void,
): Promise<void> {
  const clients = await Promise.all(Array.from({ length: FILLERS }, () => scratch.connect()));
  const [first] = clients as [pg.Client, ...pg.Client[]];
  try {
    for (const client of clients) await client.query('SET synchronous_commit = off');
    const { rows: keys } = await first.query<{ drop: string; create: string }>(readKeys);
    await first.query('ALTER TABLE ballot_issue DISABLE TRIGGER USER');
    for (const { drop } of keys) await first.query(drop);
    let next = 0;
    const fill = async (client: pg.Client, filler: number) => {
      let seq = 0;
      while (next < rows) {
        const count = Math.min(FILL_ROWS, rows - next);
        next += count;
        const until = new Date(election.opensAt.getTime() + 600_000);
        await addRows(client, {
          election,
          source: `${name}-${filler}`,
          from: seq + 1,
          to: seq + count,
          until,
          seconds: 600,
        });
        seq += count;
        onProgress(next, rows);
      }
    };
    await Promise.all(clients.map(fill));
    await first.query("SET maintenance_work_mem = '1GB'");
    for (const { create } of keys) await first.query(create);
    await first.query('ALTER TABLE ballot_issue ENABLE TRIGGER USER');
    await first.query('VACUUM (ANALYZE) ballot_issue');
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
