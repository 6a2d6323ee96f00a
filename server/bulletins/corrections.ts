import type { Snapshot } from '../../shared/snapshot.ts';
import type { ElectionFacts } from '../counting/counting.ts';
import { many, type Queryable, readSql } from '../database/database.ts';
import { bulletinKeeper } from './keep-bulletin.ts';
import { type ChangedCount, restated } from './restated.ts';

const noteHours = readSql(import.meta.url, './note_hours_to_correct.sql');
const selectHours = readSql(import.meta.url, './hours_to_correct.sql');
const selectCounts = readSql(import.meta.url, './restated_counts.sql');
const selectReasons = readSql(import.meta.url, './correction_reasons.sql');
const settleHour = readSql(import.meta.url, './settle_hour.sql');

/** Hours that one minute settles at most, so that it is not held up; the others follow with the next minutes. */
const HOURS_A_MINUTE = 12;
const REASONS_TOLD = 8;

interface HourToCorrect {
  readonly number: number;
  readonly as_of: Date;
  readonly counted: string;
  readonly body: string;
  readonly newest: number;
  readonly newest_body: string;
}

/**
 * Tells hours again that are frozen and that reports have corrected since, in the transaction of the snapshot with which that is known: a
 * bulletin of kind `correction` each, where the published figures change. An hour told again is told once more an hour later at the
 * earliest (decision 8).
 *
 * @param o.since text of the `pg_snapshot` last counted
 * @returns how many bulletins were frozen
 */
export async function freezeCorrections(
  client: Queryable,
  o: {
    facts: ElectionFacts;
    /** The snapshot just taken. */
    known: Snapshot;
    at: Date;
    since: string;
    counted: string;
    /** Whether any report counted for the first time corrects another. */
    corrected: boolean;
  },
): Promise<number> {
  const { facts, known, at, counted } = o;
  const { election } = facts;
  if (o.corrected) await client.query(noteHours, [election, o.since, counted, known.number]);
  const isOver = known.status === 'final';
  const hours = await many<HourToCorrect>(client, selectHours, [election, at, isOver, HOURS_A_MINUTE]);
  if (hours.length === 0) return 0;
  const keep = await bulletinKeeper(client, facts);
  let frozen = 0;
  for (const hour of hours) {
    await client.query(settleHour, [election, hour.number]);
    const changes = await restatedCounts(client, {
      facts,
      counted: hour.counted,
      asOf: hour.as_of,
      correctedIn: counted,
    });
    const snapshot = restated(snapshotIn(hour.body), changes);
    if (figuresOf(snapshot) === figuresOf(snapshotIn(hour.newest_body))) continue;
    await keep({
      kind: 'correction',
      at: hour.as_of,
      snapshot,
      snapshotSha256: null,
      reason: await reasonOf(client, { facts, hour, counted }),
      counted,
      officialFile: null,
      correction: { corrects: hour.newest, restates: hour.number, knownIn: known.number },
    });
    frozen += 1;
  }
  return frozen;
}

/** By how much reports visible in `correctedIn` and not in `counted`, texts of two `pg_snapshot`s, changed the precincts' counts at an hour. */
async function restatedCounts(
  client: Queryable,
  o: { facts: ElectionFacts; counted: string; asOf: Date; correctedIn: string },
): Promise<ChangedCount[]> {
  const { election, opensAt, displayLevel } = o.facts;
  return await many<ChangedCount>(client, selectCounts, [
    election,
    o.counted,
    o.asOf,
    o.correctedIn,
    opensAt,
    displayLevel,
  ]);
}

function snapshotIn(body: string): Snapshot {
  return (JSON.parse(body) as { snapshot: Snapshot }).snapshot;
}

function figuresOf({ total, channels, areas }: Snapshot): string {
  return JSON.stringify([total, channels, areas]);
}

async function reasonOf(
  client: Queryable,
  { facts, hour, counted }: { facts: ElectionFacts; hour: HourToCorrect; counted: string },
): Promise<string> {
  const rows = await many<{
    area: string;
    channel: string;
    source: string;
    seq: number;
    corrects: number;
    reason: string | null;
    all_of_them: number;
  }>(client, selectReasons, [facts.election, hour.counted, hour.as_of, counted, facts.publishLevel, REASONS_TOLD]);
  const told = rows.map(
    ({ area, channel, source, seq, corrects, reason }) =>
      `${area}, ${channel}: report ${seq} of ${source} corrects ${corrects}, ${reason ?? 'no reason given'}`,
  );
  const more = (rows[0]?.all_of_them ?? 0) - rows.length;
  return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
