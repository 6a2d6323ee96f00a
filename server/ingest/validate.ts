import type { BallotIssue, CountReport, IngestProblem, IngestRule } from '../../shared/ingest-rules.ts';
import type { ElectionFeeds, Sender } from './feeds.ts';
import {
  code,
  type Fields,
  freeText,
  instant,
  people,
  problem,
  type Read,
  seqOf,
  textUpTo,
  wholeFrom,
} from './fields.ts';
import type { Line, Message, MessageKind, Sending } from './message.ts';

const BALLOT_ISSUE_FIELDS = fieldNames('seq type area channel occurredAt voter cancels reason mode');
const COUNT_REPORT_FIELDS = fieldNames('seq area channel asOf issued cast registered corrects reason mode');

const LONGEST_VOTER = 256;

function fieldNames(names: string): ReadonlySet<string> {
  return new Set(names.split(' '));
}

/** A line of ballot issues by its form alone: whether its fields are there, of their kind, and go together. */
export function readBallotIssue(line: number, fields: Fields): Read<BallotIssue> {
  const fail = (field: string | null, detail: string, rule: IngestRule = 'malformed'): Read<never> => ({
    ok: false,
    problem: problem(line, seqOf(fields), field, rule, detail),
  });
  const { seq, type, area, channel, occurredAt, voter, cancels, reason } = fields;
  for (const name in fields) {
    if (!BALLOT_ISSUE_FIELDS.has(name)) return fail(name, 'a ballot issue has no such field');
  }
  let wrong = wholeFrom(seq, 1);
  if (wrong !== null) return fail('seq', wrong);
  if (type !== 'issued' && type !== 'cancelled' && type !== 'cast') {
    return fail('type', 'is none of issued, cancelled, cast');
  }
  wrong = code(area);
  if (wrong !== null) return fail('area', wrong);
  wrong = code(channel);
  if (wrong !== null) return fail('channel', wrong);
  wrong = instant(occurredAt);
  if (wrong !== null) return fail('occurredAt', wrong);
  if (voter !== undefined) {
    if (type === 'cast') {
      return fail('voter', 'a ballot cast is never joined to a voter; leave the voter out', 'cast-carries-voter');
    }
    wrong = textUpTo(voter, LONGEST_VOTER);
    if (wrong !== null) return fail('voter', wrong);
  }
  if (type === 'cancelled') {
    wrong = wholeFrom(cancels, 1);
    if (wrong !== null) return fail('cancels', wrong);
    if (cancels === seq) return fail('cancels', 'is its own number');
  } else if (cancels !== undefined) return fail('cancels', `goes with type cancelled, not ${type}`);
  if (reason !== undefined) {
    wrong = freeText(reason);
    if (wrong !== null) return fail('reason', wrong);
  }
  if (!isMode(fields.mode)) return fail('mode', 'is neither rehearsal nor live');
  return { ok: true, value: fields as unknown as BallotIssue };
}

/** A line of count reports by its form alone. A figure may be impossible, never negative nor beyond adding up. */
export function readCountReport(line: number, fields: Fields): Read<CountReport> {
  const fail = (field: string | null, detail: string): Read<never> => ({
    ok: false,
    problem: problem(line, seqOf(fields), field, 'malformed', detail),
  });
  const { seq, area, channel, asOf, issued, corrects, reason } = fields;
  for (const name in fields) {
    if (!COUNT_REPORT_FIELDS.has(name)) return fail(name, 'a count report has no such field');
  }
  let wrong = wholeFrom(seq, 1);
  if (wrong !== null) return fail('seq', wrong);
  wrong = code(area);
  if (wrong !== null) return fail('area', wrong);
  wrong = code(channel);
  if (wrong !== null) return fail('channel', wrong);
  wrong = instant(asOf);
  if (wrong !== null) return fail('asOf', wrong);
  wrong = people(issued);
  if (wrong !== null) return fail('issued', wrong);
  for (const name of ['cast', 'registered'] as const) {
    if (fields[name] === undefined) continue;
    wrong = people(fields[name]);
    if (wrong !== null) return fail(name, wrong);
  }
  if (corrects !== undefined) {
    wrong = wholeFrom(corrects, 1);
    if (wrong !== null) return fail('corrects', wrong);
    if (corrects === seq) return fail('corrects', 'is its own number');
  }
  if (reason !== undefined) {
    wrong = freeText(reason);
    if (wrong !== null) return fail('reason', wrong);
  }
  if (!isMode(fields.mode)) return fail('mode', 'is neither rehearsal nor live');
  return { ok: true, value: fields as unknown as CountReport };
}

/** One of the modes, or nothing said. */
function isMode(value: unknown): boolean {
  return value === undefined || value === 'rehearsal' || value === 'live';
}

/** Whether the line belongs in this election, and whether this sender may send it; `null` where all is well. */
export function checkLine<T extends Message>(
  kind: MessageKind<T>,
  line: Line<T>,
  sending: Sending,
  feeds: ElectionFeeds,
  sender: Sender,
): IngestProblem | null {
  const { seq, area, channel, mode = sending.mode } = line.message;
  const fail = (field: string | null, rule: IngestRule, detail: string) => problem(line.line, seq, field, rule, detail);
  if (mode !== undefined && mode !== feeds.mode) {
    return fail('mode', 'wrong-mode', `it was sent for a database that is ${mode}; this one is ${feeds.mode}`);
  }
  const feed = feeds.feedOf(area, channel);
  if (feed !== kind.fedBy) {
    if (!feeds.hasArea(area)) return fail('area', 'unknown-area', `no area ${area} in this election`);
    if (!feeds.hasChannel(channel)) return fail('channel', 'unknown-channel', `no channel ${channel} in this election`);
    const what = feed ?? 'nothing: it is no precinct of that channel';
    return fail('channel', 'wrong-feed', `area ${area}, channel ${channel} is fed by ${what}`);
  }
  if (sender.channel !== null && sender.channel !== channel) {
    return fail('channel', 'key-may-not', `this source may send for channel ${sender.channel} only`);
  }
  if (sender.area !== null && !feeds.isWithin(area, sender.area)) {
    return fail('area', 'key-may-not', `this source may send for area ${sender.area} only`);
  }
  return kind.check(line, sending);
}
