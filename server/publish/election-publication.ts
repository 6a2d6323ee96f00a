import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ElectionDescription, ElectionListing } from '../../shared/election.ts';
import type { AreaCounts, Correction } from '../../shared/snapshot.ts';
import { AreaShelf } from './area-shelf.ts';
import { UnknownRevisionError } from './broken-promises.ts';
import { BulletinShelf } from './bulletin-shelf.ts';
import { DepthShelf } from './depth-shelf.ts';
import { GivenCosignatures } from './given-cosignatures.ts';
import { GivenHeads } from './given-heads.ts';
import { KnownSeries } from './known-series.ts';
import { LogArchive } from './log-archive.ts';
import { LogShelf } from './log-shelf.ts';
import { Recent } from './recent.ts';
import { encode, JSON_TYPE, plain, type Representation } from './representation.ts';
import type { OccurredSeries } from './series.ts';
import { type SnapshotBody, SnapshotShelf } from './snapshot-shelf.ts';

/** RFC 7946. */
const GEOJSON_TYPE = 'application/geo+json; charset=utf-8';

/** An election that is published here. */
export interface PublishedElection {
  readonly description: ElectionDescription;
  /** Distinguishes this loading of the election from any other: letters, digits and hyphens. */
  readonly edition: string;
}

/** A correction with the snapshot in which it first stands. */
export interface PublishedCorrection extends Correction {
  /** Number of that snapshot. */
  readonly snapshot: number;
}

/** What is for officials only, as JSON values. */
export interface OfficialPapers {
  readonly discrepancies: readonly unknown[];
  /** Of the discrepancies, how many there are beside those listed. */
  readonly leftOut: { readonly open: number; readonly closed: number };
  readonly sources: readonly unknown[];
  /** Precincts of which one would expect to have heard by now: how many, and the first of them. */
  readonly precincts: { readonly silent: number; readonly listed: readonly unknown[] };
}

/** Everything published of one election. */
export class ElectionPublication {
  readonly edition: string;
  readonly areas: AreaShelf;
  readonly snapshots: SnapshotShelf;
  readonly bulletins: BulletinShelf;
  readonly depth: DepthShelf;
  readonly log: LogShelf;
  readonly heads: GivenHeads;
  readonly cosignatures: GivenCosignatures;
  readonly archive: LogArchive;
  readonly known = new KnownSeries();
  /** Answers made of several parts, by what was asked and what was there. */
  readonly made = new Recent<Representation>(128);
  readonly corrections: PublishedCorrection[] = [];
  boundaries: Representation | null = null;
  /** The boundaries drawn flat. */
  map: Representation | null = null;
  official: OfficialPapers = {
    discrepancies: [],
    leftOut: { open: 0, closed: 0 },
    sources: [],
    precincts: { silent: 0, listed: [] },
  };
  occurred: OccurredSeries | null = null;
  /** Rises each time `occurred` or `official` is set, for the names of `made`. */
  version = 0;
  #description: ElectionDescription;
  #described: Promise<Representation>;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(o: { election: PublishedElection; directory: string; log: Logger; newestSnapshots?: number }) {
    const { description, edition } = o.election;
    if (!/^[A-Za-z0-9-]+$/.test(edition)) throw new RangeError(`an edition is letters, digits and hyphens: ${edition}`);
    this.edition = edition;
    this.#description = description;
    this.#described = encode(JSON.stringify(description), JSON_TYPE);
    const folder = (name: string) => ({ directory: join(o.directory, edition, name), log: o.log });
    this.areas = new AreaShelf(folder('areas'));
    this.snapshots = new SnapshotShelf({
      ...folder('snapshots'),
      election: description.id,
      ...(o.newestSnapshots === undefined ? {} : { newestInMemory: o.newestSnapshots }),
    });
    this.bulletins = new BulletinShelf({ ...folder('bulletins'), election: description.id });
    this.depth = new DepthShelf(folder('depth'));
    this.log = new LogShelf(description.id);
    this.heads = new GivenHeads({ ...folder('log'), election: description.id });
    this.cosignatures = new GivenCosignatures(folder('witnesses'));
    this.archive = new LogArchive({ election: description.id, log: this.log, bulletins: this.bulletins });
  }

  get id(): string {
    return this.#description.id;
  }

  get description(): ElectionDescription {
    return this.#description;
  }

  /** The description as JSON. */
  get described(): Promise<Representation> {
    return this.#described;
  }

  /** The area that is the whole election. */
  get root(): { readonly code: string; readonly level: string } | undefined {
    return this.areas.tree.find((area) => area.parent === null);
  }

  describe(description: ElectionDescription): void {
    this.#description = description;
    this.#described = encode(JSON.stringify(description), JSON_TYPE);
  }

  get listing(): ElectionListing {
    const { id, names, mode, timezone, displayLevel } = this.description;
    const latest = this.snapshots.latest;
    return {
      id,
      names,
      mode,
      timezone,
      displayLevel,
      latest: latest === null ? null : { number: latest.number, asOf: latest.asOf },
    };
  }

  /** Does one thing after the other: numbers stay in order whoever calls. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async addBoundaries(body: string): Promise<void> {
    if (this.boundaries?.identity.equals(Buffer.from(body)) === true) return;
    this.boundaries = plain(body, GEOJSON_TYPE);
    this.boundaries = await encode(body, GEOJSON_TYPE);
  }

  async addMap(body: string): Promise<void> {
    if (this.map?.identity.equals(Buffer.from(body)) === true) return;
    this.map = plain(body, JSON_TYPE);
    this.map = await encode(body, JSON_TYPE);
  }

  addSnapshots(given: readonly SnapshotBody[]): Promise<number> {
    return this.snapshots.add(given, (snapshot) => {
      const { revision } = snapshot.areas;
      if (!this.areas.has(revision)) throw new UnknownRevisionError(this.id, revision);
      this.known.add(snapshot, this.areas.tree, this.description.levels);
      for (const correction of snapshot.corrections)
        this.corrections.push({ ...correction, snapshot: snapshot.number });
    });
  }

  /** Keeps the levels below the displayed one; the others are added up. */
  async addDepth(number: number, counts: readonly AreaCounts[]): Promise<void> {
    const { levels, displayLevel } = this.description;
    const below = counts.filter((level) => levels.indexOf(level.level) > levels.indexOf(displayLevel));
    if (below.length > 0) await this.depth.add(number, below);
  }
}
