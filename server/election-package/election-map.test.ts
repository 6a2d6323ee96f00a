import { expect, it } from 'vitest';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import { smallElection } from '../../shared/small-election.ts';
import { type Database, maybeOne } from '../database/database.ts';
import { loadSmallElection, readSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { drawMap, loadElection, readOutlines } from './election-package.ts';

const keptMap = async (db: Database) =>
  (await maybeOne<{ map: string | null }>(db.pool('reading'), 'SELECT map FROM boundaries'))?.map ?? null;

/** As a program before maps were kept left it. */
const forgetMap = (db: Database) => db.pool('owner').query('UPDATE boundaries SET map = NULL');

it('is drawn when the package is loaded, the north above the south', async () => {
  const db = await freshDatabase();
  await loadSmallElection(db);
  const kept = (await keptMap(db)) ?? '';
  const { schema, areas, wide, high } = JSON.parse(kept) as ProjectedMap;
  expect(schema).toBe('turnout-map/1');
  // Two degrees by two at 51 degrees of latitude are 2 cos 51 = 1.26 wide to 2 high: the height of the frame is what they fill.
  expect([wide < 1600, high]).toEqual([true, 1000]);
  const [north, south] = areas;
  expect([north?.code, south?.code]).toEqual(['NORTH', 'SOUTH']);
  expect(north?.at[1]).toBeLessThan(south?.at[1] ?? 0);
  expect(await readOutlines(db, 'small')).toEqual({ boundaries: smallElection['boundaries.geojson'], map: kept });
});

it('is drawn and kept when an election is read that an older program has loaded', async () => {
  const db = await freshDatabase();
  await loadSmallElection(db);
  const atLoad = await keptMap(db);
  await forgetMap(db);
  expect((await readOutlines(db, 'small'))?.map).toBe(atLoad);
  expect(await keptMap(db)).toBe(atLoad);
});

it('is one for all copies: what is kept is published, not what another would have drawn', async () => {
  const db = await freshDatabase();
  await loadSmallElection(db);
  await forgetMap(db);
  const both = await Promise.all([readOutlines(db, 'small'), readOutlines(db, 'small')]);
  expect(both[0]).toEqual(both[1]);
  await db.pool('owner').query(`UPDATE boundaries SET map = '{"schema":"turnout-map/1","of":"another copy"}'`);
  expect((await readOutlines(db, 'small'))?.map).toContain('another copy');
});

it('is not part of what tells one package from another: an election loaded before is not loaded anew', async () => {
  const db = await freshDatabase();
  const read = await readSmallElection();
  await loadElection(db, read);
  await forgetMap(db);
  expect(await loadElection(db, read)).toEqual({ loaded: false, electorateChanges: 0 });
});

it('is there only with boundaries', async () => {
  const db = await freshDatabase();
  await loadSmallElection(db, { 'boundaries.geojson': null });
  expect(await readOutlines(db, 'small')).toBeNull();
});

it('says the same of the same boundaries each time', () => {
  const boundaries = smallElection['boundaries.geojson'] ?? '';
  expect(drawMap(boundaries)).toBe(drawMap(boundaries));
});
