import { sign } from 'node:crypto';
import { addCheckpointText } from '../../shared/bulletin-log/add-checkpoint.ts';
import { utf8 } from '../../shared/bulletin-log/bytes.ts';
import { checkpointText } from '../../shared/bulletin-log/checkpoint.ts';
import { signatureLine, signedNote } from '../../shared/bulletin-log/note.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { nodeCrypto } from '../bulletin-log/node-crypto.ts';
import { LOG, type Signer } from './small-log.ts';

/** A log of leaves that say nothing, as its operator has it: every head, and what is asked of a witness. */
export class TestLog {
  readonly tree: MerkleTree;
  readonly #signer: Signer;

  /** @param leaves a log that shares its first leaves with another shares its heads up to there */
  constructor(leaves: readonly string[], signer: Signer = LOG) {
    this.tree = new MerkleTree(
      nodeCrypto,
      leaves.map((leaf) => leafHash(nodeCrypto, utf8(leaf))),
    );
    this.#signer = signer;
  }

  /** The head of the first `size` leaves, signed. */
  head(size: number, signer = this.#signer): string {
    const text = checkpointText({ origin: this.#signer.key.name, size, root: this.tree.root(size) });
    return signedNote(text, [signatureLine(signer.key, sign(null, utf8(text), signer.secret))]);
  }

  /** What is asked of a witness that has signed `old` leaves, honestly. */
  asking(old: number, size: number): string {
    const proof = old === 0 || old > size ? [] : this.tree.consistency(old, size);
    return addCheckpointText({ old, proof, checkpoint: this.head(size) });
  }
}

/** Texts of leaves: `a0`, `a1`, … */
export function leaves(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${letter}${i}`);
}
