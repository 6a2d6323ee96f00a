import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { BytesChangedError } from './broken-promises.ts';
import { Recent } from './recent.ts';
import { type Encoded, encode, sha256Hex, unbrotli, ungzip } from './representation.ts';

/** How many representations that were read from disk stay in memory. */
const RECENTLY_READ = 32;

/**
 * Bodies that never change, each kept in a folder as `NAME.br` and `NAME.gz` and, the newest of them, in memory.
 *
 * Files appear whole or not at all, so several copies of the program may share the folder. A file that is missing or damaged is
 * noticed when it is read and made again when its body is kept again. A body that cannot be written stays in memory. Where the names are
 * `promised`, a whole file that holds another body is never replaced: it is what was published.
 */
export class KeptFiles {
  readonly #directory: string;
  readonly #contentType: string;
  readonly #newestInMemory: number;
  readonly #promised: boolean;
  readonly #log: Logger;
  readonly #newest = new Map<string, Encoded>();
  readonly #unwritten = new Map<string, Encoded>();
  readonly #read = new Recent<Encoded | null>(RECENTLY_READ);

  constructor(o: {
    directory: string;
    contentType: string;
    newestInMemory: number;
    /** Whether each name promises its body for ever; not unless told. */
    promised?: boolean;
    log: Logger;
  }) {
    this.#directory = o.directory;
    this.#contentType = o.contentType;
    this.#newestInMemory = o.newestInMemory;
    this.#promised = o.promised ?? false;
    this.#log = o.log;
  }

  /** The representation of a body, encoded once ever: what another run or copy has written is taken as it is. @throws BytesChangedError */
  async keep(name: string, body: string): Promise<Encoded> {
    const representation = await this.write(name, body);
    this.hold(name, representation);
    return representation;
  }

  /** What `keep` does, but for taking it among the newest in memory. @throws BytesChangedError */
  async write(name: string, body: string): Promise<Encoded> {
    const sha256 = sha256Hex(body);
    const written = await this.#readWritten(name, null);
    if (written?.sha256 === sha256) return written;
    if (written !== null && this.#promised)
      throw new BytesChangedError(`what is given as ${name}`, written.sha256, sha256);
    const representation = await encode(body, this.#contentType);
    this.#read.forget(name);
    if (await this.#writeBoth(name, representation)) await this.#writeUnwritten();
    else this.#unwritten.set(name, representation);
    return representation;
  }

  /** Whether a body is on disk under its name, to outlive a power cut; nothing of it stays in memory. @throws BytesChangedError */
  async writeForGood(name: string, body: string): Promise<boolean> {
    const written = await this.#readWritten(name, null);
    if (written !== null && written.sha256 !== sha256Hex(body)) {
      throw new BytesChangedError(`what is given as ${name}`, written.sha256, sha256Hex(body));
    }
    // Written again where it is there: another copy may have written it and not yet have it on disk.
    const { br, gzip } = written ?? (await encode(body, this.#contentType));
    try {
      const [first, second] = [this.#path(name, 'br'), this.#path(name, 'gz')];
      await Promise.all([this.#write(first, br, true), this.#write(second, gzip, true)]);
      await sync(dirname(first));
      await sync(this.#directory);
      return true;
    } catch (error) {
      this.#log.error({ err: error, file: name }, 'what has to be on disk before it is given out could not be written');
      return false;
    }
  }

  /** Takes a representation among the newest in memory, in place of the oldest of them. */
  hold(name: string, representation: Encoded): void {
    this.#newest.delete(name);
    this.#newest.set(name, representation);
    if (this.#newest.size > this.#newestInMemory) this.#newest.delete(this.#newest.keys().next().value!);
  }

  /** What is in memory now. */
  inMemory(name: string): Encoded | undefined {
    return this.#newest.get(name) ?? this.#unwritten.get(name);
  }

  /** The body whose SHA-256 is known, from memory or disk; `null` where its file is missing or damaged. */
  async get(name: string, sha256: string): Promise<Encoded | null> {
    const inMemory = this.inMemory(name);
    if (inMemory !== undefined) return inMemory;
    const read = await this.#read.get(name, () => this.#readWritten(name, sha256));
    if (read === null) this.#read.forget(name);
    return read;
  }

  /** The body that was written under this name by any run or copy; `null` where its files are missing, damaged or at odds. */
  async readBack(name: string): Promise<string | null> {
    return (await this.#readWritten(name, null))?.identity.toString() ?? null;
  }

  /** Names in a folder of these, without their endings; none where there is no such folder. */
  async namesIn(folder: string): Promise<string[]> {
    const entries = await readdir(join(this.#directory, folder)).catch(() => []);
    return [...new Set(entries.map((entry) => entry.replace(/\..*$/, '')))];
  }

  /** @param sha256 of the body wanted; `null` for whichever is there */
  async #readWritten(name: string, sha256: string | null): Promise<Encoded | null> {
    try {
      const [br, gzip] = await Promise.all([readFile(this.#path(name, 'br')), readFile(this.#path(name, 'gz'))]);
      const [identity, again] = await Promise.all([unbrotli(br), ungzip(gzip)]);
      const found = sha256Hex(identity);
      if (found !== (sha256 ?? found) || !identity.equals(again)) return null;
      return { contentType: this.#contentType, sha256: found, identity, br, gzip };
    } catch {
      // Missing, cut short or unreadable: all mean that it has to be made again.
      return null;
    }
  }

  /** Tries again what could not be written, now that something could. */
  async #writeUnwritten(): Promise<void> {
    for (const [name, representation] of [...this.#unwritten]) {
      if (!(await this.#writeBoth(name, representation))) return;
      this.#unwritten.delete(name);
    }
  }

  async #writeBoth(name: string, { br, gzip }: Encoded): Promise<boolean> {
    try {
      await Promise.all([this.#write(this.#path(name, 'br'), br), this.#write(this.#path(name, 'gz'), gzip)]);
      return true;
    } catch (error) {
      this.#log.error({ err: error, file: name }, 'a published file could not be written; it is served from memory');
      return false;
    }
  }

  async #write(path: string, bytes: Buffer, forGood = false): Promise<void> {
    const temporary = `${path}.${randomUUID()}.tmp`;
    try {
      await writeInto(temporary, bytes);
      if (forGood) await sync(temporary);
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #path(name: string, suffix: 'br' | 'gz'): string {
    return join(this.#directory, `${name}.${suffix}`);
  }
}

async function writeInto(path: string, bytes: Buffer): Promise<void> {
  try {
    await writeFile(path, bytes);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}

/** Done once what was written of a file, or the names in a folder, are on disk. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
