import { one, type Queryable, readSql } from '../../database/database.ts';
import type { OfficialPapers } from '../../publish/publish.ts';

const officialPapers = readSql(import.meta.url, './official_papers.sql');
const silentPrecincts = readSql(import.meta.url, './silent_precincts.sql');

/** What is for officials only, as it stands in the database now. */
export async function readOfficialPapers(reading: Queryable, election: string): Promise<OfficialPapers> {
  const papers = await one<Omit<OfficialPapers, 'precincts'>>(reading, officialPapers, [election]);
  const silent = await one<{ silent: number; listed: unknown[] }>(reading, silentPrecincts, [election]);
  return { ...papers, precincts: silent };
}
