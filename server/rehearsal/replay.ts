import type { Names } from '../../shared/election.ts';
import type { BallotIssue, CountReport } from '../../shared/ingest-rules.ts';
import type { RehearsalMethod } from '../../shared/rehearsal.ts';
import type { Database } from '../database/database.ts';
import type { Line } from '../ingest/ingest.ts';
import { eventsBetweenCounts } from './events-between-counts.ts';
import { issuedAlongCast } from './issued-along-cast.ts';
import { NoRehearsalError, readRehearsedElection } from './read-rehearsed-election.ts';
import type { RehearsedElection } from './rehearsed-election.ts';
import { reportsAsPublished } from './reports-as-published.ts';
import { reportsAsReceived } from './reports-as-received.ts';
import { reportsFromFinals } from './reports-from-finals.ts';
import { type BallotIssueSeries, type CountReportSeries, dueBy, type SentSeries } from './sent-series.ts';

const MINUTE_MS = 60_000;

/** What one source has to send next, in order of its numbers. */
export type Due =
  | {
      readonly kind: 'ballot-issues';
      readonly source: string;
      readonly count: number;
      readonly lines: Iterable<Line<BallotIssue>>;
    }
  | {
      readonly kind: 'count-reports';
      readonly source: string;
      readonly count: number;
      readonly lines: Iterable<Line<CountReport>>;
    };

/** Who sends in a rehearsal, and for which channel. */
export interface ReplaySource {
  readonly source: string;
  readonly channel: string;
}

/** Everything that is sent in a rehearsal, and when: the same for the same package, on every machine, in every run. */
export interface Replay {
  readonly sentence: Names;
  readonly sources: readonly ReplaySource[];
  /** Where a rehearsal starts unless told otherwise. */
  readonly from: Date;
  /** Election seconds per real second unless told otherwise. */
  readonly speed: number;
  /** The full minute by which everything is due, also what came ahead of its time, and voting is over. */
  readonly endsAt: Date;
  /** Instants for which a figure was published: the clock stops at each, so that a snapshot can be held against it. */
  readonly publishedAtMs: readonly number[];
  /**
   * What is due later than `afterMs` (`null`: from the beginning) and not later than `toMs`. Messages are made one by one as
   * they are taken.
   */
  due(afterMs: number | null, toMs: number): Due[];
}

/**
 * The rehearsal of an election, made from what its package brought along.
 *
 * @throws NoRehearsalError, RehearsalImpossibleError
 */
export async function openReplay(database: Database, election: string): Promise<Replay> {
  return replayOf(await readRehearsedElection(database, election));
}

/**
 * The rehearsal of an election.
 *
 * @throws NoRehearsalError, RehearsalImpossibleError
 */
export function replayOf(election: RehearsedElection): Replay {
  const series = seriesOf(election);
  const lastMs = series.reduce((last, sent) => Math.max(last, lastInstant(sent)), election.closesAtMs);
  const { sentence, from, speed } = election.definition;
  return {
    sentence,
    sources: series.map(({ source, channel }) => ({ source, channel })),
    from: new Date(from),
    speed,
    endsAt: new Date(Math.ceil(lastMs / MINUTE_MS) * MINUTE_MS),
    publishedAtMs: publishedInstants(election),
    due: (afterMs, toMs) =>
      series.flatMap((sent) => dueOf(sent, afterMs === null ? 0 : dueBy(sent, afterMs), dueBy(sent, toMs))),
  };
}

/** When the last of a series is sent, or the instant of the latest one where that is later. */
function lastInstant(series: SentSeries): number {
  const sentMs = series.timesMs.at(-1) ?? 0;
  if (series.kind === 'ballot-issues' || series.asOfMs === null) return sentMs;
  return series.asOfMs.reduce((last, atMs) => Math.max(last, atMs), sentMs);
}

function publishedInstants({ definition, figures }: RehearsedElection): number[] {
  const methods = Object.values(definition.channels);
  const files = new Set(methods.flatMap((method) => ('counts' in method ? [method.counts] : [])));
  return [...new Set([...files].flatMap((file) => figures(file).map(({ atMs }) => atMs)))];
}

/** What each channel's source sends; figures of all channels together are met by the reports made last. */
export function seriesOf(election: RehearsedElection): SentSeries[] {
  const methods = Object.entries(election.definition.channels);
  const sources = methods.map(([, { source }]) => source);
  const twice = sources.find((source, index) => sources.indexOf(source) < index);
  if (twice !== undefined)
    throw new NoRehearsalError(`source ${twice} is to send for two channels, with one row of numbers`);
  const fromFinals = methods.filter(([, { method }]) => method === 'reports-from-finals');
  const before = methods.filter(([, { method }]) => method !== 'reports-from-finals');
  const series: SentSeries[] = [];
  for (const [channel, method] of [...before, ...fromFinals]) series.push(seriesBy(election, channel, method, series));
  return series;
}

function seriesBy(
  election: RehearsedElection,
  channel: string,
  method: RehearsalMethod,
  others: readonly SentSeries[],
): SentSeries {
  switch (method.method) {
    case 'events-between-counts':
      return eventsBetweenCounts(election, channel, method);
    case 'reports-as-published':
      return reportsAsPublished(election, channel, method);
    case 'reports-as-received':
      return reportsAsReceived(election, channel, method);
    case 'issued-along-cast':
      return issuedAlongCast(election, channel, method);
    case 'reports-from-finals':
      return reportsFromFinals(election, channel, method, [...others]);
  }
}

function dueOf(series: SentSeries, from: number, to: number): Due[] {
  if (to <= from) return [];
  const { source } = series;
  const count = to - from;
  return series.kind === 'ballot-issues'
    ? [{ kind: series.kind, source, count, lines: ballotIssues(series, from, to) }]
    : [{ kind: series.kind, source, count, lines: countReports(series, from, to) }];
}

function* ballotIssues(series: BallotIssueSeries, from: number, to: number): Iterable<Line<BallotIssue>> {
  const { channel, precincts, precinct, timesMs } = series;
  for (let index = from; index < to; index++) {
    const area = precincts[precinct[index]!]!;
    const occurredAt = new Date(timesMs[index]!).toISOString();
    yield { line: index + 1, message: { seq: index + 1, type: 'issued', area, channel, occurredAt } };
  }
}

function* countReports(series: CountReportSeries, from: number, to: number): Iterable<Line<CountReport>> {
  const { channel, precincts, precinct, timesMs, asOfMs, issued, cast, registered, seq } = series;
  for (let index = from; index < to; index++) {
    const message = {
      seq: seq?.[index] ?? index + 1,
      area: precincts[precinct[index]!]!,
      channel,
      asOf: new Date((asOfMs ?? timesMs)[index]!).toISOString(),
      issued: issued[index]!,
      ...figure('cast', cast, index),
      ...figure('registered', registered, index),
    };
    yield { line: index + 1, message };
  }
}

function figure(name: 'cast' | 'registered', column: Float64Array | null, index: number): Partial<CountReport> {
  const value = column?.[index] ?? Number.NaN;
  return Number.isNaN(value) ? {} : { [name]: value };
}
