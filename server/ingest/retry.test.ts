import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { acceptBallotIssues, addSource, loadBallotIssues } from './ingest.ts';

const AT = '2024-05-05T09:00:00+02:00';
const lines = [1, 2, 3].map((seq) => ({
  line: seq,
  message: { seq, type: 'issued' as const, area: 'N1', channel: 'online', occurredAt: AT },
}));

/** The database, but the answer to its first commits never arrives. */
function losingAnswers(database: Database, times: number): Database {
  let lost = 0;
  const pool = database.pool('ingest');
  const connect = async () => {
    const client = await pool.connect();
    const query = async (...args: unknown[]) => {
      const result = await (client.query as (...args: unknown[]) => Promise<unknown>).apply(client, args);
      if (args[0] === 'COMMIT' && lost++ < times)
        throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      return result;
    };
    // A COPY is a stream and is passed on as it is.
    const passed = (...args: unknown[]) =>
      typeof args[0] === 'string' ? query(...args) : client.query(args[0] as pg.Submittable);
    return { query: passed, release: (broken?: boolean) => client.release(broken) };
  };
  const passed = pool.query.bind(pool);
  return { ...database, pool: () => ({ connect, query: passed }) as unknown as pg.Pool };
}

async function prepared(source: string): Promise<Database> {
  const database = await freshDatabase();
  await loadSmallElection(database);
  await addSource(database, { election: 'small', source });
  return database;
}

async function storedCount(database: Database): Promise<number> {
  const { rows } = await database.pool('owner').query<{ n: number }>('SELECT count(*)::int AS n FROM ballot_issue');
  return rows[0]!.n;
}

describe('a commit whose answer is lost', () => {
  it('is tried again: what had been stored is a replay, and nothing is stored twice', async () => {
    const database = await prepared('evote');
    const batch = { election: 'small', source: 'evote', issues: lines };
    const result = await acceptBallotIssues(losingAnswers(database, 1), batch);
    expect(result).toEqual({ accepted: 0, replayed: 3, rejected: 0, problems: [], durableUpTo: 3 });
    expect(await storedCount(database)).toBe(3);
  });

  it('does no more harm when loading by COPY', async () => {
    const database = await prepared('evote');
    const totals = await loadBallotIssues(losingAnswers(database, 1), { election: 'small', source: 'evote' }, lines);
    expect(totals).toEqual({ accepted: 0, replayed: 3, rejected: 0, durableUpTo: 3 });
    expect(await storedCount(database)).toBe(3);
  });

  it('twice is an error: nothing is acknowledged, and sending again is still harmless', async () => {
    const database = await prepared('evote');
    const batch = { election: 'small', source: 'evote', issues: lines };
    await expect(acceptBallotIssues(losingAnswers(database, 2), batch)).rejects.toThrow('ECONNRESET');
    expect(await acceptBallotIssues(database, batch)).toMatchObject({ accepted: 0, replayed: 3, durableUpTo: 3 });
  });
});
