import { joined } from './bytes.ts';

/** Leaves, or hashes, in a full tile of C2SP tlog-tiles v0.1.0. */
export const LEAVES_A_TILE = 256;
const HASH_BYTES = 32;

/** Where the tile stands that holds hashes or entries from `index * 256` on, of a tree of `size` leaves. */
export function tilePath(kind: 'entries' | number, index: number, width: number): string {
  const partial = width === LEAVES_A_TILE ? '' : `.p/${width}`;
  return `tile/${kind}/${indexPath(index)}${partial}`;
}

/** The tiles of one level that a tree of so many hashes there has: index and width of each. */
export function tilesOfLevel(hashes: number): { index: number; width: number }[] {
  return Array.from({ length: Math.ceil(hashes / LEAVES_A_TILE) }, (_, index) => ({
    index,
    width: Math.min(LEAVES_A_TILE, hashes - index * LEAVES_A_TILE),
  }));
}

/** Entries as a bundle holds them: two bytes of length before each. @throws RangeError when one is longer than that can say */
export function entryBundle(entries: readonly Uint8Array[]): Uint8Array {
  return joined(
    ...entries.flatMap((entry) => {
      if (entry.length > 0xffff) throw new RangeError(`a leaf of ${entry.length} bytes is too long for a log`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry];
    }),
  );
}

/** The entries of a bundle; `null` where its lengths do not add up. */
export function readEntryBundle(bundle: Uint8Array): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bundle.length; ) {
    const length = ((bundle[at] ?? 0) << 8) | (bundle[at + 1] ?? 0);
    const end = at + 2 + length;
    if (at + 2 > bundle.length || end > bundle.length) return null;
    entries.push(bundle.slice(at + 2, end));
    at = end;
  }
  return entries;
}

/** A tile of hashes. */
export function hashTile(hashes: readonly Uint8Array[]): Uint8Array {
  return joined(...hashes);
}

/** The hashes of a tile; `null` where its length is none of theirs. */
export function readHashTile(tile: Uint8Array): Uint8Array[] | null {
  if (tile.length % HASH_BYTES !== 0) return null;
  return Array.from({ length: tile.length / HASH_BYTES }, (_, i) => tile.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES));
}

/** 5 is `005`, 1234067 is `x001/x234/067`. */
function indexPath(index: number): string {
  const parts = [index % 1000];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) parts.unshift(rest % 1000);
  return parts.map((part, i) => `${i < parts.length - 1 ? 'x' : ''}${String(part).padStart(3, '0')}`).join('/');
}
