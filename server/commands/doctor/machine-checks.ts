import { access, constants, stat, statfs } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import type { ServerConfig } from '../../config.ts';
import { chooseServerUser, findBinaries, missingSymlinks } from '../../database/database.ts';
import { type Check, fine, wrong } from './check.ts';

const OLDEST_NODE = '20.19';
/** A million ballot issues and the log of their changes, with room to work. */
const LEAST_DISK_BYTES = 5_000_000_000;

/** What can be said of the machine without any database. */
export async function machineChecks(config: ServerConfig): Promise<Check[]> {
  const checks = [nodeCheck()];
  if (config.databaseUrl === null) {
    const parent = await nearestFolder(config.dataDirectory);
    checks.push(await folderCheck(config.dataDirectory, parent), await diskCheck(parent), await binariesCheck());
  }
  checks.push(await portCheck(config));
  return checks;
}

function nodeCheck(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
    ? fine('Node', process.versions.node)
    : wrong('Node', process.versions.node, `install Node ${OLDEST_NODE} or later`);
}

/** `folder`, or the nearest one above it that is there. */
async function nearestFolder(folder: string): Promise<string> {
  let at = folder;
  while ((await stat(at).catch(() => null)) === null && path.dirname(at) !== at) at = path.dirname(at);
  return at;
}

async function folderCheck(wanted: string, parent: string): Promise<Check> {
  const writable = await access(parent, constants.W_OK | constants.X_OK).then(
    () => stat(parent).then((found) => found.isDirectory()),
    () => false,
  );
  return writable
    ? fine('data folder', wanted)
    : wrong(
        'data folder',
        `${wanted} cannot be written`,
        'make it writable for this user, or name another with TURNOUT_DATA',
      );
}

async function diskCheck(folder: string): Promise<Check> {
  const { bavail, bsize } = await statfs(folder);
  const bytes = bavail * bsize;
  const found = `${(bytes / 1e9).toFixed(1)} GB free`;
  return bytes >= LEAST_DISK_BYTES
    ? fine('disk', found)
    : wrong('disk', found, `free at least ${LEAST_DISK_BYTES / 1e9} GB, or name a folder elsewhere with TURNOUT_DATA`);
}

async function binariesCheck(): Promise<Check> {
  const what = 'embedded PostgreSQL';
  try {
    const { packageVersion, native } = await findBinaries();
    await chooseServerUser();
    const missing = (await missingSymlinks(native)).length;
    return fine(
      what,
      missing === 0 ? packageVersion : `${packageVersion}; ${missing} missing links are made at the start`,
    );
  } catch (error) {
    return wrong(what, (error as Error).message, 'install again with `npm ci`, or set DATABASE_URL');
  }
}

async function portCheck({ host, port, tls }: ServerConfig): Promise<Check> {
  const what = 'port';
  if (port === 0) return fine(what, 'a free one is taken');
  const code = await listenError(host, port);
  if (code === null) return fine(what, `${host}:${port} is free`);
  if (code !== 'EADDRINUSE') {
    return wrong(what, `${host}:${port} cannot be listened on (${code})`, 'name another with PORT or HOST');
  }
  return (await isTurnout(host, port, tls !== null))
    ? fine(what, `${host}:${port} is Turnout's`)
    : wrong(what, `another program listens on ${host}:${port}`, 'stop it, or name another port with PORT');
}

function listenError(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

async function isTurnout(host: string, port: number, tls: boolean): Promise<boolean> {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  // Of a server with a certificate of its own only that it answers can be known from here.
  if (tls) return true;
  try {
    const answer = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(3_000) });
    const { status } = (await answer.json()) as { status?: unknown };
    return status === 'alive';
  } catch {
    return false;
  }
}
