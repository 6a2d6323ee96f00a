import { beforeAll, describe, expect, it } from 'vitest';
import type { BallotIssue, CountReport } from '../../shared/ingest-rules.ts';
import type { Database } from '../database/database.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { acceptBallotIssues, acceptCountReports, addSource } from './ingest.ts';

let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

let made = 0;
async function newSource(): Promise<{ election: string; source: string }> {
  const sending = { election: 'small', source: `back-${++made}` };
  await addSource(database, sending);
  return sending;
}

const lined = <T>(messages: readonly T[]) => messages.map((message, index) => ({ line: index + 1, message }));
const report = (seq: number, corrects?: number): CountReport => ({
  seq,
  area: 'N2',
  channel: 'station',
  asOf: '2024-05-05T09:00:00+02:00',
  issued: seq,
  ...(corrects === undefined ? {} : { corrects }),
});
const ballot = (seq: number, type: BallotIssue['type'], cancels?: number): BallotIssue => ({
  seq,
  type,
  area: 'N1',
  channel: 'online',
  occurredAt: '2024-05-05T09:00:00+02:00',
  ...(cancels === undefined ? {} : { cancels }),
});

/** Numbers stored and refused of one batch of reports. */
async function reports(...messages: CountReport[]) {
  const result = await acceptCountReports(database, { ...(await newSource()), reports: lined(messages) });
  return [result.accepted, ...result.problems.map(({ seq, rule }) => `${seq} ${rule}`)];
}

describe('a batch in which messages take back one another', () => {
  it('is stored whole where each takes back one that stands in it, in whatever order', async () => {
    expect(await reports(report(3, 2), report(1), report(2, 1))).toEqual([3]);
  });

  it('refuses what takes back a line that is refused, and stores the others', async () => {
    expect(await reports(report(1), report(2, 99), report(3, 2), report(4, 3), report(5, 1))).toEqual([
      2,
      '2 corrects-unknown',
      '3 corrects-unknown',
      '4 corrects-unknown',
    ]);
  });

  it('refuses the second that takes back the same, and whatever takes back that one', async () => {
    expect(await reports(report(1), report(2, 1), report(3, 1), report(4, 3))).toEqual([
      2,
      '3 already-corrected',
      '4 corrects-unknown',
    ]);
  });

  it('refuses two that take back each other', async () => {
    expect(await reports(report(1), report(2, 3), report(3, 2))).toEqual([
      1,
      '2 corrects-unknown',
      '3 corrects-unknown',
    ]);
  });

  it('looks at the line that is stored of a number sent twice', async () => {
    const issues = lined([ballot(1, 'cast'), ballot(1, 'issued'), ballot(2, 'cancelled', 1)]);
    const result = await acceptBallotIssues(database, { ...(await newSource()), issues });
    expect(result.accepted).toBe(1);
    expect(result.problems.map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'seq-conflict'],
      [3, 'corrects-unknown'],
    ]);
  });

  it('looks at the next line of a number whose first is refused', async () => {
    expect(await reports(report(1, 99), report(2, 1), report(1))).toEqual([2, '1 corrects-unknown']);
    expect(await reports(report(3, 2), report(2, 3), report(2))).toEqual([2, '2 corrects-unknown']);
  });

  it('takes a row of ten thousand corrections, each of the one before, at once', async () => {
    const row = Array.from({ length: 10_000 }, (_, n) => (n === 0 ? report(1) : report(n + 1, n))).reverse();
    expect(await reports(...row)).toEqual([10_000]);
  });
});
