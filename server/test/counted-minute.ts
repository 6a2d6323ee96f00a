import { expect } from 'vitest';
import type { Snapshot } from '../../shared/snapshot.ts';
import { type Database, one } from '../database/database.ts';
import { countElectionMinute, type MinuteOptions, type MinuteOutcome } from '../minute/minute.ts';

/** The minute of the small election that ends at an instant: it is played, a minute of it in a second. */
export function smallMinute(at: string): MinuteOptions {
  return { election: 'small', at: new Date(at), intervalMs: 1000, speed: 60, loaded: false, next: true };
}

/** Counts the small election's minute that ends at an instant. */
export function countMinute(
  database: Database,
  at: string,
  change: Partial<MinuteOptions> = {},
): Promise<MinuteOutcome> {
  return countElectionMinute(database, { ...smallMinute(at), ...change });
}

/** Counts a minute, which nobody else may have counted, and gives its snapshot. */
export async function countedMinute(database: Database, at: string): Promise<Snapshot> {
  expect(await countMinute(database, at)).toMatchObject({ counted: true });
  return await latestSnapshot(database);
}

/** What was counted last; an error where nothing was. */
export async function latestSnapshot(database: Database): Promise<Snapshot> {
  const sql = 'SELECT body FROM snapshot ORDER BY number DESC LIMIT 1';
  return JSON.parse((await one<{ body: string }>(database.pool('reading'), sql)).body) as Snapshot;
}
