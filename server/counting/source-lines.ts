import { many, type Queryable, readSql } from '../database/database.ts';
import type { FoundDiscrepancy } from './discrepancies.ts';
import type { ElectionFacts } from './election-facts.ts';

const hear = readSql(import.meta.url, './hear_sources.sql');
const findHoles = readSql(import.meta.url, './find_holes.sql');
const keepHoles = readSql(import.meta.url, './keep_holes.sql');
const oldHoles = readSql(import.meta.url, './old_holes.sql');
const silentSources = readSql(import.meta.url, './silent_sources.sql');
const newConflicts = readSql(import.meta.url, './new_conflicts.sql');

/** Who sent new rows of one kind, as the counting statements tell it. */
export interface HeardSource {
  readonly source: string;
  readonly rows: number;
  /** Lowest and highest number among them. */
  readonly first: number;
  readonly last: number;
  /** Of the last received, by the database's clock, and of the last that occurred, by the source's. */
  readonly receivedAt: string;
  readonly lastAt: string;
}

/** A source that says nothing for this long while its channel is open is silent. */
const SILENT_AFTER_MS = 300_000;
/** And for so many minutes of counting, where those are longer than real ones. */
const SILENT_MINUTES = 5;
/** A hole may be a transaction that is still on its way; after this long a person has to look. */
const HOLE_AFTER = '5 minutes';
/** Holes of a source that are kept one by one. */
const MOST_HOLES = 1_000;

/**
 * Keeps when each source was heard, how far its numbers go and which of them are missing. A source that simply goes on costs
 * nothing more; only where one skipped or filled numbers are they looked up.
 */
export async function hearSources(
  client: Queryable,
  facts: ElectionFacts,
  heard: readonly HeardSource[],
): Promise<void> {
  if (heard.length === 0) return;
  // A rehearsal's messages occurred years before they are received.
  const measured = facts.mode === 'live';
  const uneven = await many<{ source: string }>(client, hear, [facts.election, JSON.stringify(heard), measured]);
  for (const { source } of uneven) {
    const holes = await many<{ first: number; last: number; noticed_at: Date }>(client, findHoles, [
      facts.election,
      source,
    ]);
    const kept = holes.slice(0, MOST_HOLES).map(({ noticed_at: noticedAt, ...hole }) => ({ ...hole, noticedAt }));
    const next = holes[MOST_HOLES];
    const lookedUpTo = next === undefined ? null : next.first - 1;
    await client.query(keepHoles, [facts.election, source, JSON.stringify(kept), next !== undefined, lookedUpTo]);
  }
}

/** Names of the sources from which something should have been heard by now, by the election's clock `at`. */
export async function silentSourcesAt(
  client: Queryable,
  facts: ElectionFacts,
  { at, intervalMs }: { at: Date; intervalMs: number },
): Promise<{ readonly source: string; readonly heardAt: Date | null }[]> {
  const channels = facts.definition.channels.filter((channel) => channel.feed === 'events').map(({ code }) => code);
  const afterMs = Math.max(SILENT_AFTER_MS, SILENT_MINUTES * intervalMs);
  const rows = await many<{ source: string; heard_at: Date | null }>(client, silentSources, [
    facts.election,
    `${afterMs} milliseconds`,
    at,
    channels,
  ]);
  return rows.map(({ source, heard_at: heardAt }) => ({ source, heardAt }));
}

/** What a person has to look at in the sources' numbers: those sent twice with another content, and those long missing. */
export async function numberDiscrepancies(
  client: Queryable,
  o: { election: string; counted: string; visible: string },
): Promise<FoundDiscrepancy[]> {
  const conflicts = await many<{ source: string; seq: number; conflicts: number }>(client, newConflicts, [
    o.election,
    o.counted,
    o.visible,
  ]);
  const holes = await many<{ source: string; first: number; last: number; noticed_at: Date }>(client, oldHoles, [
    o.election,
    HOLE_AFTER,
  ]);
  return [
    ...conflicts.map(({ source, seq, conflicts: times }) => ({
      rule: 'seq-conflict' as const,
      source,
      subject: source,
      seq,
      conflicts: times,
    })),
    ...holes.map(({ source, first, last, noticed_at: noticedAt }) => ({
      rule: 'hole' as const,
      source,
      subject: `${source}/${first}`,
      seq: first,
      last,
      noticedAt: noticedAt.toISOString(),
    })),
  ];
}
