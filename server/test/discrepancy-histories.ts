import { type Database, many } from '../database/database.ts';

/** The history of every discrepancy: rule, where, then each state with the snapshot in which it began. */
export async function discrepancyHistories(database: Database): Promise<string[]> {
  const rows = await many<{ text: string }>(
    database.pool('reading'),
    `SELECT concat_ws(' ', d.rule, d.area, d.source, string_agg(c.state || '@' || c.number, ' ' ORDER BY c.change)) AS text
       FROM discrepancy d JOIN discrepancy_change c USING (discrepancy)
      GROUP BY d.discrepancy ORDER BY d.discrepancy`,
  );
  return rows.map((row) => row.text);
}
