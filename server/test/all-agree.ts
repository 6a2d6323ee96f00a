import { expect } from 'vitest';
import type { Database } from '../database/database.ts';
import { checkNextBulletin } from '../recount/check-bulletins.ts';
import { recount } from '../recount/recount.ts';

/** Sums against rows in each of the ways that the small election's are recounted: bulletin by bulletin, and all at once. */
export async function expectAllAgree(database: Database): Promise<void> {
  for (;;) {
    const check = await checkNextBulletin(database, 'small');
    if (check === null) break;
    expect(check).toMatchObject({ outcome: 'agrees', differences: [] });
  }
  expect((await recount(database, 'small')).differences).toEqual([]);
}
