import { createHash } from 'node:crypto';
import { base64Of, utf8 } from '../../shared/bulletin-log/bytes.ts';
import { headsText, readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { type Manifest, readManifest } from '../../shared/bulletin-log/manifest.ts';
import type { LogSummary, WitnessStanding } from '../../shared/bulletin-log/summary.ts';
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

/** Who witnesses a log, and all that was signed, as the store is given it. */
export interface LogWitnesses {
  readonly witnesses: readonly {
    /** As name+id+base64. */
    readonly key: string;
    readonly standing: WitnessStanding;
    readonly since: Date;
  }[];
  readonly cosignatures: readonly {
    readonly key: string;
    /** Of the head that was signed. */
    readonly size: number;
    /** As it stands in a note, with its line feed. */
    readonly line: string;
    /** By the witness's clock. */
    readonly at: Date;
  }[];
}

/** The published log of one election's bulletins, in memory: a few hundred leaves of half a kilobyte. */
export class LogShelf {
  /** Rises whenever anything of it changed, for the names of what is made of it. */
  version = 0;
  readonly #election: string;
  readonly #leaves: Uint8Array[] = [];
  readonly #hashes: Uint8Array[] = [];
  readonly #heads: LogPart['heads'][number][] = [];
  #manifest: LogPart['manifest'] | null = null;
  #keys: Manifest['keys'] | null = null;
  #witnesses: LogWitnesses = { witnesses: [], cosignatures: [] };

  constructor(election: string) {
    this.#election = election;
  }

  /** Leaves that the last head takes in; 0 before the first. */
  get size(): number {
    return this.#leaves.length;
  }

  /**
   * Takes the next leaves and heads.
   *
   * @param given heads that were given out of these leaves, the ones that a restore took from the database among them; by size
   * @throws NumberGapError
   */
  add({ manifest, leaves, heads }: LogPart, given: LogPart['heads'] = []): void {
    const size = this.size + leaves.length;
    const last = heads.at(-1)?.size ?? this.size;
    if (last !== size) throw new NumberGapError(`leaves of the log of ${this.#election}`, last, size);
    for (const text of leaves) {
      const leaf = utf8(text);
      this.#leaves.push(leaf);
      this.#hashes.push(leafHash(hashing, leaf));
    }
    const fresh = [...this.#heads, ...heads];
    const known = new Set(fresh.map((head) => head.size));
    const all = [...fresh, ...given.filter((head) => !known.has(head.size))].sort((a, b) => a.size - b.size);
    this.#heads.splice(0, this.#heads.length, ...all);
    this.#manifest = manifest;
    this.#keys = readManifest(manifest.json)?.keys ?? null;
    this.version += 1;
  }

  /** Takes who witnesses the log and what they signed, in place of what was known. */
  setWitnesses(witnesses: LogWitnesses): void {
    this.#witnesses = witnesses;
    this.version += 1;
  }

  /** Bulletin 0; `null` before the log was founded. */
  manifest(form: 'json' | 'csv'): Representation | null {
    if (this.#manifest === null) return null;
    return form === 'json' ? plain(this.#manifest.json, JSON_TYPE) : plain(this.#manifest.csv, CSV_TYPE);
  }

  /** The signed head of all, with the witnesses' lines that have come; `null` before the first. */
  get checkpoint(): Representation | null {
    const head = this.#heads.at(-1);
    return head === undefined ? null : plain(this.#cosigned(head), TEXT_TYPE);
  }

  /** Every head that was ever given out, oldest first, each with its witnesses' lines. */
  get checkpoints(): Representation {
    return plain(headsText(this.#heads.map((head) => this.#cosigned(head))), TEXT_TYPE);
  }

  /** Who signs: the log's key, then those of its witnesses and of whoever signed a head, a line each. `null` before the log was founded. */
  get keys(): Representation | null {
    if (this.#keys === null) return null;
    const { witnesses, cosignatures } = this.#witnesses;
    const named = [...witnesses, ...cosignatures].map(({ key }) => key);
    return plain(`${[...new Set([this.#keys.log, ...this.#keys.witnesses, ...named])].join('\n')}\n`, TEXT_TYPE);
  }

  /** The head in short, and how each witness stands to it; `null` before the first. */
  get summary(): LogSummary | null {
    const head = this.#heads.at(-1);
    const signed = head === undefined ? null : readSignedHead(head.note);
    if (signed === null || this.#keys === null) return null;
    const { witnesses, cosignatures } = this.#witnesses;
    return {
      schema: 'turnout-log-witnesses/1',
      origin: signed.head.origin,
      size: signed.head.size,
      root: base64Of(signed.head.root),
      quorum: this.#keys.quorum,
      witnesses: witnesses.map(({ key, standing, since }) => {
        const last = cosignatures.findLast((one) => one.key === key);
        return {
          name: key.split('+', 1)[0]!,
          key,
          size: last?.size ?? 0,
          at: last?.at.toISOString() ?? null,
          standing,
          since: since.toISOString(),
        };
      }),
    };
  }

  #cosigned({ size, note }: LogPart['heads'][number]): string {
    const lines = this.#witnesses.cosignatures.filter((one) => one.size === size).map(({ line }) => line);
    return `${note}${lines.join('')}`;
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
