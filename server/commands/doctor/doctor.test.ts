import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../config.ts';
import { checkNextBulletin } from '../../recount/check-bulletins.ts';
import { countMinute } from '../../test/counted-minute.ts';
import { day, insertIssues } from '../../test/sent-rows.ts';
import { loadSmallElection } from '../../test/small-election.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import { asAdministrator, databaseUrl, emptyDatabaseUrl, freshDatabase, testLog } from '../../test/test-database.ts';
import { checkLines, fine, wrong } from './check.ts';
import { databaseChecks, reportChecks } from './database-checks.ts';
import { machineChecks } from './machine-checks.ts';

const configOf = (env: Record<string, string>) => readConfig({ PORT: '0', ...env });

const checksOf = (url: string) => databaseChecks(configOf({ DATABASE_URL: url }), testLog);

/** What was wrong, by name. */
const wrongs = (checks: readonly { what: string; fine: boolean }[]) =>
  checks.filter((check) => !check.fine).map((check) => check.what);

describe('the doctor', () => {
  it('finds nothing wrong with a database that was just opened', async () => {
    const database = await freshDatabase();
    const checks = await checksOf(databaseUrl(database.name));
    expect(wrongs(checks)).toEqual([]);
    expect(checks.map((check) => check.what)).toEqual([
      'database',
      'PostgreSQL',
      'encoding',
      'roles',
      'migrations',
      'open transactions',
      'recounts',
      'witnesses',
      "database's clock",
    ]);
  });

  it('finds roles missing that only an administrator can make, and makes none itself', async () => {
    const url = new URL(await emptyDatabaseUrl());
    // This login could make them: at the next start.
    expect(wrongs(await checksOf(url.href))).toEqual([]);
    const login = `doctor_${url.pathname.slice(1)}`;
    await asAdministrator((client) => client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'for-a-test'`));
    url.username = login;
    url.password = 'for-a-test';
    const checks = await checksOf(url.href);
    expect(wrongs(checks)).toEqual(['roles']);
    expect(checks.find((check) => check.what === 'roles')?.advice).toContain('turnout roles --print');
    await asAdministrator((client) => client.query(`DROP ROLE ${login}`));
  });

  it('finds a migration that was changed', async () => {
    const database = await freshDatabase();
    await database.pool('owner').query("UPDATE migration SET sha256 = 'other' WHERE number = 1");
    expect(wrongs(await checksOf(databaseUrl(database.name)))).toEqual(['migrations']);
  });

  it('names hour and area of a bulletin that its rows do not give any more', async () => {
    const database = await freshDatabase();
    await loadSmallElection(database);
    await insertIssues(database, [{ seq: 1, area: 'N1', at: day('08:10') }]);
    await countMinute(database, day('09:00'));
    await database.pool('owner').query("UPDATE ballot_issue SET area = 'S1'");
    while ((await checkNextBulletin(database, 'small')) !== null);
    const check = (await checksOf(databaseUrl(database.name))).find(({ what }) => what === 'recounts');
    expect(check).toMatchObject({
      fine: false,
      found: expect.stringMatching(/^small, hour 2024-05-05T09: area \S+ is frozen as \d, the rows give \d$/),
    });
  });

  it('finds a database that nobody answers for', async () => {
    const [check] = await checksOf('postgres://kim:s3cr3t@127.0.0.1:1/votes');
    expect(check).toMatchObject({ what: 'database', fine: false });
    expect(JSON.stringify(check)).not.toContain('s3cr3t');
  });

  it('finds none yet where no embedded database was made, and makes none', async () => {
    const TURNOUT_DATA = await temporaryFolder('turnout-doctor-');
    onTestFinished(() => rm(TURNOUT_DATA, { recursive: true }));
    const [check] = await databaseChecks(configOf({ TURNOUT_DATA }), testLog);
    expect(check).toMatchObject({ fine: true, found: expect.stringContaining('made at the first start') });
    expect(await machineChecks(configOf({ TURNOUT_DATA }))).toContainEqual(
      expect.objectContaining({ what: 'embedded PostgreSQL', fine: true }),
    );
  });

  it('tells the age of an open transaction and of a prepared one, and how to end them', () => {
    const report = {
      server: { database: 'votes', version: '18.4', version_num: 180_004, encoding: 'UTF8', in_recovery: false },
      roleProblems: [],
      mayMakeRoles: false,
      migrations: { applied: 5, known: 5, problem: null },
      clockSkew: { aheadMs: 61_000, uncertainMs: 2 },
      differingBulletins: [],
      troubledWitnesses: [],
      openTransactions: [
        // 12 000 s = 3 h 20 min.
        {
          kind: 'open' as const,
          id: '4711',
          login: 'kim',
          application: 'psql',
          state: 'idle in transaction',
          ageSeconds: 12_000,
        },
        { kind: 'prepared' as const, id: 'tx-7', login: 'kim', application: '', state: 'prepared', ageSeconds: 90 },
        { kind: 'open' as const, id: '4712', login: 'lee', application: '', state: 'hidden', ageSeconds: null },
      ],
    };
    const text = checkLines(reportChecks(report)).join('\n');
    expect(text).toContain('process 4711 (kim, psql), idle in transaction, open for 3 h 20 min');
    expect(text).toContain('pg_terminate_backend(4711)');
    expect(text).toContain('tx-7 (kim), open for 1 min');
    expect(text).toContain("61000 ms ahead of this machine's");
    expect(wrongs(reportChecks(report))).toEqual(['open transaction', 'prepared transaction', "database's clock"]);
  });

  it('says which witness has signed another history, before those that are only away', async () => {
    const database = await freshDatabase();
    await loadSmallElection(database);
    await database.pool('owner').query(`
      INSERT INTO bulletin_log (election, origin, key, manifest, manifest_csv) VALUES ('small', 'o', 'k', '{}', '');
      INSERT INTO log_witness (election, key, standing, detail) VALUES
        ('small', 'away.example/w+00000000+AA==', 'away', 'did not answer within 10 s'),
        ('small', 'observer.example/w+00000000+AA==', 'contradicting', 'has signed a head of 9 leaves, this log has 5: it was rolled back'),
        ('small', 'well.example/w+00000000+AA==', 'signing', NULL)`);
    const checks = await checksOf(databaseUrl(database.name));
    expect(wrongs(checks)).toEqual(['witnesses']);
    const { found } = checks.find(({ what }) => what === 'witnesses')!;
    expect(found).toContain(
      'small: observer.example/w has signed a head of 9 leaves, this log has 5: it was rolled back',
    );
    expect(found).toContain('; 1 more do not sign');
  });

  it('sees that a transaction of another login is open even where its age is hidden', async () => {
    const database = await freshDatabase();
    const url = new URL(databaseUrl(database.name));
    const login = `doctor_${database.name}`;
    await asAdministrator((client) =>
      client.query(
        `CREATE ROLE ${login} LOGIN NOINHERIT PASSWORD 'for-a-test'; GRANT ${Object.values(database.roles).join(', ')} TO ${login}`,
      ),
    );
    const writer = await database.pool('owner').connect();
    try {
      await writer.query('BEGIN; SELECT pg_current_xact_id()');
      url.username = login;
      url.password = 'for-a-test';
      const checks = await checksOf(url.href);
      expect(checks).toContainEqual(
        expect.objectContaining({ what: 'open transaction', found: expect.stringContaining('hidden') }),
      );
    } finally {
      await writer.query('ROLLBACK');
      writer.release();
      await asAdministrator((client) => client.query(`DROP ROLE ${login}`));
    }
  });
});

describe('the port', () => {
  async function answering(body: string): Promise<string> {
    const server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    return String((server.address() as AddressInfo).port);
  }
  const portCheck = async (PORT: string) =>
    (await machineChecks(readConfig({ PORT, DATABASE_URL: 'postgres://db/votes', HOST: '127.0.0.1' }))).at(-1);

  it("is fine while it is Turnout's, and wrong while it is another program's", async () => {
    expect(await portCheck(await answering('{"status":"alive"}'))).toMatchObject({ what: 'port', fine: true });
    expect(await portCheck(await answering('It works!'))).toMatchObject({ what: 'port', fine: false });
  });
});

describe('a line of the doctor', () => {
  it('says ok or wrong in words, and what to do below', () => {
    expect(checkLines([fine('Node', '20.20'), wrong('disk', '1 GB free', 'free some')])).toEqual([
      'ok     Node  20.20',
      'wrong  disk  1 GB free',
      '             → free some',
    ]);
  });
});
