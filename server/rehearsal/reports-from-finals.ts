import type { ReportsFromFinals } from '../../shared/rehearsal.ts';
import { apportion } from './apportion.ts';
import { fitCourses, type Target } from './fit-course.ts';
import { PrecinctReports } from './precinct-reports.ts';
import { countsOfPercentage, isExactCount, type PublishedFigure } from './published-figures.ts';
import { type Draw, factorAroundOne, seededDraw } from './random.ts';
import { type RehearsedElection, registeredAt } from './rehearsed-election.ts';
import { type ReportingGroup, reportingGroups } from './reporting-group.ts';
import { type CountReportSeries, issuedByPrecinct, reportSeries, type SentSeries } from './sent-series.ts';
import { wholeCourses } from './whole-courses.ts';

/** How much areas differ from one another in a slot, and precincts within one, where nothing is published. */
const AREA_SPREAD = 0.2;
const PRECINCT_SPREAD = 0.3;
/** How far from its middle a percentage may be met, as a part of its rounding: the rest is left for whole ballots. */
const ROOM_IN_PERCENTAGE = 0.3;

/**
 * Count reports of every precinct of a channel at its reporting times, ending at its final count; together they meet the counts
 * and percentages published meanwhile for larger areas, as far as those go together.
 *
 * @param others what the other channels send: figures of all channels together hold it too
 */
export function reportsFromFinals(
  election: RehearsedElection,
  channel: string,
  method: ReportsFromFinals,
  others: readonly SentSeries[],
): CountReportSeries {
  const precincts = election.precincts.get(channel) ?? [];
  const figures = election.figures(method.counts);
  const finals = finalCounts(
    figures,
    channel,
    precincts.map((precinct) => precinct.code),
  );
  const given = meanwhile(election, channel, figures, finals);
  const groups = reportingGroups(
    election,
    channel,
    method,
    finals.map((final) => final?.value),
    new Set(given.map((figure) => figure.area)),
  );
  const issuedElsewhere = elsewhere(election, others, given);
  const targets = given.map((figure) => target(election, channel, figure, groups, issuedElsewhere(figure)));
  const { seed } = election.definition;
  const drawArea = seededDraw(seed, `${channel} areas`);
  const varied = groups.map(({ final, weights }) => ({
    final,
    weights: weights.map((weight) => weight * factorAroundOne(drawArea, AREA_SPREAD)),
  }));
  const courses = wholeCourses(fitCourses(varied, targets), targets);
  const drawPrecinct = seededDraw(seed, `${channel} precincts`);
  const reports = new PrecinctReports(precincts.length, groups);
  for (const [index, group] of groups.entries()) divide(group, courses[index]!, finals, drawPrecinct, reports);
  const { spreadMinutes } = method;
  if (spreadMinutes !== undefined) reports.spread(spreadMinutes, seededDraw(seed, `${channel} minutes`));
  return reportSeries(
    { channel, source: method.source, precincts: precincts.map((precinct) => precinct.code) },
    reports,
  );
}

/** The last exact count of each precinct; `undefined` where it has none. */
function finalCounts(
  figures: readonly PublishedFigure[],
  channel: string,
  codes: readonly string[],
): (PublishedFigure | undefined)[] {
  const last = new Map<string, PublishedFigure>();
  for (const figure of figures) {
    if (figure.channel !== channel || !isExactCount(figure)) continue;
    if ((last.get(figure.area)?.atMs ?? Number.NEGATIVE_INFINITY) <= figure.atMs) last.set(figure.area, figure);
  }
  return codes.map((code) => last.get(code));
}

/**
 * Figures that the reports have to meet on the way: percentages first, counts last, for these are met best. A percentage
 * beside a count of the same area and instant says nothing new.
 */
function meanwhile(
  election: RehearsedElection,
  channel: string,
  figures: readonly PublishedFigure[],
  finals: readonly (PublishedFigure | undefined)[],
): PublishedFigure[] {
  const own = new Set(finals);
  const known = new Set(election.areas.map((area) => area.code));
  const usable = figures.filter(
    (figure) =>
      (figure.channel === channel || figure.channel === 'all') &&
      figure.measure !== 'cast' &&
      known.has(figure.area) &&
      !own.has(figure),
  );
  const counts = usable.filter((figure) => figure.measure === 'issued');
  const counted = new Set(counts.map((figure) => `${figure.area} ${figure.channel} ${figure.atMs}`));
  const percentages = usable.filter(
    (figure) => figure.measure === 'turnout_pct' && !counted.has(`${figure.area} ${figure.channel} ${figure.atMs}`),
  );
  const inTime = (a: PublishedFigure, b: PublishedFigure) => a.atMs - b.atMs;
  return [...percentages.sort(inTime), ...counts.sort(inTime)];
}

/** For a figure of all channels, what the others have issued in its area by then. */
function elsewhere(
  election: RehearsedElection,
  others: readonly SentSeries[],
  figures: readonly PublishedFigure[],
): (figure: PublishedFigure) => number {
  const instants = [...new Set(figures.map((figure) => figure.atMs))].sort((a, b) => a - b);
  const byChannel = others.map((series) => ({
    precincts: election.precincts.get(series.channel) ?? [],
    issued: issuedByPrecinct(series, instants),
  }));
  return ({ area, channel, atMs }) => {
    if (channel !== 'all') return 0;
    let sum = 0;
    for (const { precincts, issued } of byChannel) {
      const then = issued[instants.indexOf(atMs)]!;
      for (const [index, precinct] of precincts.entries()) if (precinct.within.has(area)) sum += then[index]!;
    }
    return sum;
  };
}

/** What a published figure asks of the channel's reports. */
function target(
  election: RehearsedElection,
  channel: string,
  figure: PublishedFigure,
  groups: readonly ReportingGroup[],
  issuedElsewhere: number,
): Target {
  const part = groups.map((group) => group.within.has(figure.area));
  const passed = groups.map((group, index) =>
    part[index] ? group.inByMs.filter((inMs) => inMs <= figure.atMs).length : 0,
  );
  if (figure.measure === 'issued') {
    const least = figure.value - issuedElsewhere;
    return { part, passed, least, most: figure.status === 'minimum' ? Number.POSITIVE_INFINITY : least };
  }
  const { least, most, middle } = countsOfPercentage(figure, registered(election, figure, channel));
  const room = Math.max(0, Math.min(middle - least, most - middle)) * ROOM_IN_PERCENTAGE;
  return { part, passed, least: middle - room - issuedElsewhere, most: middle + room - issuedElsewhere };
}

/** Our own registered electors of the figure's area and channel at its instant. */
function registered(election: RehearsedElection, figure: PublishedFigure, channel: string): number {
  let sum = 0;
  for (const [code, precincts] of election.precincts) {
    if (figure.channel !== 'all' && code !== channel) continue;
    for (const precinct of precincts) if (precinct.within.has(figure.area)) sum += registeredAt(precinct, figure.atMs);
  }
  return sum;
}

/** Divides the group's course among its precincts: each keeps to what it has left until its final count. */
function divide(
  group: ReportingGroup,
  course: readonly number[],
  finals: readonly (PublishedFigure | undefined)[],
  draw: Draw,
  reports: PrecinctReports,
): void {
  const issued = group.members.map(() => 0);
  for (const slot of group.slotsMs.keys()) {
    const left = group.members.map((precinct, member) => finals[precinct]!.value - issued[member]!);
    const weights = left.map((ballots) => ballots * factorAroundOne(draw, PRECINCT_SPREAD));
    const more = apportion(course[slot]! - (course[slot - 1] ?? 0), weights, left);
    for (const [member, precinct] of group.members.entries()) {
      issued[member]! += more[member]!;
      reports.set(precinct, slot, issued[member]!);
    }
  }
}
