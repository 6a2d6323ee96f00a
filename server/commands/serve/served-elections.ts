import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type CosignatureCollector, LogForgottenError, type WitnessedHeads } from '../../cosigning/cosigning.ts';
import { electionFacts } from '../../counting/counting.ts';
import type { Database } from '../../database/database.ts';
import { describeElection, readOutlines } from '../../election-package/election-package.ts';
import { PublishedElsewhereError } from '../../minute/minute.ts';
import {
  BytesChangedError,
  HistoryIncompleteError,
  LogRewrittenError,
  NumberGapError,
  type PublishedStore,
  type Publishing,
  UnknownRevisionError,
} from '../../publish/publish.ts';
import { agreeWithPublished } from './agree-with-published.ts';
import { ElectionFollower } from './election-follower.ts';
import { electionsHere } from './elections-here.ts';
import { type LogSigning, NotSignedError } from './log-signing.ts';
import { readOfficialPapers } from './official-papers.ts';
import { Wakeups } from './wakeups.ts';

/** Without a notification the database is asked this often. */
const POLL_MS = 1_000;
/** Elections loaded or reset while we run are noticed this soon. */
const ELECTIONS_EVERY_MS = 5_000;
const OFFICIAL_EVERY_MS = 10_000;
const DRIVES_END_MS = 1_500;

interface Served {
  readonly edition: string;
  readonly follower: ElectionFollower;
  /** Ends what was begun for this election. */
  readonly stop: AbortController;
}

/**
 * What to begin for an election when it appears: counting it, rehearsing it, or nothing.
 *
 * @param published number of the last snapshot that this copy has published
 */
export type Driver = (election: string, stopped: AbortSignal, published: () => number) => Promise<void>;

/**
 * Serves every election of the database for as long as it is there: follows what is counted, and drives what this copy counts.
 * A database that is away is told to the store, and taken up again by itself.
 */
export class ServedElections {
  readonly #served = new Map<string, Served>();
  readonly #drives = new Set<Promise<void>>();
  /** Elections that are not published here, and why: the database holds another history than this copy has published. */
  readonly #refused = new Map<string, { readonly why: string; readonly forGood: boolean }>();
  /** Elections whose new bulletins are not signed, and why. */
  readonly #unsigned = new Map<string, string>();
  readonly #database: Database;
  readonly #store: PublishedStore;
  readonly #publishing: Publishing;
  readonly #drive: Driver;
  readonly #counting: boolean;
  readonly #signing: LogSigning;
  readonly #witnessed: WitnessedHeads;
  readonly #collector: CosignatureCollector | null;
  readonly #log: Logger;
  #electionsAtMs = Number.NEGATIVE_INFINITY;
  #officialAtMs = Number.NEGATIVE_INFINITY;

  constructor(o: {
    database: Database;
    store: PublishedStore;
    publishing: Publishing;
    drive: Driver;
    counting: boolean;
    signing: LogSigning;
    /** What the witnesses signed last; nothing where another copy asks them. */
    witnessed: WitnessedHeads;
    /** Asks the witnesses for their signatures; `null` where another copy does. */
    collector: CosignatureCollector | null;
    log: Logger;
  }) {
    this.#database = o.database;
    this.#store = o.store;
    this.#publishing = o.publishing;
    this.#drive = o.drive;
    this.#counting = o.counting;
    this.#signing = o.signing;
    this.#witnessed = o.witnessed;
    this.#collector = o.collector;
    this.#log = o.log;
  }

  /** Serves until `stopped`. */
  async serve(stopped: AbortSignal): Promise<void> {
    const wakeups = new Wakeups({ database: this.#database, log: this.#log });
    let away = false;
    try {
      while (!stopped.aborted) {
        try {
          await this.#refresh(stopped);
          await this.#followAll(stopped);
          if (away) this.#log.info('the database is back');
          away = false;
          this.#store.setHealth({
            database: 'connected',
            counting: this.#countingHealth(),
            logs: this.#unsigned.size > 0 ? 'failing' : 'signed',
          });
        } catch (error) {
          if (stopped.aborted) break;
          if (!away) this.#log.error({ err: error }, 'cannot follow the database; trying again');
          away = true;
          // Whatever comes back may be another database: look at it before anything is followed.
          this.#electionsAtMs = Number.NEGATIVE_INFINITY;
          this.#refused.clear();
          this.#store.setHealth({ database: 'lost', counting: this.#counting ? 'failing' : 'elsewhere' });
        }
        await wakeups.next(POLL_MS, stopped);
      }
    } finally {
      wakeups.close();
      for (const { stop } of this.#served.values()) stop.abort();
      // They finish their statement and give up their turn; what hangs longer is cut off with its connection.
      await Promise.race([
        Promise.all([...this.#drives, this.#collector?.end()]),
        wait(DRIVES_END_MS, undefined, { ref: false }),
      ]);
    }
  }

  async #refresh(stopped: AbortSignal): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.#electionsAtMs >= ELECTIONS_EVERY_MS) {
      const here = await electionsHere(this.#database);
      for (const [election, served] of this.#served) {
        const now = here.find((one) => one.election === election);
        if (now?.edition === served.edition) {
          if (now.number < (served.follower.last?.number ?? 0)) await this.#agree(election);
          continue;
        }
        this.#close(election);
        this.#log.info({ election }, 'no longer serving this election');
      }
      for (const election of this.#refused.keys()) {
        if (!here.some((one) => one.election === election)) this.#refused.delete(election);
      }
      for (const { election } of here) {
        if (this.#served.has(election) || this.#refused.get(election)?.forGood === true) continue;
        await this.#open(election, stopped);
      }
      this.#electionsAtMs = nowMs;
    }
    if (nowMs - this.#officialAtMs >= OFFICIAL_EVERY_MS) {
      for (const election of this.#served.keys()) {
        this.#store.setOfficial(election, await readOfficialPapers(this.#database.pool('reading'), election));
      }
      this.#officialAtMs = nowMs;
    }
  }

  async #open(election: string, stopped: AbortSignal): Promise<void> {
    const { description, edition } = await describeElection(this.#database, election);
    const facts = await electionFacts(this.#database.pool('reading'), election);
    if (facts === null) return;
    this.#store.openElection({ description, edition });
    const outlines = await readOutlines(this.#database, election);
    if (outlines !== null) {
      await this.#store.addBoundaries(election, outlines.boundaries);
      await this.#store.addMap(election, outlines.map);
    }
    if (!(await this.#agree(election))) return;
    const stop = new AbortController();
    const follower = new ElectionFollower({
      database: this.#database,
      facts,
      store: this.#store,
      publishing: this.#publishing,
      log: this.#log,
    });
    this.#served.set(election, { edition, follower, stop });
    const published = () => follower.last?.number ?? 0;
    const drive = this.#drive(election, AbortSignal.any([stopped, stop.signal]), published).catch((error: unknown) => {
      if (!stopped.aborted && !stop.signal.aborted) {
        this.#log.error({ err: error, election }, 'this election is no longer counted by this copy');
      }
    });
    this.#drives.add(drive);
    void drive.then(() => this.#drives.delete(drive));
  }

  /**
   * Makes the database and what was published agree. Whether they do; where they cannot, the election is not published here, and the reason is
   * told once.
   */
  async #agree(election: string): Promise<boolean> {
    try {
      await agreeWithPublished(election, {
        database: this.#database,
        store: this.#store,
        witnessed: this.#witnessed,
        sign: (one) => this.#signLog(one),
        keyOf: this.#signing.keyOf,
        log: this.#log,
      });
      this.#refused.delete(election);
      return true;
    } catch (error) {
      this.#close(election);
      this.#refuse(election, error);
      return false;
    }
  }

  /** Follows every election, whatever is wrong with one of them. @throws the first error that is no single election's */
  async #followAll(stopped: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    for (const { follower } of [...this.#served.values()]) {
      if (stopped.aborted) return;
      await this.#follow(follower, stopped).catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }

  async #follow(follower: ElectionFollower, stopped: AbortSignal): Promise<void> {
    const { election } = follower;
    try {
      await this.#signLog(election);
      await follower.catchUp(stopped);
      // Witnesses are shown what was found fit to be published, and nothing else.
      await this.#collector?.tend(election, this.#store.loggedLeaves(election));
    } catch (error) {
      this.#refuse(election, error);
    }
  }

  /** Has new bulletins signed; where only that fails, tells it once and publishes on. */
  async #signLog(election: string): Promise<void> {
    try {
      await this.#signing.sign(election);
      this.#unsigned.delete(election);
    } catch (error) {
      if (!(error instanceof NotSignedError)) throw error;
      if (this.#unsigned.get(election) !== error.message) {
        this.#log.error(
          { err: error, election },
          'new bulletins are not taken into the log; they are published unsigned',
        );
      }
      this.#unsigned.set(election, error.message);
    }
  }

  /** Serves an election no more whose history is another than the one published here; throws what is no such thing. */
  #refuse(election: string, error: unknown): void {
    const isOf = (...kinds: (abstract new (...args: never[]) => Error)[]) => kinds.some((one) => error instanceof one);
    // What comes after a number that is missing may be there when it is looked at anew.
    const passes = isOf(NumberGapError, UnknownRevisionError);
    const isOther = isOf(
      PublishedElsewhereError,
      HistoryIncompleteError,
      LogRewrittenError,
      LogForgottenError,
      BytesChangedError,
    );
    if (!(isOther || passes) || !(error instanceof Error)) throw error;
    this.#close(election);
    if (this.#refused.get(election)?.why !== error.message) {
      this.#log.error({ err: error, election }, 'this election is neither counted nor published by this copy');
    }
    // Changed bytes stay changed until a person has looked, and started this copy again.
    this.#refused.set(election, { why: error.message, forGood: isOf(BytesChangedError) });
  }

  #close(election: string): void {
    this.#served.get(election)?.stop.abort();
    this.#store.closeElection(election);
    this.#unsigned.delete(election);
    this.#served.delete(election);
  }

  #countingHealth(): 'counting' | 'elsewhere' | 'failing' {
    if (this.#refused.size > 0) return 'failing';
    return this.#counting ? 'counting' : 'elsewhere';
  }
}
