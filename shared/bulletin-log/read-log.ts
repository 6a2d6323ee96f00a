import { type LogCrypto, sameBytes, textOf } from './bytes.ts';
import type { Finding } from './finding.ts';
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

/** Reads the head and the leaves, and compares their root with the head's. A finding alone says why there is no log to read. */
export async function readLog(crypto: LogCrypto, files: LogFiles): Promise<ReadLog | Finding> {
  const checkpoint = await files.read('log/checkpoint');
  if (checkpoint === null) return { kind: 'no-checkpoint' };
  const signed = readSignedHead(new TextDecoder().decode(checkpoint));
  if (signed === null) return { kind: 'checkpoint-broken' };
  const { size, root } = signed.head;
  if (size > MOST_LEAVES) return { kind: 'too-many-leaves', size, most: MOST_LEAVES };

  const problems: LogProblem[] = [];
  const whole = (fault: LogProblem['fault'], finding: Finding) =>
    problems.push({ fault, number: null, hour: null, finding });
  const entries: Uint8Array[] = [];
  const hashes: Uint8Array[] = [];
  for (const { index, width } of tilesOfLevel(size)) {
    const [entriesPath, hashesPath] = [tilePath('entries', index, width), tilePath(0, index, width)];
    const bundle = await files.read(`log/${entriesPath}`);
    const tile = await files.read(`log/${hashesPath}`);
    const found = bundle === null ? null : readEntryBundle(bundle);
    if (found === null || found.length !== width) {
      return { kind: 'leaves-missing', path: `log/${entriesPath}`, leaves: width };
    }
    entries.push(...found);
    const kept = tile === null ? null : readHashTile(tile);
    if (kept === null || kept.length !== width) {
      whole('missing', { kind: 'hashes-missing', path: `log/${hashesPath}`, leaves: width });
    } else {
      hashes.push(...kept);
    }
  }

  const leaves = entries.map((entry) => readLeafBytes(entry));
  const found = entries.map((entry) => leafHash(crypto, entry));
  const tree = new MerkleTree(crypto, found);
  const kept = new MerkleTree(crypto, hashes);
  const rootIsMade = sameBytes(tree.root(), root);
  if (!rootIsMade) whole('tree', { kind: 'leaves-not-of-head', size });
  found.forEach((hash, number) => {
    const other = hashes[number];
    if (other === undefined || sameBytes(hash, other)) return;
    const hour = leaves[number]?.hour ?? null;
    const kind = rootIsMade
      ? 'kept-hash-other'
      : sameBytes(kept.root(), root)
        ? 'leaf-changed'
        : 'leaf-and-hash-differ';
    problems.push({ fault: 'leaf', number, hour, finding: { kind } });
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
