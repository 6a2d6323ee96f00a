import { type LogCrypto, sameBytes, textOf } from './bytes.ts';
import { readSignedHead, type SignedHead } from './heads.ts';
import { type BulletinLeaf, readLeaf } from './leaf.ts';
import type { LogProblem } from './problem.ts';
import { readEntryBundle, readHashTile, tilePath, tilesOfLevel } from './tiles.ts';
import { leafHash, MerkleTree } from './tree.ts';

/** Leaves past this are no election's: a week of hours, each told again a thousand times, has fewer. */
const MOST_LEAVES = 250_000;

/** Files of one election as the server publishes them or as they were saved, by their path below the election. */
export interface LogFiles {
  /** The bytes; `null` where there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
}

/** The leaves of a log as far as they could be read, and what was wrong. */
export interface ReadLog {
  readonly signed: SignedHead;
  readonly tree: MerkleTree;
  readonly leaves: readonly (BulletinLeaf | null)[];
  readonly problems: readonly LogProblem[];
}

/** Reads the head and the leaves, and compares their root with the head's. A string says why there is no log to read. */
export async function readLog(crypto: LogCrypto, files: LogFiles): Promise<ReadLog | string> {
  const checkpoint = await files.read('log/checkpoint');
  if (checkpoint === null) return 'There is no log/checkpoint: is this the folder of one election?';
  const signed = readSignedHead(new TextDecoder().decode(checkpoint));
  if (signed === null) return 'log/checkpoint is not a signed head of a log.';
  const { size, root } = signed.head;
  if (size > MOST_LEAVES)
    return `log/checkpoint tells of ${size} leaves, more than ${MOST_LEAVES} no log of bulletins has.`;

  const problems: LogProblem[] = [];
  const whole = (fault: LogProblem['fault'], detail: string) =>
    problems.push({ fault, number: null, hour: null, detail });
  const entries: Uint8Array[] = [];
  const hashes: Uint8Array[] = [];
  for (const { index, width } of tilesOfLevel(size)) {
    const [entriesPath, hashesPath] = [tilePath('entries', index, width), tilePath(0, index, width)];
    const bundle = await files.read(`log/${entriesPath}`);
    const tile = await files.read(`log/${hashesPath}`);
    const found = bundle === null ? null : readEntryBundle(bundle);
    if (found === null || found.length !== width) {
      return `log/${entriesPath} is missing or does not hold ${width} leaves.`;
    }
    entries.push(...found);
    const kept = tile === null ? null : readHashTile(tile);
    if (kept === null || kept.length !== width) {
      whole('missing', `log/${hashesPath} is missing or does not hold ${width} hashes.`);
    } else {
      hashes.push(...kept);
    }
  }

  const leaves = entries.map((entry) => readLeafBytes(entry));
  const found = entries.map((entry) => leafHash(crypto, entry));
  const tree = new MerkleTree(crypto, found);
  const kept = new MerkleTree(crypto, hashes);
  const rootIsMade = sameBytes(tree.root(), root);
  if (!rootIsMade)
    whole(
      'tree',
      `The ${size} leaves do not make up the head: a leaf was changed, moved or replaced, or the head was.`,
    );
  found.forEach((hash, number) => {
    const other = hashes[number];
    if (other === undefined || sameBytes(hash, other)) return;
    const hour = leaves[number]?.hour ?? null;
    const detail = rootIsMade
      ? 'The hash kept in the tile is not that of the leaf, which makes up the signed head.'
      : sameBytes(kept.root(), root)
        ? 'This leaf was changed: the hashes kept in the tile make up the signed head, this leaf has another.'
        : 'The leaf has another hash than the one kept in the tile.';
    problems.push({ fault: 'leaf', number, hour, detail });
  });
  return { signed, tree, leaves, problems };
}

function readLeafBytes(entry: Uint8Array): BulletinLeaf | null {
  try {
    return readLeaf(textOf(entry));
  } catch {
    return null;
  }
}
