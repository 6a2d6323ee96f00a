import { createHash } from 'node:crypto';
import type { Logger } from 'pino';
import { sameBytes, utf8 } from '../../shared/bulletin-log/bytes.ts';
import type { Checkpoint } from '../../shared/bulletin-log/checkpoint.ts';
import { readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { KeptFiles } from './kept-files.ts';
import type { LogPart } from './log-shelf.ts';
import { nameOf } from './numbered-files.ts';

const hashing = { sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()) };

/** The database holds a log that is none of the continuations of what this copy has given out. */
export class LogRewrittenError extends Error {
  constructor(election: string, given: Checkpoint, found: string) {
    super(
      `The log of ${election} does not go on from the head of ${given.size} leaves that was given out here: ${found}. ` +
        'The database was set back or rewritten by somebody who did not know what had been published. Nothing more is published here; ' +
        'decide which of the two stands, and give the other a database and a data folder of its own.',
    );
    this.name = 'LogRewrittenError';
  }
}

/** A head that was given out, and the note as it was. */
interface GivenHead extends Checkpoint {
  readonly note: string;
}

/** What came of asking whether a log may be given out: `shorter` than before, as after a restore until it has grown again; `unwritten` on a full disk. */
export type Admission = 'admitted' | 'shorter' | 'unwritten';

/**
 * Every head of an election's log that this folder's copies ever gave out, each on disk before anybody is given it: what the log has to stay
 * consistent with, whatever becomes of the database.
 */
export class GivenHeads {
  readonly #election: string;
  readonly #files: KeptFiles;
  /** Leaf hashes admitted so far. */
  readonly #hashes: Uint8Array[] = [];
  readonly #given: GivenHead[] = [];
  #read: Promise<void> | null = null;

  constructor(o: { election: string; directory: string; log: Logger }) {
    this.#election = o.election;
    this.#files = new KeptFiles({ ...o, contentType: 'text/plain; charset=utf-8', newestInMemory: 0 });
  }

  /** Whether the log may be given out with this part, whose heads are on disk then. @throws LogRewrittenError */
  async admit({ leaves, heads }: Pick<LogPart, 'leaves' | 'heads'>): Promise<Admission> {
    const hashes = [...this.#hashes, ...hashesOf(leaves)];
    const origin = heads[0] === undefined ? null : (readSignedHead(heads[0].note)?.head.origin ?? null);
    const written = await this.#agreeing(hashes, origin);
    if (written.some(({ size }) => size > hashes.length)) return 'shorter';
    for (const { size, note } of heads) {
      const head = readSignedHead(note)?.head;
      if (head === undefined || written.some((given) => given.size === size)) continue;
      if (!(await this.#files.writeForGood(nameOf(size, 'note'), note))) return 'unwritten';
      written.push({ ...head, note });
    }
    this.#hashes.splice(0, this.#hashes.length, ...hashes);
    return 'admitted';
  }

  /**
   * Holds a whole log, from its first leaf on, against what was given out, and takes nothing of it.
   *
   * @param o.origin the log's name; `null` where it has none yet
   * @returns whether it is as long as what was given out
   * @throws LogRewrittenError
   */
  async check({ leaves, origin }: { leaves: readonly string[]; origin: string | null }): Promise<boolean> {
    const written = await this.#agreeing(hashesOf(leaves), origin);
    return written.every(({ size }) => size <= leaves.length);
  }

  /** The heads given out of up to so many leaves, as far as they have been read: all, once any of the log was held against them. */
  upTo(leaves: number): LogPart['heads'] {
    return this.#given.filter(({ size }) => size <= leaves).map(({ size, note }) => ({ size, note }));
  }

  /** The heads that were given out, each of which a log of these leaves begins with, or is too short to tell. */
  async #agreeing(hashes: readonly Uint8Array[], origin: string | null): Promise<GivenHead[]> {
    const tree = new MerkleTree(hashing, hashes);
    this.#read ??= this.#readWritten();
    await this.#read;
    const written = this.#given;
    for (const given of written) {
      if (given.size > tree.size || sameBytes(tree.root(given.size), given.root)) continue;
      throw new LogRewrittenError(this.#election, given, `its first ${given.size} leaves are others`);
    }
    const [known] = written;
    if (known !== undefined && origin !== null && origin !== known.origin) {
      throw new LogRewrittenError(this.#election, known, `it is named ${origin}, not ${known.origin}`);
    }
    return written;
  }

  async #readWritten(): Promise<void> {
    for (const folder of await this.#files.namesIn('.')) {
      for (const name of await this.#files.namesIn(folder)) {
        // What a crash left half written was never given to anybody.
        const note = await this.#files.readBack(`${folder}/${name}.note`);
        const head = note === null ? undefined : readSignedHead(note)?.head;
        if (note !== null && head !== undefined) this.#given.push({ ...head, note });
      }
    }
    this.#given.sort((a, b) => a.size - b.size);
  }
}

function hashesOf(leaves: readonly string[]): Uint8Array[] {
  return leaves.map((leaf) => leafHash(hashing, utf8(leaf)));
}
