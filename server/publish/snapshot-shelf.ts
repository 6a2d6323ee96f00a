import type { Logger } from 'pino';
import { type LiveSnapshot, type Snapshot, toLiveSnapshot } from '../../shared/snapshot.ts';
import { BytesChangedError, NumberGapError } from './broken-promises.ts';
import { KeptFiles } from './kept-files.ts';
import { greatestWritten, nameOf } from './numbered-files.ts';
import { type Encoded, JSON_TYPE, sha256Hex } from './representation.ts';

/** Snapshots that stay in memory whole; the rest are read from disk. */
const NEWEST_IN_MEMORY = 64;

/** A snapshot as the store is given it. */
export interface SnapshotBody {
  readonly number: number;
  /** ISO 8601. */
  readonly asOf: string;
  /** Of the body's UTF-8 bytes, hex. */
  readonly sha256: string;
  /** The exact JSON. */
  readonly body: string;
}

/** One line of the index. */
export interface SnapshotEntry {
  readonly number: number;
  readonly asOf: string;
  readonly asOfMs: number;
  readonly sha256: string;
}

/** The snapshot that is the present one. */
export interface LatestSnapshot extends SnapshotEntry {
  readonly snapshot: Snapshot;
  /** What the socket carries. */
  readonly live: LiveSnapshot;
  readonly representation: Encoded;
}

/** Every snapshot of one election: a light index of all, the newest in memory, each on disk. */
export class SnapshotShelf {
  readonly #election: string;
  readonly #files: KeptFiles;
  readonly #entries: SnapshotEntry[] = [];
  readonly #missing = new Set<number>();
  #latest: LatestSnapshot | null = null;

  constructor(o: { election: string; directory: string; log: Logger; newestInMemory?: number }) {
    this.#election = o.election;
    this.#files = new KeptFiles({
      directory: o.directory,
      contentType: JSON_TYPE,
      newestInMemory: o.newestInMemory ?? NEWEST_IN_MEMORY,
      promised: true,
      log: o.log,
    });
  }

  get latest(): LatestSnapshot | null {
    return this.#latest;
  }

  /** In the order of their numbers: number `n` at `n - 1`. */
  get entries(): readonly SnapshotEntry[] {
    return this.#entries;
  }

  /** Numbers whose files were found missing or damaged: to be added again. */
  get missing(): readonly number[] {
    return [...this.#missing];
  }

  /**
   * Keeps the next snapshots, in order, or some that are known again, and says how many are new. Those that were written before are
   * read at once, so that a long election is soon there after a restart.
   *
   * @param beforePublished called with each new one before it becomes the latest
   * @throws NumberGapError, BytesChangedError, before anything is published; what was published under a number is never written over
   */
  async add(given: readonly SnapshotBody[], beforePublished: (snapshot: Snapshot) => void): Promise<number> {
    const before = this.#entries.length;
    let last = before;
    for (const one of given) last = Math.max(last, this.#check(one, last));
    const written = await Promise.all(given.map((one) => this.#files.write(nameOf(one.number), one.body)));
    for (const [index, one] of given.entries()) {
      this.#missing.delete(one.number);
      if (one.number > this.#entries.length) this.#publish(one, written[index]!, beforePublished);
    }
    return this.#entries.length - before;
  }

  /** The number of what is given, once it is sure to be the next or a known one, with its own bytes. */
  #check(given: SnapshotBody, last: number): number {
    if (given.number > last + 1) {
      throw new NumberGapError(`snapshots of ${this.#election}`, last + 1, given.number);
    }
    const found = sha256Hex(given.body);
    const known = this.#entries[given.number - 1];
    for (const expected of [given.sha256, known?.sha256 ?? given.sha256]) {
      if (found !== expected) {
        throw new BytesChangedError(`snapshot ${given.number} of ${this.#election}`, expected, found);
      }
    }
    return given.number;
  }

  #publish(given: SnapshotBody, representation: Encoded, beforePublished: (snapshot: Snapshot) => void): void {
    const snapshot = JSON.parse(given.body) as Snapshot;
    beforePublished(snapshot);
    const { number, sha256 } = given;
    const entry = { number, asOf: snapshot.asOf, asOfMs: Date.parse(snapshot.asOf), sha256 };
    this.#files.hold(nameOf(number), representation);
    this.#entries.push(entry);
    this.#latest = { ...entry, snapshot, live: toLiveSnapshot(snapshot), representation };
  }

  /** The last snapshot with `asOf` at or before an instant; `null` before the first. */
  at(ms: number): SnapshotEntry | null {
    return this.#entries.findLast((entry) => entry.asOfMs <= ms) ?? null;
  }

  inMemory(number: number): Encoded | undefined {
    return this.#files.inMemory(nameOf(number));
  }

  /** The greatest number that this folder ever held a whole snapshot of, whoever wrote it; 0 where there is none. */
  greatestWritten(): Promise<number> {
    return greatestWritten(this.#files);
  }

  /** The JSON written under a number, whether or not it was given to this store; `null` where it is missing or damaged. */
  readBack(number: number): Promise<string | null> {
    return this.#files.readBack(nameOf(number));
  }

  /** The bytes of a snapshot; `null` where its file is missing or damaged, which is then remembered. */
  async read(entry: SnapshotEntry): Promise<Encoded | null> {
    const representation = await this.#files.get(nameOf(entry.number), entry.sha256);
    if (representation === null) this.#missing.add(entry.number);
    return representation;
  }
}
