import { describe, expect, it } from 'vitest';
import { type LogSummary, shortRoot, type WitnessStanding, witnessCount } from './summary.ts';

const witness = (size: number, standing: WitnessStanding) => ({
  name: 'observer.example/w',
  key: 'observer.example/w+00000000+AA==',
  size,
  at: null,
  standing,
  since: '2026-11-22T10:00:00.000Z',
});
const log = (...witnesses: LogSummary['witnesses'][number][]): LogSummary => ({
  schema: 'turnout-log-witnesses/1',
  origin: 'turnout.example/mine',
  size: 30,
  root: 'uNW080sibx+1dgVFrMAcbSevLNU7LRzsr3caaEYVW5E=',
  quorum: 1,
  witnesses,
});

describe('the head of a log in short', () => {
  it('is the first sixteen digits of its root in fours', () => {
    // b8d5b4f3 4b226f1f are the first eight bytes of the base64 text.
    expect(shortRoot(log().root)).toBe('b8d5 b4f3 4b22 6f1f');
  });

  it.each([
    ['without witnesses', log(), { signed: 0, of: 0, contradicted: false }],
    [
      'with one that is a head behind',
      log(witness(30, 'signing'), witness(29, 'away')),
      { signed: 1, of: 2, contradicted: false },
    ],
    [
      'with one that is asked no more',
      log(witness(30, 'signing'), witness(30, 'dismissed')),
      { signed: 1, of: 1, contradicted: false },
    ],
    [
      'with one that signed another history',
      log(witness(12, 'contradicting')),
      { signed: 0, of: 1, contradicted: true },
    ],
  ])('counts its witnesses %s', (_what, given, expected) => {
    expect(witnessCount(given)).toEqual(expected);
  });
});
