import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries, ServerUser } from './embedded-binaries.ts';
import { hasProcessesIn, isAlive, isZombie } from './process-identity.ts';

/** What a cluster is made and run with. */
export interface ClusterPlace {
  readonly binaries: Binaries;
  readonly serverUser: ServerUser | null;
  /** PostgreSQL's data directory. */
  readonly dataDirectory: string;
  /** Where PostgreSQL's own messages go. */
  readonly logFile: string;
}

/** PostgreSQL did not come up; the message ends with what it said itself. */
export class PostgresStartError extends Error {
  override readonly name = 'PostgresStartError';
}

export const SUPERUSER = 'turnout';

/** A server that is up and answering, or was. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** `null` where another process started it. */
  readonly child: ChildProcess | null;
}

// On a small machine room for Node and PostgreSQL together in 700 MB; the log of changes may grow to what a load of a million rows writes.
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '50',
  shared_buffers: `${sharedBuffersMb(Math.min(totalmem(), process.constrainedMemory() || Infinity))}MB`,
  work_mem: '16MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '4GB',
  min_wal_size: '256MB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %a ',
  log_lock_waits: 'on',
  log_min_error_statement: 'panic',
};

/**
 * What PostgreSQL keeps in memory of its tables, in MB, on a machine or in a container of so many bytes: a thirty-second of it, 128 at
 * least and 512 at most, which holds the sums of 100,000 precincts from one minute to the next.
 */
export function sharedBuffersMb(memoryBytes: number): number {
  return Math.round(Math.min(512, Math.max(128, memoryBytes / 32 / 1024 ** 2)));
}

/** Nothing of the caller's environment reaches the server but where programs are. */
function environment(locale: string): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', TZ: 'UTC', LC_ALL: locale, LANG: locale };
}

/**
 * Makes a cluster in `place.dataDirectory`, which must not exist: UTF-8 whatever the caller's language, its superuser
 * only by `password`. The directory has its name only once it is complete.
 */
export async function initialiseCluster(place: ClusterPlace, password: string): Promise<void> {
  const unfinished = `${place.dataDirectory}.new`;
  await rm(unfinished, { recursive: true, force: true });
  const passwordFile = `${place.dataDirectory}.password`;
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  try {
    if (place.serverUser !== null) await chown(passwordFile, place.serverUser.uid, place.serverUser.gid);
    await handOver(unfinished, place.serverUser);
    const attempt = (locale: string) =>
      initdb(place, locale, [
        `--pgdata=${unfinished}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        `--locale=${locale}`,
        '--no-instructions',
      ]);
    let result = await attempt('C.UTF-8');
    if (result.code !== 0 && /locale/.test(result.said)) {
      await rm(unfinished, { recursive: true, force: true });
      await handOver(unfinished, place.serverUser);
      result = await attempt('C');
    }
    if (result.code !== 0) throw new PostgresStartError(`initdb failed: ${result.said.trim()}`);
    await rename(unfinished, place.dataDirectory);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function handOver(directory: string, user: ServerUser | null): Promise<void> {
  await mkdir(directory, { mode: 0o700 });
  if (user !== null) await chown(directory, user.uid, user.gid);
}

function initdb(place: ClusterPlace, locale: string, args: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(path.join(place.binaries.native, 'bin', 'initdb'), args, {
      ...spawnAs(place),
      env: environment(locale),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    child.once('error', (error) => reject(new PostgresStartError(`initdb cannot be run: ${error.message}`)));
    child.once('close', (code) => resolve({ code: code ?? -1, said }));
  });
}

/** In a folder the server's user can reach, and in a process group of its own: Ctrl-C in the terminal is not for it. */
function spawnAs(place: ClusterPlace): { cwd: string; detached: true; uid?: number; gid?: number } {
  const at = { cwd: '/', detached: true } as const;
  return place.serverUser === null ? at : { ...at, uid: place.serverUser.uid, gid: place.serverUser.gid };
}

/**
 * Starts the server on 127.0.0.1 and returns once it accepts connections, however long its recovery takes.
 *
 * @throws PostgresStartError when it ends before that
 */
export async function startPostmaster(
  place: ClusterPlace,
  o: {
    readonly port: number;
    readonly settings: Readonly<Record<string, string>>;
    /** Told the process as soon as there is one, ready or not. */
    readonly onSpawn?: (child: ChildProcess) => void;
  },
): Promise<Postmaster> {
  await removeLockOfZombie(place.dataDirectory);
  const log = await open(place.logFile, 'a', 0o600);
  const from = (await log.stat()).size;
  const options = Object.entries({ ...SETTINGS, ...o.settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let child: ChildProcess;
  try {
    child = spawn(
      path.join(place.binaries.native, 'bin', 'postgres'),
      ['-D', place.dataDirectory, '-p', String(o.port), ...options],
      { ...spawnAs(place), env: environment('C'), stdio: ['ignore', log.fd, log.fd] },
    );
  } finally {
    await log.close();
  }
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? `code ${code}`}`));
  });
  child.unref();
  o.onSpawn?.(child);
  for (;;) {
    const how = await Promise.race([ended, delay(20, null)]);
    if (how !== null) {
      throw new PostgresStartError(`PostgreSQL ${how}: ${await lastWords(place.logFile, from)}`);
    }
    const found = await readPidFile(place.dataDirectory);
    if (found !== null && found.pid === child.pid && found.ready) {
      return { pid: found.pid, port: found.port, child };
    }
  }
}

/**
 * Removes the lock file of a server that is a zombie: PostgreSQL would take it for a living one, for as long as its parent does not
 * take note of its end, which the first process of a container may never do. Not while any process of that server lives.
 */
async function removeLockOfZombie(dataDirectory: string): Promise<void> {
  const found = await readPidFile(dataDirectory);
  if (found === null || !isZombie(found.pid) || hasProcessesIn(await realpath(dataDirectory))) return;
  await rm(path.join(dataDirectory, 'postmaster.pid'), { force: true });
}

/** What `postmaster.pid` says, or `null` where there is none or it is just being written. */
export async function readPidFile(
  dataDirectory: string,
): Promise<{ pid: number; dataDirectory: string; port: number; ready: boolean } | null> {
  const text = await readFile(path.join(dataDirectory, 'postmaster.pid'), 'utf8').catch(() => null);
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, dataDirectory: lines[1] ?? '', port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** Shuts the server down: cleanly within 3 s, or else at once; within 4 s it is gone in any case. */
export async function stopPostmaster(pid: number): Promise<void> {
  const steps = [
    { signal: 'SIGINT', waitMs: 3_000 },
    { signal: 'SIGQUIT', waitMs: 700 },
    { signal: 'SIGKILL', waitMs: 200 },
  ] as const;
  for (const { signal, waitMs } of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const until = performance.now() + waitMs;
    while (performance.now() < until) {
      if (!isAlive(pid)) return;
      await delay(10);
    }
  }
}

/**
 * A free port of 127.0.0.1; `wanted` where that is free. Below the ports that outgoing connections take: one of those
 * could otherwise hold the server's own while it is being started again.
 */
export async function freePort(wanted?: number): Promise<number> {
  if (wanted !== undefined && (await isFree(wanted))) return wanted;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    if (await isFree(port)) return port;
  }
  throw new PostgresStartError('no free port between 20000 and 32000 on 127.0.0.1');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** The end of what the server wrote since `from`, for a message to a person. */
async function lastWords(logFile: string, from: number): Promise<string> {
  const text = await readFile(logFile).then(
    (bytes) => bytes.subarray(from).toString('utf8').trim(),
    () => '',
  );
  return text === '' ? 'it said nothing' : text.split('\n').slice(-5).join('\n');
}

/** Moves a log that has grown past 10 MB aside, over the one before. */
export async function rotateLog(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > 10_000_000) await rename(logFile, `${logFile}.1`);
}
