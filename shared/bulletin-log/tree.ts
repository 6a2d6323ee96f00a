import { joined, type LogCrypto, sameBytes } from './bytes.ts';

/** All that a tree needs of cryptography. */
export type Hashing = Pick<LogCrypto, 'sha256'>;

/**
 * The Merkle tree of RFC 6962, section 2.1, over SHA-256. A hash is 32 bytes. All trees here are given as their leaves' hashes in order: a
 * log of turnout has a few hundred leaves.
 */
export class MerkleTree {
  readonly #crypto: Hashing;
  readonly #leaves: readonly Uint8Array[];
  readonly #known = new Map<string, Uint8Array>();

  /** @param leaves hashes of the leaves, see `leafHash` */
  constructor(crypto: Hashing, leaves: readonly Uint8Array[]) {
    this.#crypto = crypto;
    this.#leaves = leaves;
  }

  get size(): number {
    return this.#leaves.length;
  }

  /** Root of the first `size` leaves; of all where none is given. @throws RangeError past the tree */
  root(size = this.size): Uint8Array {
    this.#refusePast(size);
    return this.#hashOf(0, size);
  }

  /** Hashes that lead from leaf `index` to the root of the first `size` leaves, lowest first. @throws RangeError outside the tree */
  inclusion(index: number, size = this.size): Uint8Array[] {
    this.#refusePast(size);
    if (index < 0 || index >= size) throw new RangeError(`a tree of ${size} leaves has no leaf ${index}`);
    return this.#path(index, 0, size);
  }

  /** Hashes that show the first `older` leaves to be the beginning of the first `size`. @throws RangeError outside the tree */
  consistency(older: number, size = this.size): Uint8Array[] {
    this.#refusePast(size);
    if (older < 1 || older > size) throw new RangeError(`a tree of ${size} leaves has no beginning of ${older}`);
    return older === size ? [] : this.#subproof(older, 0, size, true);
  }

  #refusePast(size: number): void {
    if (!Number.isInteger(size) || size < 0 || size > this.size) {
      throw new RangeError(`a tree of ${this.size} leaves has no ${size} first`);
    }
  }

  #path(index: number, from: number, to: number): Uint8Array[] {
    if (to - from === 1) return [];
    const split = from + splitOf(to - from);
    return index < split
      ? [...this.#path(index, from, split), this.#hashOf(split, to)]
      : [...this.#path(index, split, to), this.#hashOf(from, split)];
  }

  #subproof(older: number, from: number, to: number, whole: boolean): Uint8Array[] {
    if (older === to) return whole ? [] : [this.#hashOf(from, to)];
    const split = from + splitOf(to - from);
    return older <= split
      ? [...this.#subproof(older, from, split, whole), this.#hashOf(split, to)]
      : [...this.#subproof(older, split, to, false), this.#hashOf(from, split)];
  }

  /** Hash of the leaves in [from, to); kept, since proofs ask for the same ones again. */
  #hashOf(from: number, to: number): Uint8Array {
    if (to === from) return this.#crypto.sha256(new Uint8Array());
    const leaf = this.#leaves[from];
    if (to - from === 1 && leaf !== undefined) return leaf;
    const key = `${from} ${to}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const split = from + splitOf(to - from);
    const hash = nodeHash(this.#crypto, this.#hashOf(from, split), this.#hashOf(split, to));
    this.#known.set(key, hash);
    return hash;
  }
}

/** Hash of a leaf's bytes. */
export function leafHash(crypto: Hashing, leaf: Uint8Array): Uint8Array {
  return crypto.sha256(joined(Uint8Array.of(0), leaf));
}

export function nodeHash(crypto: Hashing, left: Uint8Array, right: Uint8Array): Uint8Array {
  return crypto.sha256(joined(Uint8Array.of(1), left, right));
}

/** Whether `proof` leads from a leaf's hash at `index` to the root of a tree of `size`. RFC 9162, section 2.1.3.2. */
export function includes(
  crypto: Hashing,
  o: { index: number; size: number; leaf: Uint8Array; root: Uint8Array; proof: readonly Uint8Array[] },
): boolean {
  if (!Number.isInteger(o.index) || o.index < 0 || o.index >= o.size) return false;
  let node = o.index;
  let last = o.size - 1;
  let hash = o.leaf;
  for (const beside of o.proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(crypto, beside, hash);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = nodeHash(crypto, hash, beside);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(hash, o.root);
}

/** Whether `proof` shows a tree of `older` leaves to be the beginning of one of `size`. RFC 9162, section 2.1.4.2. */
export function isConsistent(
  crypto: Hashing,
  o: { older: number; size: number; olderRoot: Uint8Array; root: Uint8Array; proof: readonly Uint8Array[] },
): boolean {
  if (o.older < 1 || o.older > o.size) return false;
  if (o.older === o.size) return o.proof.length === 0 && sameBytes(o.olderRoot, o.root);
  const isPower = Number.isInteger(Math.log2(o.older));
  const [first, ...rest] = isPower ? [o.olderRoot, ...o.proof] : o.proof;
  if (first === undefined) return false;
  let node = o.older - 1;
  let last = o.size - 1;
  while (node % 2 === 1) {
    node = half(node);
    last = half(last);
  }
  let olderHash = first;
  let hash = first;
  for (const beside of rest) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      olderHash = nodeHash(crypto, beside, olderHash);
      hash = nodeHash(crypto, beside, hash);
      while (node % 2 === 0 && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = nodeHash(crypto, hash, beside);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && sameBytes(olderHash, o.olderRoot) && sameBytes(hash, o.root);
}

/** The greatest power of two below `n`, for `n` of at least 2. */
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}

function half(n: number): number {
  return Math.floor(n / 2);
}
