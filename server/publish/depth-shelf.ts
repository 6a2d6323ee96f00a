import type { Logger } from 'pino';
import type { AreaCounts } from '../../shared/snapshot.ts';
import { KeptFiles } from './kept-files.ts';
import { nameOf } from './numbered-files.ts';
import { JSON_TYPE } from './representation.ts';

/** The levels below the displayed one, of the snapshots that keep every level: on disk. */
export class DepthShelf {
  readonly #files: KeptFiles;
  /** SHA-256 of each level's counts, by number. */
  readonly #sha256s = new Map<number, Map<string, string>>();

  constructor(o: { directory: string; log: Logger }) {
    this.#files = new KeptFiles({ ...o, contentType: JSON_TYPE, newestInMemory: 1 });
  }

  async add(number: number, counts: readonly AreaCounts[]): Promise<void> {
    const levels = new Map<string, string>();
    for (const level of counts) {
      const { sha256 } = await this.#files.keep(fileOf(number, level.level), JSON.stringify(level));
      levels.set(level.level, sha256);
    }
    this.#sha256s.set(number, levels);
  }

  /** `undefined` where this level of that snapshot was not kept, `null` where its file is missing or damaged. */
  async read(number: number, level: string): Promise<AreaCounts | null | undefined> {
    const sha256 = this.#sha256s.get(number)?.get(level);
    if (sha256 === undefined) return undefined;
    const kept = await this.#files.get(fileOf(number, level), sha256);
    return kept === null ? null : (JSON.parse(kept.identity.toString()) as AreaCounts);
  }

  /** Number of the last snapshot up to `number` of which the level was kept; `null` where there is none. */
  lastKept(number: number, level: string): number | null {
    let last: number | null = null;
    for (const [kept, levels] of this.#sha256s) {
      if (kept <= number && kept > (last ?? 0) && levels.has(level)) last = kept;
    }
    return last;
  }
}

function fileOf(number: number, level: string): string {
  return nameOf(number, `${encodeURIComponent(level)}.json`);
}
