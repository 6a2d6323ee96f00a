import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Logger } from 'pino';
import { DATABASE_ROLES, type Database, openDatabase, roleNames } from '../../database/database.ts';

/** A database that holds nothing but what is measured, beside the operator's own in the same server. */
export interface ScratchDatabase {
  readonly database: Database;
  /** With its password: never to be logged. */
  readonly url: string;
  /** One connection as the login itself, in UTC; whoever asks ends it. */
  connect(): Promise<pg.Client>;
}

/** The login may not make a database: nothing can be measured without touching the operator's own. */
export class NoScratchDatabaseError extends Error {
  override readonly name = 'NoScratchDatabaseError';
}

/**
 * What `work` gives with a new database of its own, which is gone afterwards with its roles, however `work` ends; once `stopped`
 * it is gone at once, and `work` fails.
 *
 * @param url of any database in the server; only connected to
 * @throws NoScratchDatabaseError
 */
export async function withScratchDatabase<T>(
  o: { readonly url: string; readonly log: Logger; readonly stopped: AbortSignal },
  work: (scratch: ScratchDatabase) => Promise<T>,
): Promise<T> {
  const name = `turnout_bench_${randomBytes(6).toString('hex')}`;
  await asLogin(o.url, (client) => client.query(`CREATE DATABASE ${name}`)).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new NoScratchDatabaseError(`a database to measure in cannot be made: ${why}`, { cause: error });
  });
  const url = new URL(o.url);
  url.pathname = `/${name}`;
  const onStopped = () => {
    // What is not gone now is tried again below.
    drop(o.url, name).catch(() => {});
  };
  o.stopped.addEventListener('abort', onStopped, { once: true });
  let database: Database | null = null;
  try {
    const opened = await openDatabase({ url: url.href, log: o.log });
    database = opened;
    return await work({ database: opened, url: url.href, connect: () => connect(url.href) });
  } finally {
    o.stopped.removeEventListener('abort', onStopped);
    await database?.end();
    await drop(o.url, name);
  }
}

async function drop(url: string, name: string): Promise<void> {
  await asLogin(url, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    const roles = roleNames(name);
    for (const role of DATABASE_ROLES) await client.query(`DROP ROLE IF EXISTS ${roles[role]}`);
  });
}

async function asLogin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'turnout bench' });
  client.on('error', () => {});
  await client.connect();
  await client.query("SET TimeZone = 'UTC'");
  return client;
}
