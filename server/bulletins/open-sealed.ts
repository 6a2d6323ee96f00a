import { createHash } from 'node:crypto';
import { commitmentTo, type OpenedFile } from '../../shared/bulletin-log/opened-file.ts';
import { maybeOne, type Queryable, readSql } from '../database/database.ts';
import { officialFile } from './official-file.ts';
import { readChanges, restatedLevels } from './restated-levels.ts';

const selectSealed = readSql(import.meta.url, './sealed_of.sql');
const hashing = { sha256: (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest()) };

/** Why the officials' file of a bulletin cannot be opened. */
export type NotOpened = 'no-bulletin' | 'none-committed' | 'not-here' | 'changed';

/**
 * The officials' file that a bulletin committed to, with the random bytes that open it.
 *
 * @returns `not-here` where it was frozen before a restore that lost it, `changed` where what is kept of every level is not that any more
 */
export async function openSealed(
  client: Queryable,
  o: { election: string; number: number },
): Promise<OpenedFile | NotOpened> {
  const row = await maybeOne<{ sealed: string | null; snapshot: number | null; salt: Buffer | null }>(
    client,
    selectSealed,
    [o.election, o.number],
  );
  if (row === null) return 'no-bulletin';
  if (row.sealed === null || row.snapshot === null) return 'none-committed';
  if (row.salt === null) return 'not-here';
  const changes = await readChanges(client, o);
  const levels = await restatedLevels(client, { election: o.election, snapshot: row.snapshot, changes });
  const opened: OpenedFile = { ...o, salt: new Uint8Array(row.salt), csv: officialFile(levels) };
  return commitmentTo(hashing, opened) === row.sealed ? opened : 'changed';
}
