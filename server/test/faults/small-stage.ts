import type { Snapshot } from '../../../shared/snapshot.ts';
import { type Database, maybeOne } from '../../database/database.ts';
import { addSource } from '../../ingest/ingest.ts';
import { countElectionMinute, countMinuteInLineage, type MinuteOutcome } from '../../minute/minute.ts';
import { changed, loadSmallElection } from '../small-election.ts';
import { testLog } from '../test-database.ts';
import type { Ledger } from './ledger.ts';

/** The small election, its online channel open for a whole month: room for thousands of counts and hundreds of hours. */
export const MONTH_LONG = changed('election.json', '2024-05-05T20:00:00+02:00"', '2024-06-04T20:00:00+02:00"');

/** Loads the month-long election with these sources. */
export async function loadMonth(database: Database, sources: readonly string[]): Promise<void> {
  await loadSmallElection(database, MONTH_LONG);
  for (const source of sources) await addSource(database, { election: 'small', source });
}

/** Counts the election-minute so many minutes after the last one. */
export async function countLater(database: Database, minutes: number): Promise<MinuteOutcome> {
  return await countAt(database, await minutesLater(database, minutes));
}

/** Counts this election-minute. */
export async function countAt(database: Database, at: Date): Promise<MinuteOutcome> {
  return await countElectionMinute(database, {
    election: 'small',
    at,
    intervalMs: 1_000,
    speed: 60,
    loaded: false,
    next: true,
  });
}

/** Counts twenty election-minutes after the last one as the program does: in another cluster than before, in a new lineage. */
export async function countOn(database: Database): Promise<void> {
  await countMinuteInLineage(database, {
    election: 'small',
    at: await minutesLater(database, 20),
    intervalMs: 1_000,
    speed: 60,
    loaded: false,
    next: true,
    log: testLog,
  });
}

/** So many election-minutes after the last counted one, the first of them at eight o'clock. */
export async function minutesLater(database: Database, minutes: number): Promise<Date> {
  const row = await maybeOne<{ as_of: Date | null }>(
    database.pool('counting'),
    "SELECT as_of FROM counting_watermark WHERE election = 'small'",
  );
  const last = row?.as_of ?? new Date('2024-05-05T08:00:00+02:00');
  return new Date(last.getTime() + minutes * 60_000);
}

/** Tells the ledger every snapshot there is: what anybody may have seen by now. */
export async function seeSnapshots(database: Database, ledger: Ledger): Promise<void> {
  const { rows } = await database
    .pool('reading')
    .query<{ number: number; sha256: string }>("SELECT number, sha256 FROM snapshot WHERE election = 'small'");
  for (const { number, sha256 } of rows) ledger.see(number, sha256);
}

/** The last snapshot in the database. */
export async function latestKept(database: Database): Promise<Snapshot> {
  const { rows } = await database
    .pool('reading')
    .query<{ body: string }>("SELECT body FROM snapshot WHERE election = 'small' ORDER BY number DESC LIMIT 1");
  return JSON.parse(rows[0]!.body) as Snapshot;
}
