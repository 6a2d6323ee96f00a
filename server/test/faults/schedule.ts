import type pg from 'pg';
import type { Database } from '../../database/database.ts';
import { countElectionMinute, type MinuteOutcome } from '../../minute/minute.ts';
import { type Draw, seededDraw } from '../../rehearsal/random.ts';
import type { Ledger } from './ledger.ts';
import type { NaiveReader } from './naive-readers.ts';

const WRITERS = 4;
const STEPS = 40;
const AT = '2024-05-05T07:30:00+02:00';
const FIRST_MINUTE_MS = Date.parse('2024-05-05T08:00:00+02:00');

/** What really happened in a schedule: a schedule in which nothing crosses tests nothing. */
export interface ScheduleTally {
  steps: number;
  /** Counts that were taken while a writer's transaction with rows in it was open. */
  crossed: number;
  /** Times one counter had to wait for the other. */
  waited: number;
  rolledBack: number;
}

/** Connections that stay open over many schedules. */
export interface Stage {
  readonly database: Database;
  readonly writers: readonly pg.PoolClient[];
  readonly counters: readonly pg.PoolClient[];
  /** For whoever reads beside them. */
  readonly reader: pg.PoolClient;
}

export async function openStage(database: Database): Promise<Stage> {
  const connections = (role: 'ingest' | 'counting', n: number) =>
    Promise.all(Array.from({ length: n }, () => database.pool(role).connect()));
  const [reader, ...counters] = await connections('counting', 3);
  return { database, writers: await connections('ingest', WRITERS), counters, reader: reader! };
}

export function closeStage(stage: Stage): void {
  for (const client of [...stage.writers, ...stage.counters, stage.reader]) client.release();
}

/**
 * Lets four writers and two counters take turns as a seed decides, one statement at a time, each awaited: the same seed gives the same
 * schedule again. In the end everything that is open is closed and one last minute is counted.
 */
export async function runSchedule(
  stage: Stage,
  o: { seed: number; election: string; ledger: Ledger; naive?: readonly NaiveReader[] },
): Promise<ScheduleTally> {
  const draw = seededDraw(o.seed, 'schedule');
  const tally: ScheduleTally = { steps: 0, crossed: 0, waited: 0, rolledBack: 0 };
  const clock = { minute: 0 };
  const writers = stage.writers.map((client, index) => new Writer(client, { ...o, source: `w${index}`, draw, tally }));
  const counters = stage.counters.map((client) => new Counter(client, stage.database, o.election));
  const stepCounter = async (counter: Counter) => {
    if (counter.blocked) return;
    if (!counter.running && draw() < 0.6) clock.minute += 1;
    await counter.step(new Date(FIRST_MINUTE_MS + clock.minute * 60_000), counters);
    if (counter.blocked) tally.waited += 1;
    if (counter.justCounted && writers.some((writer) => writer.holdsRows)) tally.crossed += 1;
  };
  for (; tally.steps < STEPS; tally.steps += 1) {
    const chosen = draw();
    if (chosen < 0.5) await writers[Math.floor(draw() * WRITERS)]!.step();
    else {
      const counter = counters[Math.floor(draw() * counters.length)]!;
      for (let more = Math.floor(draw() * 8); more >= 0; more -= 1) await stepCounter(counter);
    }
    if (draw() < 0.3) for (const reader of o.naive ?? []) await reader.count(stage.reader, o.election);
  }
  for (const writer of writers) await writer.finish();
  while (counters.some((counter) => counter.running)) for (const counter of counters) await stepCounter(counter);
  clock.minute += 1;
  do await stepCounter(counters[0]!);
  while (counters[0]!.running);
  for (const reader of o.naive ?? []) await reader.count(stage.reader, o.election);
  return tally;
}

interface WriterOptions {
  readonly election: string;
  readonly source: string;
  readonly ledger: Ledger;
  readonly draw: Draw;
  readonly tally: ScheduleTally;
}

/** A source's own program at the tables: begins, inserts, cancels, goes back to a savepoint, commits or rolls back. */
class Writer {
  #open = false;
  #seq = 0;
  /** Sent in the open transaction. */
  #rows: number[] = [];
  readonly #committed: number[] = [];
  readonly #client: pg.PoolClient;
  readonly #o: WriterOptions;

  constructor(client: pg.PoolClient, o: WriterOptions) {
    this.#client = client;
    this.#o = o;
  }

  get holdsRows(): boolean {
    return this.#rows.length > 0;
  }

  async step(): Promise<void> {
    const chosen = this.#o.draw();
    if (!this.#open) {
      await this.#client.query('BEGIN');
      this.#open = true;
    } else if (chosen < 0.5) await this.#insert();
    else if (chosen < 0.6) await this.#inSavepoint(chosen < 0.55);
    else if (chosen < 0.7 && this.#committed.length > 0) await this.#insert(this.#committed.pop());
    else if (chosen < 0.92) await this.#commit();
    else await this.#rollback();
  }

  async finish(): Promise<void> {
    if (!this.#open) return;
    if (this.#o.draw() < 0.8) await this.#commit();
    else await this.#rollback();
  }

  async #insert(cancels?: number): Promise<void> {
    const { election, source, ledger } = this.#o;
    this.#seq += 1;
    const type = cancels === undefined ? 'issued' : 'cancelled';
    const ballot = { seq: this.#seq, type, area: this.#areaOf(cancels ?? this.#seq), occurredAt: AT } as const;
    ledger.send(source, cancels === undefined ? ballot : { ...ballot, cancels });
    await this.#client.query(
      `INSERT INTO ballot_issue (election, source, seq, type, area, channel, occurred_at, cancels)
       VALUES ($1, $2, $3, $4, $5, 'online', $6, $7)`,
      [election, source, ballot.seq, type, ballot.area, AT, cancels ?? null],
    );
    this.#rows.push(ballot.seq);
  }

  #areaOf(seq: number): string {
    return seq % 2 === 0 ? 'N1' : 'S1';
  }

  /** A row of a subtransaction carries the number of the whole transaction. */
  async #inSavepoint(keep: boolean): Promise<void> {
    await this.#client.query('SAVEPOINT s');
    await this.#insert();
    if (keep) {
      await this.#client.query('RELEASE SAVEPOINT s');
      return;
    }
    await this.#client.query('ROLLBACK TO SAVEPOINT s');
    this.#rows.pop();
  }

  async #commit(): Promise<void> {
    await this.#client.query('COMMIT');
    for (const seq of this.#rows) {
      this.#o.ledger.acknowledge(this.#o.source, seq);
      if (!this.#isCancellation(seq)) this.#committed.push(seq);
    }
    this.#end();
  }

  #isCancellation(seq: number): boolean {
    return this.#o.ledger.sent.get(`${this.#o.source} ${seq}`)?.startsWith('cancelled') === true;
  }

  async #rollback(): Promise<void> {
    await this.#client.query('ROLLBACK');
    this.#o.tally.rolledBack += 1;
    this.#end();
  }

  #end(): void {
    this.#open = false;
    this.#rows = [];
  }
}

/** The counting of a minute, held still before every statement until its turn comes. */
class Counter {
  running = false;
  /** Waits in the database for the other one, who holds the watermark. */
  blocked = false;
  /** The last step was the one that looked at what is new. */
  justCounted = false;
  #holds = false;
  #held: { sql: string; go: () => void }[] = [];
  #changed: () => void = () => {};
  readonly #election: string;
  readonly #database: Database;

  constructor(client: pg.PoolClient, database: Database, election: string) {
    this.#election = election;
    const hold = (sql: string, values?: unknown[]) =>
      new Promise((resolve, reject) => {
        const go = () => void client.query(sql, values).then(resolve, reject);
        this.#held.push({ sql, go });
        this.#changed();
      });
    const connection = { query: hold, release: () => {} };
    const pool = {
      connect: async () => connection,
      query: (sql: string, values?: unknown[]) => client.query(sql, values),
    };
    this.#database = { ...database, pool: () => pool as unknown as pg.Pool };
  }

  async step(at: Date, all: readonly Counter[]): Promise<void> {
    this.justCounted = false;
    if (!this.running) {
      this.running = true;
      const moved = this.#moves();
      void this.#count(at);
      await moved;
      return;
    }
    const { sql, go } = this.#held.shift()!;
    const locks = sql.includes('FOR UPDATE');
    const moved = this.#moves();
    go();
    if (locks && all.some((other) => other !== this && other.#holds)) {
      this.blocked = true;
      void moved.then(() => {
        this.blocked = false;
        this.#holds = this.running;
      });
      this.#moved = moved;
      return;
    }
    await moved;
    this.justCounted = sql.includes('pg_current_snapshot');
    if (locks) this.#holds = this.running;
    if (sql === 'COMMIT' || sql === 'ROLLBACK') {
      this.#holds = false;
      // Whoever waited goes on now, up to its next statement.
      await Promise.all(all.filter((other) => other.blocked).map((other) => other.#moved));
    }
  }

  #moved: Promise<void> = Promise.resolve();

  /** Resolves when the next statement is held, or the count is over. */
  #moves(): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve;
    });
  }

  async #count(at: Date): Promise<MinuteOutcome> {
    try {
      const minute = { election: this.#election, at, intervalMs: 1_000, speed: 60, loaded: false, next: true };
      return await countElectionMinute(this.#database, minute);
    } finally {
      this.running = false;
      this.#changed();
    }
  }
}
