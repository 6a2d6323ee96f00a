import { expect, it } from 'vitest';
import { many, type Queryable, readSql } from '../database/database.ts';
import { day, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';

/** A small election into which an evening's reports of all precincts arrive, before the server's own analysis of them. */
async function arriving(count: number): Promise<Queryable> {
  const database = await freshDatabase();
  await loadSmallElection(database);
  const owner = database.pool('owner');
  await owner.query('ALTER TABLE count_report SET (autovacuum_enabled = false)');
  const reports = Array.from({ length: count }, (_, index) => ({
    seq: index + 1,
    area: index % 2 === 0 ? 'N1' : 'N2',
    asOf: day('09:30'),
    issued: index,
  }));
  await insertReports(database, reports);
  return owner;
}

it('a count of reports looks up whether one is corrected by its own key, though nothing is known of the rows yet', async () => {
  const owner = await arriving(1_000);
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

it('what corrections change is told by looking each report up by its own key, likewise', async () => {
  const owner = await arriving(1_000);
  const plan = await many<{ 'QUERY PLAN': string }>(owner, `EXPLAIN ${readSql(import.meta.url, './corrections.sql')}`, [
    'small',
    '[{"source":"commissions","seq":2}]',
    'district',
    '9999:9999:',
    day('10:00'),
    'district',
    day('08:00'),
  ]);
  const lines = plan.map((row) => row['QUERY PLAN']);
  const conditions = lines.flatMap((line, at) => (line.includes(' on count_report') ? [lines[at + 1]!.trim()] : []));
  // The correction, what it corrects, whether a report is corrected.
  expect(conditions).toEqual([
    expect.stringMatching(/^Index Cond: .* AND \(seq = k\.seq\)\)$/),
    expect.stringMatching(/^Index Cond: .* AND \(seq = count_report\.corrects\)\)$/),
    expect.stringMatching(/^Index Cond: .* AND \(area = count_report\.area\) .*\)$/),
    expect.stringMatching(/^Index Cond: .* AND \(corrects = e\.seq\)\)$/),
  ]);
});
