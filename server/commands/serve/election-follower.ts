import type { Logger } from 'pino';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { readLogGrowth, readLoggedListing } from '../../bulletin-log/bulletin-log.ts';
import { readBulletins, readChecks } from '../../bulletins/bulletins.ts';
import { readWitnesses } from '../../cosigning/cosigning.ts';
import { type ElectionFacts, electionFacts } from '../../counting/counting.ts';
import type { Database } from '../../database/database.ts';
import type { PublishedStore, Publishing } from '../../publish/publish.ts';
import { occurredUntil, readDepth, readRevisions, readSnapshots } from '../../snapshots/snapshots.ts';

const BATCH = 100;
/** The curves by occurrence are read anew with each bulletin, and at least this often while minutes are counted. */
const OCCURRED_EVERY_MS = 30_000;

/**
 * Carries what is counted from the database to the published store, in order, and tells the screens. Every copy of the program
 * follows, whoever counts.
 */
export class ElectionFollower {
  readonly election: string;
  #number = 0;
  #bulletin = 0;
  #check = 0;
  /** Why the log is not published now, as it was told; `null` where it is. */
  #told: string | null = null;
  readonly #revisions: string[] = [];
  #occurredAtMs = Number.NEGATIVE_INFINITY;
  #last: Snapshot | null = null;
  /** Of what is published of the witnesses. */
  #witnessMark: string | null = null;
  readonly #database: Database;
  readonly #facts: ElectionFacts;
  readonly #store: PublishedStore;
  readonly #publishing: Publishing;
  readonly #log: Logger;

  constructor(o: {
    database: Database;
    facts: ElectionFacts;
    store: PublishedStore;
    publishing: Publishing;
    log: Logger;
  }) {
    this.election = o.facts.election;
    this.#database = o.database;
    this.#facts = o.facts;
    this.#store = o.store;
    this.#publishing = o.publishing;
    this.#log = o.log;
  }

  /** The last snapshot carried over; `null` before the first. */
  get last(): Snapshot | null {
    return this.#last;
  }

  /** Publishes everything new since the last time; once `stopped`, no more than was begun. Must not run twice at once. */
  async catchUp(stopped: AbortSignal): Promise<void> {
    const pool = this.#database.pool('reading');
    const { election } = this;
    const { timezone } = this.#facts;
    const before = this.#number;
    for (;;) {
      const snapshots = await readSnapshots(pool, { election, timezone, after: this.#number, limit: BATCH });
      const newest = snapshots.at(-1);
      if (newest === undefined) break;
      // Read after the snapshots: a revision is kept in the same transaction as the first snapshot that names it.
      for (const { revision, body } of await readRevisions(pool, { election, known: this.#revisions })) {
        await this.#store.addAreas(election, revision, body);
        this.#revisions.push(revision);
      }
      await this.#store.addSnapshots(election, snapshots);
      this.#number = newest.number;
      this.#last = JSON.parse(newest.body) as Snapshot;
      // A copy that is new has a week of minutes to read.
      if (stopped.aborted) return;
      if (snapshots.length < BATCH) break;
    }
    await this.#restoreMissing();
    if (this.#number > before) this.#publishing.broadcastSnapshot(election);
    const struck = await this.#publishBulletins(stopped);
    if (stopped.aborted) return;
    await this.#publishChecks();
    await this.#publishLog();
    await this.#refreshOccurred(this.#number > before, struck);
  }

  async #publishLog(): Promise<void> {
    const known = this.#store.loggedLeaves(this.election);
    const growth = await readLogGrowth(this.#database.pool('reading'), this.election, known);
    if (growth !== null) {
      const admission = await this.#store.admitsLog(this.election, growth);
      if (admission !== 'admitted') return this.#tellUnpublished(admission);
      this.#store.addToLog(this.election, growth);
      this.#told = null;
    }
    const kept = await readWitnesses(this.#database.pool('reading'), this.election, this.#witnessMark);
    if (kept !== null) {
      await this.#store.setWitnesses(this.election, kept);
      this.#witnessMark = kept.mark;
    }
    if (growth !== null || kept !== null) this.#publishing.broadcastLog(this.election);
  }

  #tellUnpublished(why: 'shorter' | 'unwritten'): void {
    const { election } = this;
    if (this.#told !== why) {
      this.#log.error(
        { election },
        why === 'shorter'
          ? 'the log is shorter than was given out here: it is published once it has grown'
          : 'the newest head of the log is not published before it is on disk',
      );
    }
    this.#told = why;
  }

  /** Gives the store again what it found damaged on its disk. */
  async #restoreMissing(): Promise<void> {
    for (const number of this.#store.missing(this.election)) {
      const { timezone } = this.#facts;
      const snapshots = await readSnapshots(this.#database.pool('reading'), {
        election: this.election,
        timezone,
        after: number - 1,
        limit: 1,
      });
      await this.#store.addSnapshots(this.election, snapshots);
      this.#log.warn({ election: this.election, number }, 'a published file was damaged and is made anew');
    }
    for (const number of this.#store.missingBulletins(this.election)) await this.#restoreBulletin(number);
  }

  async #restoreBulletin(number: number): Promise<void> {
    const { election } = this;
    const { timezone } = this.#facts;
    const pool = this.#database.pool('reading');
    const [bulletin] = await readBulletins(pool, { election, timezone, after: number - 1, limit: 1 });
    if (bulletin?.listing.number === number) {
      const withheld = await this.#store.addBulletin(election, bulletin);
      if (withheld === null) this.#log.warn({ election, number }, 'a published file was damaged and is made anew');
      else this.#log.error({ err: withheld, election, number }, 'a bulletin was changed and is given to nobody');
      return;
    }
    const listing = await readLoggedListing(pool, { election, number });
    if (listing === null) return;
    await this.#store.addDeletedBulletin(election, listing);
    this.#log.error({ election, number, hour: listing.hour }, 'a bulletin was deleted and is given to nobody');
  }

  async #publishBulletins(stopped: AbortSignal): Promise<boolean> {
    const pool = this.#database.pool('reading');
    const { election } = this;
    let struck = false;
    for (;;) {
      const bulletins = await readBulletins(pool, {
        election,
        timezone: this.#facts.timezone,
        after: this.#bulletin,
        limit: BATCH,
      });
      for (const bulletin of bulletins) {
        await this.#tellDeleted(bulletin.listing.number - 1);
        const { snapshot } = bulletin.listing;
        if (snapshot !== null) {
          const depth = await readDepth(pool, {
            election,
            number: snapshot,
            revision: this.#last?.areas.revision ?? '',
          });
          await this.#store.addDepth(election, snapshot, depth);
        }
        const withheld = await this.#store.addBulletin(election, bulletin);
        const { number, hour } = bulletin.listing;
        if (withheld === null) this.#publishing.broadcastBulletin(election, bulletin.listing);
        else
          this.#log.error({ err: withheld, election, number, hour }, 'a bulletin was changed and is given to nobody');
        this.#bulletin = number;
        struck = true;
        if (stopped.aborted) return struck;
      }
      if (bulletins.length < BATCH) break;
    }
    // What is in the published log was read from the database earlier than these bulletins, and stood in it then.
    await this.#tellDeleted(this.#store.loggedLeaves(election) - 1);
    return struck;
  }

  /** Keeps the places of the next bulletins up to a number, which the database has no more, by what the log says of them. */
  async #tellDeleted(upTo: number): Promise<void> {
    const { election } = this;
    while (this.#bulletin < upTo) {
      const number = this.#bulletin + 1;
      const listing = await readLoggedListing(this.#database.pool('reading'), { election, number });
      // The store says that the number is missing.
      if (listing === null) return;
      await this.#store.addDeletedBulletin(election, listing);
      this.#log.error({ election, number, hour: listing.hour }, 'a bulletin was deleted and is given to nobody');
      this.#bulletin = number;
    }
  }

  /** Publishes what recounts said of bulletins since the last time. */
  async #publishChecks(): Promise<void> {
    const { election } = this;
    const checks = await readChecks(this.#database.pool('reading'), { election, after: this.#check, limit: BATCH });
    for (const { change, ...states } of checks) {
      const listing = this.#store.setBulletinStates(election, states);
      if (listing === null) return;
      this.#publishing.broadcastBulletin(election, listing);
      this.#check = change;
    }
  }

  async #refreshOccurred(counted: boolean, struck: boolean): Promise<void> {
    if (this.#last === null || !(counted || struck)) return;
    const nowMs = performance.now();
    if (!struck && nowMs - this.#occurredAtMs < OCCURRED_EVERY_MS) return;
    const facts = (await electionFacts(this.#database.pool('reading'), this.election)) ?? this.#facts;
    this.#store.setOccurred(
      this.election,
      await occurredUntil(this.#database.pool('reading'), facts, new Date(this.#last.asOf)),
    );
    this.#occurredAtMs = nowMs;
    this.#log.debug({ election: this.election }, 'read the curves by occurrence');
  }
}
