import { beforeAll, expect, it } from 'vitest';
import type { BallotIssue } from '../../shared/ingest-rules.ts';
import { type Database, many } from '../database/database.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { acceptBallotIssues, addSource } from './ingest.ts';

let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  await addSource(database, { election: 'small', source: 'evote' });
});

const issued = (seq: number, more: Partial<BallotIssue> = {}): BallotIssue => ({
  seq,
  type: 'issued',
  area: 'N1',
  channel: 'online',
  occurredAt: '2024-05-05T09:00:00+02:00',
  ...more,
});
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => issued(from + index));

function send(issues: readonly BallotIssue[]) {
  const lines = issues.map((message, index) => ({ line: index + 1, message }));
  return acceptBallotIssues(database, { election: 'small', source: 'evote', issues: lines });
}

it('a large batch keeps its good lines and names its bad ones, whether it goes on from the last, repeats it or fills a hole', async () => {
  const first = { accepted: 300, replayed: 0, rejected: 0, problems: [], durableUpTo: 300 };
  expect(await send(range(1, 300))).toEqual(first);
  const bad = await send(range(501, 800).with(7, issued(508, { area: 'nowhere' })));
  expect(bad).toMatchObject({ accepted: 299, rejected: 1, durableUpTo: 300 });
  expect(bad.problems).toMatchObject([{ line: 8, seq: 508, field: 'area', rule: 'unknown-area' }]);
  // 251 to 300 and 501 to 550 were there but for 508: 50 + 49 replays, 200 + 1 new, and nothing is missing up to 800.
  expect(await send(range(251, 550))).toMatchObject({ accepted: 201, replayed: 99, durableUpTo: 800 });
  const reason = 'tab\t, \\N, "quotes" and\nan end of line';
  const last = [...range(801, 1_100), issued(1_101, { reason })];
  expect(await send(last)).toMatchObject({ accepted: 301, durableUpTo: 1_101 });
  // Sent twice at once, and once more with another content under one number.
  const both = await Promise.all([send(range(1_102, 4_000)), send(range(1_102, 4_000))]);
  // 4,000 less 1,101 is 2,899.
  expect(both.map(({ accepted, replayed }) => accepted + replayed)).toEqual([2_899, 2_899]);
  expect(both[0]!.accepted + both[1]!.accepted).toBe(2_899);
  const changed = await send(range(801, 1_100).with(0, issued(801, { occurredAt: '2024-05-05T09:01:00+02:00' })));
  expect(changed).toMatchObject({ accepted: 0, replayed: 299, problems: [{ seq: 801, rule: 'seq-conflict' }] });
  const sql = "SELECT seq, reason FROM ballot_issue WHERE source = 'evote' ORDER BY seq";
  const stored = await many<{ seq: number; reason: string | null }>(database.pool('owner'), sql);
  expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 4_000 }, (_, index) => index + 1));
  expect(stored.filter((row) => row.reason !== null)).toEqual([{ seq: 1_101, reason }]);
});
