import type { ReportsAsReceived } from '../../shared/rehearsal.ts';
import type { RehearsedElection } from './rehearsed-election.ts';
import { type CountReportSeries, columnsOf, reportSeries } from './sent-series.ts';

/** A row of a table of reports, its instants as numbers; the package's reader has checked it. */
export interface ReceivedReport {
  readonly seq: number;
  readonly area: string;
  readonly channel: string;
  readonly asOfMs: number;
  readonly receivedMs: number;
  readonly issued: number;
  readonly cast: number | undefined;
  readonly registered: number | undefined;
}

/** Rows of a table of reports. */
export function receivedReports(rows: readonly Readonly<Record<string, string>>[]): ReceivedReport[] {
  const figure = (text: string | undefined) => (text === undefined || text === '' ? undefined : Number(text));
  return rows.map((row) => ({
    seq: Number(row.seq),
    area: row.area!,
    channel: row.channel!,
    asOfMs: Date.parse(row.as_of!),
    receivedMs: Date.parse(row.received_at!),
    issued: Number(row.issued),
    cast: figure(row.cast),
    registered: figure(row.registered),
  }));
}

/** Each report under its source's own number, due when it was received, whatever instant it holds for. */
export function reportsAsReceived(
  election: RehearsedElection,
  channel: string,
  method: ReportsAsReceived,
): CountReportSeries {
  const precincts = (election.precincts.get(channel) ?? []).map((precinct) => precinct.code);
  const indexOf = new Map(precincts.map((code, index) => [code, index]));
  const reports = election.reports(method.reports).flatMap((report) => {
    const precinct = indexOf.get(report.area);
    return precinct === undefined || report.channel !== channel
      ? []
      : [{ ...report, precinct, dueMs: report.receivedMs }];
  });
  return reportSeries({ channel, source: method.source, precincts }, columnsOf(reports));
}
