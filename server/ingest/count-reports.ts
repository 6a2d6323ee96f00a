import type { CountReport, IngestResult } from '../../shared/ingest-rules.ts';
import { type Database, readSql } from '../database/database.ts';
import { storeBatch } from './accept.ts';
import { arrayLiteral } from './array-literal.ts';
import { type LoadOptions, type LoadTotals, loadLines } from './load.ts';
import { answer, copied, type Line, type MessageKind, type Sending, type Unreadable } from './message.ts';

/** How cumulative count reports are checked, compared and stored. */
export const countReports: MessageKind<CountReport> = {
  table: 'count_report',
  fedBy: 'reports',
  takesBack: (report) => report.corrects,
  takesBackField: 'corrects',
  mayBeTakenBack: () => true,
  takenBackRule: 'already-corrected',
  check: () => null,
  sql: {
    insert: readSql(import.meta.url, './insert_count_reports.sql'),
    compare: readSql(import.meta.url, './compare_count_reports.sql'),
    takeable: readSql(import.meta.url, './correctable.sql'),
    takenBack: readSql(import.meta.url, './corrected_by.sql'),
    copy: readSql(import.meta.url, './copy_count_reports.sql'),
  },
  columns: (reports) => [
    arrayLiteral(reports.map((report) => report.seq)),
    arrayLiteral(reports.map((report) => report.area)),
    arrayLiteral(reports.map((report) => report.channel)),
    arrayLiteral(reports.map((report) => report.asOf)),
    arrayLiteral(reports.map((report) => report.issued)),
    arrayLiteral(reports.map((report) => report.cast ?? null)),
    arrayLiteral(reports.map((report) => report.registered ?? null)),
    arrayLiteral(reports.map((report) => report.corrects ?? null)),
    arrayLiteral(reports.map((report) => report.reason ?? null)),
  ],
  copyRow(report, sending) {
    const place = `${copied(sending.election)}\t${sending.source}\t${report.seq}\t${copied(report.area)}\t${copied(report.channel)}`;
    const counts = `${report.asOf}\t${report.issued}\t${copied(report.cast)}\t${copied(report.registered)}`;
    return `${place}\t${counts}\t${copied(report.corrects)}\t${copied(report.reason)}\n`;
  },
  payload: (report) => JSON.stringify(report),
};

/**
 * What became of a batch of count reports, once it is durably stored: good lines are kept, others refused one by one.
 *
 * @param batch lines as `readCountReport()` gave them, and what is told of those that could not be read
 * @throws UnknownSourceError
 */
export async function acceptCountReports(
  database: Database,
  batch: Sending & { readonly reports: readonly Line<CountReport>[]; readonly unreadable?: Unreadable },
): Promise<IngestResult> {
  return answer(await storeBatch(database, countReports, batch, batch.reports), batch.unreadable);
}

/**
 * Totals of many count reports stored by COPY, chunk by chunk, under the same rules as a batch. What is stored stays
 * stored when it is broken off; run again, it goes on.
 *
 * @throws UnknownSourceError
 */
export function loadCountReports(
  database: Database,
  sending: Sending,
  reports: Iterable<Line<CountReport>> | AsyncIterable<readonly Line<CountReport>[]>,
  options: LoadOptions = {},
): Promise<LoadTotals> {
  return loadLines(database, countReports, sending, reports, options);
}
