import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { resetRehearsal } from '../election-package/election-package.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { NoRehearsalError, openReplay, type RehearsalMinute, type RehearsalRun, runRehearsal } from './rehearsal.ts';

const day = (time: string) => new Date(`2024-05-05T${time}:00+02:00`);
const clock = (at: Date) => new Date(at.getTime() + 2 * 3_600_000).toISOString().slice(11, 16);

/** What the database held when a minute was counted. */
interface Counted extends RehearsalMinute {
  readonly issues: number;
  readonly latest: Date | null;
}

let database: Database;
let counted: Counted[];

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  counted = [];
});

/** Counts like counting does, exactly once an instant, and looks at what has been sent by then. */
async function count(minute: RehearsalMinute): Promise<{ counted: boolean }> {
  const { rows } = await database
    .pool('owner')
    .query<{ issues: number; latest: Date | null }>(
      `SELECT count(*)::int AS issues, greatest(max(occurred_at), (SELECT max(as_of) FROM count_report)) AS latest FROM ballot_issue`,
    );
  const sql = 'UPDATE counting_watermark SET as_of = $1, number = number + 1 WHERE as_of IS NULL OR as_of < $1';
  if ((await database.pool('owner').query(sql, [minute.at])).rowCount === 0) return { counted: false };
  counted.push({ ...minute, ...rows[0]! });
  return { counted: true };
}

async function run(o: Partial<RehearsalRun> = {}): Promise<'ended' | 'stopped'> {
  const replay = await openReplay(database, 'small');
  return await runRehearsal({
    database,
    election: 'small',
    replay,
    speed: 1_000_000,
    count,
    stopped: new AbortController().signal,
    log: testLog,
    ...o,
  });
}

async function clockRow() {
  const sql = 'SELECT merged_minutes, sent_to, driver FROM rehearsal_clock';
  return (await database.pool('owner').query<{ merged_minutes: number; sent_to: Date; driver: string | null }>(sql))
    .rows[0]!;
}

async function finishedAt(): Promise<Date | null> {
  return (await database.pool('owner').query<{ finished_at: Date | null }>('SELECT finished_at FROM election')).rows[0]!
    .finished_at;
}

describe('a rehearsal', () => {
  it('loads what happened before, then steps to the end, counting each instant when all is sent and nothing later', async () => {
    const loading: number[] = [];
    expect(await run({ onLoading: (done, all) => loading.push(done / all) })).toBe('ended');
    expect(counted[0]).toMatchObject({ at: day('11:58'), loaded: true, speed: 1_000_000, intervalMs: 0.06 });
    expect(loading.at(-1)).toBe(1);
    for (const { at, latest } of counted) expect(latest === null || latest <= at).toBe(true);
    // Published: 50 at noon, 80 in the end.
    expect(counted.find(({ at }) => clock(at) === '12:00')?.issues).toBe(50);
    expect(counted.at(-1)).toMatchObject({ at: day('20:00'), issues: 80, next: false });
    expect(counted.slice(1).every(({ loaded }) => !loaded)).toBe(true);
    expect(await finishedAt()).toEqual(day('20:00'));
  });

  it('steps over no full hour, opening or closing, and tells how many minutes it merged', async () => {
    await run({ from: day('06:58') });
    const instants = counted.map(({ at }) => clock(at));
    const hours = Array.from({ length: 14 }, (_, hour) => `${String(hour + 7).padStart(2, '0')}:00`);
    expect(instants.filter((instant) => instant.endsWith(':00'))).toEqual(hours);
    const minutes = (day('20:00').getTime() - day('06:58').getTime()) / 60_000;
    expect((await clockRow()).merged_minutes).toBe(minutes - (counted.length - 1));
  });

  it('counts every minute when there is time for each', async () => {
    await run({ from: day('11:58'), until: day('12:01'), speed: 60 });
    expect(counted.map(({ at }) => clock(at))).toEqual(['11:58', '11:59', '12:00', '12:01']);
    expect(counted.map(({ next }) => next)).toEqual([true, true, true, false]);
    expect((await clockRow()).merged_minutes).toBe(0);
    expect(await finishedAt()).toBeNull();
  });

  it('that starts after the end is one final snapshot of all that was loaded', async () => {
    expect(await run({ from: new Date('2024-05-06T12:00:00+02:00') })).toBe('ended');
    expect(counted).toEqual([expect.objectContaining({ loaded: true, issues: 80, next: false })]);
    expect(await finishedAt()).toEqual(new Date('2024-05-06T12:00:00+02:00'));
  });

  it('goes on where it stood, with a step that was begun before any other', async () => {
    await run({ until: day('12:30') });
    const before = counted.length;
    await database.pool('owner').query('UPDATE rehearsal_clock SET sending_to = $1', [day('12:47')]);
    await run({ from: day('09:00'), until: day('14:00') });
    expect(clock(counted[before]!.at)).toBe('12:47');
    expect(clock(counted.at(-1)!.at)).toBe('14:00');
    expect(counted.filter(({ loaded }) => loaded)).toHaveLength(1);
  });

  it('goes on loading where that was broken off', async () => {
    const replay = await openReplay(database, 'small');
    let broken = false;
    const flaky = async (minute: RehearsalMinute) => {
      if (broken) return await count(minute);
      broken = true;
      throw new Error('the server lost power');
    };
    expect(await run({ replay, count: flaky, until: day('12:00') })).toBe('ended');
    expect(counted[0]).toMatchObject({ at: day('11:58'), loaded: true });
    expect(counted.slice(1).every(({ loaded }) => !loaded)).toBe(true);
    expect(counted.at(-1)!.issues).toBe(50);
  });

  it('driven by two copies at once counts each instant once, and one goes on when the other is gone', async () => {
    const first = new AbortController();
    const second = run({ speed: 6_000 });
    const stop = async (minute: RehearsalMinute) => {
      const outcome = await count(minute);
      if (minute.at >= day('13:00')) first.abort();
      return outcome;
    };
    const [one, two] = await Promise.all([run({ speed: 6_000, count: stop, stopped: first.signal }), second]);
    expect(['stopped', 'ended']).toContain(one);
    expect(two).toBe('ended');
    const instants = counted.map(({ at }) => at.getTime());
    expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
    expect(counted.at(-1)).toMatchObject({ at: day('20:00'), issues: 80 });
  });

  it('whose driver vanished without a word is taken over within seconds', async () => {
    await run({ until: day('12:00') });
    const sql = `UPDATE rehearsal_clock SET driver = gen_random_uuid(), driver_until = clock_timestamp() + interval '1 second'`;
    await database.pool('owner').query(sql);
    expect(await run({ until: day('12:05') })).toBe('ended');
    expect(clock(counted.at(-1)!.at)).toBe('12:05');
    expect((await clockRow()).driver).toBeNull();
  });

  it('whose driver stood still while another took over lets it go on, and sends nothing any more', async () => {
    let overtaken = false;
    const standing = async (minute: RehearsalMinute) => {
      const outcome = await count(minute);
      if (minute.at >= day('12:02') && !overtaken) {
        overtaken = true;
        // What another copy does meanwhile: it takes the turn, and holds it for a while.
        const sql = `UPDATE rehearsal_clock SET driver = gen_random_uuid(), driver_until = clock_timestamp() + interval '500 milliseconds'`;
        await database.pool('owner').query(sql);
      }
      return outcome;
    };
    expect(await run({ count: standing, until: day('12:10') })).toBe('ended');
    expect(overtaken).toBe(true);
    const instants = counted.map(({ at }) => at.getTime());
    expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
  });

  it('waits for a database that goes away, and goes on', async () => {
    let losses = 0;
    const lossy = async (minute: RehearsalMinute) => {
      if (minute.at > day('12:10') && losses < 2) {
        losses += 1;
        await database
          .pool('owner')
          .query(
            'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
          )
          .catch(() => {});
        throw Object.assign(new Error('terminating connection'), { code: '57P01' });
      }
      return await count(minute);
    };
    expect(await run({ count: lossy, until: day('13:00') })).toBe('ended');
    expect(losses).toBe(2);
    expect(clock(counted.at(-1)!.at)).toBe('13:00');
  });

  it('stops at once when told to, and leaves its turn to others', async () => {
    const stopped = new AbortController();
    const slow = run({
      speed: 0.001,
      stopped: stopped.signal,
      count: async (minute) => {
        setImmediate(() => stopped.abort());
        return await count(minute);
      },
    });
    expect(await slow).toBe('stopped');
    expect((await clockRow()).driver).toBeNull();
    expect(counted).toHaveLength(1);
  });

  it('that is dropped meanwhile ends with that message', async () => {
    const dropping = async (minute: RehearsalMinute) => {
      const outcome = await count(minute);
      if (minute.at > day('12:00')) await resetRehearsal(database, 'small');
      return outcome;
    };
    await expect(run({ count: dropping })).rejects.toThrow(NoRehearsalError);
  });
});

describe('a live database', () => {
  it('is never rehearsed in', async () => {
    const live = await freshDatabase();
    await loadSmallElection(live, {}, { live: true });
    await expect(openReplay(live, 'small')).rejects.toThrow(NoRehearsalError);
    const replay = await openReplay(database, 'small');
    await expect(run({ database: live, replay })).rejects.toThrow(NoRehearsalError);
  });
});
