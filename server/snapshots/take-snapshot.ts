import { createHash } from 'node:crypto';
import { zonedInstant } from '../../shared/instant.ts';
import type { AreaCounts, ChannelCounts, Correction, Count, Coverage, Snapshot } from '../../shared/snapshot.ts';
import { turnoutPct } from '../../shared/turnout.ts';
import type { ElectionFacts, VotingHours } from '../counting/counting.ts';
import { many, one, type Queryable, readSql } from '../database/database.ts';

const readSums = readSql(import.meta.url, './read_sums.sql');
const readHeard = readSql(import.meta.url, './read_heard.sql');
const keepSnapshot = readSql(import.meta.url, './keep_snapshot.sql');
const keepDepthRows = readSql(import.meta.url, './keep_depth.sql');

/** What is said about a snapshot besides its counts. */
export interface SnapshotHeading {
  readonly number: number;
  readonly lineage: number;
  readonly asOf: Date;
  readonly takenAt: Date;
  readonly covers: number;
  readonly loaded: boolean;
  readonly intervalMs: number;
  readonly nextAt: Date | null;
  readonly speed: number;
  readonly late: number;
  readonly corrections: readonly Correction[];
  /** SHA-256 of the bytes of the snapshot before, hex. */
  readonly previous: string | null;
  readonly areaRevision: string;
}

/** A kept snapshot: its bytes are what is published, for ever. */
export interface KeptSnapshot {
  readonly snapshot: Snapshot;
  readonly body: string;
  /** SHA-256 of the body's UTF-8 bytes, hex. */
  readonly sha256: string;
}

interface Sum {
  readonly area: string;
  readonly root: boolean;
  readonly channel: string;
  readonly registered: number;
  readonly issued: number;
  readonly ballots_cast: number;
  readonly feeds: number;
  readonly feeds_reported: number;
  readonly registered_reported: number;
}

/** Reads the sums as they stand in this transaction, makes the snapshot of them, and keeps it. */
export async function takeSnapshot(
  client: Queryable,
  o: {
    facts: ElectionFacts;
    hours: readonly VotingHours[];
    /** Sources from which something should have been heard by now. */
    silentSources: number;
    heading: SnapshotHeading;
    counted: string;
    systemIdentifier: string;
  },
): Promise<KeptSnapshot> {
  const { facts, heading } = o;
  const openChannels = channelsOpenAt(o.hours, heading.asOf);
  const sums = await many<Sum>(client, readSums, [facts.election, facts.displayLevel]);
  const heard = await one<{ oldest_as_of: Date | null; last_heard_at: Date | null }>(client, readHeard, [
    facts.election,
  ]);
  const snapshot = composeSnapshot({ ...o, sums, open: openChannels.size > 0, heard });
  const body = JSON.stringify(snapshot);
  const sha256 = createHash('sha256').update(body).digest('hex');
  await client.query(keepSnapshot, [
    facts.election,
    heading.number,
    heading.lineage,
    heading.asOf,
    heading.takenAt,
    heading.covers,
    heading.loaded,
    o.counted,
    body,
    sha256,
    heading.previous,
    o.systemIdentifier,
  ]);
  return { snapshot, body, sha256 };
}

/** Keeps every level of the sums under a snapshot just taken. */
export async function keepDepth(client: Queryable, election: string, number: number): Promise<void> {
  await client.query(keepDepthRows, [election, number]);
}

function channelsOpenAt(hours: readonly VotingHours[], at: Date): Set<string> {
  return new Set(hours.filter((h) => h.opensAt <= at && at < h.closesAt).map((h) => h.channel));
}

function composeSnapshot(o: {
  facts: ElectionFacts;
  heading: SnapshotHeading;
  sums: readonly Sum[];
  open: boolean;
  silentSources: number;
  heard: { oldest_as_of: Date | null; last_heard_at: Date | null };
}): Snapshot {
  const { facts, heading, sums } = o;
  const zoned = (at: Date) => zonedInstant(at.getTime(), facts.timezone);
  const root = sums.filter((sum) => sum.root);
  const add = (pick: (sum: Sum) => number) => root.reduce((total, sum) => total + pick(sum), 0);
  const castChannels = new Set(root.filter((sum) => sum.ballots_cast !== 0).map((sum) => sum.channel));
  const channels = facts.definition.channels
    .map((channel) => root.find((sum) => sum.channel === channel.code))
    .filter((sum) => sum !== undefined);
  const coverage: Coverage = {
    feeds: add((sum) => sum.feeds),
    reported: add((sum) => sum.feeds_reported),
    registeredReported: add((sum) => sum.registered_reported),
    oldestAsOf: o.heard.oldest_as_of === null ? null : zoned(o.heard.oldest_as_of),
    lastHeardAt: o.heard.last_heard_at === null ? null : o.heard.last_heard_at.toISOString(),
    silentSources: o.silentSources,
  };
  return {
    schema: 'turnout-snapshot/1',
    election: facts.election,
    mode: facts.mode,
    lineage: heading.lineage,
    number: heading.number,
    asOf: zoned(heading.asOf),
    takenAt: heading.takenAt.toISOString(),
    covers: heading.covers,
    loaded: heading.loaded,
    intervalMs: heading.intervalMs,
    nextAt: heading.nextAt === null ? null : heading.nextAt.toISOString(),
    clock: { speed: heading.speed },
    status: statusAt(facts, heading.asOf),
    open: o.open,
    basis: facts.definition.basis,
    total: countOf(
      add((sum) => sum.registered),
      add((sum) => sum.issued),
      castChannels.size > 0 ? add((sum) => sum.ballots_cast) : undefined,
    ),
    channels: Object.fromEntries(
      channels.map((sum) => [
        sum.channel,
        countOf(sum.registered, sum.issued, castChannels.has(sum.channel) ? sum.ballots_cast : undefined),
      ]),
    ),
    coverage,
    late: heading.late,
    corrections: heading.corrections,
    previous: heading.previous,
    areas: areaCounts({ facts, sums, castChannels, revision: heading.areaRevision }),
  };
}

function statusAt(facts: ElectionFacts, at: Date): Snapshot['status'] {
  if (facts.finishedAt !== null && at >= facts.finishedAt) return 'final';
  return at < facts.opensAt ? 'before' : 'provisional';
}

function countOf(registered: number, issued: number, cast: number | undefined): Count {
  return {
    registered,
    issued,
    ...(cast === undefined ? {} : { cast }),
    turnoutPct: turnoutPct(issued, registered),
  };
}

/** Parallel arrays of the displayed level; where the root is the displayed level, the arrays have its one entry. */
function areaCounts(o: {
  facts: ElectionFacts;
  sums: readonly Sum[];
  castChannels: ReadonlySet<string>;
  revision: string;
}): AreaCounts {
  const rootIsShown = o.facts.definition.levels[0] === o.facts.displayLevel;
  const shown = o.sums.filter((sum) => sum.root === rootIsShown);
  const codes = [...new Set(shown.map((sum) => sum.area))];
  const indexOf = new Map(codes.map((code, index) => [code, index]));
  const arraysOf = (matching: readonly Sum[], withCast: boolean): ChannelCounts => {
    const registered = new Array<number>(codes.length).fill(0);
    const issued = new Array<number>(codes.length).fill(0);
    const cast = new Array<number>(codes.length).fill(0);
    for (const sum of matching) {
      const index = indexOf.get(sum.area)!;
      registered[index]! += sum.registered;
      issued[index]! += sum.issued;
      cast[index]! += sum.ballots_cast;
    }
    return { registered, issued, ...(withCast ? { cast } : {}) };
  };
  return {
    revision: o.revision,
    level: o.facts.displayLevel,
    codes,
    ...arraysOf(shown, o.castChannels.size > 0),
    byChannel: Object.fromEntries(
      o.facts.definition.channels.map((channel) => [
        channel.code,
        arraysOf(
          shown.filter((sum) => sum.channel === channel.code),
          o.castChannels.has(channel.code),
        ),
      ]),
    ),
  };
}
