import { PublishedStore } from '../../server/publish/publish.ts';
import { bodyOf, quiet, temporaryDirectory } from '../../server/test/small-publication.ts';
import { type SmallServer, serveSmall } from '../../server/test/small-server.ts';
import type { Names } from '../../shared/election.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
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

  /** Takes so many snapshots, a minute of the election apart, and gives the last. */
  async take(minutes = 1): Promise<Snapshot> {
    for (let i = 0; i < minutes; i++) {
      this.#taken += 1;
      await this.#store.addSnapshot('land', bodyOf(this.election.snapshot(this.#taken, Date.now())));
    }
    return this.latest;
  }
}
