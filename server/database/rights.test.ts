import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '../test/test-database.ts';
import type { Database, DatabaseRole } from './database.ts';

let database: Database;

const INSUFFICIENT_PRIVILEGE = '42501';

/** What a statement typed into psql by `role` comes to: the number of rows, or the code of the error. */
async function typed(role: DatabaseRole, sql: string): Promise<number | string> {
  try {
    const result = await database.pool(role).query(sql);
    return result.rowCount ?? 0;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  }
}

beforeAll(async () => {
  database = await freshDatabase();
  // One precinct with an event feed, one election.
  await database.pool('owner').query(`
    INSERT INTO election (election, definition, package_sha256, timezone, display_level, publish_level, opens_at, closes_at)
      VALUES ('small', '{}', '', 'UTC', 'precinct', 'precinct', '2020-06-25T08:00Z', '2020-06-25T20:00Z');
    INSERT INTO area (election, area, level, depth, position, names, timezone, leaf)
      VALUES ('small', 'P1', 'precinct', 0, 0, '{}', 'UTC', true);
    INSERT INTO channel VALUES ('small', 'online', 0, '{}', false);
    INSERT INTO feed VALUES ('small', 'P1', 'online', 'events')`);
});

describe('a program of the authority with the ingest role', () => {
  it('puts ballot issues in with plain SQL', async () => {
    const sql = `INSERT INTO ballot_issue (election, source, seq, area, channel, occurred_at, voter)
      VALUES ('small', 'evote', 1, 'P1', 'online', '2020-06-25T09:00Z', decode(repeat('ab', 32), 'hex'))`;
    expect(await typed('ingest', sql)).toBe(1);
    // The same number again, without any right to look whether it is there.
    expect(await typed('ingest', `${sql} ON CONFLICT DO NOTHING`)).toBe(0);
  });

  const refused: [string, string][] = [
    ["read an elector's token", 'SELECT voter FROM ballot_issue'],
    ['read whole rows, which hold the token', 'SELECT * FROM ballot_issue'],
    ['change a sum', 'UPDATE area_sum SET issued = 0'],
    ['put in a sum', "INSERT INTO area_sum (election, area, channel) VALUES ('small', 'P1', 'online')"],
    [
      'say in which transaction a row came',
      `INSERT INTO ballot_issue (election, source, seq, area, channel, occurred_at, xid)
        VALUES ('small', 'evote', 2, 'P1', 'online', '2020-06-25T09:00Z', '3')`,
    ],
    [
      'say when the database received a row',
      `INSERT INTO ballot_issue (election, source, seq, area, channel, occurred_at, received_at)
        VALUES ('small', 'evote', 2, 'P1', 'online', '2020-06-25T09:00Z', '2020-06-25T09:00Z')`,
    ],
    ['change a ballot issue', "UPDATE ballot_issue SET area = 'P1'"],
    ['delete a ballot issue', 'DELETE FROM ballot_issue'],
    ['empty the ballot issues', 'TRUNCATE ballot_issue'],
    ['make a table', 'CREATE TABLE public.mine (n integer)'],
    ['turn the rules off', 'ALTER TABLE ballot_issue DISABLE TRIGGER ALL'],
  ];
  it.each(refused)('may not %s', async (_what, sql) => {
    expect(await typed('ingest', sql)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  it('is told the rule by name when a row breaks one', async () => {
    const insert = (area: string) =>
      database.pool('ingest').query(`INSERT INTO ballot_issue (election, source, seq, area, channel, occurred_at)
        VALUES ('small', 'evote', 9, '${area}', 'online', '2020-06-25T09:00Z')`);
    await expect(insert('P9')).rejects.toMatchObject({ constraint: 'unknown-area' });
  });
});

describe('counting', () => {
  const refused: [string, string][] = [
    [
      'put a ballot issue in',
      `INSERT INTO ballot_issue (election, source, seq, area, channel, occurred_at)
        VALUES ('small', 'evote', 3, 'P1', 'online', '2020-06-25T09:00Z')`,
    ],
    [
      'put a count report in',
      `INSERT INTO count_report (election, source, seq, area, channel, as_of, issued)
        VALUES ('small', 'evote', 3, 'P1', 'online', '2020-06-25T09:00Z', 1)`,
    ],
    ["read an elector's token", 'SELECT voter FROM ballot_issue'],
    ['change a snapshot', "UPDATE snapshot SET body = ''"],
    ['delete a bulletin', 'DELETE FROM bulletin'],
    ['hold a source up that is sending', "SELECT FROM source_progress WHERE source = 'evote' FOR UPDATE"],
  ];
  it.each(refused)('may not %s', async (_what, sql) => {
    expect(await typed('counting', sql)).toBe(INSUFFICIENT_PRIVILEGE);
  });

  it('reads the rows it counts', async () => {
    expect(await typed('counting', "SELECT seq, xid FROM ballot_issue WHERE election = 'small'")).toBe(1);
  });
});

describe('publishing', () => {
  const refused: [string, string][] = [
    ["read an elector's token", 'SELECT voter FROM ballot_issue'],
    ['read any ballot issue', 'SELECT seq FROM ballot_issue'],
    ['read the hash of a key', 'SELECT key_sha256 FROM source'],
    ['change anything', "UPDATE election SET timezone = 'UTC'"],
  ];
  it.each(refused)('may not %s', async (_what, sql) => {
    expect(await typed('reading', sql)).toBe(INSUFFICIENT_PRIVILEGE);
  });
});
