import { randomBytes } from 'node:crypto';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import type { Logger } from 'pino';
import { chooseServerUser, findBinaries, mendModes, mendSymlinks } from './embedded-binaries.ts';
import {
  type ClusterPlace,
  freePort,
  initialiseCluster,
  SUPERUSER,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts';

/** A PostgreSQL of our own. */
export interface EmbeddedDatabase {
  /** With the password: never to be logged. */
  readonly url: string;
  readonly dataDirectory: string;
  /** The server was found running, left by an owner that was killed. */
  readonly adopted: boolean;
  /** Ends the server, within 4 s. */
  stop(): Promise<void>;
}

export async function startEmbedded(o: {
  readonly directory: string;
  readonly log: Logger;
  readonly settings?: Readonly<Record<string, string>>;
}): Promise<EmbeddedDatabase> {
  const directory = path.resolve(o.directory);
  await mkdir(directory, { recursive: true });
  const binaries = await findBinaries();
  await mendSymlinks(binaries.native);
  await mendModes(binaries.native);
  const place: ClusterPlace = {
    binaries,
    serverUser: await chooseServerUser(),
    dataDirectory: path.join(directory, 'data'),
    logFile: path.join(directory, 'postgres.log'),
  };
  const passwordFile = path.join(directory, 'password');
  if ((await stat(place.dataDirectory).catch(() => null)) === null) {
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
    await initialiseCluster(place, await readFile(passwordFile, 'utf8'));
  }
  const password = await readFile(passwordFile, 'utf8');
  const { postmaster } = await startPostmaster(place, { port: await freePort(), settings: o.settings ?? {} });
  const url = (database: string) => `postgres://${SUPERUSER}:${password}@127.0.0.1:${postmaster.port}/${database}`;
  await ensureDatabase(url('postgres'));
  return {
    url: url('turnout'),
    dataDirectory: place.dataDirectory,
    adopted: false,
    stop: () => stopPostmaster(postmaster.pid),
  };
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query("SELECT FROM pg_database WHERE datname = 'turnout'");
    if (found.rowCount === 0) await client.query('CREATE DATABASE turnout');
  } finally {
    await client.end();
  }
}
