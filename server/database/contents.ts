import { connectAsLogin } from './pool.ts';
import { one } from './rows.ts';
import { readSql } from './sql.ts';

const readContents = readSql(import.meta.url, './read-contents.sql');

/** What a database holds before this program has touched it. */
export interface DatabaseContents {
  readonly tables: number;
  /** Name of one of them; `null` where there are none. */
  readonly example: string | null;
  /** Whether this program's tables are there. */
  readonly ours: boolean;
}

/** What the database at `url` holds; changes nothing in it. */
export async function readDatabaseContents(url: string): Promise<DatabaseContents> {
  const client = await connectAsLogin(url, 'turnout start');
  try {
    return await one<{ tables: number; example: string | null; ours: boolean }>(client, readContents);
  } finally {
    await client.end();
  }
}
