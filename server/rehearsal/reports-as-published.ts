import type { ReportsAsPublished } from '../../shared/rehearsal.ts';
import { isExactCount } from './published-figures.ts';
import type { RehearsedElection } from './rehearsed-election.ts';
import { type CountReportSeries, columnsOf, reportSeries } from './sent-series.ts';

/** Each exact published count of a precinct as a report for its instant, with the ballots cast where they were published too. */
export function reportsAsPublished(
  election: RehearsedElection,
  channel: string,
  method: ReportsAsPublished,
): CountReportSeries {
  const precincts = (election.precincts.get(channel) ?? []).map((precinct) => precinct.code);
  const indexOf = new Map(precincts.map((code, index) => [code, index]));
  const figures = election.figures(method.counts).filter((figure) => figure.channel === channel);
  const cast = new Map<string, number>();
  for (const figure of figures) {
    if (figure.measure === 'cast' && figure.status === 'exact') cast.set(`${figure.atMs} ${figure.area}`, figure.value);
  }
  const reports = figures.filter(isExactCount).flatMap(({ area, atMs, value }) => {
    const precinct = indexOf.get(area);
    return precinct === undefined ? [] : [{ precinct, dueMs: atMs, issued: value, cast: cast.get(`${atMs} ${area}`) }];
  });
  reports.sort((a, b) => a.precinct - b.precinct);
  return reportSeries({ channel, source: method.source, precincts }, columnsOf(reports));
}
