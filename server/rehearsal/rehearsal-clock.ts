import { randomUUID } from 'node:crypto';
import { change, type Database, maybeOne, readSql } from '../database/database.ts';
import { NoRehearsalError } from './read-rehearsed-election.ts';

const sql = {
  begin: readSql(import.meta.url, './begin_clock.sql'),
  direct: readSql(import.meta.url, './direct_clock.sql'),
  read: readSql(import.meta.url, './read_clock.sql'),
  takeTurn: readSql(import.meta.url, './take_turn.sql'),
  giveTurn: readSql(import.meta.url, './give_turn.sql'),
  beginStep: readSql(import.meta.url, './begin_step.sql'),
  endStep: readSql(import.meta.url, './end_step.sql'),
  finish: readSql(import.meta.url, './finish_election.sql'),
};

/** A copy that was not heard of for so long has lost its turn. */
export const TURN_MS = 3_000;

/** This copy stood still for so long that another one drives. */
export class TurnLostError extends Error {
  override readonly name = 'TurnLostError';
}

/** What the database knows of a rehearsal: the same for every copy of the program. */
export interface ClockState {
  readonly fromAt: Date;
  readonly untilAt: Date;
  readonly speed: number;
  /** A step that was begun: to be sent and counted before any other; `null` where none is open. */
  readonly openStep: Date | null;
  /** The last counted instant; `null` before the first. */
  readonly asOf: Date | null;
  /** Everything due by then was sent and acknowledged; before `asOf` only where the database was set back and what was published taken back. */
  readonly sentTo: Date | null;
  readonly zone: string;
  /** Every opening and closing, ms since the epoch. */
  readonly boundariesMs: readonly number[];
}

interface ClockRow {
  readonly from_at: Date;
  readonly until_at: Date;
  readonly speed: number;
  readonly sending_to: Date | null;
  readonly sent_to: Date | null;
  readonly as_of: Date | null;
  readonly zone: string;
  readonly boundaries: Date[];
}

/** The row of a rehearsal's clock, as one copy of the program works with it. */
export class RehearsalClock {
  readonly #database: Database;
  readonly #election: string;
  readonly #driver = randomUUID();

  constructor(database: Database, election: string) {
    this.#database = database;
    this.#election = election;
  }

  /** Begins the rehearsal, or directs the one that has begun, which keeps where it began. In a live database, nothing. */
  async begin(o: { from: Date; until: Date; speed: number }): Promise<void> {
    const began = await change(this.#database.pool('owner'), sql.begin, [this.#election, o.from, o.until, o.speed]);
    if (began === 0) await change(this.#pool, sql.direct, [this.#election, o.until, o.speed]);
  }

  /** @throws NoRehearsalError when it was dropped meanwhile, or the database is live */
  async read(): Promise<ClockState> {
    const row = await maybeOne<ClockRow>(this.#pool, sql.read, [this.#election]);
    if (row === null) throw new NoRehearsalError(`this database is live, or holds no rehearsal of ${this.#election}`);
    const open = row.sending_to !== null && (row.as_of === null || row.sending_to > row.as_of);
    return {
      fromAt: row.from_at,
      untilAt: row.until_at,
      speed: row.speed,
      openStep: open ? row.sending_to : null,
      asOf: row.as_of,
      sentTo: row.sent_to,
      zone: row.zone,
      boundariesMs: row.boundaries.map((boundary) => boundary.getTime()),
    };
  }

  /** Whether it is this copy's turn to drive, for the next `TURN_MS`. */
  async takeTurn(): Promise<boolean> {
    return (await maybeOne(this.#pool, sql.takeTurn, [this.#election, this.#driver, TURN_MS])) !== null;
  }

  async giveTurn(): Promise<void> {
    await change(this.#pool, sql.giveTurn, [this.#election, this.#driver]);
  }

  /**
   * To be told before anything of the step is sent.
   *
   * @throws TurnLostError when another copy drives by now
   */
  async beginStep(to: Date): Promise<void> {
    if ((await change(this.#pool, sql.beginStep, [this.#election, to, this.#driver])) === 0) throw new TurnLostError();
  }

  /** To be told when all of the step is acknowledged. */
  async endStep(to: Date, mergedMinutes: number): Promise<void> {
    await change(this.#pool, sql.endStep, [this.#election, to, mergedMinutes]);
  }

  /** Nothing more is expected: the snapshot of this instant is final. */
  async finish(at: Date): Promise<void> {
    await change(this.#pool, sql.finish, [this.#election, at]);
  }

  get #pool() {
    return this.#database.pool('counting');
  }
}
