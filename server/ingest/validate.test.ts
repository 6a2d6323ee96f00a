import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBallotIssue, readCountReport } from './validate.ts';

const AT = '2024-05-05T09:00:00+02:00';
const issue = { seq: 7, type: 'issued', area: 'N1', channel: 'online', occurredAt: AT };
const report = { seq: 7, area: 'N2', channel: 'station', asOf: AT, issued: 10 };

const without = (fields: object, name: string) =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));

describe('a line of ballot issues', () => {
  it.each([
    ['no seq', without(issue, 'seq'), 'seq', 'malformed'],
    ['a seq of 0', { ...issue, seq: 0 }, 'seq', 'malformed'],
    ['a seq as text', { ...issue, seq: '7' }, 'seq', 'malformed'],
    ['a seq past what is exact', { ...issue, seq: 2 ** 53 }, 'seq', 'malformed'],
    ['an unknown type', { ...issue, type: 'given' }, 'type', 'malformed'],
    ['an empty area', { ...issue, area: '' }, 'area', 'malformed'],
    ['a channel that is a number', { ...issue, channel: 1 }, 'channel', 'malformed'],
    ['no instant', without(issue, 'occurredAt'), 'occurredAt', 'malformed'],
    ['an instant without offset', { ...issue, occurredAt: '2024-05-05T09:00:00' }, 'occurredAt', 'malformed'],
    ['a day that is not in the calendar', { ...issue, occurredAt: '2023-02-29T09:00:00Z' }, 'occurredAt', 'malformed'],
    ['an hour that is not on the clock', { ...issue, occurredAt: '2024-05-05T24:00:00Z' }, 'occurredAt', 'malformed'],
    ['a voter with a ballot cast', { ...issue, type: 'cast', voter: 'A' }, 'voter', 'cast-carries-voter'],
    ['an empty voter', { ...issue, voter: '' }, 'voter', 'malformed'],
    ['a cancellation of nothing', { ...issue, type: 'cancelled' }, 'cancels', 'malformed'],
    ['a cancellation of itself', { ...issue, type: 'cancelled', cancels: 7 }, 'cancels', 'malformed'],
    ['an issue that cancels', { ...issue, cancels: 3 }, 'cancels', 'malformed'],
    ['a reason with NUL', { ...issue, reason: 'a\0b' }, 'reason', 'malformed'],
    ['a reason with half a character', { ...issue, reason: 'a\uD800' }, 'reason', 'malformed'],
    ['an endless reason', { ...issue, reason: 'a'.repeat(1_001) }, 'reason', 'malformed'],
    ['a mode that is none', { ...issue, mode: 'test' }, 'mode', 'malformed'],
    ['a field it cannot have', { ...issue, cancel: 3 }, 'cancel', 'malformed'],
  ])('with %s is refused, naming the field', (_what, fields, field, rule) => {
    const read = readBallotIssue(3, fields);
    expect(read).toMatchObject({ ok: false, problem: { line: 3, field, rule } });
  });

  it('names its number where that much could be read', () => {
    expect(readBallotIssue(3, { ...issue, area: '' })).toMatchObject({ problem: { seq: 7 } });
    expect(readBallotIssue(3, { ...issue, seq: 'x' })).toMatchObject({ problem: { seq: null } });
  });

  it('with everything it may have is read', () => {
    const whole = { ...issue, type: 'cancelled', cancels: 3, voter: 'AB 12', reason: 'spoilt' };
    expect(readBallotIssue(1, whole)).toEqual({ ok: true, value: whole });
    expect(readBallotIssue(1, { ...issue, occurredAt: '2024-02-29T09:00:00.123456Z' }).ok).toBe(true);
  });
});

describe('a line of count reports', () => {
  it.each([
    ['a count below 0', { ...report, issued: -1 }, 'issued'],
    ['a count with a fraction', { ...report, issued: 1.5 }, 'issued'],
    ['cast as text', { ...report, cast: '9' }, 'cast'],
    ['a negative electorate', { ...report, registered: -5 }, 'registered'],
    ['a correction of itself', { ...report, corrects: 7 }, 'corrects'],
    ['a type', { ...report, type: 'issued' }, 'type'],
    ['no instant', without(report, 'asOf'), 'asOf'],
  ])('with %s is refused, naming the field', (_what, fields, field) => {
    expect(readCountReport(9, fields)).toMatchObject({ ok: false, problem: { line: 9, field, rule: 'malformed' } });
  });

  it('may report more ballots than electors: that is for people to look at', () => {
    expect(readCountReport(1, { ...report, issued: 5_000, cast: 9_000, registered: 10 }).ok).toBe(true);
  });
});

describe('whatever comes on a line', () => {
  it('is read or refused, never an error', () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(issue), 'voter', 'cancels', 'reason', '__proto__'), fc.string()),
      fc.anything(),
    );
    fc.assert(
      fc.property(anything, (fields) => {
        for (const read of [readBallotIssue(1, fields), readCountReport(1, fields)]) {
          expect(read.ok || read.problem.line === 1).toBe(true);
        }
      }),
    );
  });

  it('as an instant is taken exactly where the calendar has it', () => {
    const instants = fc.date({
      min: new Date('1000-01-01T00:00:00Z'),
      max: new Date('2999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(instants, (date) => readBallotIssue(1, { ...issue, occurredAt: date.toISOString() }).ok));
  });
});
