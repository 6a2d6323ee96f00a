import type { Snapshot } from '../../shared/snapshot.ts';
import type { ElectionFacts } from '../counting/counting.ts';
import { many, one, type Queryable, readSql } from '../database/database.ts';
import { bulletinKeeper } from './keep-bulletin.ts';
import { officialFile } from './official-file.ts';
import { type ChangedCount, restated } from './restated.ts';
import { restatedLevels } from './restated-levels.ts';

const noteHours = readSql(import.meta.url, './note_hours_to_correct.sql');
const hoursWait = readSql(import.meta.url, './hours_wait.sql');
const selectHours = readSql(import.meta.url, './hours_to_correct.sql');
const selectCounts = readSql(import.meta.url, './restated_counts.sql');
const selectReasons = readSql(import.meta.url, './correction_reasons.sql');
const settleHour = readSql(import.meta.url, './settle_hour.sql');

/** Hours that are told again in one transaction, each with all its precincts: the next minute waits for no more of them. */
const HOURS_AT_ONCE = 4;
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
 * Notes the hours that are frozen and that reports counted now for the first time have touched by correcting others; in the transaction of the
 * snapshot with which that is known.
 *
 * @param o.since the earliest instant that was corrected
 * @param o.known number of the snapshot just taken
 */
export async function noteCorrections(
  client: Queryable,
  o: { election: string; since: Date; known: number },
): Promise<void> {
  await client.query(noteHours, [o.election, o.since, o.known]);
}

/** Whether any hour was noted that is not told again yet. */
export async function hoursWaitForCorrection(client: Queryable, election: string): Promise<boolean> {
  return (await one<{ wait: boolean }>(client, hoursWait, [election])).wait;
}

/**
 * Tells hours again that were noted: a bulletin of kind `correction` each, where the published figures change. An hour told again is told once
 * more an hour later at the earliest (decision 8). In a transaction that holds the watermark, after that of the minute: what is noted waits.
 *
 * @param o.watermark where counting stands: the corrections are known with its snapshot
 * @returns how many bulletins were frozen, and whether more hours may wait
 */
export async function freezeCorrections(
  client: Queryable,
  { facts, watermark }: { facts: ElectionFacts; watermark: { number: number; asOf: Date; counted: string } },
): Promise<{ readonly frozen: number; readonly more: boolean }> {
  const { election, finishedAt } = facts;
  const { number, asOf, counted } = watermark;
  const isOver = finishedAt !== null && asOf >= finishedAt;
  const hours = await many<HourToCorrect>(client, selectHours, [election, asOf, isOver, HOURS_AT_ONCE]);
  if (hours.length === 0) return { frozen: 0, more: false };
  const keep = await bulletinKeeper(client, facts);
  let frozen = 0;
  for (const hour of hours) {
    await client.query(settleHour, [election, hour.number]);
    const changes = await restatedCounts(client, {
      facts,
      counted: hour.counted,
      asOf: hour.as_of,
      correctedIn: counted,
      correctedAsOf: asOf,
    });
    const snapshot = restated(snapshotIn(hour.body), changes);
    if (figuresOf(snapshot) === figuresOf(snapshotIn(hour.newest_body))) continue;
    const levels = await restatedLevels(client, { election, snapshot: snapshot.number, changes });
    await keep({
      kind: 'correction',
      at: hour.as_of,
      snapshot,
      snapshotSha256: null,
      reason: await reasonOf(client, { facts, hour, counted, asOf }),
      counted,
      officialFile: levels.length === 0 ? null : officialFile(levels),
      correction: { corrects: hour.newest, restates: hour.number, knownIn: number, changes },
    });
    frozen += 1;
  }
  return { frozen, more: hours.length === HOURS_AT_ONCE };
}

/**
 * By how much corrections changed the precincts' counts at an hour: those that count by `correctedIn` and `correctedAsOf`, and did not by
 * `counted` and `asOf`, the texts of two `pg_snapshot`s with their instants.
 */
async function restatedCounts(
  client: Queryable,
  o: { facts: ElectionFacts; counted: string; asOf: Date; correctedIn: string; correctedAsOf: Date },
): Promise<ChangedCount[]> {
  const { election, opensAt, displayLevel } = o.facts;
  return await many<ChangedCount>(client, selectCounts, [
    election,
    o.counted,
    o.asOf,
    o.correctedIn,
    opensAt,
    displayLevel,
    o.correctedAsOf,
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
  { facts, hour, counted, asOf }: { facts: ElectionFacts; hour: HourToCorrect; counted: string; asOf: Date },
): Promise<string> {
  const rows = await many<{
    area: string;
    channel: string;
    source: string;
    seq: number;
    corrects: number;
    reason: string | null;
    all_of_them: number;
  }>(client, selectReasons, [
    facts.election,
    hour.counted,
    hour.as_of,
    counted,
    facts.publishLevel,
    REASONS_TOLD,
    asOf,
    facts.opensAt,
  ]);
  const told = rows.map(
    ({ area, channel, source, seq, corrects, reason }) =>
      `${area}, ${channel}: report ${seq} of ${source} corrects ${corrects}, ${reason ?? 'no reason given'}`,
  );
  const more = (rows[0]?.all_of_them ?? 0) - rows.length;
  return `${told.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}
