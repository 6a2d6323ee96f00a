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

/**
 * Every head of an election's log that this folder's copies ever gave out, each written down before anybody is given it: what the log has
 * to stay consistent with, whatever becomes of the database.
 */
export class GivenHeads {
  readonly #election: string;
  readonly #files: KeptFiles;
  /** Leaf hashes admitted so far. */
  readonly #hashes: Uint8Array[] = [];
  #written: Promise<Checkpoint[]> | null = null;

  constructor(o: { election: string; directory: string; log: Logger }) {
    this.#election = o.election;
    this.#files = new KeptFiles({ ...o, contentType: 'text/plain; charset=utf-8', newestInMemory: 0 });
  }

  /**
   * Whether the log may be given out with this part: `false` while it is shorter than what was given out before, as after a restore until
   * it has grown again. Its heads are written down then.
   *
   * @throws LogRewrittenError
   */
  async admit({ leaves, heads }: Pick<LogPart, 'leaves' | 'heads'>): Promise<boolean> {
    const hashes = [...this.#hashes, ...hashesOf(leaves)];
    const written = await this.#agreeing(hashes, heads);
    if (written.some(({ size }) => size > hashes.length)) return false;
    for (const { size, note } of heads) {
      const head = readSignedHead(note)?.head;
      if (head === undefined || written.some((given) => given.size === size)) continue;
      await this.#files.write(nameOf(size, 'note'), note);
      written.push(head);
    }
    this.#hashes.splice(0, this.#hashes.length, ...hashes);
    return true;
  }

  /**
   * Holds a whole log, from its first leaf on, against what was given out, and takes nothing of it.
   *
   * @throws LogRewrittenError
   */
  async check({ leaves, heads }: Pick<LogPart, 'leaves' | 'heads'>): Promise<void> {
    await this.#agreeing(hashesOf(leaves), heads);
  }

  /** The heads that were given out, each of which a log of these leaves begins with, or is too short to tell. */
  async #agreeing(hashes: readonly Uint8Array[], heads: LogPart['heads']): Promise<Checkpoint[]> {
    const tree = new MerkleTree(hashing, hashes);
    this.#written ??= this.#readWritten();
    const written = await this.#written;
    for (const given of written) {
      if (given.size > tree.size || sameBytes(tree.root(given.size), given.root)) continue;
      throw new LogRewrittenError(this.#election, given, `its first ${given.size} leaves are others`);
    }
    const origin = heads[0] === undefined ? null : (readSignedHead(heads[0].note)?.head.origin ?? null);
    const [known] = written;
    if (known !== undefined && origin !== null && origin !== known.origin) {
      throw new LogRewrittenError(this.#election, known, `it is named ${origin}, not ${known.origin}`);
    }
    return written;
  }

  async #readWritten(): Promise<Checkpoint[]> {
    const found: Checkpoint[] = [];
    for (const folder of await this.#files.namesIn('.')) {
      for (const name of await this.#files.namesIn(folder)) {
        // What a crash left half written was never given to anybody.
        const note = await this.#files.readBack(`${folder}/${name}.note`);
        const head = note === null ? undefined : readSignedHead(note)?.head;
        if (head !== undefined) found.push(head);
      }
    }
    return found.sort((a, b) => a.size - b.size);
  }
}

function hashesOf(leaves: readonly string[]): Uint8Array[] {
  return leaves.map((leaf) => leafHash(hashing, utf8(leaf)));
}
