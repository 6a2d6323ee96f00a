import type { Logger } from 'pino';
import { sameBytes, utf8 } from '../../shared/bulletin-log/bytes.ts';
import type { Checkpoint } from '../../shared/bulletin-log/checkpoint.ts';
import { readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { isSignedBy, keyText, type NoteKey } from '../../shared/bulletin-log/note.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { isRehearsal, nodeCrypto } from '../bulletin-log/bulletin-log.ts';
import { boundedText } from './ask-witness.ts';
import type { NamedWitness } from './witness-list.ts';

/** Nothing is published meanwhile: a witness that is away holds the start up no longer. */
const ANSWER_WITHIN_MS = 3_000;

/** A witness holds a head that the log itself has signed, and what is here does not lead to it. */
export class LogForgottenError extends Error {
  override readonly name = 'LogForgottenError';

  constructor(election: string, witnessed: WitnessedHead, leaves: number) {
    const { witness, size } = witnessed;
    super(
      `The witness ${witness} signed a head of ${size} leaves of the log of ${election}, which bears the log's own signature; ` +
        (leaves < size ? `here it has ${leaves}. ` : `the first ${size} here are others. `) +
        'The database was set back, and the files of what was given out since are not here: to go on would be a second history. Nothing ' +
        'more is published or signed here. Bring back the TURNOUT_DATA of a copy that served to the end, or start such a copy first.',
    );
  }
}

/** A head that a witness holds as the last it signed, with the log's own signature on it. */
interface WitnessedHead extends Checkpoint {
  readonly witness: string;
}

/**
 * What the witnesses of a log signed last, each asked once, before this copy publishes or signs anything of it. A database that was set back and
 * a folder that is gone both forget what was given out; a witness does not. Its word alone counts for nothing, or it could end the publishing
 * whenever it liked: what counts is the log's own signature on what it shows.
 */
export class WitnessedHeads {
  readonly #witnesses: readonly NamedWitness[];
  readonly #stopped: AbortSignal;
  readonly #log: Logger;
  readonly #asked = new Map<string, Promise<readonly WitnessedHead[]>>();
  readonly #away = new Set<string>();

  /** @param o.stopped gives up asking */
  constructor(o: { witnesses: readonly NamedWitness[]; stopped: AbortSignal; log: Logger }) {
    this.#witnesses = o.witnesses;
    this.#stopped = o.stopped;
    this.#log = o.log;
  }

  /**
   * Holds a whole log, from its first leaf on, against what its witnesses signed.
   *
   * @param o.key under the log's name
   * @throws LogForgottenError
   */
  async check(election: string, { leaves, key }: { leaves: readonly string[]; key: NoteKey }): Promise<void> {
    const name = keyText(key);
    const asked = this.#asked.get(name) ?? this.#askAll(key);
    this.#asked.set(name, asked);
    const heads = await asked;
    if (heads.length === 0) return;
    const tree = new MerkleTree(
      nodeCrypto,
      leaves.map((leaf) => leafHash(nodeCrypto, utf8(leaf))),
    );
    for (const witnessed of heads) {
      const { size, root } = witnessed;
      if (size > tree.size || !sameBytes(tree.root(size), root))
        throw new LogForgottenError(election, witnessed, tree.size);
    }
  }

  async #askAll(key: NoteKey): Promise<readonly WitnessedHead[]> {
    const ofThisMode = this.#witnesses.filter((witness) => isRehearsal(witness.key.name) === isRehearsal(key.name));
    const heads = await Promise.all(ofThisMode.map((witness) => this.#ask(witness, key)));
    return heads.filter((head) => head !== null);
  }

  /** `null` where it signed none, does not tell, or shows what the log has not signed. */
  async #ask({ name, url }: NamedWitness, key: NoteKey): Promise<WitnessedHead | null> {
    if (this.#away.has(name)) return null;
    try {
      const response = await fetch(`${url}/${encodeURIComponent(key.name)}/checkpoint`, {
        redirect: 'error',
        signal: AbortSignal.any([this.#stopped, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      const signed = readSignedHead(await boundedText(response));
      if (response.status !== 200 || signed?.head.origin !== key.name) return null;
      return isSignedBy(nodeCrypto, signed.note, key) ? { ...signed.head, witness: name } : null;
    } catch (error) {
      this.#away.add(name);
      this.#log.warn({ err: error, log: key.name }, `the witness ${name} cannot be asked what it signed last`);
      return null;
    }
  }
}
