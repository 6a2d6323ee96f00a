import { beforeAll, describe, expect, it } from 'vitest';
import type { BallotIssue, CountReport } from '../../shared/ingest-rules.ts';
import { type Database, many } from '../database/database.ts';
import { cancelled, issued, lined, report, sourceOf } from '../test/sent-messages.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { acceptBallotIssues, acceptCountReports } from './ingest.ts';

let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

const send = (source: string, issues: readonly BallotIssue[]) =>
  acceptBallotIssues(database, { election: 'small', source, issues: lined(issues) });
const sendReports = (source: string, reports: readonly CountReport[]) =>
  acceptCountReports(database, { election: 'small', source, reports: lined(reports) });

describe('a batch of count reports', () => {
  it('is stored with everything it says, and corrections replace what the same source reported there', async () => {
    const source = await sourceOf(database);
    const batch = [
      report(1, { cast: 9, registered: 200 }),
      report(2),
      report(3, { corrects: 1, reason: 'a misread figure' }),
      report(4, { corrects: 77 }),
      report(5, { corrects: 2, area: 'S1' }),
      report(6, { corrects: 1 }),
      report(7, { channel: 'online' }),
    ];
    const result = await sendReports(source, batch);
    expect(result).toMatchObject({ accepted: 3, rejected: 4, durableUpTo: 3 });
    expect(result.problems.map(({ seq, field, rule }) => [seq, field, rule])).toEqual([
      [4, 'corrects', 'corrects-unknown'],
      [5, 'corrects', 'corrects-unknown'],
      [6, 'corrects', 'already-corrected'],
      [7, 'channel', 'wrong-feed'],
    ]);
    expect(await sendReports(source, batch.slice(0, 3))).toMatchObject({ accepted: 0, replayed: 3 });
    const changed = await sendReports(source, [report(1, { cast: 8, registered: 200 })]);
    expect(changed.problems.map(({ rule }) => rule)).toEqual(['seq-conflict']);
    expect(
      await many(
        database.pool('owner'),
        'SELECT seq, issued, ballots_cast, registered, corrects, reason FROM count_report WHERE source = $1 ORDER BY seq',
        [source],
      ),
    ).toEqual([
      { seq: 1, issued: 10, ballots_cast: 9, registered: 200, corrects: null, reason: null },
      { seq: 2, issued: 20, ballots_cast: null, registered: null, corrects: null, reason: null },
      { seq: 3, issued: 30, ballots_cast: null, registered: null, corrects: 1, reason: 'a misread figure' },
    ]);
  });

  it('shares its numbers with the ballot issues of its source: one series, one mark', async () => {
    const source = await sourceOf(database);
    expect((await send(source, [issued(1), issued(3)])).durableUpTo).toBe(1);
    const result = await sendReports(source, [report(2), report(3)]);
    expect(result).toMatchObject({ accepted: 1, rejected: 1, durableUpTo: 3 });
    expect(result.problems[0]).toMatchObject({ seq: 3, rule: 'seq-conflict' });
    // Number 2 is a report: what is sent under it as a ballot is not stored, so nothing can cancel it either.
    const crossed = await send(source, [issued(2), cancelled(4, 2), issued(5)]);
    expect(crossed.problems.map(({ seq, rule }) => [seq, rule])).toEqual([
      [2, 'seq-conflict'],
      [4, 'corrects-unknown'],
    ]);
    expect(crossed.accepted).toBe(1);
  });
});
