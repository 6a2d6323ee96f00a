import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import type { Area, Areas } from '../../shared/area.ts';
import type { BulletinListing } from '../../shared/bulletin.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { AreaCounts, ChannelCounts, Correction, Snapshot } from '../../shared/snapshot.ts';
import { snapshotCsv } from '../../shared/snapshot-csv.ts';
import { turnoutPct } from '../../shared/turnout.ts';
import { type BulletinBody, type OfficialPapers, PublishedStore, type SnapshotBody } from '../publish/publish.ts';

/** A small election as published: a country of one region with two districts, a snapshot a minute from 14:00 on. */
export const SMALL = 'small-2026';
const ZONE = 'Europe/Moscow';
export const FIRST_MS = Date.parse('2026-05-03T14:00:00+03:00');
export const REVISION = 'r1';

export const quiet: Logger = pino({ level: 'silent' });

export function smallDescription(change: Partial<ElectionDescription> = {}): ElectionDescription {
  return {
    schema: 'turnout-election/1',
    id: SMALL,
    names: { en: 'A small election' },
    timezone: ZONE,
    mode: 'rehearsal',
    channels: [
      { code: 'online', names: { en: 'Online' }, feed: 'events', revotes: false },
      { code: 'station', names: { en: 'Stations' }, feed: 'reports', revotes: false },
    ],
    levels: ['country', 'region', 'district', 'precinct'],
    displayLevel: 'district',
    publishLevel: 'district',
    basis: { numerator: 'issued', denominator: 'registered' },
    opensAt: '2026-05-03T08:00:00+03:00',
    closesAt: '2026-05-03T20:00:00+03:00',
    rehearsal: { sentence: { en: 'Everything here is invented.' } },
    publishedCounts: [],
    ...change,
  };
}

function area(code: string, parent: string | null, level: string, registered: Record<string, number>): Area {
  return { code, parent, level, names: { en: code }, timezone: ZONE, registered };
}

export function smallAreas(revision = REVISION): Areas {
  return {
    schema: 'turnout-areas/1',
    election: SMALL,
    revision,
    areas: [
      area('LAND', null, 'country', { online: 1_000, station: 5_000 }),
      area('MIDDLE', 'LAND', 'region', { online: 1_000, station: 5_000 }),
      area('NORTH', 'MIDDLE', 'district', { online: 1_000, station: 2_000 }),
      area('SOUTH', 'MIDDLE', 'district', { station: 3_000 }),
    ],
  };
}

/** Snapshot `n`: online 10 n in the north; stations n in the north and 2 n in the south. */
export function smallSnapshot(n: number, change: Partial<Snapshot> = {}): Snapshot {
  const online = { registered: [1_000, 0], issued: [10 * n, 0] };
  const station = { registered: [2_000, 3_000], issued: [n, 2 * n] };
  return composeSnapshot(n, ['NORTH', 'SOUTH'], { online, station }, change);
}

export function composeSnapshot(
  n: number,
  codes: readonly string[],
  byChannel: Readonly<Record<string, ChannelCounts>>,
  change: Partial<Snapshot> = {},
): Snapshot {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const add = (pick: (counts: ChannelCounts) => readonly number[]) =>
    codes.map((_, index) => sum(Object.values(byChannel).map((counts) => pick(counts)[index]!)));
  const count = (registered: number, issued: number) => ({
    registered,
    issued,
    turnoutPct: turnoutPct(issued, registered),
  });
  const areas: AreaCounts = {
    revision: REVISION,
    level: 'district',
    codes,
    registered: add((counts) => counts.registered),
    issued: add((counts) => counts.issued),
    byChannel,
  };
  return {
    schema: 'turnout-snapshot/1',
    election: SMALL,
    mode: 'rehearsal',
    lineage: 1,
    number: n,
    asOf: zonedInstant(FIRST_MS + (n - 1) * 60_000, ZONE),
    takenAt: new Date(Date.UTC(2026, 10, 22, 10) + n * 1_000).toISOString(),
    covers: 1,
    loaded: n === 1,
    intervalMs: 1_000,
    nextAt: null,
    clock: { speed: 60 },
    status: 'provisional',
    open: true,
    basis: { numerator: 'issued', denominator: 'registered' },
    total: count(sum(areas.registered), sum(areas.issued)),
    channels: Object.fromEntries(
      Object.entries(byChannel).map(([channel, own]) => [channel, count(sum(own.registered), sum(own.issued))]),
    ),
    coverage: {
      feeds: 4,
      reported: 4,
      registeredReported: 6_000,
      oldestAsOf: null,
      lastHeardAt: null,
      silentSources: 0,
    },
    late: 0,
    corrections: [],
    previous: n === 1 ? null : sha256(`the body of ${n - 1}`),
    areas,
    ...change,
  };
}

export function bodyOf(snapshot: Snapshot): SnapshotBody {
  const body = JSON.stringify(snapshot);
  return { number: snapshot.number, asOf: snapshot.asOf, sha256: sha256(body), body };
}

export function smallCorrection(): Correction {
  return {
    area: 'NORTH',
    channel: 'station',
    source: 'north',
    seq: 9,
    corrects: 7,
    asOf: '2026-05-03T13:00:00+03:00',
    oldIssued: 100,
    newIssued: 10,
    occurred: { area: 'NORTH', asOf: '2026-05-03T13:00:00+03:00', oldIssued: 90, newIssued: 9 },
    reason: 'a nought too many',
  };
}

/** Bulletin `n` of the hour 13 + n, frozen of snapshot `n`. */
export function smallBulletin(number: number, change: Partial<BulletinListing> = {}): BulletinBody {
  const snapshot = smallSnapshot(number);
  const csv = snapshotCsv(snapshot, { code: 'LAND', level: 'country' });
  const heading = {
    number,
    kind: change.kind ?? 'hourly',
    hour: change.hour ?? `2026-05-03T${13 + number}`,
    asOf: `2026-05-03T${13 + number}:00:00+03:00`,
    corrects: change.corrects ?? null,
  };
  const body = JSON.stringify({
    schema: 'turnout-bulletin/1',
    election: SMALL,
    mode: 'rehearsal',
    ...heading,
    reason: null,
    snapshot,
    snapshotSha256: bodyOf(snapshot).sha256,
    counted: '1:1:',
  });
  const { issued, registered } = snapshot.total;
  const listing: BulletinListing = {
    ...heading,
    snapshot: number,
    correctedBy: null,
    status: 'frozen',
    recount: 'waiting',
    sha256: sha256(body),
    csvSha256: sha256(csv),
    issued,
    registered,
    turnoutPct: snapshot.total.turnoutPct,
    ...change,
  };
  return { listing, body, csv };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'turnout-publish-'));
}

/** A store with the small election opened, its areas, and its first `snapshots` snapshots. */
export async function smallStore(
  snapshots: number,
  o: { directory?: string; newestSnapshots?: number; description?: Partial<ElectionDescription> } = {},
): Promise<PublishedStore> {
  const store = new PublishedStore({
    directory: o.directory ?? temporaryDirectory(),
    log: quiet,
    ...(o.newestSnapshots === undefined ? {} : { newestSnapshots: o.newestSnapshots }),
  });
  store.openElection({ description: smallDescription(o.description), edition: 'first-edition' });
  await store.addAreas(SMALL, REVISION, JSON.stringify(smallAreas()));
  for (let n = 1; n <= snapshots; n += 1) await store.addSnapshot(SMALL, bodyOf(smallSnapshot(n)));
  return store;
}

/** One discrepancy and one source, as officials are told of them. */
export function smallPapers(): OfficialPapers {
  const met = { snapshot: 3, asOf: '2026-05-03T14:00:00+00:00' };
  const at = '2026-05-03T14:00:00.25+00:00';
  return {
    discrepancies: [
      {
        discrepancy: 1,
        rule: 'falls',
        area: 'N1',
        channel: 'station',
        source: 'north',
        seq: 7,
        ...met,
        detail: { issued: 45, before: 50 },
        state: 'open',
        history: [{ state: 'open', why: 'met', at, ...met, note: null, who: null }],
      },
    ],
    leftOut: { open: 0, closed: 0 },
    sources: [
      {
        source: 'north',
        channel: null,
        area: 'NORTH',
        batchesPerMinute: null,
        revokedAt: null,
        state: 'heard',
        heardAt: at,
        durableUpTo: 6,
        highest: 9,
        holes: [{ first: 7, last: 8, noticedAt: at }],
        missing: 2,
        moreHoles: false,
        conflicts: 0,
        skewMs: -250,
        skewMeasuredAt: at,
      },
    ],
    precincts: { silent: 1, listed: [{ area: 'N2', channel: 'station', lastAsOf: null, heardAt: null }] },
  };
}
