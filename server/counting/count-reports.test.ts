import { expect, it } from 'vitest';
import { many, readSql } from '../database/database.ts';
import { day, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

it('a count of reports looks up whether one is corrected by its own key, though nothing is known of the rows yet', async () => {
  const database = await freshDatabase();
  await loadSmallElection(database);
  const owner = database.pool('owner');
  // As they are while an evening's reports of all precincts arrive, before the server's own analysis of them.
  await owner.query('ALTER TABLE count_report SET (autovacuum_enabled = false)');
  const reports = Array.from({ length: 1_000 }, (_, index) => ({
    seq: index + 1,
    area: index % 2 === 0 ? 'N1' : 'N2',
    asOf: day('09:30'),
    issued: index,
  }));
  await insertReports(database, reports);
  const plan = await many<{ 'QUERY PLAN': string }>(
    owner,
    `EXPLAIN ${readSql(import.meta.url, './count_reports.sql')}`,
    ['small', '3:3:', '9999:9999:', day('10:00'), day('08:00'), day('09:00'), 'district'],
  );
  const lookups = plan
    .map((row) => row['QUERY PLAN'])
    .filter((line) => line.includes('"already-corrected" on count_report'));
  // The report that stands, the figure before a rise, the rises themselves.
  expect(lookups).toHaveLength(3);
});
