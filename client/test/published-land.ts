import type { LogPart } from '../../server/publish/log-shelf.ts';
import { PublishedStore } from '../../server/publish/publish.ts';
import { bodyOf, quiet, sha256, temporaryDirectory } from '../../server/test/small-publication.ts';
import { type SmallServer, serveSmall } from '../../server/test/small-server.ts';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { Names } from '../../shared/election.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { snapshotCsv } from '../../shared/snapshot-csv.ts';
import { CLIENT } from './browser.ts';
import { FixtureElection, type FixtureOptions } from './fixture-election.ts';

/** The made-up election in the real published store, behind the real server: pages are written as they are for everybody. */
export class PublishedLand {
  readonly election: FixtureElection;
  readonly #store = new PublishedStore({ directory: temporaryDirectory(), log: quiet });
  #server: SmallServer | null = null;
  #taken = 0;

  constructor(options: Partial<FixtureOptions> = {}) {
    this.election = new FixtureElection({ districts: 20, intervalMs: 5_000, mode: 'rehearsal', ...options });
  }

  get server(): SmallServer {
    if (this.#server === null) throw new Error('the land is not served yet');
    return this.#server;
  }

  get latest(): Snapshot {
    const latest = this.#store.find('land')?.snapshots.latest;
    if (latest === null || latest === undefined) throw new Error('nothing was counted yet');
    return latest.snapshot;
  }

  /** Serves the built pages, with no election. */
  async start(clientDirectory = CLIENT): Promise<void> {
    this.#server = await serveSmall(this.#store, { clientDirectory });
  }

  /** Serves the built pages and the election with so many snapshots, and gives the last. */
  async begin(minutes: number): Promise<Snapshot> {
    await this.start();
    await this.open();
    return await this.take(minutes);
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  /** Publishes the election before its first count. */
  async open(names: Names = this.election.description.names): Promise<void> {
    const { areas, description } = this.election;
    const { opensAt, closesAt } = description;
    const { at, byChannel } = this.election.series('occurred', Date.parse(opensAt), Date.parse(closesAt));
    this.#store.openElection({ description: { ...description, names }, edition: 'first' });
    await this.#store.addAreas('land', areas.revision, JSON.stringify(areas));
    await this.#store.addBoundaries('land', JSON.stringify(this.election.boundaries()));
    await this.#store.addMap('land', JSON.stringify(this.election.map()));
    this.#store.setOccurred('land', { at, areas: { XX: byChannel } });
  }

  /** Freezes a snapshot that was taken as the next bulletin, with what else is told of it, and gives its listing. */
  async freeze(snapshot: Snapshot, change: Partial<BulletinListing> = {}): Promise<BulletinListing> {
    const number = (this.#store.find('land')?.bulletins.listings.length ?? 0) + 1;
    const { asOf, total } = snapshot;
    const hour = asOf.slice(0, 13);
    const kind = change.kind ?? 'hourly';
    const body = JSON.stringify({
      number,
      kind,
      hour,
      asOf,
      reason: kind === 'correction' ? 'a nought too many' : null,
      snapshot,
    });
    const csv = snapshotCsv(snapshot, { code: 'XX', level: 'country' });
    const listing: BulletinListing = {
      number,
      kind,
      hour,
      asOf,
      snapshot: snapshot.number,
      corrects: null,
      correctedBy: null,
      status: 'frozen',
      recount: 'waiting',
      sha256: sha256(body),
      csvSha256: sha256(csv),
      ...total,
      ...change,
    };
    await this.#store.addBulletin('land', { listing, body, csv });
    return listing;
  }

  /** Publishes a log; whose it is, no page asks. */
  log(part: LogPart): void {
    this.#store.addToLog('land', part);
  }

  /** Takes so many snapshots, a minute of the election apart, each with what else is told of it, and gives the last. */
  async take(minutes = 1, change: Partial<Snapshot> = {}): Promise<Snapshot> {
    for (let i = 0; i < minutes; i++) {
      this.#taken += 1;
      const snapshot = this.election.snapshot(this.#taken, Date.now());
      await this.#store.addSnapshot('land', bodyOf({ ...snapshot, ...change }));
    }
    return this.latest;
  }
}
