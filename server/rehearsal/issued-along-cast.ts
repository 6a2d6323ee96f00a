import type { IssuedAlongCast } from '../../shared/rehearsal.ts';
import { isExactCount, type PublishedFigure } from './published-figures.ts';
import type { RehearsedElection } from './rehearsed-election.ts';
import { type CountReportSeries, columnsOf, type OneReport, reportSeries } from './sent-series.ts';

/**
 * Each exact published count of ballots cast of a precinct as a report for its instant. The ballots issued by then are the same part
 * of the last published count of them as those cast are of theirs, rounded down; the last report has the published count itself.
 */
export function issuedAlongCast(
  election: RehearsedElection,
  channel: string,
  method: IssuedAlongCast,
): CountReportSeries {
  const precincts = (election.precincts.get(channel) ?? []).map((precinct) => precinct.code);
  const cast = new Map(precincts.map((code) => [code, [] as PublishedFigure[]]));
  const issued = new Map<string, PublishedFigure>();
  for (const figure of election.figures(method.counts)) {
    if (figure.channel !== channel || figure.status !== 'exact') continue;
    if (figure.measure === 'cast') cast.get(figure.area)?.push(figure);
    else if (isExactCount(figure) && figure.atMs >= (issued.get(figure.area)?.atMs ?? 0))
      issued.set(figure.area, figure);
  }
  const reports = precincts.flatMap((code, precinct) => {
    const course = cast.get(code)!.sort((a, b) => a.atMs - b.atMs);
    return alongside(precinct, course, issued.get(code)?.value ?? 0);
  });
  return reportSeries({ channel, source: method.source, precincts }, columnsOf(reports));
}

function alongside(precinct: number, course: readonly PublishedFigure[], finalIssued: number): OneReport[] {
  const finalCast = course.at(-1)?.value ?? 0;
  return course.map(({ atMs, value }, index) => {
    const isLast = index === course.length - 1 || finalCast === 0;
    const issued = isLast ? finalIssued : Math.floor((value / finalCast) * finalIssued);
    return { precinct, dueMs: atMs, issued, cast: value };
  });
}
