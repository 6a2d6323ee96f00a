import { beforeAll, describe, expect, it } from 'vitest';
import type { BallotIssue, IngestProblem } from '../../shared/ingest-rules.ts';
import type { Database } from '../database/database.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import {
  acceptBallotIssues,
  addSource,
  type Line,
  type LoadTotals,
  loadBallotIssues,
  loadCountReports,
  sourceProgress,
} from './ingest.ts';

const day = (time: string) => `2024-05-05T${time}:00+02:00`;
let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});

let made = 0;
async function newSource(): Promise<string> {
  const source = `loader-${++made}`;
  await addSource(database, { election: 'small', source });
  return source;
}

function* ballots(from: number, to: number, change: Partial<BallotIssue> = {}): Iterable<Line<BallotIssue>> {
  for (let seq = from; seq <= to; seq++) {
    const area = seq % 2 === 0 ? 'N1' : 'S1';
    yield { line: seq, message: { seq, type: 'issued', area, channel: 'online', occurredAt: day('09:00'), ...change } };
  }
}

async function load(source: string, lines: Iterable<Line<BallotIssue>> | AsyncIterable<readonly Line<BallotIssue>[]>) {
  const problems: IngestProblem[] = [];
  const totals = await loadBallotIssues(database, { election: 'small', source }, lines, {
    chunkLines: 100,
    onProblem: (problem) => problems.push(problem),
  });
  return { totals, problems };
}

async function storedCount(source: string): Promise<number> {
  const sql = 'SELECT count(*)::int AS n FROM ballot_issue WHERE source = $1';
  return (await database.pool('owner').query<{ n: number }>(sql, [source])).rows[0]!.n;
}

describe('loading many ballot issues', () => {
  it('stores them chunk by chunk and tells how far it is', async () => {
    const source = await newSource();
    const seen: LoadTotals[] = [];
    const sending = { election: 'small', source };
    const options = { chunkLines: 100, onProgress: (totals: LoadTotals) => seen.push(totals) };
    const totals = await loadBallotIssues(database, sending, ballots(1, 1_050), options);
    expect(totals).toEqual({ accepted: 1_050, replayed: 0, rejected: 0, durableUpTo: 1_050 });
    // Ten full chunks and the rest.
    expect(seen).toHaveLength(11);
    expect(seen.at(-1)).toEqual(totals);
    expect(await storedCount(source)).toBe(1_050);
  });

  it('goes on after being broken off, and a full replay changes nothing', async () => {
    const source = await newSource();
    await load(source, ballots(1, 250));
    expect(await sourceProgress(database, 'small', source)).toBe(250);
    expect((await load(source, ballots(1, 600))).totals).toMatchObject({
      accepted: 350,
      replayed: 250,
      durableUpTo: 600,
    });
    expect((await load(source, ballots(1, 600))).totals).toMatchObject({
      accepted: 0,
      replayed: 600,
      durableUpTo: 600,
    });
    expect(await storedCount(source)).toBe(600);
  });

  it('refuses and tells each bad line as a batch would, and stores the others', async () => {
    const source = await newSource();
    const lines = [...ballots(1, 300)];
    lines[9] = { line: 10, message: { ...lines[9]!.message, area: 'NOWHERE' } };
    lines[149] = { line: 150, message: { ...lines[149]!.message, type: 'cancelled', cancels: 9_999 } };
    lines[249] = { line: 250, message: { ...lines[249]!.message, type: 'cancelled', cancels: 1, area: 'S1' } };
    lines[259] = { line: 260, message: { ...lines[259]!.message, type: 'cancelled', cancels: 1, area: 'S1' } };
    const { totals, problems } = await load(source, lines);
    expect(totals).toEqual({ accepted: 297, replayed: 0, rejected: 3, durableUpTo: 9 });
    expect(problems.map(({ line, rule }) => [line, rule]).sort()).toEqual([
      [10, 'unknown-area'],
      [150, 'corrects-unknown'],
      [260, 'already-cancelled'],
    ]);
  });

  it('meets a chunk of which something was stored with another content', async () => {
    const source = await newSource();
    const [changed] = [...ballots(150, 150, { occurredAt: day('10:00') })];
    await acceptBallotIssues(database, { election: 'small', source, issues: [changed!] });
    const { totals, problems } = await load(source, ballots(1, 200));
    expect(totals).toEqual({ accepted: 199, replayed: 0, rejected: 1, durableUpTo: 200 });
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([[150, 'seq-conflict']]);
  });

  it('takes lines that repeat earlier ones, far or near, for replays, and a changed one for a conflict', async () => {
    const source = await newSource();
    const lines = [...ballots(1, 500)];
    // 7 of the first chunk of 100 again in the fourth, 340 beside itself, and 350 with another time.
    lines.splice(345, 0, lines[6]!, lines[339]!);
    lines.splice(355, 0, { line: 999, message: { ...lines[351]!.message, occurredAt: day('11:00') } });
    const { totals, problems } = await load(source, lines);
    expect(totals).toEqual({ accepted: 500, replayed: 2, rejected: 1, durableUpTo: 500 });
    expect(problems.map(({ line, rule }) => [line, rule])).toEqual([[999, 'seq-conflict']]);
    expect(await storedCount(source)).toBe(500);
  });

  it('stores a cancellation whose ballot stands in a chunk still on its way', async () => {
    const source = await newSource();
    const lines = [...ballots(1, 400)];
    // Each cancels the ballot 100 lines, a whole chunk, before it, in the same precinct.
    for (const place of [110, 120, 230, 340]) {
      const { message } = lines[place]!;
      lines[place] = { line: place + 1, message: { ...message, type: 'cancelled', cancels: message.seq - 100 } };
    }
    const { totals, problems } = await load(source, lines);
    expect(problems).toEqual([]);
    expect(totals).toEqual({ accepted: 400, replayed: 0, rejected: 0, durableUpTo: 400 });
  });

  it('may be done by two copies of the program at once', async () => {
    const source = await newSource();
    const both = await Promise.all([load(source, ballots(1, 2_000)), load(source, ballots(1, 2_000))]);
    expect(both[0].totals.accepted + both[1].totals.accepted).toBe(2_000);
    expect(both[0].totals.replayed + both[1].totals.replayed).toBe(2_000);
    expect(await storedCount(source)).toBe(2_000);
    expect(await sourceProgress(database, 'small', source)).toBe(2_000);
  });

  it('keeps what was stored when the lines break off with an error, and ends with that error', async () => {
    const source = await newSource();
    async function* broken(): AsyncIterable<readonly Line<BallotIssue>[]> {
      yield [...ballots(1, 220)];
      throw new Error('the file ended in the middle');
    }
    await expect(load(source, broken())).rejects.toThrow('the file ended in the middle');
    expect(await storedCount(source)).toBe(200);
    expect((await load(source, ballots(1, 300))).totals).toMatchObject({ accepted: 100, replayed: 200 });
  });

  it('stores text as it came: tabs, line ends and backslashes in a reason', async () => {
    const source = await newSource();
    const reason = 'a\tb\nc\r\\N \\t "d"';
    await load(source, ballots(1, 2, { reason }));
    const { rows } = await database.pool('owner').query('SELECT reason FROM ballot_issue WHERE source = $1', [source]);
    expect(rows).toEqual([{ reason }, { reason }]);
    expect((await load(source, ballots(1, 2, { reason }))).totals.replayed).toBe(2);
  });
});

describe('loading count reports', () => {
  it('stores every figure, and leaves empty what was not said', async () => {
    const source = await newSource();
    const report = { area: 'N2', channel: 'station', asOf: day('10:00') };
    const lines = [
      { line: 1, message: { ...report, seq: 1, issued: 10, cast: 9, registered: 200 } },
      { line: 2, message: { ...report, seq: 2, issued: 12, corrects: 1, reason: 'misread' } },
    ];
    const totals = await loadCountReports(database, { election: 'small', source }, lines);
    expect(totals).toEqual({ accepted: 2, replayed: 0, rejected: 0, durableUpTo: 2 });
    const sql =
      'SELECT issued, ballots_cast, registered, corrects, reason FROM count_report WHERE source = $1 ORDER BY seq';
    expect((await database.pool('owner').query(sql, [source])).rows).toEqual([
      { issued: 10, ballots_cast: 9, registered: 200, corrects: null, reason: null },
      { issued: 12, ballots_cast: null, registered: null, corrects: 1, reason: 'misread' },
    ]);
  });
});
