import { expect, test } from 'vitest';
import { many, one } from '../database/database.ts';
import { loadSmallElection, readSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { loadElection, resetRehearsal, UnknownElectionError } from './election-package.ts';

const SHA = 'a'.repeat(64);

/** Rows of the small election as if it had been rehearsed: sent, counted, and frozen. */
const REHEARSED = [
  `INSERT INTO source (election, source) VALUES ('small', 'evote')`,
  `INSERT INTO source_progress (election, source) VALUES ('small', 'evote')`,
  `INSERT INTO ballot_issue (election, source, seq, area, channel, occurred_at)
   VALUES ('small', 'evote', 1, 'N1', 'online', '2024-05-05T09:00:00+02:00')`,
  `INSERT INTO count_report (election, source, seq, area, channel, as_of, issued)
   VALUES ('small', 'commissions', 1, 'N2', 'station', '2024-05-05T10:00:00+02:00', 5)`,
  `INSERT INTO ingest_conflict (election, source, seq, kind, payload) VALUES ('small', 'evote', 1, 'ballot_issue', '{}')`,
  `INSERT INTO snapshot (election, number, lineage, as_of, taken_at, covers, loaded, counted, system_identifier, body, sha256)
   VALUES ('small', 1, 1, now(), now(), 1, false, pg_current_snapshot(), 1, '{}', '${SHA}')`,
  `INSERT INTO snapshot_depth VALUES ('small', 1, 'precinct', 'online', '{}', '{}', '{}')`,
  `INSERT INTO bulletin (election, number, kind, hour, as_of, snapshot, counted, body, sha256, csv, csv_sha256)
   VALUES ('small', 1, 'hourly', '2024-05-05T09', now(), 1, pg_current_snapshot(), '{}', '${SHA}', '', '${SHA}')`,
  `INSERT INTO area_revision (election, revision, body) VALUES ('small', 'r', '{}')`,
  `INSERT INTO rehearsal_clock (election, from_at, until_at, speed) VALUES ('small', now(), now(), 60)`,
];

test('a reset leaves no row of the rehearsal in any table, and every row of the others', async () => {
  const db = await freshDatabase();
  const owner = db.pool('owner');
  const small = await readSmallElection();
  const other = { ...small, definition: { ...small.definition, id: 'other' } };
  await loadElection(db, other);
  await loadSmallElection(db);
  for (const statement of REHEARSED) await owner.query(statement);

  const tables = await many<{ name: string }>(
    owner,
    `SELECT c.table_name AS name FROM information_schema.columns c
       JOIN information_schema.tables t USING (table_schema, table_name)
      WHERE c.table_schema = 'public' AND c.column_name = 'election' AND t.table_type = 'BASE TABLE'`,
  );
  const left = async (election: string) => {
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { n } = await one<{ n: number }>(owner, `SELECT count(*)::int AS n FROM ${name} WHERE election = $1`, [
        election,
      ]);
      if (n > 0) counts[name] = n;
    }
    return counts;
  };
  const others = await left('other');
  expect(Object.keys(await left('small'))).toEqual(
    expect.arrayContaining(['area_sum', 'ballot_issue', 'snapshot', 'bulletin']),
  );

  await resetRehearsal(db, 'small');
  expect(await left('small')).toEqual({});
  expect(await left('other')).toEqual(others);
});

test('after a reset snapshots and bulletins are kept for good as before, and the election can be loaded anew', async () => {
  const db = await freshDatabase();
  const owner = db.pool('owner');
  await loadSmallElection(db);
  await resetRehearsal(db, 'small');
  await loadSmallElection(db);
  for (const statement of REHEARSED) await owner.query(statement);
  await expect(owner.query('DELETE FROM snapshot')).rejects.toThrow('append-only');
  await expect(owner.query('DELETE FROM bulletin')).rejects.toThrow('append-only');
});

test('an election that is not there cannot be reset', async () => {
  await expect(resetRehearsal(await freshDatabase(), 'small')).rejects.toThrow(UnknownElectionError);
});
