import type { Logger } from 'pino';
import { KeptFiles } from './kept-files.ts';
import type { LogWitnesses } from './log-shelf.ts';
import { nameOf } from './numbered-files.ts';
import { sha256Hex } from './representation.ts';

type Cosignature = LogWitnesses['cosignatures'][number];

/**
 * Every witness's signature on a head that this folder's copies ever gave out: a restore takes them from the database, and a witness that is
 * gone by then signs nothing again.
 */
export class GivenCosignatures {
  readonly #files: KeptFiles;
  readonly #given = new Map<string, Cosignature>();
  #read: Promise<void> | null = null;

  constructor(o: { directory: string; log: Logger }) {
    this.#files = new KeptFiles({ ...o, contentType: 'text/plain; charset=utf-8', newestInMemory: 0 });
  }

  /**
   * These and all that were given out before, by size and key; those are on disk then, as far as it takes them. What was given out stays as it
   * was where a witness signed the same head again.
   */
  async joinedBy(cosignatures: readonly Cosignature[]): Promise<Cosignature[]> {
    this.#read ??= this.#readWritten();
    await this.#read;
    const unwritten: Cosignature[] = [];
    for (const one of cosignatures) {
      const name = fileOf(one);
      if (this.#given.has(name)) continue;
      // Another copy of the program may have written it since we looked.
      const written = readCosignature(await this.#files.readBack(name), one.size);
      if (written !== null || (await this.#files.writeForGood(name, textOf(one))))
        this.#given.set(name, written ?? one);
      else unwritten.push(one);
    }
    return [...this.#given.values(), ...unwritten].sort((a, b) => a.size - b.size || (a.key < b.key ? -1 : 1));
  }

  async #readWritten(): Promise<void> {
    for (const folder of await this.#files.namesIn('.')) {
      for (const name of await this.#files.namesIn(folder)) {
        const written = readCosignature(
          await this.#files.readBack(`${folder}/${name}.txt`),
          Number(name.split('-')[0]),
        );
        if (written !== null) this.#given.set(fileOf(written), written);
      }
    }
  }
}

function fileOf({ size, key }: Cosignature): string {
  return nameOf(size, 'txt').replace(/(?=\.txt$)/, `-${sha256Hex(key).slice(0, 16)}`);
}

function textOf({ key, at, line }: Cosignature): string {
  return `${key}\n${at.toISOString()}\n${line}`;
}

/** What `textOf` wrote; `null` for anything else. */
function readCosignature(text: string | null, size: number): Cosignature | null {
  const [, key, instant, line] = /^(\S+)\n(\S+)\n(— \S+ \S+\n)$/u.exec(text ?? '') ?? [];
  if (key === undefined || instant === undefined || line === undefined) return null;
  const at = new Date(instant);
  return Number.isSafeInteger(size) && !Number.isNaN(at.getTime()) ? { key, size, line, at } : null;
}
