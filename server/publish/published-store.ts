import { join } from 'node:path';
import type { Logger } from 'pino';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { AreaCounts } from '../../shared/snapshot.ts';
import { type BytesChangedError, ElectionNotOpenError } from './broken-promises.ts';
import type { BulletinBody } from './bulletin-shelf.ts';
import { ElectionPublication, type OfficialPapers, type PublishedElection } from './election-publication.ts';
import type { Admission } from './given-heads.ts';
import type { LogPart, LogWitnesses } from './log-shelf.ts';
import { sha256Hex } from './representation.ts';
import type { OccurredSeries } from './series.ts';
import type { SnapshotBody } from './snapshot-shelf.ts';
import { readWrittenHistory, type WrittenHistory } from './written-history.ts';

/** How the rest of the program is, as whoever runs it last said. */
export interface Health {
  readonly database: 'connected' | 'lost';
  /** `elsewhere`: this copy only serves what another counts. */
  readonly counting: 'counting' | 'elsewhere' | 'failing';
  /** Whether new bulletins are signed into their logs, by this copy or another; `signed` where nothing is told. */
  readonly logs?: 'signed' | 'failing';
}

/**
 * All that is published, with no way to the database: filled by whoever follows the database, read by every public answer.
 *
 * Each body is encoded once, on its way in, off the main thread, and kept under `DIRECTORY/published/EDITION/`. Copies of the
 * program may share the folder. Giving the same thing twice is harmless, and makes damaged files whole.
 */
export class PublishedStore {
  readonly #directory: string;
  readonly #log: Logger;
  readonly #newestSnapshots: number | undefined;
  readonly #elections = new Map<string, ElectionPublication>();
  #health: Health = { database: 'connected', counting: 'counting' };

  /**
   * @param o.directory the program's data folder
   * @param o.newestSnapshots how many whole snapshots of each election stay in memory; 64 unless told
   */
  constructor(o: { directory: string; log: Logger; newestSnapshots?: number }) {
    this.#directory = join(o.directory, 'published');
    this.#log = o.log;
    this.#newestSnapshots = o.newestSnapshots;
  }

  /** In the order in which they were opened. */
  get elections(): readonly ElectionPublication[] {
    return [...this.#elections.values()];
  }

  get health(): Health {
    return this.#health;
  }

  find(election: string): ElectionPublication | undefined {
    return this.#elections.get(election);
  }

  /** Begins to publish an election; of the same edition again, takes over its description; of another, starts anew. */
  openElection(election: PublishedElection): void {
    const known = this.find(election.description.id);
    if (known?.edition === election.edition) {
      known.describe(election.description);
      return;
    }
    const publication = new ElectionPublication({
      election,
      directory: this.#directory,
      log: this.#log,
      ...(this.#newestSnapshots === undefined ? {} : { newestSnapshots: this.#newestSnapshots }),
    });
    this.#elections.set(publication.id, publication);
  }

  /** Stops publishing an election; its files stay. */
  closeElection(election: string): void {
    this.#elections.delete(election);
  }

  /** @param body the exact bytes of `areas.json` of that revision */
  addAreas(election: string, revision: string, body: string): Promise<void> {
    const publication = this.#open(election);
    return publication.inTurn(() => publication.areas.add(revision, body));
  }

  /** @param body the exact bytes of `boundaries.json` */
  addBoundaries(election: string, body: string): Promise<void> {
    const publication = this.#open(election);
    return publication.inTurn(() => publication.addBoundaries(body));
  }

  /** @param body the exact bytes of `map.json` */
  addMap(election: string, body: string): Promise<void> {
    const publication = this.#open(election);
    return publication.inTurn(() => publication.addMap(body));
  }

  /**
   * Publishes the next snapshot and says whether it was new. Its areas' revision has to be given before it.
   *
   * @throws NumberGapError, BytesChangedError, UnknownRevisionError, ElectionNotOpenError
   */
  async addSnapshot(election: string, snapshot: SnapshotBody): Promise<boolean> {
    return (await this.addSnapshots(election, [snapshot])) === 1;
  }

  /** Publishes the next snapshots, in order, and says how many were new: several times faster than one by one. */
  addSnapshots(election: string, snapshots: readonly SnapshotBody[]): Promise<number> {
    const publication = this.#open(election);
    return publication.inTurn(() => publication.addSnapshots(snapshots));
  }

  /** Keeps the levels below the displayed one of a snapshot that has them. */
  addDepth(election: string, number: number, counts: readonly AreaCounts[]): Promise<void> {
    const publication = this.#open(election);
    return publication.inTurn(() => publication.addDepth(number, counts));
  }

  /**
   * Publishes the next bulletin, or a new state of one that is known. One whose bytes were changed is withheld, and all else goes on.
   *
   * @returns why it is withheld; `null` where it is published
   * @throws NumberGapError, ElectionNotOpenError; BytesChangedError for one that is known and not missing
   */
  addBulletin(election: string, bulletin: BulletinBody): Promise<BytesChangedError | null> {
    const publication = this.#open(election);
    return publication.inTurn(() => publication.bulletins.add(bulletin));
  }

  /**
   * Keeps the place of the next bulletin, or of a missing one, of which the database holds nothing any more: it is withheld, and all else goes on.
   *
   * @throws NumberGapError, ElectionNotOpenError
   */
  addDeletedBulletin(election: string, listing: BulletinListing): Promise<void> {
    const publication = this.#open(election);
    return publication.inTurn(async () => publication.bulletins.addDeleted(listing));
  }

  /** Publishes what a recount said of a bulletin; its new listing, or `null` where it is not published. @throws ElectionNotOpenError */
  setBulletinStates(
    election: string,
    states: Pick<BulletinListing, 'number' | 'status' | 'recount'>,
  ): BulletinListing | null {
    return this.#open(election).bulletins.setStates(states);
  }

  /** Leaves of the published log of the bulletins; 0 before the first. */
  loggedLeaves(election: string): number {
    return this.#open(election).log.size;
  }

  /**
   * Whether the log may be published with what it has grown by: not while it is shorter than what this folder's copies gave out, nor before
   * its heads are on disk.
   *
   * @throws LogRewrittenError, ElectionNotOpenError
   */
  admitsLog(election: string, part: LogPart): Promise<Admission> {
    return this.#open(election).heads.admit(part);
  }

  /**
   * Holds a whole log, as the database has it or before it is signed, against what was given out.
   *
   * @returns whether it is as long
   * @throws LogRewrittenError, ElectionNotOpenError
   */
  checkLog(election: string, whole: { leaves: readonly string[]; origin: string | null }): Promise<boolean> {
    return this.#open(election).heads.check(whole);
  }

  /** Publishes what the log of the bulletins has grown by, and heads given out before a restore. @throws NumberGapError, ElectionNotOpenError */
  addToLog(election: string, part: LogPart): void {
    const { log, heads } = this.#open(election);
    log.add(part, heads.upTo(log.size + part.leaves.length));
  }

  /** Who witnesses the log, in place of who was told before, and what they signed, beside all that this folder's copies ever gave out. */
  setWitnesses(election: string, { witnesses, cosignatures }: LogWitnesses): Promise<void> {
    const publication = this.#open(election);
    return publication.inTurn(async () => {
      publication.log.setWitnesses({ witnesses, cosignatures: await publication.cosignatures.joinedBy(cosignatures) });
    });
  }

  /** What is now known to have happened by when; replaces what was given before. */
  setOccurred(election: string, occurred: OccurredSeries): void {
    const publication = this.#open(election);
    publication.occurred = occurred;
    publication.version += 1;
  }

  /** What only the operator's secret opens; replaces what was given before. */
  setOfficial(election: string, official: OfficialPapers): void {
    const publication = this.#open(election);
    publication.official = official;
    publication.version += 1;
  }

  setHealth(health: Health): void {
    this.#health = health;
  }

  /** Number of the last snapshot published; 0 before the first. The follower goes on from here. */
  lastNumber(election: string): number {
    return this.#open(election).snapshots.latest?.number ?? 0;
  }

  /** Snapshots whose files were found missing or damaged when somebody asked for them: to be added again. */
  missing(election: string): readonly number[] {
    return this.#open(election).snapshots.missing;
  }

  /** Bulletins of which the same was found: to be added again, or told as deleted. */
  missingBulletins(election: string): readonly number[] {
    return this.#open(election).bulletins.missing;
  }

  /**
   * What this folder's files say was published after a snapshot and a bulletin: more than nothing where the database was set back.
   *
   * @throws HistoryIncompleteError, ElectionNotOpenError
   */
  writtenAfter(
    election: string,
    after: { readonly snapshot: number; readonly bulletin: number },
  ): Promise<WrittenHistory> {
    return readWrittenHistory(this.#open(election), after);
  }

  /** The last snapshot up to a number of which this folder has a whole file; `null` where there is none. */
  async lastWritten(
    election: string,
    upTo: number,
  ): Promise<{ readonly number: number; readonly sha256: string } | null> {
    const { snapshots } = this.#open(election);
    const number = Math.min(upTo, await snapshots.greatestWritten());
    const body = number === 0 ? null : await snapshots.readBack(number);
    return body === null ? null : { number, sha256: sha256Hex(body) };
  }

  #open(election: string): ElectionPublication {
    const publication = this.find(election);
    if (publication === undefined) throw new ElectionNotOpenError(election);
    return publication;
  }
}
