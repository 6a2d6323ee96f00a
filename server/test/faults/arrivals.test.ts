import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../database/database.ts';
import { seededDraw } from '../../rehearsal/random.ts';
import { fullCounts } from '../counts.ts';
import { emptyDatabaseUrl, testLog } from '../test-database.ts';
import { expectSound } from './fault-report.ts';
import { check, Ledger, type SentBallot } from './ledger.ts';
import { intoDatabase, sendUntilAcknowledged } from './sending.ts';
import { countAt, latestKept, loadMonth } from './small-stage.ts';

const SOURCES = Array.from({ length: fullCounts ? 10 : 5 }, (_, index) => `evote-${index + 1}`);
/** Those that are cut off for six hours. */
const OFFLINE = SOURCES.slice(0, fullCounts ? 5 : 2);
const OPENS_MS = Date.parse('2024-05-05T08:00:00+02:00');
const MINUTE_MS = 60_000;
const STEP_MINUTES = 20;
const LINES = 10;

/** A batch as a source made it at its time, and when it is delivered. */
interface Delivery {
  readonly source: string;
  readonly ballots: readonly SentBallot[];
  readonly madeMinute: number;
  deliveredMinute: number;
}

/** A day of every source: a batch each twenty minutes, some of them taking an earlier ballot back. */
function dayOf(sources: readonly string[], batches: number, seed: number): Delivery[] {
  const draw = seededDraw(seed, 'day');
  return sources.flatMap((source) => {
    let seq = 0;
    return Array.from({ length: batches }, (_, index): Delivery => {
      const madeMinute = index * STEP_MINUTES;
      const occurredAt = new Date(OPENS_MS + madeMinute * MINUTE_MS).toISOString();
      const made = Array.from({ length: LINES }, (): SentBallot => {
        seq += 1;
        // The ballot before it, where that was issued in the same area.
        const cancels = seq % 10 === 0 && draw() < 0.5 ? seq - 2 : undefined;
        const area = seq % 2 === 0 ? 'N1' : 'S1';
        return cancels === undefined
          ? { seq, type: 'issued', area, occurredAt }
          : { seq, type: 'cancelled', area, occurredAt, cancels };
      });
      return { source, ballots: made, madeMinute, deliveredMinute: madeMinute };
    });
  });
}

describe('what arrives late, out of order, twice or hours after', { timeout: 600_000 }, () => {
  it('is in the end what would have arrived in order, every hole told while it was one; a whole day sent again changes nothing', async () => {
    const database = await openDatabase({ url: await emptyDatabaseUrl(), log: testLog });
    await loadMonth(database, SOURCES);
    const batches = fullCounts ? 60 : 24;
    const day = dayOf(SOURCES, batches, 1);
    const draw = seededDraw(2, 'delivery');
    const hits = { late: 0, twice: 0, holes: 0 };
    const keptBack = new Map(OFFLINE.map((source) => [source, 0]));
    for (const delivery of day) {
      const kept = delivery.madeMinute >= 60 && delivery.madeMinute < 420 ? keptBack.get(delivery.source) : undefined;
      if (kept !== undefined) {
        delivery.deliveredMinute = 420;
        keptBack.set(delivery.source, kept + 1);
      } else if (draw() < 0.45) delivery.deliveredMinute += STEP_MINUTES * (1 + Math.floor(draw() * 5));
      if (kept === undefined && delivery.deliveredMinute > delivery.madeMinute) hits.late += 1;
    }
    const ledger = new Ledger();
    const post = intoDatabase(database);
    const stored = new Map(SOURCES.map((source) => [source, new Set<number>()]));
    const lastMinute = Math.max(...day.map(({ deliveredMinute }) => deliveredMinute));
    for (let minute = 0; minute <= lastMinute; minute += STEP_MINUTES) {
      const due = day.filter(({ deliveredMinute }) => deliveredMinute === minute);
      // In no order.
      for (const { source, ballots } of due.sort(() => draw() - 0.5)) {
        const { durableUpTo } = await sendUntilAcknowledged({ ledger, post, source, ballots });
        const have = stored.get(source)!;
        for (const { seq } of ballots) have.add(seq);
        let whole = 0;
        while (have.has(whole + 1)) whole += 1;
        expect(durableUpTo).toBe(whole);
        if (whole < have.size) hits.holes += 1;
        if (draw() < 0.05) {
          hits.twice += 1;
          const again = await post(source, ballots);
          expect(again).toMatchObject({ accepted: 0, replayed: LINES, rejected: 0 });
        }
      }
      await countAt(database, new Date(OPENS_MS + minute * MINUTE_MS));
    }
    const end = await latestKept(database);
    for (const { source, ballots } of day) {
      expect(await post(source, ballots)).toMatchObject({ accepted: 0, replayed: LINES, rejected: 0 });
    }
    await countAt(database, new Date(OPENS_MS + (lastMinute + STEP_MINUTES) * MINUTE_MS));
    expect((await latestKept(database)).total).toEqual(end.total);
    const issued = day
      .flatMap(({ ballots }) => ballots)
      .reduce((sum, { type }) => sum + (type === 'issued' ? 1 : -1), 0);
    expect(end.channels.online?.issued).toBe(issued);
    const findings = await check(database, ledger);
    expectSound(
      `arrivals late (${OFFLINE.length} stations offline for 6 h beside, ${hits.holes} answers told of a hole, ${hits.twice} batches twice, the whole day once more)`,
      { hit: hits.late, of: day.length, atLeast: fullCounts ? 200 : 30, findings },
    );
    // Six hours of a batch each twenty minutes.
    expect([...keptBack.values()]).toEqual(OFFLINE.map(() => 18));
    expect(hits.holes).toBeGreaterThan(0);
    expect(hits.twice).toBeGreaterThan(0);
    await database.end();
  });
});
