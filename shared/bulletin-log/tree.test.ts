import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../server/bulletin-log/node-crypto.ts';
import { hexOf, utf8 } from './bytes.ts';
import { includes, isConsistent, leafHash, MerkleTree } from './tree.ts';

/** The eight leaves of Certificate Transparency's own tests, and the roots of their first n. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const treeOf = (size: number) =>
  new MerkleTree(
    nodeCrypto,
    Array.from({ length: size }, (_, i) => leafHash(nodeCrypto, utf8(`hour ${i}`))),
  );
const grown = treeOf(2000);
const flipped = (hash: Uint8Array, bit: number) =>
  hash.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
const sizes = fc.integer({ min: 1, max: 2000 });
const bits = fc.integer({ min: 0, max: 255 });

describe('the tree over the bulletins', () => {
  it('has the roots that Certificate Transparency publishes for its eight leaves', () => {
    const hashes = LEAVES.map((hex) => leafHash(nodeCrypto, Buffer.from(hex, 'hex')));
    const tree = new MerkleTree(nodeCrypto, hashes);
    expect(ROOTS.map((_, size) => hexOf(tree.root(size)))).toEqual(ROOTS);
  });

  it('proves each hour to be in it, and no other hash in its place', () => {
    const cases = fc.tuple(sizes, fc.nat(), bits).map(([size, n, bit]) => ({ size, index: n % size, bit }));
    fc.assert(
      fc.property(cases, ({ size, index, bit }) => {
        const proof = grown.inclusion(index, size);
        const leaf = leafHash(nodeCrypto, utf8(`hour ${index}`));
        const claim = { index, size, leaf, root: grown.root(size), proof };
        expect(includes(nodeCrypto, claim)).toBe(true);
        expect(includes(nodeCrypto, { ...claim, leaf: flipped(leaf, bit) })).toBe(false);
        expect(includes(nodeCrypto, { ...claim, root: flipped(claim.root, bit) })).toBe(false);
        expect(includes(nodeCrypto, { ...claim, proof: [...proof, leaf] })).toBe(false);
        if (proof.length > 0) expect(includes(nodeCrypto, { ...claim, proof: proof.slice(1) })).toBe(false);
        if (size > 1) expect(includes(nodeCrypto, { ...claim, index: (index + 1) % size })).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('proves each earlier head to be its beginning, and no other head', () => {
    const cases = fc.tuple(sizes, fc.nat(), bits).map(([size, n, bit]) => ({ size, older: 1 + (n % size), bit }));
    fc.assert(
      fc.property(cases, ({ size, older, bit }) => {
        const proof = grown.consistency(older, size);
        const claim = { older, size, olderRoot: grown.root(older), root: grown.root(size), proof };
        expect(isConsistent(nodeCrypto, claim)).toBe(true);
        expect(isConsistent(nodeCrypto, { ...claim, olderRoot: flipped(claim.olderRoot, bit) })).toBe(false);
        expect(isConsistent(nodeCrypto, { ...claim, root: flipped(claim.root, bit) })).toBe(false);
        expect(isConsistent(nodeCrypto, { ...claim, proof: [...proof, claim.root] })).toBe(false);
        if (proof.length > 0) {
          expect(isConsistent(nodeCrypto, { ...claim, proof: proof.slice(0, -1) })).toBe(false);
          const [first, ...rest] = proof;
          expect(isConsistent(nodeCrypto, { ...claim, proof: [flipped(first!, bit), ...rest] })).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('tells two trees of the same length apart by any one leaf', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (size, n) => {
        const hashes = Array.from({ length: size }, (_, i) => leafHash(nodeCrypto, utf8(`hour ${i}`)));
        const other = hashes.with(n % size, leafHash(nodeCrypto, utf8('another hour')));
        expect(new MerkleTree(nodeCrypto, other).root()).not.toEqual(new MerkleTree(nodeCrypto, hashes).root());
      }),
      { numRuns: 100 },
    );
  });

  it('has no leaf and no beginning past its end', () => {
    const tree = treeOf(3);
    expect(() => tree.inclusion(3)).toThrow(RangeError);
    expect(() => tree.consistency(4)).toThrow(RangeError);
    expect(() => tree.consistency(0)).toThrow(RangeError);
    expect(() => tree.root(4)).toThrow(RangeError);
  });
});
