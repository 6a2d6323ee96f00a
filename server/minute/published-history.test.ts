import { beforeEach, expect, it } from 'vitest';
import { type Database, many } from '../database/database.ts';
import { countMinute } from '../test/counted-minute.ts';
import { publishedBy } from '../test/faults/published-by.ts';
import { day } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { takeBackPublished } from './minute.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const count = (time: string) => countMinute(database, day(time));

/** What gives the database the state back that it has now, as a backup would. */
async function backUp(): Promise<() => Promise<void>> {
  const owner = database.pool('owner');
  const { rows } = await owner.query('SELECT number, as_of, snapshot_sha256, lineage FROM counting_watermark');
  const { rows: bulletins } = await owner.query('SELECT max(number)::int AS number FROM bulletin');
  const { number, as_of: asOf, snapshot_sha256: sha256, lineage } = rows[0];
  return async () => {
    for (const table of ['snapshot', 'bulletin']) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await owner.query('DELETE FROM bulletin WHERE number > $1', [bulletins[0].number]);
    await owner.query('DELETE FROM snapshot_depth WHERE number > $1', [number]);
    await owner.query('DELETE FROM snapshot WHERE number > $1', [number]);
    await owner.query('UPDATE counting_watermark SET number = $1, as_of = $2, snapshot_sha256 = $3, lineage = $4', [
      number,
      asOf,
      sha256,
      lineage,
    ]);
    for (const table of ['snapshot', 'bulletin']) await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  };
}

it('is taken back as often as the database is set back, each time with a notice of its own', async () => {
  await count('07:00');
  const restore = await backUp();
  for (const time of ['07:01', '08:00']) await count(time);
  for (const notices of [1, 2, 3]) {
    const published = await publishedBy(database);
    await restore();
    // 07:01 and 08:00, before anything new was counted.
    expect(await takeBackPublished(database, { election: 'small', published, log: testLog })).toBe(2);
    const kept = await many<{ as_of: Date }>(
      database.pool('reading'),
      "SELECT as_of FROM bulletin WHERE kind = 'notice' ORDER BY as_of",
    );
    const minutes = Array.from({ length: notices }, (_, i) => day(`08:0${i + 1}`));
    expect(kept.map((row) => row.as_of)).toEqual(minutes.map((text) => new Date(text)));
  }
  await count('08:10');
});
