import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, inject } from 'vitest';
import { DATABASE_ROLES, type Database, openDatabase, roleNames } from '../database/database.ts';

/** Silent unless LOG_LEVEL says otherwise. */
export const testLog = pino({ level: process.env.LOG_LEVEL ?? 'silent' }, pino.destination({ dest: 2, sync: true }));

const opened: Database[] = [];
const made: string[] = [];

/** A new, empty, migrated database; it and its roles are gone after the test file. */
export async function freshDatabase(): Promise<Database> {
  const database = await openDatabase({ url: await emptyDatabaseUrl(), log: testLog });
  opened.push(database);
  return database;
}

/** Address of a new database with nothing in it, not even roles; dropped after the test file. */
export async function emptyDatabaseUrl(options = ''): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator((client) => client.query(`CREATE DATABASE ${name} ${options}`));
  made.push(name);
  return databaseUrl(name);
}

/** The same cluster and login, another database. */
export function databaseUrl(name: string): string {
  const url = new URL(inject('clusterUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

/** What `work` gives, with one connection of the cluster's own login; to `database` or where its address leads. */
export async function asAdministrator<T>(work: (client: pg.Client) => Promise<T>, database?: string): Promise<T> {
  const client = new pg.Client(database === undefined ? inject('clusterUrl') : databaseUrl(database));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

afterAll(async () => {
  await Promise.all(opened.map((database) => database.end()));
  if (made.length === 0) return;
  await asAdministrator(async (client) => {
    for (const name of made) {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      const roles = roleNames(name);
      for (const role of DATABASE_ROLES) await client.query(`DROP ROLE IF EXISTS ${roles[role]}`);
    }
  });
});
