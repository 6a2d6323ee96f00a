import { change, type Database, inTransaction, maybeOne, one, readSql } from '../database/database.ts';
import { DatabaseModeError, UnknownElectionError } from './errors.ts';

const lockInstallation = readSql(import.meta.url, './lock_installation.sql');
const lockElection = readSql(import.meta.url, './lock_election.sql');

/** Triggers that keep what was published; only the owner can lift them, and only here they are. */
const liftKeepers = [
  readSql(import.meta.url, './lift_snapshot_keeper.sql'),
  readSql(import.meta.url, './lift_bulletin_keeper.sql'),
];
const restoreKeepers = [
  readSql(import.meta.url, './restore_snapshot_keeper.sql'),
  readSql(import.meta.url, './restore_bulletin_keeper.sql'),
];

/** What does not go by itself with the election's row, in an order that leaves nothing dangling. */
const drops = [
  'bulletins',
  'snapshot_depths',
  'snapshots',
  'ballot_issues',
  'count_reports',
  'ingest_conflicts',
  'election',
].map((what) => readSql(import.meta.url, `./drop_${what}.sql`));

/**
 * Drops an election and everything that was sent, counted and published of it, at once or not at all.
 *
 * @throws DatabaseModeError in a live database
 * @throws UnknownElectionError
 */
export async function resetRehearsal(db: Database, election: string): Promise<void> {
  await inTransaction(db.pool('owner'), async (client) => {
    const { mode } = await one<{ mode: string }>(client, lockInstallation);
    if (mode === 'live') throw new DatabaseModeError('this database is live: nothing in it is ever dropped');
    // A count that is under way ends first.
    if ((await maybeOne(client, lockElection, [election])) === null) throw new UnknownElectionError(election);
    for (const statement of liftKeepers) await change(client, statement);
    for (const statement of drops) await change(client, statement, [election]);
    for (const statement of restoreKeepers) await change(client, statement);
  });
}
