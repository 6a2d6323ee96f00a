import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from '../database/database.ts';
import { addSource, UnknownSourceError } from '../ingest/ingest.ts';
import { NoRehearsalError } from './read-rehearsed-election.ts';
import { type ClockState, RehearsalClock, TURN_MS, TurnLostError } from './rehearsal-clock.ts';
import type { Replay } from './replay.ts';
import { loadDue, sendDue } from './send-due.ts';
import { MINUTE_MS, nextMinute, nextStep, Pace } from './steps.ts';

/** One election-minute to be counted: everything due by then is acknowledged, nothing due later was sent. */
export interface RehearsalMinute {
  readonly at: Date;
  /** Real time until the next. */
  readonly intervalMs: number;
  readonly speed: number;
  /** What happened earlier was loaded at once: the first of a rehearsal. */
  readonly loaded: boolean;
  /** Whether another is expected. */
  readonly next: boolean;
}

export interface RehearsalRun {
  readonly database: Database;
  readonly election: string;
  readonly replay: Replay;
  /** Where the first snapshot is taken, in full minutes; the replay's own where absent, without effect once it has begun. */
  readonly from?: Date | undefined;
  /** Where the clock stops, in full minutes; the replay's end where absent. */
  readonly until?: Date | undefined;
  /** Election seconds per real second; the replay's own where absent. */
  readonly speed?: number | undefined;
  /** Counts a minute, unless another copy of the program has done so. */
  readonly count: (minute: RehearsalMinute) => Promise<{ readonly counted: boolean }>;
  /** Progress of loading what happened before: lines stored, of all there are. */
  readonly onLoading?: (done: number, all: number) => void;
  readonly stopped: AbortSignal;
  readonly log: Logger;
}

const RETRY_FIRST_MS = 250;
const RETRY_LAST_MS = 5_000;
const FOLLOW_MS = 500;

/**
 * Drives the stepped clock of a rehearsal, or stands by while another copy of the program does, until the clock stops or
 * `stopped`. For each instant everything due by then is sent and acknowledged, and only then is it counted. Goes on after the last
 * counted instant, whoever counted it; a database that goes away is waited for.
 *
 * @returns `ended` when the clock stands at its end
 * @throws NoRehearsalError when the database is live, or the rehearsal is dropped
 */
export async function runRehearsal(run: RehearsalRun): Promise<'ended' | 'stopped'> {
  const clock = new RehearsalClock(run.database, run.election);
  let begun = false;
  let retryMs = RETRY_FIRST_MS;
  while (!run.stopped.aborted) {
    try {
      if (!begun) await begin(run, clock);
      begun = true;
      const ended = await takePart(run, clock);
      retryMs = RETRY_FIRST_MS;
      if (ended) return 'ended';
    } catch (error) {
      if (run.stopped.aborted) break;
      if (error instanceof NoRehearsalError) throw error;
      // Whoever drops a rehearsal drops its sources too.
      if (error instanceof UnknownSourceError) throw new NoRehearsalError(error.message, { cause: error });
      run.log.warn({ err: error, election: run.election, retryMs }, 'the rehearsal waits; it goes on where it stood');
      await pause(retryMs, run.stopped);
      retryMs = Math.min(retryMs * 2, RETRY_LAST_MS);
    }
  }
  await clock.giveTurn().catch(() => {});
  return 'stopped';
}

async function begin(run: RehearsalRun, clock: RehearsalClock): Promise<void> {
  const { database, election, replay } = run;
  const from = fullMinute(run.from ?? replay.from);
  const until = fullMinute(run.until ?? new Date(Math.max(replay.endsAt.getTime(), from.getTime())));
  await clock.begin({ from, until, speed: run.speed ?? replay.speed });
  const { fromAt } = await clock.read();
  for (const { source, channel } of replay.sources) await addSource(database, { election, source, channel });
  if (run.from !== undefined && fromAt.getTime() !== from.getTime()) {
    run.log.warn(
      { election, from: fromAt, asked: from },
      'this rehearsal began elsewhere and goes on from where it stands; reset it to begin anew',
    );
  }
}

/** Drives for as long as it is this copy's turn, or waits a little where it is another's. Whether the clock has ended. */
async function takePart(run: RehearsalRun, clock: RehearsalClock): Promise<boolean> {
  const { asOf, untilAt } = await clock.read();
  if (asOf !== null && asOf >= untilAt) return true;
  if (!(await clock.takeTurn())) {
    await pause(FOLLOW_MS, run.stopped);
    return false;
  }
  const lost = new AbortController();
  const renewal = setInterval(() => {
    clock.takeTurn().then(
      (still) => still || lost.abort(),
      // A database that is away fails the step itself.
      () => {},
    );
  }, TURN_MS / 3);
  try {
    const driver = new Driver(run, clock, AbortSignal.any([run.stopped, lost.signal]));
    return await driver.drive();
  } catch (error) {
    if (lost.signal.aborted || error instanceof TurnLostError) return false;
    throw error;
  } finally {
    clearInterval(renewal);
    if (!lost.signal.aborted) await clock.giveTurn().catch(() => {});
  }
}

/** One turn at driving, from wherever the clock stands. */
class Driver {
  readonly #run: RehearsalRun;
  readonly #clock: RehearsalClock;
  readonly #signal: AbortSignal;

  constructor(run: RehearsalRun, clock: RehearsalClock, signal: AbortSignal) {
    this.#run = run;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Steps on until the end, or until the turn is over. Whether the clock has ended. */
  async drive(): Promise<boolean> {
    let state = await this.#clock.read();
    if (state.asOf === null) state = await this.#start(state);
    if (state.asOf === null) return false;
    if (state.sentTo === null || state.sentTo < state.asOf) await this.#sendAgain(state.sentTo, state.asOf);
    const { speed } = state;
    const pace = new Pace({ electionMs: state.asOf.getTime(), realMs: performance.now(), speed });
    while (state.asOf !== null && state.asOf < state.untilAt) {
      await this.#waitFor(pace.realMsAt(nextMinute(state.asOf.getTime())));
      if (this.#signal.aborted) return false;
      const to = this.#nextInstant(state, state.asOf, pace);
      if (await this.#step(state, state.asOf, to)) {
        state = { ...state, asOf: to, openStep: null };
        continue;
      }
      const known = await this.#clock.read();
      // Another copy may have counted it; if nobody did, trying again at once would not help.
      if (known.asOf?.getTime() === state.asOf.getTime()) throw new Error(`${to.toISOString()} could not be counted`);
      state = known;
    }
    return state.asOf !== null;
  }

  /** Loads what happened up to the beginning and takes the first snapshot. */
  async #start(state: ClockState): Promise<ClockState> {
    const { replay, log, election } = this.#run;
    const { fromAt } = state;
    const due = replay.due(null, fromAt.getTime());
    const begunMs = performance.now();
    await this.#clock.beginStep(fromAt);
    await loadDue({ ...this.#run, signal: this.#signal }, due, (done, all) => this.#run.onLoading?.(done, all));
    log.info(
      {
        election,
        from: fromAt,
        lines: due.reduce((sum, part) => sum + part.count, 0),
        ms: Math.round(performance.now() - begunMs),
      },
      'loaded what happened before the rehearsal',
    );
    await this.#clock.endStep(fromAt, 0);
    await this.#count(state, fromAt, true);
    return await this.#clock.read();
  }

  /** Sends what a database that was set back has lost; what it has kept is a replay. */
  async #sendAgain(from: Date | null, to: Date): Promise<void> {
    this.#run.log.warn({ election: this.#run.election, from, to }, 'sending again what was counted and is lost');
    const due = this.#run.replay.due(from?.getTime() ?? null, to.getTime());
    await loadDue({ ...this.#run, signal: this.#signal }, due, () => {});
    await this.#clock.endStep(to, 0);
  }

  #nextInstant(state: ClockState, last: Date, pace: Pace): Date {
    const lastMs = last.getTime();
    const untilMs = state.untilAt.getTime();
    if (state.openStep !== null) return new Date(Math.min(state.openStep.getTime(), untilMs));
    const { endsAt, publishedAtMs } = this.#run.replay;
    const boundariesMs = [...state.boundariesMs, ...publishedAtMs, endsAt.getTime()];
    const pacedMs = pace.electionMsAt(performance.now());
    return new Date(nextStep({ lastMs, pacedMs, untilMs, boundariesMs, zone: state.zone }));
  }

  /** Sends everything due in `(from, to]`, then counts `to`. Whether this copy counted it. */
  async #step(state: ClockState, from: Date, to: Date): Promise<boolean> {
    await this.#clock.beginStep(to);
    const due = this.#run.replay.due(from.getTime(), to.getTime());
    await sendDue({ ...this.#run, signal: this.#signal }, due);
    await this.#clock.endStep(to, Math.max(0, Math.round((to.getTime() - from.getTime()) / MINUTE_MS) - 1));
    return await this.#count(state, to, false);
  }

  async #count(state: ClockState, at: Date, loaded: boolean): Promise<boolean> {
    if (at >= this.#run.replay.endsAt) await this.#clock.finish(at);
    const { speed, untilAt } = state;
    const minute = { at, intervalMs: MINUTE_MS / speed, speed, loaded, next: at < untilAt };
    return (await this.#run.count(minute)).counted;
  }

  async #waitFor(realMs: number): Promise<void> {
    const waitMs = realMs - performance.now();
    if (waitMs > 0) await pause(waitMs, this.#signal);
  }
}

function fullMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / MINUTE_MS) * MINUTE_MS);
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => {});
}
