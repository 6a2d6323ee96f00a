import type { Client } from 'pg';
import { beforeEach, expect, it } from 'vitest';
import { closeDiscrepancy } from '../counting/counting.ts';
import { type Database, one } from '../database/database.ts';
import { acceptBallotIssues, acceptHeartbeat, addSource } from '../ingest/ingest.ts';
import { countMinute } from '../test/counted-minute.ts';
import { until } from '../test/program.ts';
import { day, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { asAdministrator, freshDatabase } from '../test/test-database.ts';
import type { MinuteOutcome } from './minute.ts';

let database: Database;

beforeEach(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  await addSource(database, { election: 'small', source: 'evote' });
});

const send = (seq: number) =>
  acceptBallotIssues(database, {
    election: 'small',
    source: 'evote',
    issues: [{ line: 1, message: { seq, type: 'issued', area: 'N1', channel: 'online', occurredAt: day('08:01') } }],
  });

const count = (time: string) => countMinute(database, day(time));

/** How many statements of the role wait for somebody else's lock now. */
async function waiting(role: 'counting' | 'ingest'): Promise<number> {
  const sql = `SELECT count(*)::int AS waiting FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = $1 AND wait_event_type = 'Lock'`;
  const look = (client: Client) => one<{ waiting: number }>(client, sql, [`turnout ${role}`]);
  return (await asAdministrator(look, database.name)).waiting;
}

/** Counts a minute that cannot keep its snapshot before `meanwhile` is over: it has done all else. */
async function whileMinuteIsHeld(time: string, meanwhile: () => Promise<void>): Promise<MinuteOutcome> {
  const holder = await database.pool('owner').connect();
  let minute: Promise<MinuteOutcome>;
  try {
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE snapshot IN SHARE MODE');
    minute = count(time);
    await until(async () => (await waiting('counting')) === 1, { what: 'a minute that waits to keep its snapshot' });
    await meanwhile();
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
  return await minute;
}

/** What `work` comes to, or that it waits for a lock. */
async function answerOf<T>(work: Promise<T>, role: 'counting' | 'ingest', expected: number): Promise<T | 'waits'> {
  let answered = false;
  const answer = work.finally(() => {
    answered = true;
  });
  await until(async () => answered || (await waiting(role)) === expected, { what: 'an answer, or a wait for a lock' });
  return answered ? await answer : 'waits';
}

it('a source that a long minute has counted gets its answer to the next batch before that minute is over', async () => {
  await send(1);
  const minute = await whileMinuteIsHeld('08:05', async () => {
    expect(await answerOf(send(2), 'ingest', 1)).toMatchObject({ accepted: 1, durableUpTo: 2 });
    expect(await answerOf(acceptHeartbeat(database, 'small', 'evote'), 'ingest', 1)).toBe(2);
  });
  expect(minute).toMatchObject({ counted: true, number: 1 });
  await count('08:06');
  const sql = `SELECT issued, (SELECT highest_seq FROM source_line) AS highest FROM area_sum WHERE area = 'LAND' AND channel = 'online'`;
  expect(await one(database.pool('reading'), sql)).toEqual({ issued: 2, highest: 2 });
});

it('a batch that never comes to its end does not hold up the minute that counts what its source sent before', async () => {
  await send(1);
  const stuck = await database.pool('ingest').connect();
  try {
    await stuck.query('BEGIN');
    await stuck.query("UPDATE source_progress SET heard_at = now() WHERE source = 'evote'");
    expect(await answerOf(count('08:05'), 'counting', 1)).toMatchObject({ counted: true, number: 1 });
  } finally {
    await stuck.query('ROLLBACK');
    stuck.release();
  }
});

it('a person who closes a discrepancy waits for a minute that is being counted, which could open it again', async () => {
  await insertReports(database, [{ seq: 1, area: 'N1', asOf: day('10:00'), issued: 700 }]);
  await count('10:00');
  const decision = { election: 'small', discrepancy: 1, who: 'A. Ivanova', reason: 'the register was out of date' };
  let closing: Promise<boolean> | undefined;
  await whileMinuteIsHeld('10:01', async () => {
    closing = closeDiscrepancy(database, decision);
    expect(await answerOf(closing, 'counting', 2)).toBe('waits');
  });
  expect(await closing).toBe(true);
  const sql = "SELECT number, who FROM discrepancy_change WHERE why = 'person'";
  expect(await one(database.pool('reading'), sql)).toEqual({ number: 2, who: 'A. Ivanova' });
});
