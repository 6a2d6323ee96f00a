import type { Logger } from 'pino';
import type { Area, Areas } from '../../shared/area.ts';
import { KeptFiles } from './kept-files.ts';
import { type Encoded, JSON_TYPE } from './representation.ts';

const NEWEST_IN_MEMORY = 8;

/** Every revision of an election's areas: the newest in memory, each on disk. */
export class AreaShelf {
  readonly #files: KeptFiles;
  readonly #sha256s = new Map<string, string>();
  #latest: { readonly areas: Areas; readonly representation: Encoded } | null = null;

  constructor(o: { directory: string; log: Logger }) {
    this.#files = new KeptFiles({ ...o, contentType: JSON_TYPE, newestInMemory: NEWEST_IN_MEMORY });
  }

  /** The revision that was new last. */
  get latest(): Encoded | null {
    return this.#latest?.representation ?? null;
  }

  /** Every published area, parents before children, by the latest revision: the tree itself does not change. */
  get tree(): readonly Area[] {
    return this.#latest?.areas.areas ?? [];
  }

  has(revision: string): boolean {
    return this.#sha256s.has(revision);
  }

  /** Keeps a revision; one that is known is only made whole again on disk. */
  async add(revision: string, body: string): Promise<void> {
    const known = this.#sha256s.get(revision);
    if (known !== undefined) {
      await this.#files.write(nameOf(revision), body);
      return;
    }
    const representation = await this.#files.keep(nameOf(revision), body);
    this.#sha256s.set(revision, representation.sha256);
    this.#latest = { areas: JSON.parse(body) as Areas, representation };
  }

  /** The JSON written of a revision, whether or not it was given to this store; `null` where it is missing or damaged. */
  readBack(revision: string): Promise<string | null> {
    return this.#files.readBack(nameOf(revision));
  }

  inMemory(revision: string): Encoded | undefined {
    return this.#files.inMemory(nameOf(revision));
  }

  /** `undefined` for a revision never given, `null` where its file is missing or damaged. */
  async read(revision: string): Promise<Encoded | null | undefined> {
    const sha256 = this.#sha256s.get(revision);
    return sha256 === undefined ? undefined : this.#files.get(nameOf(revision), sha256);
  }
}

function nameOf(revision: string): string {
  return `${encodeURIComponent(revision)}.json`;
}
