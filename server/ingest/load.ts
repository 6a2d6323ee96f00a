import type { IngestProblem } from '../../shared/ingest-rules.ts';
import { type Database, one, readSql } from '../database/database.ts';
import { storeBatch } from './accept.ts';
import type { Line, Message, MessageKind, Sending, Stored } from './message.ts';
import { progressMark } from './progress.ts';
import { outlives } from './retry.ts';
import { storeByCopy } from './store-by-copy.ts';

const highestNumberSql = readSql(import.meta.url, './highest_number.sql');
const sendsOtherKindSql = readSql(import.meta.url, './sends_other_kind.sql');

/** What came of a load so far. */
export interface LoadTotals {
  readonly accepted: number;
  readonly replayed: number;
  readonly rejected: number;
  readonly durableUpTo: number;
}

export interface LoadOptions {
  /** After each chunk that is durably stored. */
  readonly onProgress?: (totals: LoadTotals) => void;
  /** For each line that was not taken, in no particular order. */
  readonly onProblem?: (problem: IngestProblem) => void;
  /** Lines that are stored at a time. */
  readonly chunkLines?: number;
  /** Breaks off between two chunks. */
  readonly signal?: AbortSignal;
}

/** Enough that COPY's own cost per statement does not count, few enough to hold and to send twice. */
const CHUNK_LINES = 20_000;
/** So that one is parsed and indexed while another is made; more would only wait for each other. */
const CHUNKS_AT_ONCE = 2;

/** Lines that are stored together. */
interface Chunk<T> {
  /** Numbered above all that was stored before and all lines before: nothing of them can be there already. */
  readonly rising: Line<T>[];
  /** Those that may be, and those that take back another message: looked at once everything before them is stored. */
  readonly doubtful: Line<T>[];
}

/** Totals of all lines, each stored by COPY, or where it needs a closer look, the way a batch is. */
export async function loadLines<T extends Message>(
  database: Database,
  kind: MessageKind<T>,
  sending: Sending,
  lines: Iterable<Line<T>> | AsyncIterable<readonly Line<T>[]>,
  options: LoadOptions,
): Promise<LoadTotals> {
  const loader = new ChunkLoader(database, kind, sending, options);
  const chunkLines = options.chunkLines ?? CHUNK_LINES;
  const { highest: stored } = await one<{ highest: number }>(database.pool('ingest'), highestNumberSql, [
    sending.election,
    sending.source,
  ]);
  let highest = stored;
  let chunk: Chunk<T> = { rising: [], doubtful: [] };
  /** Adds a line and says whether the chunk is full. */
  const add = (line: Line<T>): boolean => {
    const { seq } = line.message;
    if (seq > highest && kind.takesBack(line.message) === undefined) {
      highest = seq;
      chunk.rising.push(line);
    } else chunk.doubtful.push(line);
    return chunk.rising.length + chunk.doubtful.length === chunkLines;
  };
  const underWay = new Set<Promise<void>>();
  const send = async () => {
    options.signal?.throwIfAborted();
    const storing = loader.store(chunk).finally(() => underWay.delete(storing));
    // A chunk that fails is noticed when the next one is sent, or at the end.
    storing.catch(() => {});
    underWay.add(storing);
    chunk = { rising: [], doubtful: [] };
    if (underWay.size === CHUNKS_AT_ONCE) await Promise.race(underWay);
  };
  try {
    // What comes in time comes in blocks: a loop over one awaits nothing, which for await would at every line.
    for await (const block of Symbol.iterator in lines ? [lines] : lines) {
      for (const line of block) if (add(line)) await send();
    }
    if (chunk.rising.length + chunk.doubtful.length > 0 || !loader.began) await send();
    await Promise.all(underWay);
  } finally {
    await Promise.allSettled(underWay);
  }
  return loader.totals;
}

class ChunkLoader<T extends Message> {
  began = false;
  totals: LoadTotals = { accepted: 0, replayed: 0, rejected: 0, durableUpTo: 0 };
  readonly #database: Database;
  readonly #kind: MessageKind<T>;
  readonly #sending: Sending;
  readonly #options: LoadOptions;
  /** When every chunk so far is stored, its doubtful lines too. */
  #allStored: Promise<unknown> = Promise.resolve();

  constructor(database: Database, kind: MessageKind<T>, sending: Sending, options: LoadOptions) {
    this.#database = database;
    this.#kind = kind;
    this.#sending = sending;
    this.#options = options;
  }

  /** Resolves when the chunk is stored; rising lines of several chunks are stored at once, doubtful ones in the order of lines. */
  store({ rising, doubtful }: Chunk<T>): Promise<void> {
    this.began = true;
    const before = this.#allStored;
    const copied = rising.length > 0 || doubtful.length === 0 ? this.#storeRising(rising) : Promise.resolve();
    const stored = Promise.all([copied, before]).then(async () => {
      if (doubtful.length === 0) return;
      this.#add(await storeBatch(this.#database, this.#kind, this.#sending, doubtful));
    });
    this.#allStored = stored;
    return stored;
  }

  async #storeRising(lines: readonly Line<T>[]): Promise<void> {
    const copied = await outlives(() => this.#copy(lines));
    this.#add(copied ?? (await storeBatch(this.#database, this.#kind, this.#sending, lines)));
  }

  #add(result: Stored): void {
    const { accepted, replayed, rejected } = this.totals;
    this.totals = {
      accepted: accepted + result.accepted,
      replayed: replayed + result.replayed,
      rejected: rejected + result.problems.length,
      durableUpTo: Math.max(this.totals.durableUpTo, result.durableUpTo),
    };
    for (const problem of result.problems) this.#options.onProblem?.(problem);
    this.#options.onProgress?.(this.totals);
  }

  /** What came of the chunk; `null` where it needs a closer look: something of it is stored already, or breaks a rule. */
  async #copy(chunk: readonly Line<T>[]): Promise<Stored | null> {
    const { election, source } = this.#sending;
    return await storeByCopy(this.#database, this.#kind, this.#sending, chunk, async (client) => {
      const stored = await progressMark(client, election, source);
      if (chunk.some(({ message }) => message.seq <= stored)) return false;
      const other = await one<{ sends: boolean }>(client, sendsOtherKindSql, [election, source, this.#kind.table]);
      return !other.sends;
    });
  }
}
