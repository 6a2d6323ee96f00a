import { randomBytes } from 'node:crypto';
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { type EmbeddedHome, prepareHome } from './embedded-home.ts';
import { dropOwnership, EmbeddedFolderInUseError, livingOwner, type Owner, takeOwnership } from './embedded-owner.ts';
import { freePort, initialiseCluster, type Postmaster, readPidFile, rotateLog, SUPERUSER } from './postmaster.ts';
import { commandLine, isAlive } from './process-identity.ts';
import { supervise } from './supervisor.ts';

/** A PostgreSQL of our own. */
export interface EmbeddedDatabase {
  /** With the password: never to be logged. */
  readonly url: string;
  readonly dataDirectory: string;
  /** The server was found running, left by an owner that was killed. */
  readonly adopted: boolean;
  /** Ends the server, within 4 s; where this process only joined it, does nothing. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Where it is wanted. As root it may lie elsewhere: see `prepareHome`. */
  readonly directory: string;
  readonly log: Logger;
  /** PostgreSQL settings over our own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where to put what the server's user could not reach; for tests. */
  readonly shelves?: readonly string[];
}

const DATABASE = 'turnout';

/** How commands find the server that runs: who keeps it, and its address. */
interface Connection {
  readonly owner: Owner;
  readonly url: string;
  readonly port: number;
}

/**
 * Starts PostgreSQL in the folder, making the database where there is none, and keeps it running: killed, it is started
 * again on the same port. A server that a killed owner left is adopted.
 *
 * @throws EmbeddedFolderInUseError, EmbeddedVersionError, EmbeddedOwnerError, NoEmbeddedBinariesError,
 *   NoServerUserError, PostgresStartError
 */
export async function startEmbedded(o: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const where = await prepareHome(o);
  const owner = await takeOwnership(where.home);
  try {
    return await startOwned(where, owner, o);
  } catch (error) {
    await dropOwnership(where.home, owner);
    throw error;
  }
}

async function startOwned(where: EmbeddedHome, owner: Owner, o: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { place, home } = where;
  const password = await ensureCluster(where);
  await rotateLog(place.logFile);
  const url = (port: number, database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  const orphan = await findOrphan(where, (port) => url(port, 'postgres'), o.log);
  const port = orphan?.port ?? (await freePort((await readConnection(home))?.port));
  const supervised = await supervise({ place, port, running: orphan, settings: o.settings ?? {}, log: o.log });
  try {
    await ensureDatabase(url(supervised.port, 'postgres'));
    const connection: Connection = { owner, url: url(supervised.port, DATABASE), port: supervised.port };
    await writeWhole(connectionFile(home), JSON.stringify(connection));
    o.log.info(
      { dataDirectory: place.dataDirectory, port: supervised.port },
      orphan === null ? 'the embedded database is running' : 'adopted the embedded database a killed owner had left',
    );
    return {
      url: connection.url,
      dataDirectory: place.dataDirectory,
      adopted: orphan !== null,
      async stop() {
        await supervised.stop();
        await dropOwnership(home, owner);
      },
    };
  } catch (error) {
    await supervised.stop();
    throw error;
  }
}

/**
 * The embedded database of a server that runs already, or else one started for this command and ended with it.
 *
 * @throws what `startEmbedded` throws
 */
export async function joinEmbedded(o: EmbeddedOptions): Promise<EmbeddedDatabase> {
  for (;;) {
    const where = await prepareHome(o);
    const owner = await livingOwner(where.home);
    if (owner !== null && owner.pid !== process.pid) {
      const connection = await readConnection(where.home);
      if (connection?.owner.pid === owner.pid && connection.owner.identity === owner.identity) {
        return {
          url: connection.url,
          dataDirectory: where.place.dataDirectory,
          adopted: false,
          stop: async () => {},
        };
      }
      // Its owner is just starting it, or just ending.
      await delay(100);
      continue;
    }
    try {
      return await startEmbedded(o);
    } catch (error) {
      if (!(error instanceof EmbeddedFolderInUseError)) throw error;
    }
  }
}

/** The superuser's password, once there is a cluster that knows it. */
async function ensureCluster({ home, place }: EmbeddedHome): Promise<string> {
  const file = path.join(home, 'password');
  const known = await readFile(file, 'utf8').catch(() => null);
  const initialised = await readFile(path.join(place.dataDirectory, 'PG_VERSION')).catch(() => null);
  if (initialised !== null && known !== null) return known;
  if (initialised !== null)
    throw new Error(`${file} is missing: without it nobody can connect to the embedded database`);
  const password = randomBytes(24).toString('base64url');
  await writeWhole(file, password);
  await initialiseCluster(place, password);
  return password;
}

/** The server that a killed owner left running in this folder, once it accepts connections; `null` where there is none. */
async function findOrphan(
  { place }: EmbeddedHome,
  url: (port: number) => string,
  log: Logger,
): Promise<Postmaster | null> {
  for (let looked = 0; ; looked += 1) {
    const found = await readPidFile(place.dataDirectory);
    // What a dead server leaves, the next one clears away itself.
    if (found === null || !isAlive(found.pid)) return null;
    if (!commandLine(found.pid)?.includes(place.dataDirectory)) {
      // The number went to another program, after a restart of the machine: PostgreSQL would take that for a server.
      await rm(path.join(place.dataDirectory, 'postmaster.pid'), { force: true });
      return null;
    }
    if (found.ready) {
      const directory = await dataDirectoryAt(url(found.port)).catch((error: unknown) => {
        log.debug({ err: error }, 'the orphan does not answer yet');
        return null;
      });
      if (directory !== null && (await realpath(directory)) === (await realpath(place.dataDirectory))) {
        return { pid: found.pid, port: found.port, child: null };
      }
    }
    if (looked % 50 === 0) log.info({ pid: found.pid }, 'waiting for the embedded database that is already running');
    await delay(100);
  }
}

async function dataDirectoryAt(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory ?? '';
  } finally {
    await client.end();
  }
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const found = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function connectionFile(home: string): string {
  return path.join(home, 'connection.json');
}

async function readConnection(home: string): Promise<Connection | null> {
  const text = await readFile(connectionFile(home), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as Connection);
}

/** Writes a file for this user alone; whoever reads it finds all of it or the one before. */
async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  await writeFile(unfinished, text, { mode: 0o600 });
  await rename(unfinished, file);
}
