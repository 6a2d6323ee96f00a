import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { asAdministrator, emptyDatabaseUrl, testLog } from '../test/test-database.ts';
import { loginAndDatabase, one, openDatabase, RolesMissingError, roleNames, rolesSql } from './database.ts';

const logins: string[] = [];

/** The address of `url`'s database for a new login with these attributes. */
async function withLogin(url: string, attributes = ''): Promise<string> {
  const login = `login_${randomBytes(6).toString('hex')}`;
  logins.push(login);
  await asAdministrator((client) => client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'for-a-test' ${attributes}`));
  const changed = new URL(url);
  changed.username = login;
  changed.password = 'for-a-test';
  return changed.href;
}

const serverVersion = () =>
  asAdministrator(async (client) => {
    const row = await one<{ n: number }>(client, "SELECT current_setting('server_version_num')::int AS n");
    return row.n;
  });

afterAll(() =>
  asAdministrator(async (client) => {
    for (const login of logins) {
      await client.query(`REASSIGN OWNED BY ${login} TO CURRENT_USER`);
      await client.query(`DROP OWNED BY ${login}`);
      await client.query(`DROP ROLE ${login}`);
    }
  }),
);

async function opens(url: string): Promise<void> {
  const database = await openDatabase({ url, log: testLog });
  for (const role of ['owner', 'ingest', 'counting', 'reading'] as const) {
    const row = await one<{ acts_as: string }>(database.pool(role), 'SELECT current_user::text AS acts_as');
    expect(row.acts_as).toBe(database.roles[role]);
  }
  await database.end();
}

describe('names of roles', () => {
  it('carry the name of the database', () => {
    expect(roleNames('votes').counting).toBe('turnout_votes_counting');
  });

  it('fit into 63 bytes and stay apart for long names, in any script', () => {
    const a = roleNames(`${'ж'.repeat(30)}1`);
    const b = roleNames(`${'ж'.repeat(30)}2`);
    const all = [...Object.values(a), ...Object.values(b)];
    for (const name of all) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
    expect(new Set(all).size).toBe(8);
  });
});

describe('roles', () => {
  it('are made by a login that may make roles and owns the database, without being a superuser', async () => {
    const url = await emptyDatabaseUrl();
    const own = await withLogin(url, 'CREATEROLE');
    const { login, database } = loginAndDatabase(own);
    await asAdministrator((client) => client.query(`ALTER DATABASE ${database} OWNER TO ${login}`));
    await opens(own);
  });

  it('that an ordinary login lacks are told in a sentence; once the administrator has run the SQL, it works', async () => {
    const url = await emptyDatabaseUrl();
    const own = await withLogin(url);
    const refused = openDatabase({ url: own, log: testLog });
    await expect(refused).rejects.toThrow(RolesMissingError);
    await expect(refused).rejects.toThrow(/turnout roles --print/);
    const names = loginAndDatabase(own);
    // Twice: the administrator need not remember whether it was run.
    for (let run = 0; run < 2; run += 1) {
      await asAdministrator((client) => client.query(rolesSql(names)), names.database);
    }
    await opens(own);
  });

  it('are made for a database whose name needs quoting', async () => {
    const url = await emptyDatabaseUrl();
    const { database } = loginAndDatabase(url);
    const odd = `${database} "Öst" it's`;
    const quoted = pg.escapeIdentifier(odd);
    await asAdministrator((client) => client.query(`CREATE DATABASE ${quoted}`));
    const oddUrl = new URL(url);
    oddUrl.pathname = `/${encodeURIComponent(odd)}`;
    const own = await withLogin(oddUrl.href);
    const names = loginAndDatabase(own);
    expect(names.database).toBe(odd);
    await asAdministrator((client) => client.query(rolesSql(names)), encodeURIComponent(odd));
    await opens(own);
    await asAdministrator(async (client) => {
      await client.query(`DROP DATABASE ${quoted} WITH (FORCE)`);
      for (const role of Object.values(roleNames(odd))) await client.query(`DROP ROLE ${pg.escapeIdentifier(role)}`);
    });
  });

  it('count as missing where the login is not, or no longer, allowed to act as one of them', async () => {
    const own = await withLogin(await emptyDatabaseUrl());
    const names = loginAndDatabase(own);
    const counting = pg.escapeIdentifier(roleNames(names.database).counting);
    // From 16 on a login may be a member and still not be allowed to act as the role; 15 knows membership only.
    const taken =
      (await serverVersion()) >= 160_000
        ? `GRANT ${counting} TO ${names.login} WITH SET FALSE`
        : `REVOKE ${counting} FROM ${names.login}`;
    await asAdministrator((client) => client.query(`${rolesSql(names)}; ${taken}`), names.database);
    await expect(openDatabase({ url: own, log: testLog })).rejects.toThrow(/cannot act as turnout_.*_counting/);
  });
});
