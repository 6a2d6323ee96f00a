import { many, maybeOne, type Queryable, readSql } from '../database/database.ts';

const readHeads = readSql(import.meta.url, './read_heads.sql');
const readLeaves = readSql(import.meta.url, './read_leaves.sql');
const readManifest = readSql(import.meta.url, './read_manifest.sql');

/** What a log has grown by. */
export interface LogGrowth {
  /** JSON and CSV of bulletin 0, byte for byte. */
  readonly manifest: { readonly json: string; readonly csv: string };
  /** Texts of the leaves after those known, up to the last head. */
  readonly leaves: readonly string[];
  /** Signed heads after those known. */
  readonly heads: readonly { readonly size: number; readonly note: string }[];
}

/** What the log of an election has grown by since it had `size` leaves; `null` where it has not. */
export async function readLogGrowth(database: Queryable, election: string, size: number): Promise<LogGrowth | null> {
  // Leaves are kept in the same transaction as the head that takes them in: read after it, none of its are missing.
  const heads = await many<{ size: number; note: string }>(database, readHeads, [election, size]);
  const last = heads.at(-1);
  if (last === undefined) return null;
  const leaves = await many<{ number: number; leaf: string }>(database, readLeaves, [election, size]);
  const manifest = await maybeOne<{ json: string; csv: string }>(database, readManifest, [election]);
  if (manifest === null) return null;
  return { manifest, heads, leaves: leaves.filter(({ number }) => number < last.size).map(({ leaf }) => leaf) };
}
