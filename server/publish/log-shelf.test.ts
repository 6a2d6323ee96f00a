import { describe, expect, it, test } from 'vitest';
import { textOf } from '../../shared/bulletin-log/bytes.ts';
import { readHeads } from '../../shared/bulletin-log/heads.ts';
import { signatureLine, signedNote } from '../../shared/bulletin-log/note.ts';
import { readEntryBundle, readHashTile } from '../../shared/bulletin-log/tiles.ts';
import { MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { nodeCrypto } from '../bulletin-log/node-crypto.ts';
import { smallLog, smallLogPart } from '../test/small-log.ts';
import { NumberGapError } from './broken-promises.ts';
import { LogShelf } from './log-shelf.ts';

const SIZE = 600;
const shelf = new LogShelf('mine');
shelf.add(smallLogPart(SIZE));
const hashes = (level: number, index: number, width: number) =>
  readHashTile(shelf.tile(level, index, width)!.identity)!;

describe('the tiles of a published log', () => {
  it('hold every leaf once, 256 in each but the last', () => {
    // 600 = 256 + 256 + 88.
    const tiles = [shelf.tile('entries', 0, 256), shelf.tile('entries', 1, 256), shelf.tile('entries', 2, 88)];
    const entries = tiles.flatMap((tile) => readEntryBundle(tile!.identity)!);
    expect(entries.map((entry) => textOf(entry))).toEqual(smallLog(SIZE).leaves.map((leaf) => textOf(leaf)));
    expect(shelf.tile('entries', 2, 89)).toBeNull();
    expect(shelf.tile('entries', 0, 257)).toBeNull();
  });

  it('keep one level up the roots of the full tiles below', () => {
    const leaves = [...hashes(0, 0, 256), ...hashes(0, 1, 256), ...hashes(0, 2, 88)];
    const whole = new MerkleTree(nodeCrypto, leaves);
    const [first, second] = hashes(1, 0, 2);
    // The root of 512 leaves is made of the roots of its halves.
    expect(new MerkleTree(nodeCrypto, [first!, second!]).root()).toEqual(whole.root(512));
    expect(shelf.tile(1, 0, 3)).toBeNull();
    expect(shelf.tile(2, 0, 1)).toBeNull();
  });

  it('stay what they were when the log has grown', () => {
    const growing = new LogShelf('mine');
    const { manifest, leaves } = smallLogPart(30);
    growing.add({ manifest, leaves: leaves.slice(0, 10), heads: [{ size: 10, note: 'ten\n' }] });
    const before = growing.tile('entries', 0, 10)!.sha256;
    growing.add({ manifest, leaves: leaves.slice(10), heads: [{ size: 30, note: 'thirty\n' }] });
    expect(growing.tile('entries', 0, 10)!.sha256).toBe(before);
    expect(String(growing.checkpoint!.identity)).toBe('thirty\n');
    expect(() => growing.add({ manifest, leaves: ['one'], heads: [{ size: 32, note: '' }] })).toThrow(NumberGapError);
  });
});

test('heads given out before a restore stay among all heads, in their order', () => {
  const shelf = new LogShelf('mine');
  const { heads } = smallLogPart(30);
  const earlier = readHeads(Buffer.from(smallLog(30).files.get('log/checkpoints.txt')!).toString())!;
  const given = [10, 20].map((size) => {
    const { note } = earlier.find(({ head }) => head.size === size)!;
    const [{ name, keyId: id, signature }] = note.signatures as [(typeof note.signatures)[number]];
    return { size, note: signedNote(note.text, [signatureLine({ name, id }, signature)]) };
  });
  shelf.add(smallLogPart(30), [...given, ...heads]);
  expect(readHeads(shelf.checkpoints.identity.toString())!.map(({ head }) => head.size)).toEqual([10, 20, 30]);
  expect(shelf.checkpoint!.identity.toString()).toBe(heads[0]!.note);
});
