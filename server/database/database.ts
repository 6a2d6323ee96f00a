import pg from 'pg';
import type { Logger } from 'pino';
import { readServer, type ServerRow } from './inspect.ts';
import { appliedMigrations, MIGRATIONS, migrate } from './migrate.ts';
import { connectAsLogin, makePool } from './pool.ts';
import { type DatabaseRole, ensureRoles, roleNames } from './roles.ts';
import { readSql } from './sql.ts';

export { type DatabaseContents, readDatabaseContents } from './contents.ts';
export { type EmbeddedDatabase, type EmbeddedOptions, joinEmbedded, startEmbedded } from './embedded.ts';
export { canReach, chooseServerUser, findBinaries, missingSymlinks } from './embedded-binaries.ts';
export { EmbeddedOwnerError, EmbeddedVersionError } from './embedded-home.ts';
export { EmbeddedFolderInUseError } from './embedded-owner.ts';
export { type DatabaseReport, inspectDatabase, type OpenTransaction, openTransactions } from './inspect.ts';
export { DatabaseNewerError, MigrationChangedError } from './migrate.ts';
export { exactInteger, inTransaction } from './pool.ts';
export { PostgresStartError } from './postmaster.ts';
export { DATABASE_ROLES, type DatabaseRole, RolesMissingError, roleNames, rolesSql } from './roles.ts';
export { change, many, maybeOne, one, type Queryable, RowCountError } from './rows.ts';
export { readSql } from './sql.ts';

/** The oldest PostgreSQL the program runs on. */
export const OLDEST_SERVER = 15;

/** A server that this program cannot use: too old, in another encoding, or read-only before it was migrated. */
export class UnusableServerError extends Error {
  override readonly name = 'UnusableServerError';
}

/** Nothing answers at the database's address, or it does not let this login in. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
}

/** Somebody asks for a connection after all were ended: a promise of the caller's is broken. */
export class DatabaseEndedError extends Error {
  override readonly name = 'DatabaseEndedError';
}

/** A migrated database and a pool for each role that works in it. */
export interface Database {
  readonly name: string;
  /** PostgreSQL's names of the roles. */
  readonly roles: Readonly<Record<DatabaseRole, string>>;
  /** Connections that act as `role`; made when first asked for, and all of them survive a restart of the server. */
  pool(role: DatabaseRole): pg.Pool;
  /** Ends every connection once its work is done. */
  end(): Promise<void>;
}

export interface OpenOptions {
  readonly url: string;
  readonly log: Logger;
  /** Most connections of one role at once. */
  readonly poolSize?: number;
  /** An answer that is not there after so long is asked after on another connection; 20 s where absent. */
  readonly silentAfterMs?: number;
}

const READING_ANSWER_MS = 20_000;

const lockSchema = readSql(import.meta.url, './lock-schema.sql');

/**
 * The database at `url`, its roles made and its schema brought up to this program. Several servers may do so at once. A
 * standby is left as it is and must be up to date.
 *
 * @throws DatabaseUnreachableError, UnusableServerError, RolesMissingError, MigrationChangedError, DatabaseNewerError
 */
export async function openDatabase(o: OpenOptions): Promise<Database> {
  const name = await prepare(o);
  const roles = roleNames(name);
  const pools = new Map<DatabaseRole, pg.Pool>();
  let ended = false;
  return {
    name,
    roles,
    pool(role) {
      if (ended) throw new DatabaseEndedError(`the connections to database ${name} have been ended`);
      let pool = pools.get(role);
      if (pool === undefined) {
        const applicationName = `turnout ${role}`;
        pool = makePool({
          url: o.url,
          role: roles[role],
          applicationName,
          size: o.poolSize ?? 5,
          // What is read to be published is small; a connection that is silently dead must not hold it up for ever.
          // Whoever sends a batch again waits for what a lost connection left half done.
          ...(role === 'ingest' ? { idleInTransaction: '15s' } : {}),
          ...(role === 'reading' ? { answerWithinMs: READING_ANSWER_MS } : {}),
          ...(o.silentAfterMs === undefined ? {} : { silentAfterMs: o.silentAfterMs }),
          log: o.log,
        });
        pools.set(role, pool);
      }
      return pool;
    },
    async end() {
      ended = true;
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.end()));
    },
  };
}

/** Name of the database, once everything in it is as this program needs it. */
async function prepare(o: OpenOptions): Promise<string> {
  const client = await connectAsLogin(o.url, 'turnout start', o).catch((error: unknown) => {
    throw new DatabaseUnreachableError(`cannot connect to the database: ${reason(error)}`, { cause: error });
  });
  try {
    const server = await readServer(client);
    refuseUnusable(server);
    const roles = roleNames(server.database);
    if (!server.in_recovery) {
      // Held until the connection ends: other servers that start now wait here.
      await client.query(lockSchema);
      await ensureRoles(client, { log: o.log });
    }
    await client.query(`SET ROLE ${pg.escapeIdentifier(roles.owner)}`);
    if (!server.in_recovery) {
      await migrate(client, { roles, log: o.log });
    } else if ((await appliedMigrations(client)) < MIGRATIONS.length) {
      throw new UnusableServerError(
        `database ${server.database} is a standby and lacks migrations: start this version of Turnout against its ` +
          'primary first',
      );
    }
    return server.database;
  } finally {
    await client.end();
  }
}

/**
 * Nothing, where this program can use such a server.
 *
 * @throws UnusableServerError saying what is wrong with it
 */
export function refuseUnusable(server: Pick<ServerRow, 'database' | 'version' | 'version_num' | 'encoding'>): void {
  if (server.version_num < OLDEST_SERVER * 10_000) {
    throw new UnusableServerError(
      `the database's server is PostgreSQL ${server.version}; Turnout needs ${OLDEST_SERVER} or later`,
    );
  }
  if (server.encoding !== 'UTF8') {
    throw new UnusableServerError(
      `database ${server.database} is encoded as ${server.encoding}; Turnout needs one made with ENCODING 'UTF8'`,
    );
  }
}

/** Whom and what an address leads to, without connecting. */
export function loginAndDatabase(url: string): { readonly login: string; readonly database: string } {
  const { user, database } = new pg.Client(url);
  const login = user ?? '';
  return { login, database: database ?? login };
}

function reason(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error instanceof Error ? error.message : String(error);
}
