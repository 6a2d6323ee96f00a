import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { leavePidFile, postmasterPid } from '../test/embedded-installation.ts';
import {
  ask,
  endLater,
  interrupt,
  logOf,
  newFolder,
  refused,
  running,
  shelves,
  start,
} from '../test/embedded-stage.ts';
import { testLog } from '../test/test-database.ts';
import { prepareHome } from './embedded-home.ts';
import { freePort, startPostmaster, stopPostmaster } from './postmaster.ts';
import { isAlive, isZombie } from './process-identity.ts';

describe('the folder of an embedded database', () => {
  it('is refused while a living process owns it, in a sentence that names the process', async () => {
    const directory = newFolder();
    const first = start({ directory });
    await running(first);
    const second = await refused(start({ directory }));
    expect(second.name).toBe('EmbeddedFolderInUseError');
    expect(second.message).toContain(`in use by process ${first.process.pid}`);
    expect(second.message).toContain('TURNOUT_DATA');
    await interrupt(first);
  });

  it('is joined by a command beside its owner, who keeps the server', async () => {
    const directory = newFolder();
    const owner = start({ directory });
    const { url, pid } = await running(owner);
    const guest = start({ directory, join: true });
    expect((await running(guest)).url).toBe(url);
    await interrupt(guest);
    expect(isAlive(pid)).toBe(true);
    await interrupt(owner);
  });

  it('is started for a command alone in it, and ended with the command', async () => {
    const alone = start({ directory: newFolder(), join: true });
    const { pid } = await running(alone);
    await interrupt(alone);
    expect(isAlive(pid)).toBe(false);
  });

  it('is adopted with its running server after the owner was killed', async () => {
    const directory = newFolder();
    const killed = start({ directory });
    const before = await running(killed);
    await ask(before.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    killed.process.kill('SIGKILL');
    await killed.exited;
    const next = start({ directory });
    const after = await running(next);
    expect({ adopted: after.adopted, url: after.url, pid: after.pid }).toEqual({
      adopted: true,
      url: before.url,
      pid: before.pid,
    });
    expect(await ask(after.url, 'SELECT n FROM kept')).toBe('7');
    await interrupt(next);
    expect(isAlive(after.pid)).toBe(false);
  });

  it('is refused when another major version of PostgreSQL made it, naming both', async () => {
    const directory = newFolder();
    mkdirSync(path.join(directory, 'data'), { recursive: true });
    writeFileSync(path.join(directory, 'data', 'PG_VERSION'), '17\n');
    const { name, message } = await refused(start({ directory }));
    expect(name).toBe('EmbeddedVersionError');
    expect(message).toMatch(/of PostgreSQL 17, this program carries PostgreSQL 18/);
  });

  it('is used again when what a dead server left names a number that another program has now', async () => {
    const directory = newFolder();
    const first = start({ directory });
    const { dataDirectory } = await running(first);
    await interrupt(first);
    leavePidFile(dataDirectory, process.pid);
    const second = start({ directory });
    const { url, adopted } = await running(second);
    expect(adopted).toBe(false);
    expect(await ask(url, 'SELECT 1')).toBe('1');
    await interrupt(second);
  });
});

describe('a server whose end nobody took note of', { timeout: 150_000 }, () => {
  it('does not keep it from being started again', async () => {
    const directory = newFolder();
    const first = start({ directory });
    const { dataDirectory } = await running(first);
    await interrupt(first);
    const { place } = await prepareHome({ directory, log: testLog, shelves: shelves() });
    // The shell becomes a program that never asks after its child: the child stays a zombie, of the server's own user.
    const forgetful = spawn('sh', ['-c', 'sleep 0.3 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
      ...(place.serverUser === null ? {} : { uid: place.serverUser.uid, gid: place.serverUser.gid }),
    });
    try {
      const [line] = (await once(forgetful.stdout, 'data')) as [Buffer];
      const zombie = Number(line.toString());
      await expect.poll(() => isZombie(zombie)).toBe(true);
      leavePidFile(dataDirectory, zombie);
      const postmaster = await startPostmaster(place, { port: await freePort(), settings: {} });
      expect(isAlive(postmaster.pid)).toBe(true);
      await stopPostmaster(postmaster.pid);
    } finally {
      forgetful.kill('SIGKILL');
    }
  });
});

describe('a killed server', { timeout: 150_000 }, () => {
  it('is started again by its owner, on the same address, with everything committed', async () => {
    const started = start({ directory: newFolder() });
    const { url, pid, dataDirectory } = await running(started);
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => ask(url, 'SELECT n FROM kept').catch(() => null), { timeout: 30_000 }).toBe('7');
    endLater(postmasterPid(dataDirectory));
    expect(postmasterPid(dataDirectory)).not.toBe(pid);
    expect(logOf(started)).toContain('ended unexpectedly');
    await interrupt(started);
  });

  it('is started again after it was adopted, too', async () => {
    const directory = newFolder();
    const killed = start({ directory });
    const { url, pid, dataDirectory } = await running(killed);
    killed.process.kill('SIGKILL');
    await killed.exited;
    const next = start({ directory });
    expect((await running(next)).adopted).toBe(true);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => ask(url, 'SELECT 1').catch(() => null), { timeout: 90_000 }).toBe('1');
    endLater(postmasterPid(dataDirectory));
    await interrupt(next);
  });
});

describe('an interrupted owner', () => {
  it('ends its server cleanly itself: Ctrl-C reaches the owner, not the server', async () => {
    const started = start({ directory: newFolder() });
    const { url, pid, dataDirectory } = await running(started);
    const open = new pg.Client({ connectionString: url });
    open.on('error', () => {});
    await open.connect();
    await open.query('BEGIN; CREATE TABLE never_committed (n integer)');
    await interrupt(started);
    expect(isAlive(pid)).toBe(false);
    const log = readFileSync(path.join(path.dirname(dataDirectory), 'postgres.log'), 'utf8');
    expect(log.match(/received fast shutdown request/g)).toHaveLength(1);
    expect(log).toContain('database system is shut down');
  });

  it('ends even when a connection does not listen any more', async () => {
    const started = start({ directory: newFolder() });
    const { url, pid } = await running(started);
    const deaf = new pg.Client({ connectionString: url });
    deaf.on('error', () => {});
    await deaf.connect();
    const { rows } = await deaf.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const backend = rows[0]!.pid;
    process.kill(backend, 'SIGSTOP');
    try {
      await interrupt(started);
      expect(isAlive(pid)).toBe(false);
    } finally {
      if (isAlive(backend)) process.kill(backend, 'SIGKILL');
    }
  });
});
