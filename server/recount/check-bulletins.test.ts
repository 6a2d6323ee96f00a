import { beforeEach, describe, expect, it } from 'vitest';
import { readBulletins } from '../bulletins/bulletins.ts';
import { type Database, many } from '../database/database.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { threeHours } from '../test/three-hours.ts';
import { checkNextBulletin, keepChecking } from './check-bulletins.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

/** Checks all that waits: hour and outcome, in the order in which they were checked. */
async function checked(): Promise<string[]> {
  const found: string[] = [];
  for (;;) {
    const check = await checkNextBulletin(database, 'small');
    if (check === null) return found;
    found.push(`${check.hour.slice(11)} ${check.outcome}`);
  }
}

async function states(): Promise<string[]> {
  const o = { election: 'small', timezone: 'Europe/Bucharest', after: 0, limit: 100 };
  return (await readBulletins(database.pool('reading'), o)).map(
    ({ listing }) => `${listing.hour.slice(11)} ${listing.status} ${listing.recount}`,
  );
}

const discrepancies = () =>
  many(
    database.pool('reading'),
    "SELECT area, channel, state, detail->>'kept' AS kept, detail->>'recounted' AS recounted FROM discrepancy WHERE rule = 'recount' ORDER BY area, channel",
  );

/** As if ten minutes had passed since a bulletin's figures differed. */
async function tenMinutesPass(): Promise<void> {
  const owner = database.pool('owner');
  await owner.query('ALTER TABLE bulletin_check DISABLE TRIGGER bulletin_check_kept');
  await owner.query("UPDATE bulletin_check SET checked_at = checked_at - interval '11 minutes'");
  await owner.query('ALTER TABLE bulletin_check ENABLE TRIGGER bulletin_check_kept');
}

describe('a bulletin', () => {
  it('is frozen until a recount of the rows agrees, and checked from then on', async () => {
    await threeHours(database);
    expect(await states()).toEqual([
      '07 frozen waiting',
      '08 frozen waiting',
      '09 frozen waiting',
      '10 frozen waiting',
    ]);
    // The newest first; seven o'clock passed uncounted, of its notice only the bytes are checked.
    expect(await checked()).toEqual(['10 agrees', '09 agrees', '08 agrees', '07 agrees']);
    expect(await states()).toEqual([
      '07 checked agrees',
      '08 checked agrees',
      '09 checked agrees',
      '10 checked agrees',
    ]);
    expect(await discrepancies()).toEqual([]);
  });

  it('whose rows were changed by hand stays frozen: hour and area are a discrepancy until it is undone', async () => {
    await threeHours(database);
    const owner = database.pool('owner');
    await owner.query("UPDATE ballot_issue SET area = 'S1' WHERE seq = 1");
    expect(await checked()).toEqual(['10 differs', '09 differs', '08 agrees', '07 agrees']);
    expect((await states()).slice(1)).toEqual(['08 checked agrees', '09 frozen differs', '10 frozen differs']);
    // At nine and at ten: one in N1 and so in the north that the rows do not give any more, one in S1 and in the south they give too many.
    const open = await discrepancies();
    expect(open).toContainEqual({ area: 'NORTH', channel: 'online', state: 'open', kept: '1', recounted: '0' });
    expect(open).toContainEqual({ area: 'N1', channel: 'online', state: 'open', kept: '1', recounted: '0' });
    expect(open.map(({ area }) => area)).not.toContain('N2');

    expect(await checked()).toEqual([]);
    await tenMinutesPass();
    await owner.query("UPDATE ballot_issue SET area = 'N1' WHERE seq = 1");
    expect(await checked()).toEqual(['10 agrees', '09 agrees']);
    expect((await states()).slice(1)).toEqual(['08 checked agrees', '09 checked agrees', '10 checked agrees']);
    expect((await discrepancies()).map(({ state }) => state)).toEqual(open.map(() => 'closed'));
  });

  it('that was changed itself is not checked', async () => {
    await threeHours(database);
    const owner = database.pool('owner');
    await expect(owner.query("UPDATE bulletin SET csv = '' WHERE hour LIKE '%T09'")).rejects.toThrow('append-only');
    await owner.query('ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept');
    await owner.query(`UPDATE bulletin SET body = replace(body, '"issued":1', '"issued":2') WHERE hour LIKE '%T09'`);
    expect(await checked()).toContain('09 differs');
    expect(await discrepancies()).toContainEqual({
      area: 'LAND',
      channel: 'online',
      state: 'open',
      kept: '2',
      recounted: '1',
    });
  });

  it.each([
    ['in depth', 'DELETE FROM snapshot_depth', 'N2'],
    [
      'of a channel',
      `UPDATE bulletin SET body = (body::jsonb #- '{snapshot,channels,station}' #- '{snapshot,areas,byChannel,station}')::text WHERE snapshot IS NOT NULL`,
      'NORTH',
    ],
    [
      'of a district',
      `UPDATE bulletin SET body = (body::jsonb #- '{snapshot,areas,codes,0}')::text WHERE snapshot IS NOT NULL`,
      'NORTH',
    ],
    [
      'of any figures',
      `UPDATE bulletin SET body = jsonb_set(body::jsonb, '{snapshot}', 'null')::text WHERE snapshot IS NOT NULL`,
      null,
    ],
  ])('that has nothing %s is not checked', async (_what, statement, area) => {
    await threeHours(database);
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE bulletin DISABLE TRIGGER bulletin_kept');
    await owner.query(statement);
    await owner.query("UPDATE bulletin SET sha256 = encode(sha256(convert_to(body, 'UTF8')), 'hex')");
    expect(await checked()).toEqual(['10 differs', '09 differs', '08 differs', '07 agrees']);
    expect((await discrepancies()).map((found) => [found.area, found.kept])).toContainEqual([area, null]);
  });

  it('counted in another cluster cannot be recounted, and is not called wrong', async () => {
    await threeHours(database);
    const owner = database.pool('owner');
    await owner.query('ALTER TABLE snapshot DISABLE TRIGGER snapshot_kept');
    await owner.query('UPDATE snapshot SET system_identifier = 1 WHERE number < 3');
    expect(await checked()).toEqual(['10 agrees', '09 impossible', '08 impossible', '07 agrees']);
    expect((await states())[2]).toBe('09 frozen impossible');
    expect(await discrepancies()).toEqual([]);
  });

  it('is recounted by one copy at a time, beside counting that goes on', async () => {
    await threeHours(database);
    const holder = await database.pool('counting').connect();
    try {
      await holder.query('BEGIN');
      await holder.query("SELECT pg_advisory_xact_lock(hashtext('turnout recount'), hashtext('small'))");
      expect(await checkNextBulletin(database, 'small')).toBeNull();
      await holder.query('ROLLBACK');
      // Somebody counts, and holds what counting holds: a recount does not wait for it.
      await holder.query('BEGIN');
      await holder.query("SELECT 1 FROM counting_watermark WHERE election = 'small' FOR UPDATE");
      expect(await checkNextBulletin(database, 'small')).toMatchObject({ outcome: 'agrees' });
      await holder.query('ROLLBACK');
    } finally {
      holder.release();
    }
  });

  it('is checked by itself as hours are struck, until the copy ends', async () => {
    const end = new AbortController();
    const checking = keepChecking(database, { election: 'small', stopped: end.signal, log: testLog });
    await threeHours(database);
    await expect
      .poll(states)
      .toEqual(['07 checked agrees', '08 checked agrees', '09 checked agrees', '10 checked agrees']);
    end.abort();
    await checking;
  });
});
