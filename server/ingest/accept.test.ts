import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BallotIssue, CountReport } from '../../shared/ingest-rules.ts';
import { type Database, readSql } from '../database/database.ts';
import { resetRehearsal } from '../election-package/election-package.ts';
import { cancelled, issued, lined, report, type SourceLimits, sourceOf } from '../test/sent-messages.ts';
import { day } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import {
  acceptBallotIssues,
  acceptCountReports,
  acceptHeartbeat,
  addSource,
  UnknownSourceError,
  voterTokens,
} from './ingest.ts';

let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const newSource = (limits?: SourceLimits) => sourceOf(database, limits);

const ADVANCE_PROGRESS = readSql(import.meta.url, './advance_progress.sql');

function send(source: string, issues: readonly BallotIssue[], more: object = {}) {
  return acceptBallotIssues(database, { election: 'small', source, issues: lined(issues), ...more });
}
function sendReports(source: string, reports: readonly CountReport[]) {
  return acceptCountReports(database, { election: 'small', source, reports: lined(reports) });
}
async function rows(sql: string, source: string): Promise<unknown[]> {
  return (await database.pool('owner').query(sql, [source])).rows;
}
const storedSeqs = async (source: string) =>
  (await rows('SELECT seq FROM ballot_issue WHERE source = $1 ORDER BY seq', source)).map(
    (row) => (row as { seq: number }).seq,
  );
const conflicts = (source: string) =>
  rows('SELECT seq, kind, payload FROM ingest_conflict WHERE source = $1 ORDER BY conflict', source);

describe('a batch of ballot issues', () => {
  it('is stored once, and sent again does no harm', async () => {
    const source = await newSource();
    const batch = [issued(1), issued(2, { reason: 'a reason with "quotes", a \\ and a tab\t' }), cancelled(3, 1)];
    const first = await send(source, batch);
    expect(first).toEqual({ accepted: 3, replayed: 0, rejected: 0, problems: [], durableUpTo: 3 });
    expect(await send(source, batch)).toEqual({ ...first, accepted: 0, replayed: 3 });
    expect(await storedSeqs(source)).toEqual([1, 2, 3]);
  });

  it('shows a hole: the mark stops before it, and moves past it when it is filled', async () => {
    const source = await newSource();
    expect((await send(source, [issued(1), issued(2), issued(5)])).durableUpTo).toBe(2);
    expect((await send(source, [issued(4)])).durableUpTo).toBe(2);
    expect((await send(source, [issued(3)])).durableUpTo).toBe(5);
    expect(await acceptHeartbeat(database, 'small', source)).toBe(5);
  });

  it('above a number that never came costs what it brings, however much is stored there already', async () => {
    const source = await newSource();
    // 1 to 2,000 without 8.
    for (const from of [1, 1_001]) {
      const numbers = Array.from({ length: 1_000 }, (_, i) => from + i).filter((seq) => seq !== 8);
      await send(
        source,
        numbers.map((seq) => issued(seq)),
      );
    }
    expect((await send(source, [issued(2_001)])).durableUpTo).toBe(7);
    const explained = await database
      .pool('ingest')
      .query<{ 'QUERY PLAN': unknown }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${ADVANCE_PROGRESS}`, ['small', source, 7]);
    const counts = [...JSON.stringify(explained.rows).matchAll(/"Actual Rows":([\d.]+)/gu)].map(([, rows]) =>
      Number(rows),
    );
    expect(counts.length).toBeGreaterThan(5);
    // The source's own row, and what is asked of the one number 8.
    expect(Math.max(...counts)).toBe(1);
  });

  it('keeps the good lines beside bad ones, and names line, number, field and rule of each bad one', async () => {
    const source = await newSource();
    const result = await send(source, [
      issued(1),
      issued(2, { area: 'NOWHERE' }),
      issued(3, { channel: 'pigeon' }),
      issued(4, { area: 'N2' }),
      issued(5, { channel: 'station' }),
      cancelled(6, 99),
      cancelled(7, 1, { area: 'S1' }),
      cancelled(8, 2),
      issued(9, { voter: 'AB 1234567' }),
      issued(10),
    ]);
    expect(result).toMatchObject({ accepted: 2, replayed: 0, rejected: 8, durableUpTo: 1 });
    expect(result.problems.map(({ line, seq, field, rule }) => [line, seq, field, rule])).toEqual([
      [2, 2, 'area', 'unknown-area'],
      [3, 3, 'channel', 'unknown-channel'],
      // N2 is no precinct of the online channel; N1's stations are fed by reports.
      [4, 4, 'channel', 'wrong-feed'],
      [5, 5, 'channel', 'wrong-feed'],
      [6, 6, 'cancels', 'corrects-unknown'],
      // Number 1 was issued in N1, and number 2 was refused.
      [7, 7, 'cancels', 'corrects-unknown'],
      [8, 8, 'cancels', 'corrects-unknown'],
      // There is no key here to make a token of a voter.
      [9, 9, 'voter', 'malformed'],
    ]);
    expect(await storedSeqs(source)).toEqual([1, 10]);
  });

  it('with a number that holds something else is a conflict: what was stored stays, what came is kept once', async () => {
    const source = await newSource();
    await send(source, [issued(1), issued(2)]);
    const changed = issued(2, { occurredAt: day('09:01') });
    for (let time = 0; time < 2; time++) {
      const result = await send(source, [changed, issued(3)]);
      expect(result).toMatchObject({ rejected: 1, durableUpTo: 3 });
      expect(result.problems[0]).toMatchObject({ line: 1, seq: 2, field: 'seq', rule: 'seq-conflict' });
    }
    expect(await conflicts(source)).toEqual([{ seq: 2, kind: 'ballot_issue', payload: changed }]);
    const [row] = await rows('SELECT occurred_at FROM ballot_issue WHERE source = $1 AND seq = 2', source);
    expect(row).toEqual({ occurred_at: new Date(day('09:00')) });
  });

  it('that names one number twice stores the first and judges the second like a later one', async () => {
    const source = await newSource();
    const result = await send(source, [issued(1), issued(1), issued(1, { area: 'S1' })]);
    expect(result).toMatchObject({ accepted: 1, replayed: 1, rejected: 1 });
    expect(result.problems.map(({ line, rule }) => [line, rule])).toEqual([[3, 'seq-conflict']]);
  });

  it('cannot cancel a ballot twice, in the same batch or later', async () => {
    const source = await newSource();
    const first = await send(source, [issued(1), cancelled(2, 1), cancelled(3, 1)]);
    expect(first.problems.map(({ line, rule }) => [line, rule])).toEqual([[3, 'already-cancelled']]);
    const later = await send(source, [cancelled(4, 1)]);
    expect(later.problems[0]).toMatchObject({ seq: 4, field: 'cancels', rule: 'already-cancelled' });
    expect(await storedSeqs(source)).toEqual([1, 2]);
    expect(await conflicts(source)).toEqual([]);
  });

  it('cannot cancel a cancellation', async () => {
    const source = await newSource();
    const { problems } = await send(source, [issued(1), cancelled(2, 1), cancelled(3, 2)]);
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([[3, 'corrects-unknown']]);
  });

  it('from a source bound to a channel and an area is refused where it may not send', async () => {
    const source = await newSource({ channel: 'online', area: 'SOUTH' });
    const result = await send(source, [issued(1, { area: 'S1' }), issued(2, { area: 'N1' })]);
    expect(result.accepted).toBe(1);
    expect(result.problems.map(({ seq, field, rule }) => [seq, field, rule])).toEqual([[2, 'area', 'key-may-not']]);
    const stations = await newSource({ channel: 'online' });
    expect((await sendReports(stations, [report(1)])).problems[0]).toMatchObject({
      field: 'channel',
      rule: 'key-may-not',
    });
  });

  it('sent at once over two connections is stored once', async () => {
    const source = await newSource();
    const batch = Array.from({ length: 3_000 }, (_, index) => issued(index + 1));
    const results = await Promise.all([1, 2, 3].map(() => send(source, batch)));
    expect(results.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(3_000);
    expect(results.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(6_000);
    expect(Math.max(...results.map(({ durableUpTo }) => durableUpTo))).toBe(3_000);
    expect(await storedSeqs(source)).toHaveLength(3_000);
  });

  it('overlapping others in another order ends with every number stored once and no hole', async () => {
    const source = await newSource();
    const numbers = Array.from({ length: 600 }, (_, index) => index + 1);
    const pieces = [numbers.slice(0, 400), numbers.slice(200), numbers.toReversed(), numbers.slice(300, 500)];
    const results = await Promise.all(
      pieces.map((piece) =>
        send(
          source,
          piece.map((seq) => issued(seq)),
        ),
      ),
    );
    expect(results.flatMap(({ problems }) => problems)).toEqual([]);
    expect(await storedSeqs(source)).toEqual(numbers);
    expect(await acceptHeartbeat(database, 'small', source)).toBe(600);
  });

  it('of a sender who says it is live is refused by a rehearsal database, line by line', async () => {
    const source = await newSource();
    const result = await send(source, [issued(1), issued(2)], { mode: 'live' });
    expect(result).toMatchObject({ accepted: 0, rejected: 2 });
    expect(result.problems.map(({ rule }) => rule)).toEqual(['wrong-mode', 'wrong-mode']);
    const byLine = await send(source, [issued(1, { mode: 'live' }), issued(2, { mode: 'rehearsal' })]);
    expect(byLine.problems.map(({ seq, field, rule }) => [seq, field, rule])).toEqual([[1, 'mode', 'wrong-mode']]);
    expect(byLine.accepted).toBe(1);
  });

  it('from a source that nobody made is an error of the caller', async () => {
    await expect(send('nobody', [issued(1)])).rejects.toThrow(UnknownSourceError);
  });
});

describe('a voter', () => {
  const voterToken = voterTokens(randomBytes(32), 'small');

  it('is stored as a keyed token, and another voter under the same number is a conflict', async () => {
    const source = await newSource();
    expect(await send(source, [issued(1, { voter: 'AB 12' })], { voterToken })).toMatchObject({ accepted: 1 });
    expect(await send(source, [issued(1, { voter: 'ab12' })], { voterToken })).toMatchObject({ replayed: 1 });
    const other = await send(source, [issued(1, { voter: 'CD 34' })], { voterToken });
    expect(other.problems.map(({ rule }) => rule)).toEqual(['seq-conflict']);
    // Neither the voter sent first nor the one sent later is anywhere.
    const stored = await rows(
      'SELECT voter, row_to_json(b)::text AS all FROM ballot_issue b WHERE source = $1',
      source,
    );
    expect(stored).toEqual([{ voter: voterToken('AB 12'), all: expect.not.stringMatching(/AB|CD/) }]);
    expect(await conflicts(source)).toEqual([{ seq: 1, kind: 'ballot_issue', payload: issued(1) }]);
  });
});

describe('an election that is loaded anew', () => {
  it('is judged by its new precincts at once', async () => {
    const other = await freshDatabase();
    const reload = async (changes = {}) => {
      await loadSmallElection(other, changes);
      await addSource(other, { election: 'small', source: 'evote' });
    };
    await reload();
    const attempt = () => acceptBallotIssues(other, { election: 'small', source: 'evote', issues: lined([issued(1)]) });
    expect(await attempt()).toMatchObject({ accepted: 1 });
    await resetRehearsal(other, 'small');
    await reload({
      'electorate.csv':
        'area,channel,registered,as_of\nS1,online,60,2024-05-05T07:00:00+02:00\nN2,station,200,2024-05-05T07:00:00+02:00\nN1,station,100,2024-05-05T07:00:00+02:00\n',
      'rehearsal.json': null,
      'counts.csv': null,
    });
    expect((await attempt()).problems[0]).toMatchObject({ rule: 'wrong-feed' });
  });
});
