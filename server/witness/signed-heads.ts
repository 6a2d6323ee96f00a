import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readSignedHead, type SignedHead } from '../../shared/bulletin-log/heads.ts';

/** What a witness remembers cannot be read. It signs nothing of that log until a person has looked. */
export class LostMemoryError extends Error {
  override readonly name = 'LostMemoryError';
}

/** The last head of a log that was signed, and which in a row it was. */
export interface LastHead {
  /** 0 before the first. */
  readonly turn: number;
  readonly signed: SignedHead | null;
}

/**
 * Every head that a witness signed, in one folder a log, as files `000001`, `000002`, …: each the note with the log's signature and the
 * witness's, so that each is evidence by itself. The one with the greatest number is what the witness goes by.
 *
 * A file appears whole, on disk, and only where no other process has made the next one: two witnesses that share a folder by mistake
 * still cannot sign two ways on from the same head.
 */
export class SignedHeads {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Begins to remember what is signed of a log: nothing, so far. On return that outlives a power cut.
   *
   * @throws the file system's errors, `EEXIST` among them where it was begun before
   */
  async begin(origin: string): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await mkdir(this.#folder(origin), { mode: 0o700 });
    await syncFolder(this.#directory);
  }

  /** Whether it was ever begun to remember what is signed of a log. @throws the file system's errors */
  async isBegun(origin: string): Promise<boolean> {
    return (await this.#names(origin)) !== null;
  }

  /** @throws LostMemoryError, where it was not begun too: a folder that is away is no beginning; and the file system's errors */
  async last(origin: string): Promise<LastHead> {
    const folder = this.#folder(origin);
    const names = await this.#names(origin);
    if (names === null) throw new LostMemoryError(`${folder} is not there: what was signed of ${origin} is not known`);
    const turn = Math.max(0, ...names.filter((name) => /^\d{6,}$/.test(name)).map(Number));
    if (turn === 0) return { turn, signed: null };
    const file = join(folder, fileName(turn));
    const signed = readSignedHead(await readFile(file, 'utf8'));
    if (signed?.head.origin !== origin) throw new LostMemoryError(`${file} does not hold a head of ${origin}`);
    return { turn, signed };
  }

  /**
   * Keeps the head of a turn. On return it outlives a power cut.
   *
   * @returns whether it was kept; not where another process has taken this turn
   */
  async keep(origin: string, turn: number, note: string): Promise<boolean> {
    const folder = this.#folder(origin);
    const unfinished = join(folder, `unfinished-${randomUUID()}`);
    try {
      const file = await open(unfinished, 'wx', 0o600);
      try {
        await file.writeFile(note);
        await file.sync();
      } finally {
        await file.close();
      }
      await link(unfinished, join(folder, fileName(turn)));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(unfinished, { force: true });
    }
    await syncFolder(folder);
    await syncFolder(this.#directory);
    return true;
  }

  /** Names in a log's folder; `null` where there is none. */
  async #names(origin: string): Promise<string[] | null> {
    return await readdir(this.#folder(origin)).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    });
  }

  /** Readable, and no two origins the same. */
  #folder(origin: string): string {
    const id = createHash('sha256').update(origin).digest('hex').slice(0, 12);
    return join(this.#directory, `${origin.replace(/[^A-Za-z0-9-]+/g, '_')}-${id}`);
  }
}

function fileName(turn: number): string {
  return String(turn).padStart(6, '0');
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
