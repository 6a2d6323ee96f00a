import type { IngestRule } from '../../shared/ingest-rules.ts';
import { type Queryable, readSql } from '../database/database.ts';
import type { NewCounts } from './count-new.ts';
import type { ElectionFacts } from './election-facts.ts';
import { numberDiscrepancies, silentSourcesAt } from './source-lines.ts';
import type { Watermark } from './watermark.ts';

const add = readSql(import.meta.url, './add_discrepancies.sql');
const close = readSql(import.meta.url, './close_discrepancies.sql');
const releaseCauses = readSql(import.meta.url, './release_causes.sql');
const closeReports = readSql(import.meta.url, './close_report_discrepancies.sql');

/** A difference that a person has to look at, as counting met it. */
export interface FoundDiscrepancy {
  readonly rule: IngestRule;
  readonly area?: string;
  readonly channel?: string;
  readonly source?: string;
  readonly seq?: number;
  /** What tells it from another of its rule, area and channel that is open at the same time. */
  readonly subject?: string;
  /** Instant of the election's clock at which it is over by itself. */
  readonly dueAt?: string;
  readonly [detail: string]: unknown;
}

/**
 * Keeps what the snapshot being taken met and closes what it does not meet any more, each change a row of history; and how many
 * sources are silent. Looks at new rows and at what is open, never at all that is stored. Call it after the sums are changed.
 */
export async function judge(
  client: Queryable,
  o: {
    facts: ElectionFacts;
    watermark: Watermark;
    visible: string;
    number: number;
    at: Date;
    intervalMs: number;
    added: NewCounts;
  },
): Promise<{ readonly silentSources: number }> {
  const { election } = o.facts;
  const silent = await silentSourcesAt(client, o.facts, o);
  const found: FoundDiscrepancy[] = [
    ...o.added.discrepancies,
    ...(await numberDiscrepancies(client, { election, counted: o.watermark.counted, visible: o.visible })),
    ...silent.map(({ source, heardAt }) => ({ rule: 'silence' as const, source, subject: source, heardAt })),
  ];
  const { newReports, correcting } = o.added;
  if (newReports || correcting.length > 0) {
    const values = [election, o.watermark.counted, o.visible, o.number, o.at, o.facts.opensAt];
    await client.query(closeReports, [...values, JSON.stringify(correcting)]);
  }
  await client.query(close, [election, o.number, o.at, silent.map(({ source }) => source)]);
  await client.query(releaseCauses, [election, JSON.stringify(silent)]);
  if (found.length > 0) await client.query(add, [election, JSON.stringify(found), o.number, o.at]);
  return { silentSources: silent.length };
}
