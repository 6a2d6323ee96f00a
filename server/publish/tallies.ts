import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { BulletinRecount } from '../../shared/bulletin.ts';
import type { PublishedStore } from './published-store.ts';

const RECOUNTS: readonly BulletinRecount[] = ['waiting', 'agrees', 'differs', 'impossible'];

/** What publishing counts of itself, for Prometheus. */
export interface Tallies {
  readonly registry: Registry;
  /** Answers by class of status, at 1 to 5. */
  readonly answers: number[];
  /** Sockets turned away, by reason. */
  readonly refused: Counter<'reason'>;
  /** Sockets ended by the server, by reason. */
  readonly dropped: Counter<'reason'>;
  /** Payloads turned into a frame: one a broadcast, whoever many hear it. */
  readonly encoded: Counter;
}

/**
 * Counters and gauges of publishing, in a registry of their own or in one that is passed in.
 *
 * @param sockets live connections of an election and how many of them are walls showing an older snapshot
 */
export function makeTallies(
  store: PublishedStore,
  sockets: (election: string) => { connected: number; behind: number },
  registry = new Registry(),
): Tallies {
  if (registry.getMetricsAsArray().length === 0) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  new Gauge({
    name: 'turnout_snapshot_number',
    help: 'Number of the last published snapshot',
    labelNames: ['election'],
    registers,
    collect() {
      for (const { id, snapshots } of store.elections) this.set({ election: id }, snapshots.latest?.number ?? 0);
    },
  });
  new Gauge({
    name: 'turnout_snapshot_age_seconds',
    help: 'Time since the last published snapshot was taken',
    labelNames: ['election'],
    registers,
    collect() {
      for (const { id, snapshots } of store.elections) {
        if (snapshots.latest === null) continue;
        this.set({ election: id }, (Date.now() - Date.parse(snapshots.latest.snapshot.takenAt)) / 1000);
      }
    },
  });
  new Gauge({
    name: 'turnout_bulletins',
    help: 'Published bulletins by what the last recount from the rows found',
    labelNames: ['election', 'recount'],
    registers,
    collect() {
      this.reset();
      for (const { id, bulletins } of store.elections) {
        for (const recount of RECOUNTS) {
          const found = bulletins.listings.filter((listing) => listing.recount === recount);
          this.set({ election: id, recount }, found.length);
        }
      }
    },
  });
  new Gauge({
    name: 'turnout_sockets',
    help: 'Live connections',
    labelNames: ['election'],
    registers,
    collect() {
      for (const { id } of store.elections) this.set({ election: id }, sockets(id).connected);
    },
  });
  new Gauge({
    name: 'turnout_walls_behind',
    help: 'Walls whose last report showed an older snapshot than the one before the last',
    labelNames: ['election'],
    registers,
    collect() {
      for (const { id } of store.elections) this.set({ election: id }, sockets(id).behind);
    },
  });
  new Gauge({
    name: 'turnout_log_leaves',
    help: 'Leaves of the published log of the bulletins',
    labelNames: ['election'],
    registers,
    collect() {
      for (const { id, log } of store.elections) this.set({ election: id }, log.size);
    },
  });
  new Gauge({
    name: 'turnout_log_witnessed_leaves',
    help: 'Leaves of the last head that a witness of the log signed',
    labelNames: ['election', 'witness'],
    registers,
    collect() {
      this.reset();
      for (const { id, log } of store.elections) {
        for (const { name, size } of log.summary?.witnesses ?? []) this.set({ election: id, witness: name }, size);
      }
    },
  });
  new Gauge({
    name: 'turnout_log_contradicted',
    help: 'Witnesses that have signed what is not the beginning of the published log: 0 unless somebody rewrote history',
    labelNames: ['election'],
    registers,
    collect() {
      for (const { id, log } of store.elections) {
        const witnesses = log.summary?.witnesses ?? [];
        this.set({ election: id }, witnesses.filter(({ standing }) => standing === 'contradicting').length);
      }
    },
  });
  const answers = [0, 0, 0, 0, 0, 0];
  new Counter({
    name: 'turnout_http_requests_total',
    help: 'Answers by class of status',
    labelNames: ['status'],
    registers,
    collect() {
      this.reset();
      for (const [first, count] of answers.entries()) if (count > 0) this.inc({ status: `${first}xx` }, count);
    },
  });
  return {
    registry,
    answers,
    refused: new Counter({
      name: 'turnout_sockets_refused_total',
      help: 'Live connections refused',
      labelNames: ['reason'],
      registers,
    }),
    dropped: new Counter({
      name: 'turnout_sockets_dropped_total',
      help: 'Live connections ended by the server',
      labelNames: ['reason'],
      registers,
    }),
    encoded: new Counter({ name: 'turnout_frames_encoded_total', help: 'Event payloads encoded', registers }),
  };
}
