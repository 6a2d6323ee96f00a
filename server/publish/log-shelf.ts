import { createHash } from 'node:crypto';
import { utf8 } from '../../shared/bulletin-log/bytes.ts';
import { headsText } from '../../shared/bulletin-log/heads.ts';
import { readManifest } from '../../shared/bulletin-log/manifest.ts';
import { entryBundle, hashTile, LEAVES_A_TILE } from '../../shared/bulletin-log/tiles.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { NumberGapError } from './broken-promises.ts';
import { CSV_TYPE, JSON_TYPE, plain, type Representation } from './representation.ts';

const TEXT_TYPE = 'text/plain; charset=utf-8';
const BYTES_TYPE = 'application/octet-stream';
const hashing = { sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()) };

/** What a log has grown by, as the store is given it. */
export interface LogPart {
  /** JSON and CSV of bulletin 0, byte for byte. */
  readonly manifest: { readonly json: string; readonly csv: string };
  /** Texts of the next leaves, up to the last head. */
  readonly leaves: readonly string[];
  /** The next signed heads. */
  readonly heads: readonly { readonly size: number; readonly note: string }[];
}

/** The published log of one election's bulletins, in memory: a few hundred leaves of half a kilobyte. */
export class LogShelf {
  readonly #election: string;
  readonly #leaves: Uint8Array[] = [];
  readonly #hashes: Uint8Array[] = [];
  readonly #notes: string[] = [];
  #manifest: LogPart['manifest'] | null = null;

  constructor(election: string) {
    this.#election = election;
  }

  /** Leaves that the last head takes in; 0 before the first. */
  get size(): number {
    return this.#leaves.length;
  }

  /** Takes the next leaves and heads. @throws NumberGapError */
  add({ manifest, leaves, heads }: LogPart): void {
    const size = this.size + leaves.length;
    const last = heads.at(-1)?.size ?? this.size;
    if (last !== size) throw new NumberGapError(`leaves of the log of ${this.#election}`, last, size);
    for (const text of leaves) {
      const leaf = utf8(text);
      this.#leaves.push(leaf);
      this.#hashes.push(leafHash(hashing, leaf));
    }
    this.#notes.push(...heads.map(({ note }) => note));
    this.#manifest = manifest;
  }

  /** Bulletin 0; `null` before the log was founded. */
  manifest(form: 'json' | 'csv'): Representation | null {
    if (this.#manifest === null) return null;
    return form === 'json' ? plain(this.#manifest.json, JSON_TYPE) : plain(this.#manifest.csv, CSV_TYPE);
  }

  /** The signed head of all; `null` before the first. */
  get checkpoint(): Representation | null {
    const note = this.#notes.at(-1);
    return note === undefined ? null : plain(note, TEXT_TYPE);
  }

  /** Every head that was ever signed, oldest first. */
  get checkpoints(): Representation {
    return plain(headsText(this.#notes), TEXT_TYPE);
  }

  /** Who signs: the log's key, then its witnesses', a line each. `null` before the log was founded. */
  get keys(): Representation | null {
    const keys = this.#manifest === null ? null : (readManifest(this.#manifest.json)?.keys ?? null);
    return keys === null ? null : plain(`${[keys.log, ...keys.witnesses].join('\n')}\n`, TEXT_TYPE);
  }

  /** A tile of leaves, or of hashes at a level of the tree; `null` where it has not so many. */
  tile(kind: 'entries' | number, index: number, width: number): Representation | null {
    const from = index * LEAVES_A_TILE;
    if (width < 1 || width > LEAVES_A_TILE) return null;
    if (kind === 'entries') {
      const entries = this.#leaves.slice(from, from + width);
      return entries.length < width ? null : plain(Buffer.from(entryBundle(entries)), BYTES_TYPE);
    }
    const hashes = this.#hashesAt(kind, from, width);
    return hashes === null ? null : plain(Buffer.from(hashTile(hashes)), BYTES_TYPE);
  }

  /** Roots of the complete trees of 256^level leaves each, from the `from`th on; `null` where there are not so many. */
  #hashesAt(level: number, from: number, width: number): Uint8Array[] | null {
    const each = LEAVES_A_TILE ** level;
    if ((from + width) * each > this.size) return null;
    return Array.from({ length: width }, (_, i) => {
      const first = (from + i) * each;
      return new MerkleTree(hashing, this.#hashes.slice(first, first + each)).root();
    });
  }
}
