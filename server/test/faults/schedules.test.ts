import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../database/database.ts';
import { type ElectionPackage, loadElection } from '../../election-package/election-package.ts';
import { fullCounts } from '../counts.ts';
import { readSmallElection } from '../small-election.ts';
import { freshDatabase } from '../test-database.ts';
import { reportFault } from './fault-report.ts';
import { check, Ledger } from './ledger.ts';
import { type NaiveReader, readerByNumber, readerByTime } from './naive-readers.ts';
import { closeStage, openStage, runSchedule, type Stage } from './schedule.ts';

/** `TURNOUT_TEST_SEED=17` replays one schedule. */
const replayed = process.env.TURNOUT_TEST_SEED;
const SEEDS =
  replayed === undefined
    ? Array.from({ length: fullCounts ? 2_000 : 60 }, (_, index) => index + 1)
    : [Number(replayed)];

let database: Database;
let stage: Stage;
let small: ElectionPackage;

beforeAll(async () => {
  database = await freshDatabase();
  small = await readSmallElection();
  stage = await openStage(database);
});
afterAll(() => closeStage(stage));

/** One schedule in an election of its own, with what the checker found and what naive readers would have counted. */
async function schedule(seed: number, naive: readonly NaiveReader[]) {
  const election = `seed-${seed}-${naive.length}`;
  await loadElection(database, { ...small, definition: { ...small.definition, id: election } });
  const ledger = new Ledger();
  const tally = await runSchedule(stage, { seed, election, ledger, naive });
  return { tally, findings: await check(database, ledger, election), election };
}

describe('four writers and two counters taking turns as a seed decides', { timeout: 1_800_000 }, () => {
  it('are counted exactly, whichever statement of whom comes next', async () => {
    const sum = { steps: 0, crossed: 0, waited: 0, rolledBack: 0, stored: 0, snapshots: 0 };
    const bad: string[] = [];
    for (const seed of SEEDS) {
      const { tally, findings } = await schedule(seed, []);
      sum.steps += tally.steps;
      sum.crossed += tally.crossed;
      sum.waited += tally.waited;
      sum.rolledBack += tally.rolledBack;
      sum.stored += findings.stored;
      sum.snapshots += findings.snapshots;
      if (findings.problems.length > 0)
        bad.push(`TURNOUT_TEST_SEED=${seed}: ${findings.problems.slice(0, 3).join('; ')}`);
    }
    reportFault('stepwise schedules of 4 writers and 2 counters', {
      hit: sum.crossed,
      of: sum.snapshots,
      found:
        `${SEEDS.length} schedules of ${sum.steps} steps, counts across an open writer are the hits, ${sum.waited} waits of one counter ` +
        `for the other, ${sum.rolledBack} rollbacks, ${sum.stored} rows, ${sum.snapshots} snapshots: ${bad.length} wrong`,
    });
    expect(bad).toEqual([]);
    if (replayed !== undefined) return;
    expect(sum.crossed).toBeGreaterThan(SEEDS.length / 3);
    expect(sum.waited).toBeGreaterThan(SEEDS.length / 10);
  });

  it('would be miscounted by a reader that remembers how far it came: the same schedules show it', async () => {
    const seeds = SEEDS.slice(0, fullCounts ? 300 : 20);
    const wrong = new Map<string, number>();
    for (const seed of seeds) {
      const readers = [readerByNumber(), readerByTime()];
      const { findings, election } = await schedule(seed, readers);
      expect(findings.problems).toEqual([]);
      const { rows } = await database
        .pool('counting')
        .query<{ issued: number }>(
          "SELECT issued FROM area_sum WHERE election = $1 AND area = 'LAND' AND channel = 'online'",
          [election],
        );
      for (const reader of readers) {
        if (reader.counted !== rows[0]!.issued) wrong.set(reader.name, (wrong.get(reader.name) ?? 0) + 1);
      }
    }
    for (const { name } of [readerByNumber(), readerByTime()]) {
      const times = wrong.get(name) ?? 0;
      reportFault(`a naive reader, ${name}`, { hit: times, of: seeds.length, found: 'caught by the same rows' });
      if (replayed === undefined) expect(times).toBeGreaterThan(seeds.length / 10);
    }
  });
});
