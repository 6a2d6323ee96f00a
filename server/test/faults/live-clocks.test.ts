import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Database, many } from '../../database/database.ts';
import { addSource } from '../../ingest/ingest.ts';
import { countLiveMinutes } from '../../minute/minute.ts';
import { seededDraw } from '../../rehearsal/random.ts';
import { fullCounts } from '../counts.ts';
import { loadSmallElection, type PackageChanges } from '../small-election.ts';
import { freshDatabase, testLog } from '../test-database.ts';
import { expectSound } from './fault-report.ts';
import { frozenHours, votingIn } from './hours-of-zones.ts';
import { check, Ledger } from './ledger.ts';
import { ballots, intoDatabase, OCCURRED_AT, sendUntilAcknowledged } from './sending.ts';
import { seeSnapshots } from './small-stage.ts';

const MINUTE_MS = 60_000;

/** When its own time has come, a clock is set another way. */
interface Jump {
  readonly at: string;
  readonly byMs: number;
}

/**
 * A clock that goes on as a counter pauses, a busy machine's pauses being long, and jumps where it is told: the database's, and
 * that of the machine which counts too where it is the `same`.
 */
class JumpingClock {
  #ms: number;
  #ranMs = 0;
  #jumpedMs = 0;
  readonly #fromMs: number;
  readonly #untilMs: number;
  readonly #jumps: Jump[];
  readonly #same: boolean;
  readonly #end = new AbortController();
  jumped = 0;

  constructor(o: { from: string; until: string; jumps: readonly Jump[]; same?: boolean }) {
    this.#fromMs = Date.parse(o.from);
    this.#ms = this.#fromMs;
    this.#untilMs = Date.parse(o.until);
    this.#jumps = [...o.jumps];
    this.#same = o.same ?? true;
  }

  get stopped(): AbortSignal {
    return this.#end.signal;
  }

  readonly clocks = async () => ({
    now: new Date(this.#ms),
    here: new Date(this.#same ? this.#ms : this.#fromMs + this.#ranMs),
    ranMs: this.#ranMs,
  });

  readonly pause = async (waitMs: number): Promise<void> => {
    const seenMs = this.#ms;
    const pauseMs = Math.max(waitMs, 29_000);
    this.#ms += pauseMs;
    this.#ranMs += pauseMs;
    const [next] = this.#jumps;
    if (next !== undefined && this.#ms >= Date.parse(next.at)) {
      this.#ms += next.byMs;
      this.#jumps.shift();
      this.jumped += 1;
      this.#jumpedMs = this.#ranMs;
    }
    // A jump past the end is seen, believed, and counted by, before the copy is stopped.
    const settled = this.#jumps.length === 0 && this.#ranMs - this.#jumpedMs >= 2 * MINUTE_MS;
    if (settled && seenMs >= this.#untilMs && this.#ms >= this.#untilMs + MINUTE_MS) this.#end.abort();
    await turn();
  };
}

interface Ballots {
  readonly changes?: PackageChanges;
  /** When the ballots that are counted were handed out. */
  readonly occurredAt?: string;
  /** How often the zone's clock is set another way meanwhile. */
  readonly zoneJumps?: number;
}

/** Counts by such clocks at once, one copy of the program each; a few ballots are there to count. */
async function countBy(clocks: readonly JumpingClock[], { changes, occurredAt = OCCURRED_AT }: Ballots = {}) {
  const database = await freshDatabase();
  await loadSmallElection(database, changes ?? {});
  await addSource(database, { election: 'small', source: 'evote' });
  const ledger = new Ledger();
  const sent = ballots(1, 20).map((ballot) => ({ ...ballot, occurredAt }));
  await sendUntilAcknowledged({ ledger, post: intoDatabase(database), source: 'evote', ballots: sent });
  await Promise.all(
    clocks.map((one) =>
      countLiveMinutes(database, {
        election: 'small',
        stopped: one.stopped,
        clocks: one.clocks,
        pause: one.pause,
        log: testLog,
      }),
    ),
  );
  await seeSnapshots(database, ledger);
  return { database, ledger };
}

async function snapshotTimes(database: Database): Promise<{ asOf: number; covers: number }[]> {
  const rows = await many<{ as_of: Date; body: string }>(
    database.pool('reading'),
    'SELECT as_of, body FROM snapshot ORDER BY number',
  );
  return rows.map(({ as_of: asOf, body }) => ({
    asOf: asOf.getTime(),
    covers: (JSON.parse(body) as { covers: number }).covers,
  }));
}

/** Snapshots whose instants rise, each covering what lies between; the hours as told: `09`, or `11 notice`. */
async function expectHours(fault: string, o: Ballots & { clocks: readonly JumpingClock[]; hours: string[] }) {
  const { database, ledger } = await countBy(o.clocks, o);
  const times = await snapshotTimes(database);
  for (const [index, { asOf, covers }] of times.entries()) {
    const before = times[index - 1];
    if (before === undefined) continue;
    expect(asOf).toBeGreaterThan(before.asOf);
    expect(covers * MINUTE_MS).toBe(asOf - before.asOf);
  }
  const frozen = await frozenHours(database);
  expect(frozen.map(({ hour, kind }) => `${hour.slice(11)}${kind === 'notice' ? ' notice' : ''}`)).toEqual(o.hours);
  const findings = await check(database, ledger);
  const hit = o.clocks.reduce((sum, { jumped }) => sum + jumped, o.zoneJumps ?? 0);
  expectSound(`live clock: ${fault}`, { hit, of: hit, atLeast: 1, findings });
  return { hit, times };
}

const onTheDay = (time: string) => `2024-05-05T${time}+02:00`;
const clock = (from: string, until: string, ...jumps: Jump[]) =>
  new JumpingClock({ from: onTheDay(from), until: onTheDay(until), jumps });
const jump = (at: string, byMs: number): Jump => ({ at: onTheDay(at), byMs });

const DAY_MS = 24 * 60 * MINUTE_MS;
/** Ahead by a day at one time of the day, and back at another, by the clock as it is then. */
const aDayAhead = (from: string, until: string): Jump[] => [
  jump(from, DAY_MS),
  { at: new Date(Date.parse(onTheDay(until)) + DAY_MS).toISOString(), byMs: -DAY_MS },
];

describe('the clock of a live count', { timeout: 600_000 }, () => {
  it('jumps two hours ahead: one snapshot covers them, and the hours passed over have notices', async () => {
    const clocks = [clock('06:58:10', '10:00:00', jump('07:20:30', 2 * 60 * MINUTE_MS))];
    const hours = ['07', '08 notice', '09 notice', '10'];
    const { hit, times } = await expectHours('two hours ahead', { clocks, hours });
    expect(hit).toBe(1);
    // From 07:20 to 09:20, the half minute that a pause may take, and the minute in which the leap has to stand.
    const longest = Math.max(...times.map(({ covers }) => covers));
    expect(longest).toBeGreaterThanOrEqual(121);
    expect(longest).toBeLessThanOrEqual(123);
  });

  it('is a day ahead for one reading: nothing is counted of tomorrow, and every minute of today', async () => {
    const clocks = [clock('06:58:10', '09:00:00', ...aDayAhead('07:20:30', '07:20:40'))];
    const { hit, times } = await expectHours('a day ahead, once', { clocks, hours: ['07', '08', '09'] });
    expect(hit).toBe(2);
    // From 06:58 to 09:00, each for itself: a pause and the one wrong reading are within a minute.
    expect(times).toHaveLength(123);
  });

  it("is a day ahead of this machine's for ten minutes: nothing is counted by it, and the next snapshot covers them", async () => {
    const jumps = aDayAhead('07:20:30', '07:30:30');
    const clocks = [new JumpingClock({ from: onTheDay('06:58:10'), until: onTheDay('09:00:00'), jumps, same: false })];
    const { hit, times } = await expectHours('a day ahead, ten minutes', { clocks, hours: ['07', '08', '09'] });
    expect(hit).toBe(2);
    const covers = times.map((one) => one.covers).filter((minutes) => minutes > 1);
    expect(covers).toHaveLength(1);
    // 07:20 was counted, and 07:30 or 07:31 next, as the pauses fall.
    expect(covers[0]).toBeGreaterThanOrEqual(10);
    expect(covers[0]).toBeLessThanOrEqual(11);
  });

  it('jumps half an hour back: nothing is counted or frozen anew until it has come by', async () => {
    const clocks = [clock('06:58:10', '09:00:00', jump('08:10:20', -30 * MINUTE_MS))];
    const { hit, times } = await expectHours('half an hour back', { clocks, hours: ['07', '08', '09'] });
    expect(hit).toBe(1);
    // Every minute has its snapshot once, those that came by twice too: from 06:58 to 09:00.
    expect(times).toHaveLength(123);
  });

  it('is set right by seconds in the middle of a minute, also across the full hour, both ways', async () => {
    const steps = [
      jump('07:30:20', -400),
      jump('07:40:20', 700),
      jump('07:59:31', 35_000),
      jump('08:20:00', -25_000),
      jump('08:30:20', 20_000),
      jump('09:00:00', -45_000),
    ];
    const clocks = [clock('06:58:10', '09:05:00', ...steps)];
    const { hit } = await expectHours('steps of NTP', { clocks, hours: ['07', '08', '09'] });
    expect(hit).toBe(6);
  });

  it('is another in each of two copies, by three minutes: one series of numbers all the same', async () => {
    const clocks = [
      clock('06:58:10', '09:00:00', jump('07:50:00', 3 * MINUTE_MS)),
      clock('06:58:20', '09:00:00', jump('08:10:00', -3 * MINUTE_MS)),
    ];
    const { hit } = await expectHours('two copies apart', { clocks, hours: ['07', '08', '09'] });
    expect(hit).toBe(2);
  });

  it.each([
    {
      night: 'the night of 25 hours',
      opens: '2024-10-27T03:00:00+03:00',
      closes: '2024-10-27T04:00:00+02:00',
      hours: ['03+03:00', '03+02:00', '04'],
    },
    {
      night: 'the night of 23 hours',
      opens: '2024-03-31T02:00:00+02:00',
      closes: '2024-03-31T04:00:00+03:00',
      hours: ['02', '04'],
    },
  ])('passes $night of Bucharest: each hour is frozen once, under its own name', async (o) => {
    const clocks = [new JumpingClock({ from: o.opens, until: o.closes, jumps: [] })];
    await expectHours(o.night, {
      clocks,
      hours: o.hours,
      changes: votingIn('Europe/Bucharest', o.opens, o.closes),
      occurredAt: o.opens,
      zoneJumps: 1,
    });
  });

  it('whatever it does: instants rise, numbers have no gap, and each hour is frozen once', async () => {
    const seeds = fullCounts ? 6 : 1;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const draw = seededDraw(seed, 'live-clock');
      const jumps = Array.from({ length: 8 }, (_, n) =>
        jump(
          `${String(7 + Math.floor(n / 2)).padStart(2, '0')}:${n % 2 === 0 ? '15' : '45'}:00`,
          (draw() - 0.3) * 40 * MINUTE_MS,
        ),
      );
      const jumping = clock('06:58:10', '11:00:00', ...jumps);
      const { database, ledger } = await countBy([jumping]);
      const times = (await snapshotTimes(database)).map(({ asOf }) => asOf);
      expect(times, `seed ${seed}`).toEqual([...new Set(times)].sort((a, b) => a - b));
      const hours = (await frozenHours(database)).map(({ hour }) => hour.slice(11));
      expect(hours, `seed ${seed}`).toEqual([...new Set(hours)]);
      expect(hours.slice(0, 5), `seed ${seed}`).toEqual(['07', '08', '09', '10', '11']);
      const findings = await check(database, ledger);
      expectSound(`live clock, whichever jumps, seed ${seed}`, {
        hit: jumping.jumped,
        of: jumps.length,
        atLeast: jumps.length,
        findings,
      });
    }
  });
});
