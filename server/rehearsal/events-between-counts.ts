import type { EventsBetweenCounts } from '../../shared/rehearsal.ts';
import { type Hours, openSpans, type Span, shapedSpans } from './daily-shape.ts';
import { type PrecinctPart, precinctOfEach } from './precinct-shares.ts';
import { isExactCount, type PublishedFigure, RehearsalImpossibleError, told } from './published-figures.ts';
import { seededDraw } from './random.ts';
import { type RehearsedElection, type RehearsedPrecinct, registeredAt } from './rehearsed-election.ts';
import { type BallotIssueSeries, dueBy } from './sent-series.ts';
import { spread } from './spread.ts';
import { type Anchor, type Course, totalAnchors } from './total-anchors.ts';

/**
 * Single ballot issues of a channel, exactly as many between two published counts as they differ, spread by the day's shape
 * within opening hours, each given to a precinct so that the precincts' counts are met too.
 *
 * @throws RehearsalImpossibleError
 */
export function eventsBetweenCounts(
  election: RehearsedElection,
  channel: string,
  method: EventsBetweenCounts,
): BallotIssueSeries {
  const precincts = election.precincts.get(channel) ?? [];
  const root = election.areas[0]!.code;
  const figures = election.figures(method.counts).filter((figure) => figure.channel === channel);
  const shape = election.shape(method.shape);
  const course = { shape, zone: election.zone, hours: hoursOf(election, channel, precincts) };
  const byPrecinct = precincts.map((precinct) => precinctAnchors(figures, precinct, precincts));
  const registered = (atMs: number) => precincts.reduce((sum, precinct) => sum + registeredAt(precinct, atMs), 0);
  const anchors = totalAnchors(figures, root, byPrecinct, course, registered);
  const { seed } = election.definition;
  const timesMs = new Float64Array(anchors.at(-1)!.count);
  const drawTime = seededDraw(seed, `${channel} times`);
  let count = 0;
  let afterMs = Number.NaN;
  for (const anchor of anchors) {
    const more = anchor.count - count;
    if (more > 0) {
      const spans = Number.isNaN(afterMs) ? [] : spansFor(more, course, afterMs, anchor.atMs);
      if (spans.length === 0) {
        throw new RehearsalImpossibleError(`${channel} is closed until ${told(anchor.atMs)}, when ${more} are counted`);
      }
      spread(more, spans, drawTime, timesMs, count);
    }
    count = anchor.count;
    afterMs = anchor.atMs;
  }
  const parts = precincts.map(
    (precinct, index): PrecinctPart => ({
      code: precinct.code,
      registered: registeredAt(precinct, election.closesAtMs),
      anchors: byPrecinct[index]!,
    }),
  );
  const series: BallotIssueSeries = {
    kind: 'ballot-issues',
    channel,
    source: method.source,
    precincts: precincts.map((precinct) => precinct.code),
    timesMs,
    precinct: new Uint32Array(0),
  };
  const drawPrecinct = seededDraw(seed, `${channel} precincts`);
  return { ...series, precinct: precinctOfEach(parts, (atMs) => dueBy(series, atMs), count, drawPrecinct) };
}

/** Where so many ballots may lie: as the shape says, or anywhere in the hours where that leaves too few milliseconds. */
function spansFor(ballots: number, { shape, zone, hours }: Course, afterMs: number, untilMs: number): Span[] {
  const shaped = shapedSpans(shape, zone, hours, afterMs, untilMs);
  const room = shaped.reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs + 1, 0);
  return room >= ballots ? shaped : openSpans(hours, afterMs, untilMs);
}

/** Counts of a precinct, given for itself or for an area in which no other of the channel lies, ascending. */
function precinctAnchors(
  figures: readonly PublishedFigure[],
  precinct: RehearsedPrecinct,
  precincts: readonly RehearsedPrecinct[],
): Anchor[] {
  const alone = [...precinct.within].filter((area) =>
    precincts.every((other) => other === precinct || !other.within.has(area)),
  );
  // The root's counts are the channel's own anchors, even where the channel has one precinct.
  const codes = new Set(precincts.length === 1 ? [precinct.code] : alone);
  const counts = new Map<number, number>();
  for (const figure of figures)
    if (isExactCount(figure) && codes.has(figure.area)) counts.set(figure.atMs, figure.value);
  return [...counts].map(([atMs, count]) => ({ atMs, count })).sort((a, b) => a.atMs - b.atMs);
}

/** When the channel is open in the zone of any of its precincts, without overlaps. */
function hoursOf(election: RehearsedElection, channel: string, precincts: readonly RehearsedPrecinct[]): Hours[] {
  const zones = new Set(precincts.map((precinct) => precinct.zone));
  const all = [...zones].flatMap((zone) => election.hours(channel, zone)).sort((a, b) => a.opensMs - b.opensMs);
  const merged: Hours[] = [];
  for (const hours of all) {
    const last = merged.at(-1);
    if (last !== undefined && hours.opensMs <= last.closesMs) {
      merged[merged.length - 1] = { opensMs: last.opensMs, closesMs: Math.max(last.closesMs, hours.closesMs) };
    } else merged.push(hours);
  }
  return merged;
}
