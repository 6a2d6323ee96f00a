import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Logger } from 'pino';
import {
  type Binaries,
  canReach,
  chooseServerUser,
  copyBinaries,
  findBinaries,
  mendModes,
  mendSymlinks,
  type ServerUser,
} from './embedded-binaries.ts';
import type { ClusterPlace } from './postmaster.ts';

/** Where an embedded database really lies. */
export interface EmbeddedHome {
  /** The folder that was asked for. */
  readonly directory: string;
  /** Holds everything of it: usually `directory`, elsewhere where the server's user cannot reach that. */
  readonly home: string;
  readonly place: ClusterPlace;
}

/** The folder holds a database of another major version of PostgreSQL than the one this program carries. */
export class EmbeddedVersionError extends Error {
  override readonly name = 'EmbeddedVersionError';
}

/** The folder belongs to another user of this machine. */
export class EmbeddedOwnerError extends Error {
  override readonly name = 'EmbeddedOwnerError';
}

/** Folders for what cannot lie where it was wanted; the first that can be made. Both outlast a restart of the machine. */
const SHELVES = ['/var/lib/turnout', '/var/tmp/turnout'];

/** In the folder that was asked for: names the one where the database really lies. */
const POINTER = 'moved-to';

/**
 * Finds, or decides, where the embedded database of `directory` lies and whom it runs as, and has the binaries ready
 * there. Nothing is started.
 *
 * @throws EmbeddedVersionError, EmbeddedOwnerError, NoEmbeddedBinariesError, NoServerUserError
 */
export async function prepareHome(o: {
  readonly directory: string;
  readonly log: Logger;
  readonly shelves?: readonly string[];
}): Promise<EmbeddedHome> {
  const wanted = path.resolve(o.directory);
  await mkdir(wanted, { recursive: true });
  const directory = await realpath(wanted);
  const pointed = await readFile(path.join(directory, POINTER), 'utf8').catch(() => null);
  const existing = pointed?.trim() ?? directory;
  const dataOwner = await ownerOf(path.join(existing, 'data'));
  const serverUser = await userFor(dataOwner, path.join(existing, 'data'));
  const shelves = o.shelves ?? SHELVES;
  const home =
    dataOwner !== null || pointed !== null || serverUser === null || (await canReach(directory, serverUser))
      ? existing
      : await moveHome(directory, shelves, serverUser, o.log);
  const binaries = await readyBinaries({ home, serverUser, shelves, log: o.log });
  const dataDirectory = path.join(home, 'data');
  await refuseOtherMajor(dataDirectory, binaries.major);
  return {
    directory,
    home,
    place: { binaries, serverUser, dataDirectory, logFile: path.join(home, 'postgres.log') },
  };
}

/** Root runs the server as whoever owns the data already; anybody else can only run it as themselves. */
async function userFor(owner: { uid: number; gid: number } | null, data: string): Promise<ServerUser | null> {
  const self = process.getuid?.();
  if (owner === null) return chooseServerUser();
  if (self === 0 && owner.uid !== 0) return { name: `uid ${owner.uid}`, ...owner };
  if (self !== undefined && self !== 0 && self !== owner.uid) {
    throw new EmbeddedOwnerError(
      `the embedded database in ${data} belongs to uid ${owner.uid}, this program runs as uid ${self}: start it as that ` +
        'user or as root, or name another folder with TURNOUT_DATA',
    );
  }
  return chooseServerUser();
}

async function ownerOf(file: string): Promise<{ uid: number; gid: number } | null> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return found === null ? null : { uid: found.uid, gid: found.gid };
}

async function moveHome(directory: string, shelves: readonly string[], user: ServerUser, log: Logger): Promise<string> {
  const shelf = await firstShelf(shelves);
  const home = path.join(shelf, createHash('sha256').update(directory).digest('hex').slice(0, 12));
  await makeReadable(home);
  await writeFile(path.join(directory, POINTER), `${home}\n`);
  log.info(
    { wanted: directory, home },
    `user ${user.name} cannot reach the wanted folder: the database lies elsewhere`,
  );
  return home;
}

async function readyBinaries(o: {
  readonly home: string;
  readonly serverUser: ServerUser | null;
  readonly shelves: readonly string[];
  readonly log: Logger;
}): Promise<Binaries> {
  const binaries = await findBinaries();
  const reachable = o.serverUser === null || (await canReach(path.join(binaries.native, 'bin'), o.serverUser));
  if (reachable && (await mend(binaries))) return binaries;
  const shelf = o.serverUser === null ? o.home : await firstShelf(o.shelves);
  const copy = await copyBinaries(binaries, shelf);
  o.log.info({ binaries: copy.native }, 'PostgreSQL runs from a copy of its binaries');
  return copy;
}

/** Whether the binaries can be run as they lie there; `false` where they need mending and are not ours to mend. */
async function mend({ native }: Binaries): Promise<boolean> {
  try {
    await mendSymlinks(native);
    await mendModes(native);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

async function firstShelf(shelves: readonly string[]): Promise<string> {
  let last: unknown;
  for (const shelf of shelves) {
    try {
      await makeReadable(shelf);
      return shelf;
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/** Makes a folder that everybody may walk into, whatever the umask. */
async function makeReadable(folder: string): Promise<void> {
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await chmod(folder, 0o755);
}

async function refuseOtherMajor(dataDirectory: string, ours: string): Promise<void> {
  const found = await readFile(path.join(dataDirectory, 'PG_VERSION'), 'utf8').catch(() => null);
  if (found === null || found.trim() === ours) return;
  throw new EmbeddedVersionError(
    `the folder ${dataDirectory} holds a database of PostgreSQL ${found.trim()}, this program carries PostgreSQL ${ours}: ` +
      'start the version of Turnout that made it, or name another folder with TURNOUT_DATA; nothing was changed',
  );
}
