import { chmodSync, chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { install } from '../test/embedded-installation.ts';
import {
  ask,
  baseFolder,
  interrupt,
  logOf,
  newFolder,
  refused,
  running,
  shelves,
  start,
} from '../test/embedded-stage.ts';
import { sharedBuffersMb } from './postmaster.ts';
import { isAlive } from './process-identity.ts';

const asRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };

describe('the embedded database', () => {
  it.each([
    // A thirty-second: 8 GiB are 8,192 MB, 256 of 32 parts each.
    [1, 128],
    [8, 256],
    [24, 512],
    [256, 512],
  ])('of a machine of %i GiB keeps %i MB of its tables in memory', (gib, mb) => {
    expect(sharedBuffersMb(gib * 1024 ** 3)).toBe(mb);
  });

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
    const folder = path.join(baseFolder(), 'without-scripts');
    mkdirSync(folder);
    const without = await install(folder, { symlinks: false });
    expect(existsSync(path.join(without.native, 'lib', 'libpq.so.5'))).toBe(false);
    const started = start({ directory: newFolder() }, without);
    const { url } = await running(started);
    expect(await ask(url, 'SELECT 1')).toBe('1');
    await interrupt(started);
  });

  it('is made by an ordinary user, from an installation that user may not change', async () => {
    const folder = path.join(baseFolder(), 'read-only');
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
    const home = path.join(baseFolder(), 'closed-home');
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
