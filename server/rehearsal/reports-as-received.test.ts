import { describe, expect, it } from 'vitest';
import { at, type MadePrecinct, madeElection } from '../test/rehearsed-election.ts';
import { type Due, replayOf } from './replay.ts';
import type { ReceivedReport } from './reports-as-received.ts';

const divisions: MadePrecinct[] = [
  { code: 'A1', region: 'A', registered: 0 },
  { code: 'B1', region: 'B', registered: 0 },
];

function report(seq: number, area: string, asOf: number, received: number, issued: number): ReceivedReport {
  const [asOfMs, receivedMs] = [at(0, asOf), at(0, received)];
  return { seq, area, channel: 'station', asOfMs, receivedMs, issued, cast: undefined, registered: undefined };
}

function replayed(reports: readonly ReceivedReport[]) {
  const method = { method: 'reports-as-received', source: 'voters', reports: 'reports.csv' } as const;
  return replayOf(madeElection({ channels: { station: { precincts: divisions, method } }, figures: [], reports }));
}

const linesOf = (due: readonly Due[]) =>
  due.flatMap((part) => (part.kind === 'count-reports' ? [...part.lines] : [])).map(({ message }) => message);

const utc = (hour: number) => new Date(at(0, hour)).toISOString();

describe('reports sent as they were received', () => {
  it('come when they were received, for the instant they state, under their own numbers', () => {
    const replay = replayed([
      report(7, 'A1', 9, 12, 40),
      report(3, 'B1', 10, 10.5, 12),
      // The same again, under another number, and under the same one.
      report(9, 'A1', 9, 13, 40),
      report(9, 'A1', 9, 13, 40),
    ]);
    expect(linesOf(replay.due(null, at(0, 10)))).toEqual([]);
    expect(linesOf(replay.due(null, at(0, 11)))).toEqual([
      { seq: 3, area: 'B1', channel: 'station', asOf: utc(10), issued: 12 },
    ]);
    const later = linesOf(replay.due(at(0, 11), at(0, 20)));
    expect(later.map(({ seq, asOf }) => [seq, asOf])).toEqual([
      [7, utc(9)],
      [9, utc(9)],
      [9, utc(9)],
    ]);
  });

  it('keep the clock going until the last was received and the latest has come true', () => {
    // Voting ends at 20:00.
    expect(replayed([report(1, 'A1', 9, 9, 1)]).endsAt).toEqual(new Date(at(0, 20)));
    expect(replayed([report(1, 'A1', 9, 30, 1)]).endsAt).toEqual(new Date(at(0, 30)));
    expect(replayed([report(1, 'A1', 21.5, 19, 1)]).endsAt).toEqual(new Date(at(0, 21.5)));
  });

  it('state the electors and the ballots cast where they have them', () => {
    const full = { ...report(1, 'A1', 9, 9, 10), cast: 9, registered: 50 };
    expect(linesOf(replayed([full, report(2, 'A1', 10, 10, 11)]).due(null, at(0, 20)))).toEqual([
      { seq: 1, area: 'A1', channel: 'station', asOf: utc(9), issued: 10, cast: 9, registered: 50 },
      { seq: 2, area: 'A1', channel: 'station', asOf: utc(10), issued: 11 },
    ]);
  });
});
