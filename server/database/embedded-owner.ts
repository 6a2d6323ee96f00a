import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commandLine, processIdentity } from './process-identity.ts';

/** The process that answers for an embedded database: starts it, watches over it, stops it. */
export interface Owner {
  readonly pid: number;
  /** Tells it from a later process of the same number. */
  readonly identity: string;
}

/** Another living process owns the folder. */
export class EmbeddedFolderInUseError extends Error {
  override readonly name = 'EmbeddedFolderInUseError';
}

const FILE = 'owner.json';

/** The living owner of `home`, or `null`. */
export async function livingOwner(home: string): Promise<Owner | null> {
  const owner = await readOwner(path.join(home, FILE));
  return owner !== null && processIdentity(owner.pid) === owner.identity ? owner : null;
}

/**
 * Makes this process the owner of `home`; what an owner that no longer lives left is taken over.
 *
 * @throws EmbeddedFolderInUseError while another lives
 */
export async function takeOwnership(home: string): Promise<Owner> {
  const file = path.join(home, FILE);
  const self: Owner = { pid: process.pid, identity: processIdentity(process.pid) ?? '' };
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, JSON.stringify(self), { mode: 0o600 });
  try {
    for (;;) {
      // A link is made or is not: of two that try, one has it.
      const made = await link(mine, file).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'EEXIST') return false;
          throw error;
        },
      );
      if (made) return self;
      const living = await livingOwner(home);
      if (living !== null) throw inUse(home, living);
      await setAside(file);
    }
  } finally {
    await rm(mine, { force: true });
  }
}

/** Gives the folder up, where it is still this process's. */
export async function dropOwnership(home: string, self: Owner): Promise<void> {
  const file = path.join(home, FILE);
  const owner = await readOwner(file);
  if (owner?.pid === self.pid && owner.identity === self.identity) await rm(file, { force: true });
}

/** Removes a dead owner's file; puts it back where, in the meantime, a living one has made it its own. */
async function setAside(file: string): Promise<void> {
  const aside = `${file}.dead.${process.pid}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const owner = await readOwner(aside);
  if (owner !== null && processIdentity(owner.pid) === owner.identity) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

async function readOwner(file: string): Promise<Owner | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  try {
    const { pid, identity } = JSON.parse(text ?? '') as Owner;
    return Number.isInteger(pid) && typeof identity === 'string' ? { pid, identity } : null;
  } catch {
    return null;
  }
}

function inUse(home: string, owner: Owner): EmbeddedFolderInUseError {
  const what = commandLine(owner.pid);
  return new EmbeddedFolderInUseError(
    `the embedded database in ${home} is in use by process ${owner.pid}${what === null ? '' : ` (${what})`}: stop that ` +
      'one, or name another folder with TURNOUT_DATA. Several servers share a database through DATABASE_URL.',
  );
}
