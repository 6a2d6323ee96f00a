import { Zip, ZipDeflate } from 'fflate';
import { tilePath, tilesOfLevel } from '../../shared/bulletin-log/tiles.ts';
import type { BulletinShelf } from './bulletin-shelf.ts';
import type { LogShelf } from './log-shelf.ts';
import { plain, type Representation } from './representation.ts';

const ZIP_TYPE = 'application/zip';
const TEXT_TYPE = 'text/plain; charset=utf-8';
/** Of JSON and CSV, within a tenth of the best at a third of the time. */
const LEVEL = 3;
/** A zip tells local times to the second from 1980 on; the same log is to be the same bytes. */
const WRITTEN_AT = new Date(1980, 0, 1);

/** A file of the log could not be read: what would be given out was no whole log. */
export class LogFileMissingError extends Error {
  override readonly name = 'LogFileMissingError';
}

/**
 * The whole log of one election as one zip of one folder: what a person takes home to verify. It is made when somebody asks, at most
 * once for a head however many ask, and the newest is kept: an hour's log is asked for by many.
 *
 * A bulletin that is given to nobody is not in it, and `withheld.txt` says why, a line each: who verifies it finds what they find at the
 * address, and finds everything else whole.
 */
export class LogArchive {
  readonly #folder: string;
  readonly #log: LogShelf;
  readonly #bulletins: BulletinShelf;
  /** The head of which `#made` is. */
  #head = '';
  #made: Promise<Representation> | null = null;

  /** @param election names the folder */
  constructor(o: { election: string; log: LogShelf; bulletins: BulletinShelf }) {
    this.#folder = `${o.election}-log`;
    this.#log = o.log;
    this.#bulletins = o.bulletins;
  }

  /** The zip of the log as it is now; `null` before its first head. @throws LogFileMissingError */
  async read(): Promise<Representation | null> {
    const { size, checkpoint } = this.#log;
    if (checkpoint === null) return null;
    if (this.#made === null || this.#head !== checkpoint.sha256) {
      this.#head = checkpoint.sha256;
      const made = this.#make(size);
      this.#made = made;
      // A log whose file is made again may be whole at the next asking.
      made.catch(() => {
        if (this.#made === made) this.#made = null;
      });
    }
    return this.#made;
  }

  async #make(size: number): Promise<Representation> {
    // All that a growing log would change is taken before anything is waited for.
    const head = this.#headFiles(size);
    const listings = this.#bulletins.listings.slice(0, size - 1);
    if (listings.length < size - 1) throw new LogFileMissingError(`bulletin ${size - 1} is not here yet`);
    const zip = zipInto();
    for (const [path, representation] of head) zip.add(`${this.#folder}/${path}`, representation);
    const withheld = listings.flatMap((listing) => this.#bulletins.whyWithheld(listing) ?? []);
    if (withheld.length > 0) zip.add(`${this.#folder}/withheld.txt`, plain(`${withheld.join('\n')}\n`, TEXT_TYPE));
    for (const listing of listings) {
      if (this.#bulletins.isWithheld(listing)) continue;
      for (const form of ['json', 'csv'] as const) {
        const path = `bulletins/${listing.number}.${form}`;
        zip.add(`${this.#folder}/${path}`, whole(path, await this.#bulletins.read(listing, form)));
      }
    }
    return plain(zip.end(), ZIP_TYPE);
  }

  #headFiles(size: number): [string, Representation][] {
    const log = this.#log;
    const tiles = tilesOfLevel(size).flatMap(({ index, width }) =>
      (['entries', 0] as const).map(
        (kind) => [`log/${tilePath(kind, index, width)}`, log.tile(kind, index, width)] as const,
      ),
    );
    const files: readonly (readonly [string, Representation | null])[] = [
      ['log/checkpoint', log.checkpoint],
      ['log/checkpoints.txt', log.checkpoints],
      ['log/keys.txt', log.keys],
      ...tiles,
      ['bulletins/0.json', log.manifest('json')],
      ['bulletins/0.csv', log.manifest('csv')],
    ];
    return files.map(([path, representation]) => [path, whole(path, representation)]);
  }
}

function whole(path: string, representation: Representation | null): Representation {
  if (representation === null) throw new LogFileMissingError(`${path} cannot be read now`);
  return representation;
}

function zipInto() {
  const chunks: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error !== null) throw error;
    chunks.push(chunk);
  });
  return {
    add(path: string, { identity }: Representation): void {
      const file = new ZipDeflate(path, { level: LEVEL });
      file.mtime = WRITTEN_AT;
      zip.add(file);
      file.push(identity, true);
    },
    end(): Buffer {
      zip.end();
      return Buffer.concat(chunks);
    },
  };
}
