import { describe, expect, it } from 'vitest';
import { asAdministrator, emptyDatabaseUrl, freshDatabase, testLog } from '../test/test-database.ts';
import {
  DatabaseUnreachableError,
  inTransaction,
  many,
  maybeOne,
  one,
  openDatabase,
  RowCountError,
  refuseUnusable,
  UnusableServerError,
} from './database.ts';

describe('a server that cannot be used', () => {
  const fine = { database: 'votes', version: '15.1', version_num: 150_001, encoding: 'UTF8' };

  it('is none from PostgreSQL 15 on, encoded as UTF-8', () => {
    expect(() => refuseUnusable(fine)).not.toThrow();
  });

  it('is told its version when it is too old', () => {
    expect(() => refuseUnusable({ ...fine, version: '14.9', version_num: 140_009 })).toThrow(
      /is PostgreSQL 14\.9; Turnout needs 15 or later/,
    );
  });

  it('is refused when its text is not UTF-8, and nothing is made in it', async () => {
    const url = await emptyDatabaseUrl("TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
    const refused = openDatabase({ url, log: testLog });
    await expect(refused).rejects.toThrow(UnusableServerError);
    await expect(refused).rejects.toThrow(/encoded as SQL_ASCII/);
    const name = new URL(url).pathname.slice(1);
    const tables = await asAdministrator(
      (client) => many(client, "SELECT FROM pg_tables WHERE schemaname = 'public'"),
      name,
    );
    expect(tables).toHaveLength(0);
  });

  it('is told when nothing answers, without the password', async () => {
    const url = 'postgres://someone:not-to-be-told@127.0.0.1:1/votes';
    const refused = openDatabase({ url, log: testLog });
    await expect(refused).rejects.toThrow(DatabaseUnreachableError);
    await expect(refused).rejects.not.toThrow(/not-to-be-told/);
  });
});

describe('a pool', () => {
  it('gives counts as numbers, and refuses those a number cannot hold', async () => {
    const pool = (await freshDatabase()).pool('reading');
    const row = await one(
      pool,
      'SELECT 9007199254740991 AS most, ARRAY[1, NULL, 3]::bigint[] AS several, count(*) AS n',
    );
    // 2^53 - 1.
    expect(row).toEqual({ most: 9_007_199_254_740_991, several: [1, null, 3], n: 1 });
    await expect(one(pool, 'SELECT 9007199254740992::bigint AS more')).rejects.toThrow(RangeError);
    // The connection is as good as before.
    expect(await one(pool, 'SELECT 1::bigint AS n')).toEqual({ n: 1 });
  });

  it('reckons in UTC, whatever the server does', async () => {
    const pool = (await freshDatabase()).pool('reading');
    expect(await one(pool, "SELECT '2020-06-29T14:00:00+03:00'::timestamptz::text AS at")).toEqual({
      at: '2020-06-29 11:00:00+00',
    });
  });

  it('goes on after the server has ended its connections, idle or inside a transaction', async () => {
    const database = await freshDatabase();
    const pool = database.pool('counting');
    const endAll = () =>
      asAdministrator((client) =>
        many(client, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database.name]),
      );
    await one(pool, 'SELECT 1');
    const broken = inTransaction(pool, async (client) => {
      await endAll();
      return one(client, 'SELECT 1 AS n');
    });
    await expect(broken).rejects.toThrow();
    await expect
      .poll(() => one(pool, 'SELECT current_user::text AS me').catch(() => null))
      .toEqual({
        me: database.roles.counting,
      });
  });
});

describe('a transaction', () => {
  it('keeps nothing when the work in it fails, and hands the error on', async () => {
    const pool = (await freshDatabase()).pool('owner');
    const failure = new Error('stopped halfway');
    const work = inTransaction(pool, async (client) => {
      await client.query('CREATE TABLE half_done (n integer)');
      throw failure;
    });
    await expect(work).rejects.toBe(failure);
    expect(await maybeOne(pool, "SELECT FROM pg_tables WHERE tablename = 'half_done'")).toBeNull();
  });

  it('gives back what the work gives', async () => {
    const pool = (await freshDatabase()).pool('owner');
    expect(await inTransaction(pool, (client) => one(client, 'SELECT 7 AS n'))).toEqual({ n: 7 });
  });
});

describe('the number of rows', () => {
  it('is checked: one, at most one, any', async () => {
    const pool = (await freshDatabase()).pool('reading');
    const rows = (n: number) => `SELECT n FROM generate_series(1, ${n}) AS n`;
    await expect(one(pool, rows(0))).rejects.toThrow(RowCountError);
    await expect(one(pool, rows(2))).rejects.toThrow(RowCountError);
    await expect(maybeOne(pool, rows(2))).rejects.toThrow(RowCountError);
    expect(await maybeOne(pool, rows(0))).toBeNull();
    expect(await many(pool, rows(3))).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });
});
