import { createHash } from 'node:crypto';
import type { Area, Areas } from '../../shared/area.ts';
import type { Names } from '../../shared/election.ts';
import type { ElectionFacts } from '../counting/counting.ts';
import { many, type Queryable, readSql } from '../database/database.ts';

const readTree = readSql(import.meta.url, './read_tree.sql');
const keepRevision = readSql(import.meta.url, './keep_revision.sql');

/**
 * Revision of the tree and its registered counts as they stand now, kept with the bytes of its `areas.json`: the first 16 hex
 * digits of the SHA-256 of the areas' JSON, down to the published level.
 */
export async function keepAreaRevision(client: Queryable, facts: ElectionFacts): Promise<string> {
  const depth = facts.definition.levels.indexOf(facts.publishLevel);
  const rows = await many<{
    area: string;
    parent: string | null;
    level: string;
    names: Names;
    timezone: string;
    tile_col: number | null;
    tile_row: number | null;
    disputed: boolean;
    note: string | null;
    registered: Record<string, number>;
  }>(client, readTree, [facts.election, depth]);
  const areas = rows.map(
    (row): Area => ({
      code: row.area,
      parent: row.parent,
      level: row.level,
      names: row.names,
      timezone: row.timezone,
      registered: row.registered,
      ...(row.tile_col === null || row.tile_row === null ? {} : { tile: [row.tile_col, row.tile_row] as const }),
      ...(row.disputed ? { disputed: true as const } : {}),
      ...(row.note === null ? {} : { note: row.note }),
    }),
  );
  const revision = createHash('sha256').update(JSON.stringify(areas)).digest('hex').slice(0, 16);
  const body: Areas = { schema: 'turnout-areas/1', election: facts.election, revision, areas };
  await client.query(keepRevision, [facts.election, revision, JSON.stringify(body)]);
  return revision;
}
