import type { Logger } from 'pino';
import { utf8 } from '../../shared/bulletin-log/bytes.ts';
import { readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { keyText } from '../../shared/bulletin-log/note.ts';
import type { WitnessStanding } from '../../shared/bulletin-log/summary.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { isRehearsal, nodeCrypto, readLogGrowth } from '../bulletin-log/bulletin-log.ts';
import { type Database, maybeOne, readSql } from '../database/database.ts';
import { askWitness, type WitnessAnswer } from './ask-witness.ts';
import type { NamedWitness } from './witness-list.ts';

const witnessProgress = readSql(import.meta.url, './witness_progress.sql');
const nameWitness = readSql(import.meta.url, './name_witness.sql');
const setStanding = readSql(import.meta.url, './set_standing.sql');
const keepCosignature = readSql(import.meta.url, './keep_cosignature.sql');

const AGAIN_AT_MOST_MS = 60_000;

interface Progress {
  readonly origin: string;
  readonly size: number;
  readonly witnesses: Readonly<Record<string, { readonly standing: WitnessStanding; readonly signed: number }>>;
}

/** The last head of a log, with the tree below it. */
interface WholeLog {
  readonly checkpoint: string;
  readonly size: number;
  readonly tree: MerkleTree;
}

/**
 * Asks the witnesses of the logs to sign each new head, in the background: nothing waits for them, and a witness that is away is asked again
 * after a pause that grows to a minute.
 */
export class CosignatureCollector {
  readonly #database: Database;
  readonly #witnesses: readonly NamedWitness[];
  readonly #log: Logger;
  readonly #stop = new AbortController();
  readonly #asking = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, { readonly count: number; readonly againAtMs: number }>();
  readonly #passedOver = new Set<string>();
  /** Elections whose witnesses were held against this copy's list. */
  readonly #reviewed = new Set<string>();

  constructor(o: { database: Database; witnesses: readonly NamedWitness[]; log: Logger }) {
    this.#database = o.database;
    this.#witnesses = o.witnesses;
    this.#log = o.log;
  }

  /**
   * Begins to ask whoever has not signed the last head of an election's log; done once the questions are on their way.
   *
   * @param published leaves that this copy has found fit to be published: nobody is asked to sign more
   */
  async tend(election: string, published: number): Promise<void> {
    const pool = this.#database.pool('counting');
    const progress = await maybeOne<Progress>(pool, witnessProgress, [election]);
    if (progress === null || progress.size > published) return;
    // The list was read at this copy's start and is told once: copies with other lists do not take turns in contradicting it.
    const isFirst = !this.#reviewed.has(election);
    const own = this.#witnesses.filter((witness) => this.#isOfThisMode(witness, progress.origin));
    let log: WholeLog | null = null;
    for (const witness of own) {
      const key = keyText(witness.key);
      const known = progress.witnesses[key];
      if (known === undefined) await pool.query(nameWitness, [election, key]);
      else if (isFirst && known.standing === 'dismissed')
        await pool.query(setStanding, [election, key, 'waiting', null]);
      const turn = `${election} ${key}`;
      const signed = known?.signed ?? 0;
      if (signed >= progress.size || this.#asking.has(turn) || !this.#mayAsk(turn)) continue;
      log ??= await this.#read(election);
      if (log === null || log.size > published) return;
      const asking = this.#ask(election, witness, log, signed)
        .catch((error: unknown) => {
          if (this.#stop.signal.aborted) return;
          this.#failed(turn);
          this.#log.error({ err: error, election, witness: witness.name }, 'what a witness answered could not be kept');
        })
        .finally(() => this.#asking.delete(turn));
      this.#asking.set(turn, asking);
    }
    if (!isFirst) return;
    for (const [key, { standing }] of Object.entries(progress.witnesses)) {
      if (standing === 'dismissed' || own.some((witness) => keyText(witness.key) === key)) continue;
      await pool.query(setStanding, [election, key, 'dismissed', null]);
    }
    this.#reviewed.add(election);
  }

  /** Gives up what is asked now. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  /** Done once whoever is being asked has answered, or was given up. */
  async settled(): Promise<void> {
    await Promise.all(this.#asking.values());
  }

  async #read(election: string): Promise<WholeLog | null> {
    const kept = await readLogGrowth(this.#database.pool('counting'), election, 0);
    const head = kept?.heads.at(-1);
    if (kept === null || head === undefined) return null;
    const hashes = kept.leaves.map((leaf) => leafHash(nodeCrypto, utf8(leaf)));
    return { checkpoint: head.note, size: head.size, tree: new MerkleTree(nodeCrypto, hashes) };
  }

  async #hasGrown(election: string, size: number): Promise<boolean> {
    const progress = await maybeOne<Progress>(this.#database.pool('counting'), witnessProgress, [election]);
    return (progress?.size ?? 0) > size;
  }

  async #ask(election: string, witness: NamedWitness, log: WholeLog, signed: number): Promise<void> {
    const { note } = readSignedHead(log.checkpoint)!;
    const from = (old: number) => {
      const proof = old === 0 ? [] : log.tree.consistency(old, log.size);
      return askWitness(witness, { old, proof, checkpoint: log.checkpoint }, note, this.#stop.signal);
    };
    let old = Math.min(signed, log.size);
    let answer = await from(old);
    // It knows another beginning than the one we have of it: shown the way from there, once.
    if (answer.kind === 'elsewhere' && answer.size !== old && answer.size <= log.size) {
      old = answer.size;
      answer = await from(old);
    }
    if (this.#stop.signal.aborted) return;
    // Another copy may have signed a newer head meanwhile, and shown it that one: what we know is old, and nobody is contradicted.
    const contradicts = answer.kind === 'elsewhere' || answer.kind === 'unconvinced';
    if (contradicts && (await this.#hasGrown(election, log.size))) return;
    const { standing, detail } = standingOf(answer, old, log.size);
    const pool = this.#database.pool('counting');
    const key = keyText(witness.key);
    const about = { election, witness: witness.name, size: log.size };
    if (answer.kind === 'signed') {
      await pool.query(keepCosignature, [election, key, log.size, answer.line, answer.at]);
      this.#log.info(about, 'a witness signed the head of the log');
      this.#failures.delete(`${election} ${key}`);
    } else {
      this.#failed(`${election} ${key}`);
    }
    const { rowCount } = await pool.query(setStanding, [election, key, standing, detail]);
    if (rowCount === 1 && standing === 'contradicting') this.#log.error(about, `the witness ${witness.name} ${detail}`);
    else if (rowCount === 1 && standing !== 'signing') this.#log.warn(about, `the witness ${witness.name} ${detail}`);
    if (rowCount === 1 || answer.kind === 'signed')
      await pool.query("SELECT pg_notify('turnout_snapshot', $1)", [election]);
  }

  #mayAsk(turn: string): boolean {
    return performance.now() >= (this.#failures.get(turn)?.againAtMs ?? 0);
  }

  /** The next pause is twice as long, spread so that several copies do not ask at once. */
  #failed(turn: string): void {
    const count = (this.#failures.get(turn)?.count ?? 0) + 1;
    const pauseMs = Math.min(AGAIN_AT_MOST_MS, 500 * 2 ** count) * (0.75 + Math.random() / 2);
    this.#failures.set(turn, { count, againAtMs: performance.now() + pauseMs });
  }

  /** A witness of rehearsals signs nothing live, and the other way round; told once. */
  #isOfThisMode({ name, key }: NamedWitness, origin: string): boolean {
    if (isRehearsal(key.name) === isRehearsal(origin)) return true;
    if (!this.#passedOver.has(name))
      this.#log.warn(`the witness ${name} (${key.name}) is of the other mode than ${origin}, and is not asked`);
    this.#passedOver.add(name);
    return false;
  }
}

/** @param old leaves of the head that it was shown the way from @param size of the head it was asked to sign */
function standingOf(
  answer: WitnessAnswer,
  old: number,
  size: number,
): { standing: WitnessStanding; detail: string | null } {
  switch (answer.kind) {
    case 'signed':
      return { standing: 'signing', detail: null };
    case 'away':
      return { standing: 'away', detail: answer.why };
    case 'unwilling':
      return { standing: 'unwilling', detail: answer.why };
    case 'unconvinced':
      return {
        standing: 'contradicting',
        detail: `has signed a head of ${old} leaves that is not the beginning of this log: this log or that one was rewritten`,
      };
    case 'elsewhere':
      return {
        standing: 'contradicting',
        detail:
          answer.size > size
            ? `has signed a head of ${answer.size} leaves, this log has ${size}: it was rolled back`
            : `has signed another head of ${answer.size} leaves than this log's: one of the two was rewritten`,
      };
  }
}
