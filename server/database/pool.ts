import pg from 'pg';
import type { Logger } from 'pino';
import { maybeOne } from './rows.ts';
import { type SessionName, type SessionState, SilentConnections } from './silent-connections.ts';
import { readSql } from './sql.ts';

const sessionState = readSql(import.meta.url, './session-state.sql');

const INT8 = 20;
const INT8_ARRAY = 1016;

/**
 * A `bigint` of the database as a number.
 *
 * @throws RangeError past 2^53, where a number would no longer be exact
 */
export function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is not exact as a number`);
  return value;
}

const TEXT_ARRAY = 1009;
const textArray = pg.types.getTypeParser(TEXT_ARRAY as never) as (text: string) => (string | null)[];

const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (format !== 'binary') {
      if (oid === INT8) return exactInteger;
      if (oid === INT8_ARRAY) {
        return (text: string) => textArray(text).map((item) => (item === null ? null : exactInteger(item)));
      }
    }
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export interface PoolOptions {
  readonly url: string;
  /** Taken on by every connection before its first statement; the login itself where absent. */
  readonly role?: string;
  /** Shown to the database's administrator. */
  readonly applicationName: string;
  readonly size: number;
  /** An answer that takes longer never comes: the connection is given up. Absent: waited for without end. */
  readonly answerWithinMs?: number;
  /** How long a transaction may stand still between two statements before the server ends it; a minute where absent. */
  readonly idleInTransaction?: string;
  /** Without an answer for so long, the server is asked whether one is still to come. */
  readonly silentAfterMs?: number;
  readonly log: Logger;
}

const SILENT_AFTER_MS = 20_000;

/**
 * A pool whose connections act as one role, in UTC. Connections that the server ends are replaced when next needed, and
 * never end the program, and those that swallow what is sent are given up; `bigint` arrives as a number.
 */
export function makePool(o: PoolOptions): pg.Pool {
  const silent = silentConnections(o);
  const pool = new pg.Pool({
    connectionString: o.url,
    application_name: o.applicationName,
    max: o.size,
    types,
    keepAlive: true,
    // A peer that vanished while nothing was under way is noticed after twenty seconds, not after two hours.
    keepAliveInitialDelayMillis: 10_000,
    ...(o.answerWithinMs === undefined ? {} : { query_timeout: o.answerWithinMs }),
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 60_000,
    // A farewell that nobody answers keeps no program from its end.
    allowExitOnIdle: true,
    onConnect: async (connected) => {
      const client = connected as pg.Client;
      await watch(silent, client);
      await client.query(sessionSetup(o.role, o.idleInTransaction));
    },
  });
  pool.on('error', (error) => o.log.warn({ err: error }, 'a database connection was lost while idle'));
  // Without a listener a connection that breaks between two statements of a transaction would end the program; the
  // next statement fails anyway, and there the error is handled.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** Where connections to this address are given up once they swallow what is sent. */
function silentConnections(o: Pick<PoolOptions, 'url' | 'silentAfterMs' | 'log'>): SilentConnections {
  const { silentAfterMs = SILENT_AFTER_MS } = o;
  return new SilentConnections({
    silentAfterMs,
    askState: (session) => askState(o.url, session, Math.min(ASK_WITHIN_MS, 10 * silentAfterMs)),
    log: o.log,
  });
}

async function watch(silent: SilentConnections, client: pg.Client): Promise<void> {
  silent.watch(client);
  // As the login, before any role: a role may not be told when its own session began.
  const { rows } = await client.query<SessionName>(OWN_SESSION);
  silent.name(client, rows[0]!);
}

const ASK_WITHIN_MS = 10_000;
const OWN_SESSION = `SELECT pid, extract(epoch FROM backend_start)::text AS "startedAt" FROM pg_stat_activity WHERE pid = pg_backend_pid()`;

type SessionRow = { state: string | null; waits_for_client: boolean; had_bytes: number };

/** What a session of this login does, asked on a connection of its own. */
async function askState(url: string, { pid, startedAt }: SessionName, withinMs: number): Promise<SessionState> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'turnout session check',
    types,
    connectionTimeoutMillis: withinMs,
    query_timeout: withinMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const found = await maybeOne<SessionRow>(client, sessionState, [pid, startedAt]);
    if (found === null) return 'not-working';
    if (found.state === null) return 'untold';
    if (found.state === 'active' && found.waits_for_client) return { hadBytes: found.had_bytes };
    return found.state === 'active' || found.state.startsWith('fastpath') ? 'working' : 'not-working';
  } catch (error) {
    return error instanceof pg.DatabaseError ? 'untold' : 'unreachable';
  } finally {
    // Not waited for: what swallows our words may swallow our leave too.
    void client.end().catch(() => {});
  }
}

/**
 * One connection as the login itself, for what has to be looked at or done before there are roles.
 *
 * @param watched where it is given up once it swallows what is sent; absent: it is not looked after
 */
export async function connectAsLogin(
  url: string,
  applicationName: string,
  watched?: Pick<PoolOptions, 'silentAfterMs' | 'log'>,
): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    types,
    connectionTimeoutMillis: 15_000,
  });
  client.on('error', () => {});
  await client.connect();
  if (watched !== undefined) await watch(silentConnections({ ...watched, url }), client);
  await client.query(sessionSetup(undefined));
  return client;
}

// A copy of the program whose machine vanishes, or that stands still inside a transaction, must not hold the others up:
// the server notices the first within half a minute and ends the second after one.
const SESSION = `
  SET TimeZone = 'UTC';
  SET search_path = public, pg_temp;
  SET tcp_keepalives_idle = 10;
  SET tcp_keepalives_interval = 5;
  SET tcp_keepalives_count = 3;
  SET tcp_user_timeout = 30000;
  `;

function sessionSetup(role: string | undefined, idleInTransaction = '60s'): string {
  const session = `${SESSION}SET idle_in_transaction_session_timeout = ${pg.escapeLiteral(idleInTransaction)}`;
  return role === undefined ? session : `SET ROLE ${pg.escapeIdentifier(role)}; ${session}`;
}

/**
 * What `work` gives back, once everything it did is committed. When it throws, or the commit fails, nothing is kept and
 * the error goes on to the caller.
 */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    // A connection that could not even roll back is thrown away.
    client.release(broken);
  }
}
