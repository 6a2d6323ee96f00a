import type { Database } from '../database/database.ts';
import { countMinute } from './counted-minute.ts';
import { day, insertIssues, insertReports } from './sent-rows.ts';

/** A ballot at 08:10, one at 09:20 and a report of 50 at 10:00 in the small election, counted at eight, nine and ten. */
export async function threeHours(database: Database): Promise<void> {
  await insertIssues(database, [
    { seq: 1, area: 'N1', at: day('08:10') },
    { seq: 2, area: 'S1', at: day('09:20') },
  ]);
  await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('10:00'), issued: 50 }]);
  for (const time of ['08:00', '09:00', '10:00']) await countMinute(database, day(time));
}
