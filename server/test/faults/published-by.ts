import type { Snapshot } from '../../../shared/snapshot.ts';
import { type Database, many } from '../../database/database.ts';
import type { PublishedHistory } from '../../minute/minute.ts';

/** All that a copy of the program would have published by now. */
export async function publishedBy(database: Database): Promise<PublishedHistory> {
  const pool = database.pool('reading');
  const snapshots = await many<{ number: number; body: string; sha256: string }>(
    pool,
    'SELECT number, body, sha256 FROM snapshot ORDER BY number',
  );
  const bulletins = await many<{ number: number; body: string; csv: string }>(
    pool,
    'SELECT number, body, csv FROM bulletin ORDER BY number',
  );
  const areas = await many<{ revision: string; body: string }>(pool, 'SELECT revision, body FROM area_revision');
  return {
    last: async (upTo) => snapshots.findLast(({ number }) => number <= upTo) ?? null,
    after: async ({ snapshot, bulletin }) => ({
      snapshots: snapshots
        .filter(({ number }) => number > snapshot)
        .map(({ body, sha256 }) => ({ snapshot: JSON.parse(body) as Snapshot, body, sha256 })),
      bulletins: bulletins.filter(({ number }) => number > bulletin),
      areas,
    }),
  };
}
