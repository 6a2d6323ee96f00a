import { describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../database/database.ts';
import { takeBackPublished } from '../../minute/minute.ts';
import { fullCounts } from '../counts.ts';
import { testLog } from '../test-database.ts';
import { expectSound } from './fault-report.ts';
import { type IngestServer, ingestServer } from './ingest-server.ts';
import { check, Ledger } from './ledger.ts';
import { ARCHIVING, archiveAll, backUp, ownCluster, recoveredTo } from './own-cluster.ts';
import { publishedBy } from './published-by.ts';
import { ballots, overHttp, sendUntilAcknowledged } from './sending.ts';
import { countOn, latestKept, loadMonth, seeSnapshots } from './small-stage.ts';

const SOURCES = ['evote-1', 'evote-2'];
const LINES = 30;

/** Sources that send over HTTP, and what they remember. */
class Sending {
  readonly ledger = new Ledger();
  readonly keys = new Map<string, string>();
  #server: IngestServer;

  constructor(server: IngestServer) {
    this.#server = server;
  }

  async begin(): Promise<void> {
    for (const source of SOURCES) this.keys.set(source, await this.#server.source(source));
  }

  /** The program is started anew against another database; the sources keep their keys. */
  goOnWith(server: IngestServer): void {
    this.#server = server;
  }

  async send(source: string, from: number, to: number): Promise<void> {
    const post = overHttp({ url: () => this.#url, key: this.keys.get(source)! });
    await sendUntilAcknowledged({ ledger: this.ledger, post, source, ballots: ballots(from, to - from + 1) });
  }

  /** What the answer to an empty message tells a source to go on after. */
  async durableUpTo(source: string): Promise<number> {
    const response = await fetch(`${this.#url}/api/v1/elections/small/sources/${source}/ballot-issues`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.keys.get(source)!}` },
    });
    expect(response.status).toBe(200);
    return ((await response.json()) as { durableUpTo: number }).durableUpTo;
  }

  get #url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }
}

/** Sends a batch of each source and counts, so many times. @returns the last number sent */
async function work(database: Database, sending: Sending, o: { after: number; rounds: number }): Promise<number> {
  let last = o.after;
  for (let round = 0; round < o.rounds; round += 1) {
    for (const source of SOURCES) await sending.send(source, last + 1, last + LINES);
    last += LINES;
    await countOn(database);
    await seeSnapshots(database, sending.ledger);
  }
  return last;
}

describe('a database recovered to an earlier moment from its backup and its archive', { timeout: 300_000 }, () => {
  it('has lost what its sources are told, which heals it; what was published is taken back and no number is given out again', async () => {
    for (let round = 1; round <= (fullCounts ? 2 : 1); round += 1) {
      const cluster = await ownCluster(ARCHIVING);
      const database = await openDatabase({ url: cluster.url(), log: testLog });
      await loadMonth(database, []);
      await backUp(cluster);
      const sending = new Sending(await ingestServer(database));
      await sending.begin();
      const until = await work(database, sending, { after: 0, rounds: 2 + round });
      // One batch acknowledged and not yet counted at the moment that is gone back to.
      await sending.send('evote-1', until + 1, until + LINES);
      const moment = await cluster.ask('SELECT clock_timestamp()');
      await sending.send('evote-2', until + 1, until + LINES);
      const last = await work(database, sending, { after: until + LINES, rounds: 3 });
      const published = await publishedBy(database);
      await archiveAll(cluster);
      await database.end();
      await cluster.kill();

      const recovered = await openDatabase({ url: (await recoveredTo(cluster, moment)).url(), log: testLog });
      const { stored } = await check(recovered, new Ledger());
      // Both sources up to `until`, and one batch of the first.
      expect(stored).toBe(2 * until + LINES);
      const lost = sending.ledger.acknowledged.size - stored;
      // The second's batch, and three rounds of both.
      expect(lost).toBe(LINES + 3 * 2 * LINES);
      const taken = await takeBackPublished(recovered, { election: 'small', published, log: testLog });
      expect(taken).toBe(3);
      sending.goOnWith(await ingestServer(recovered));
      expect(await sending.durableUpTo('evote-1')).toBe(until + LINES);
      expect(await sending.durableUpTo('evote-2')).toBe(until);
      for (const source of SOURCES) await sending.send(source, (await sending.durableUpTo(source)) + 1, last);
      await work(recovered, sending, { after: last, rounds: 2 });
      // As many as before the moment, the three taken back, and two more.
      expect(await latestKept(recovered)).toMatchObject({ lineage: 2, number: 2 + round + 3 + 2 });
      const findings = await check(recovered, sending.ledger);
      expectSound(`recovered to an earlier moment, ${lost} rows lost and sent again, ${taken} snapshots taken back`, {
        hit: 1,
        of: 1,
        atLeast: 1,
        findings,
      });
      await recovered.end();
    }
  });
});
