import { goesOn, readAddCheckpoint, SIZE_TYPE } from '../../shared/bulletin-log/add-checkpoint.ts';
import { type LogCrypto, sameBytes, utf8 } from '../../shared/bulletin-log/bytes.ts';
import { cosignature, cosignedText } from '../../shared/bulletin-log/checkpoint.ts';
import { readSignedHead, type SignedHead } from '../../shared/bulletin-log/heads.ts';
import { isSignedBy, type NoteKey, signatureLine, signedNote } from '../../shared/bulletin-log/note.ts';
import type { SignedHeads } from './signed-heads.ts';

export { LostMemoryError, SignedHeads } from './signed-heads.ts';
export { witnessServer } from './witness-server.ts';

/** Who signs as a witness. */
export interface WitnessSigner {
  readonly key: NoteKey;
  /** Ed25519, 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** What a witness answers, as HTTP has it. */
export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly type: string;
  readonly body: string;
}

const TEXT = 'text/plain; charset=utf-8';

/** Signs the heads of some logs, each only where it goes on from the last one signed: C2SP tlog-witness v1.0.0. */
export class Witness {
  readonly signer: WitnessSigner;
  readonly logs: readonly NoteKey[];
  readonly #crypto: LogCrypto;
  readonly #heads: SignedHeads;
  readonly #now: () => Date;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param o.logs keys of the logs it signs for, each under its log's name */
  constructor(o: {
    crypto: LogCrypto;
    signer: WitnessSigner;
    logs: readonly NoteKey[];
    heads: SignedHeads;
    now: () => Date;
  }) {
    this.signer = o.signer;
    this.logs = o.logs;
    this.#crypto = o.crypto;
    this.#heads = o.heads;
    this.#now = o.now;
  }

  /**
   * The answer to the body of `add-checkpoint`; one after the other.
   *
   * @throws LostMemoryError, and the file system's errors: nothing was signed then
   */
  add(body: string): Promise<WitnessAnswer> {
    const answer = this.#turn.then(() => this.#answer(body));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** The last head signed of a log; `null` before the first. @throws LostMemoryError */
  async last(origin: string): Promise<SignedHead | null> {
    return (await this.#heads.last(origin)).signed;
  }

  async #answer(body: string): Promise<WitnessAnswer> {
    const asked = readAddCheckpoint(body);
    const signed = asked === null ? null : readSignedHead(asked.checkpoint);
    if (asked === null || signed === null) return refusal(400, 'This asks for no signature on a head.');
    const { note, head } = signed;
    const keys = this.logs.filter(({ name }) => name === head.origin);
    if (keys.length === 0) return refusal(404, `This witness does not sign for ${head.origin}.`);
    if (!keys.some((key) => isSignedBy(this.#crypto, note, key))) {
      return refusal(403, `The head is not signed by ${head.origin}.`);
    }
    if (asked.old > head.size) return refusal(400, 'The old size is greater than the new one.');

    const last = await this.#heads.last(head.origin);
    const lastHead = last.signed?.head ?? null;
    if (asked.old !== (lastHead?.size ?? 0)) return conflict(lastHead?.size ?? 0);
    const isSame = lastHead !== null && lastHead.size === head.size;
    if (isSame && !sameBytes(lastHead.root, head.root)) return conflict(lastHead.size);
    if (!goesOn(this.#crypto, lastHead, head, asked.proof)) {
      return refusal(422, 'The proof does not show that this head goes on from the last one signed.');
    }

    const line = this.#signed(note.text);
    if (!isSame) {
      const own = note.signatures
        .filter(({ name }) => name === head.origin)
        .map(({ name, keyId: id, signature }) => signatureLine({ name, id }, signature));
      // Kept before it is given: whoever has seen this signature finds this witness bound by it.
      const kept = await this.#heads.keep(head.origin, last.turn + 1, signedNote(note.text, [...own, line]));
      if (!kept) return conflict((await this.last(head.origin))?.head.size ?? 0);
    }
    return { status: 200, type: TEXT, body: line };
  }

  #signed(text: string): string {
    const atS = Math.floor(this.#now().getTime() / 1000);
    return signatureLine(this.signer.key, cosignature(atS, this.signer.sign(utf8(cosignedText(text, atS)))));
  }
}

function refusal(status: 400 | 403 | 404 | 422, why: string): WitnessAnswer {
  return { status, type: TEXT, body: `${why}\n` };
}

/** Says how many leaves the head has that was signed last. */
function conflict(size: number): WitnessAnswer {
  return { status: 409, type: SIZE_TYPE, body: `${size}\n` };
}
