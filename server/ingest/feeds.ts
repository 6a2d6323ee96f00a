import type { Feed, Mode } from '../../shared/election.ts';
import { type Database, many, maybeOne, type Queryable, readSql } from '../database/database.ts';

const senderSql = readSql(import.meta.url, './sender.sql');
const feedsSql = readSql(import.meta.url, './feeds.sql');
const treeSql = readSql(import.meta.url, './tree.sql');
const channelsSql = readSql(import.meta.url, './channels.sql');

/** Rows for a source that nobody made, or for an election that is not there. */
export class UnknownSourceError extends Error {
  constructor(election: string, source: string) {
    super(`Election ${election} has no source ${source}.`);
    this.name = 'UnknownSourceError';
  }
}

/** What a source may send for; `null` is no limit. */
export interface Sender {
  readonly channel: string | null;
  readonly area: string | null;
}

/** What an election is fed by, as one loading of it has it. */
export interface ElectionFeeds {
  readonly edition: string;
  readonly mode: Mode;
  hasArea(area: string): boolean;
  hasChannel(channel: string): boolean;
  /** `undefined` where the area is no precinct of that channel. */
  feedOf(area: string, channel: string): Feed | undefined;
  /** Whether the first area is the second or lies in it. */
  isWithin(area: string, container: string): boolean;
}

interface SenderRow extends Sender {
  readonly edition: string;
  readonly mode: Mode;
}

const cache = new WeakMap<Database, Map<string, ElectionFeeds>>();

/**
 * The source and the election's feeds. Feeds are read once for each loading of the election and kept.
 *
 * @throws UnknownSourceError
 */
export async function senderAndFeeds(
  database: Database,
  client: Queryable,
  election: string,
  source: string,
): Promise<{ sender: Sender; feeds: ElectionFeeds }> {
  const row = await maybeOne<SenderRow>(client, senderSql, [election, source]);
  if (row === null) throw new UnknownSourceError(election, source);
  const kept = cache.get(database) ?? new Map<string, ElectionFeeds>();
  cache.set(database, kept);
  let feeds = kept.get(election);
  if (feeds === undefined || feeds.edition !== row.edition) {
    feeds = await readFeeds(client, election, row);
    kept.set(election, feeds);
  }
  return { sender: { channel: row.channel, area: row.area }, feeds };
}

async function readFeeds(client: Queryable, election: string, row: SenderRow): Promise<ElectionFeeds> {
  const parents = new Map<string, string | null>();
  for (const { area, parent } of await many<{ area: string; parent: string | null }>(client, treeSql, [election])) {
    parents.set(area, parent);
  }
  const channels = new Map<string, Map<string, Feed>>();
  for (const { channel } of await many<{ channel: string }>(client, channelsSql, [election])) {
    channels.set(channel, new Map());
  }
  type FeedRow = { area: string; channel: string; feed: Feed };
  for (const { area, channel, feed } of await many<FeedRow>(client, feedsSql, [election])) {
    channels.get(channel)?.set(area, feed);
  }
  return {
    edition: row.edition,
    mode: row.mode,
    hasArea: (area) => parents.has(area),
    hasChannel: (channel) => channels.has(channel),
    feedOf: (area, channel) => channels.get(channel)?.get(area),
    isWithin(area, container) {
      for (let at: string | null | undefined = area; at != null; at = parents.get(at))
        if (at === container) return true;
      return false;
    },
  };
}
