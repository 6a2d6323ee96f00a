import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type EmbeddedProcess,
  type Installation,
  install,
  leavePidFile,
  postmasterPid,
  startProcess,
} from '../test/embedded-installation.ts';
import type { EmbeddedProcessOrder } from '../test/embedded-process.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { isAlive } from './process-identity.ts';

const asRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };

let base: string;
let installation: Installation;
const processes: EmbeddedProcess[] = [];
const servers: number[] = [];
let folders = 0;

beforeAll(async () => {
  base = await temporaryFolder('turnout-embedded-');
  mkdirSync(path.join(base, 'program'));
  installation = await install(path.join(base, 'program'));
});

afterEach(async () => {
  for (const { process: child, exited } of processes.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
  }
  for (const pid of servers.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A folder nobody used yet, for a database. */
function newFolder(): string {
  folders += 1;
  return path.join(base, `folder-${folders}`);
}

const shelves = () => [path.join(base, 'shelf')];

function start(order: Pick<EmbeddedProcessOrder, 'directory'> & Partial<EmbeddedProcessOrder>, from = installation) {
  const started = startProcess(from, { shelves: shelves(), ...order });
  processes.push(started);
  return started;
}

/** What the process says of its database once that runs. */
async function running(started: EmbeddedProcess) {
  const line = await started.settled;
  if (line.happened !== 'running') throw new Error(`expected a database, got ${JSON.stringify(line)}`);
  const pid = postmasterPid(line.dataDirectory);
  servers.push(pid);
  return { ...line, pid };
}

async function refused(started: EmbeddedProcess) {
  const line = await started.settled;
  if (line.happened !== 'failed') throw new Error(`expected a refusal, got ${JSON.stringify(line)}`);
  return line;
}

async function interrupt(started: EmbeddedProcess): Promise<void> {
  // As Ctrl-C does: to the whole process group.
  process.kill(-started.process.pid!, 'SIGINT');
  await started.exited;
  expect(started.said.at(-1)).toEqual({ happened: 'stopped' });
}

async function ask(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return String(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
}

const logOf = (started: EmbeddedProcess) => started.said.map((line) => JSON.stringify(line)).join('\n');

describe('the embedded database', () => {
  it('is UTF-8, in UTC and only for who knows the password, from an empty environment', async () => {
    const directory = newFolder();
    const started = start({ directory });
    const { url } = await running(started);
    expect(await ask(url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(url, 'SHOW timezone')).toBe('UTC');
    expect(await ask(url, 'SHOW fsync')).toBe('on');
    expect(await ask(url, "SELECT upper('ж')")).toBe('Ж');
    const { password } = new URL(url);
    const wrong = url.replace(password, 'wrong');
    await expect(ask(wrong, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    for (const file of ['password', 'connection.json', 'owner.json']) {
      expect(statSync(path.join(directory, file)).mode & 0o777).toBe(0o600);
    }
    expect(logOf(started).replace(/"happened":"running".*/, '')).not.toContain(password);
    await interrupt(started);
  });

  it('keeps what is in it from one start to the next, on the same port', async () => {
    const directory = newFolder();
    const first = start({ directory });
    const before = await running(first);
    await ask(before.url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await interrupt(first);
    expect(isAlive(before.pid)).toBe(false);
    const second = start({ directory });
    const after = await running(second);
    expect(after.adopted).toBe(false);
    expect(after.url).toBe(before.url);
    expect(await ask(after.url, 'SELECT n FROM kept')).toBe('7');
    await interrupt(second);
  });

  it('makes the symbolic links between libraries that an install without scripts leaves out', async () => {
    const folder = path.join(base, 'without-scripts');
    mkdirSync(folder);
    const without = await install(folder, { symlinks: false });
    expect(existsSync(path.join(without.native, 'lib', 'libpq.so.5'))).toBe(false);
    const started = start({ directory: newFolder() }, without);
    const { url } = await running(started);
    expect(await ask(url, 'SELECT 1')).toBe('1');
    await interrupt(started);
  });

  it('is made by an ordinary user, from an installation that user may not change', async () => {
    const folder = path.join(base, 'read-only');
    mkdirSync(folder);
    const readOnly = await install(folder, { symlinks: false });
    const directory = newFolder();
    mkdirSync(directory);
    const user = asRoot ? NOBODY : undefined;
    if (user === undefined) chmodSync(path.join(readOnly.native, 'lib'), 0o555);
    else chownSync(directory, user.uid, user.gid);
    const started = start({ directory, ...(user === undefined ? {} : { user }) }, readOnly);
    const { url, dataDirectory } = await running(started);
    expect(await ask(url, 'SELECT 1')).toBe('1');
    expect(statSync(dataDirectory).uid).toBe(user?.uid ?? process.getuid?.());
    await interrupt(started);
    chmodSync(path.join(readOnly.native, 'lib'), 0o755);
  });

  it.runIf(asRoot)('lies on a shelf everybody can reach when root wants it in a home nobody else can', async () => {
    const home = path.join(base, 'closed-home');
    mkdirSync(home, { mode: 0o700 });
    const closed = await install(home);
    const directory = path.join(home, 'data');
    const first = start({ directory }, closed);
    const { url, dataDirectory, pid } = await running(first);
    expect(dataDirectory.startsWith(shelves()[0]!)).toBe(true);
    expect(logOf(first)).toContain(path.dirname(dataDirectory));
    expect(statSync(`/proc/${pid}`).uid).not.toBe(0);
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    await interrupt(first);
    const second = start({ directory }, closed);
    expect(await ask((await running(second)).url, 'SELECT n FROM kept')).toBe('7');
    await interrupt(second);
  });

  it.runIf(asRoot)('made by an ordinary user is run as that user by root, and refused to another', async () => {
    const directory = newFolder();
    mkdirSync(directory);
    chownSync(directory, NOBODY.uid, NOBODY.gid);
    const first = start({ directory, user: NOBODY });
    await running(first);
    await interrupt(first);
    const byAnother = await refused(start({ directory, user: { uid: 12_345, gid: 12_345 } }));
    expect(byAnother.name).toBe('EmbeddedOwnerError');
    expect(byAnother.message).toContain('belongs to uid 65534');
    const second = start({ directory });
    const { pid } = await running(second);
    expect(statSync(`/proc/${pid}`).uid).toBe(NOBODY.uid);
    await interrupt(second);
  });
});

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

describe('a killed server', () => {
  it('is started again by its owner, on the same address, with everything committed', async () => {
    const started = start({ directory: newFolder() });
    const { url, pid, dataDirectory } = await running(started);
    await ask(url, 'CREATE TABLE kept AS SELECT 7 AS n');
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => ask(url, 'SELECT n FROM kept').catch(() => null), { timeout: 30_000 }).toBe('7');
    servers.push(postmasterPid(dataDirectory));
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
    await expect.poll(() => ask(url, 'SELECT 1').catch(() => null), { timeout: 30_000 }).toBe('1');
    servers.push(postmasterPid(dataDirectory));
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
