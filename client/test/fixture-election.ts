import { createHash } from 'node:crypto';
import { type Boundaries, MAP_FRAME, projectBoundaries } from '../../server/election-package/project-boundaries.ts';
import type { Areas } from '../../shared/area.ts';
import type { BulletinList, BulletinListing } from '../../shared/bulletin.ts';
import type { ElectionDescription } from '../../shared/election.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { ProjectedMap } from '../../shared/projected-map.ts';
import type { ChannelCounts, Correction, Count, Series, Snapshot } from '../../shared/snapshot.ts';
import { turnoutPct } from '../../shared/turnout.ts';
import { areasOf, ZONE } from './fixture-areas.ts';

const MINUTE_MS = 60_000;
const OPENS_MS = Date.parse('2024-05-03T08:00:00+03:00');
const COUNTED_FROM_MS = Date.parse('2024-05-04T13:00:00+03:00');
const CLOSES_MS = Date.parse('2024-05-05T20:00:00+03:00');
const LAST_MINUTE = (CLOSES_MS - OPENS_MS) / MINUTE_MS;

export interface FixtureOptions {
  /** How many districts have a tile; past 20 they leave an open corner, as countries do, past 96 none. */
  readonly districts: number;
  /** Of every so many districts one has sent nothing yet; absent when all have. */
  readonly missingEach?: number;
  /** Which full hours were not counted as they passed, from 0; the second when absent. */
  readonly notices?: readonly number[];
  /** How many reports each count corrects; none when absent. */
  readonly corrections?: number;
  readonly intervalMs: number;
  readonly mode: 'rehearsal' | 'live';
}

/**
 * A made-up election whose every number follows from the minute: district `i` has 1000 (i + 1) electors at stations and,
 * if it is one of the first two, 500 online. It is no rehearsal of anything.
 */
export class FixtureElection {
  readonly areas: Areas;
  readonly description: ElectionDescription;
  readonly #options: FixtureOptions;
  readonly #codes: readonly string[];

  constructor(options: FixtureOptions) {
    this.#options = options;
    this.areas = areasOf(options.districts);
    this.#codes = this.areas.areas.filter(({ level }) => level === 'region').map(({ code }) => code);
    this.description = descriptionOf(options.mode, this);
  }

  /** Instant of a snapshot's number, ms: number 1 is the first counted minute. */
  instantOf(number: number): number {
    return COUNTED_FROM_MS + (number - 1) * MINUTE_MS;
  }

  /** Snapshot of that number; `takenAtMs` by the server's clock. */
  snapshot(number: number, takenAtMs: number): Snapshot {
    const ms = this.instantOf(number);
    const { intervalMs, mode } = this.#options;
    const channels = Object.fromEntries(['online', 'station'].map((channel) => [channel, this.#counts(channel, ms)]));
    const all = sumOf(Object.values(channels));
    const final = ms > CLOSES_MS;
    const missing = this.#codes.flatMap((_, i) => (this.#isMissing(i) ? [i] : []));
    return {
      schema: 'turnout-snapshot/1',
      election: 'land',
      mode,
      lineage: 1,
      number,
      asOf: zonedInstant(ms, ZONE),
      takenAt: new Date(takenAtMs).toISOString(),
      covers: 1,
      loaded: number === 1,
      intervalMs,
      nextAt: final ? null : new Date(takenAtMs + intervalMs).toISOString(),
      clock: { speed: MINUTE_MS / intervalMs },
      status: final ? 'final' : 'provisional',
      open: !final,
      basis: { numerator: 'issued', denominator: 'registered' },
      total: countOf(all),
      channels: Object.fromEntries(Object.entries(channels).map(([channel, counts]) => [channel, countOf(counts)])),
      coverage: {
        feeds: this.#codes.length + 2,
        reported: this.#codes.length + 1 - missing.length,
        registeredReported: countOf(all).registered - 1000 * (1 + missing.reduce((sum, i) => sum + i + 1, 0)),
        oldestAsOf: zonedInstant(ms - 3 * 60 * MINUTE_MS, ZONE),
        lastHeardAt: new Date(takenAtMs - 2000).toISOString(),
        silentSources: 0,
      },
      late: 0,
      corrections: Array.from({ length: this.#options.corrections ?? 0 }, (_, i) => this.#correction(i, ms)),
      previous: number === 1 ? null : createHash('sha256').update(String(number)).digest('hex'),
      areas: { revision: this.areas.revision, level: 'region', codes: this.#codes, ...all, byChannel: channels },
    };
  }

  /** District `i`, an hour before: ten ballots too many were told, and are still counted unless a later report came. */
  #correction(i: number, ms: number): Correction {
    const area = this.#codes[i % this.#codes.length]!;
    const told = { area, asOf: zonedInstant(ms - 60 * MINUTE_MS, ZONE), oldIssued: 410 + i, newIssued: 400 + i };
    const now = i % 2 === 0 ? { oldIssued: 510 + i, newIssued: 500 + i } : { oldIssued: 530 + i, newIssued: 530 + i };
    const sent = { source: 'commission', seq: 100 + i, corrects: 40 + i, channel: 'station' };
    return { ...told, ...sent, ...now, occurred: told, reason: 'Two lists were added up twice.' };
  }

  /** The whole election's curve each ten minutes in `[from, to]`. */
  series(by: 'known' | 'occurred', fromMs: number, toMs: number): Series {
    const at: number[] = [];
    const firstMs = Math.max(fromMs, by === 'known' ? COUNTED_FROM_MS : OPENS_MS);
    for (let ms = Math.ceil(firstMs / (10 * MINUTE_MS)) * 10 * MINUTE_MS; ms <= toMs; ms += 10 * MINUTE_MS) at.push(ms);
    const counts = (channel: string): ChannelCounts => {
      const totals = at.map((ms) => countOf(this.#counts(channel, ms)));
      return { registered: totals.map((count) => count.registered), issued: totals.map((count) => count.issued) };
    };
    const byChannel = { online: counts('online'), station: counts('station') };
    return {
      schema: 'turnout-series/1',
      election: 'land',
      mode: this.#options.mode,
      area: 'XX',
      by,
      step: 'PT10M',
      at: at.map((ms) => zonedInstant(ms, ZONE)),
      ...sumOf(Object.values(byChannel)),
      byChannel,
      countedFrom: zonedInstant(COUNTED_FROM_MS, ZONE),
    };
  }

  /** Each district as a square of a degree where its tile stands, GeoJSON. */
  boundaries(): Boundaries {
    const features = this.areas.areas.flatMap(({ code, tile }) => {
      if (tile === undefined) return [];
      const [west, north] = [40 + 2 * tile[0], 65 - tile[1]];
      const ring = [
        [west, north],
        [west, north - 1],
        [west + 2, north - 1],
        [west + 2, north],
        [west, north],
      ];
      const geometry = { type: 'Polygon' as const, coordinates: [ring] };
      return [{ type: 'Feature' as const, id: code, properties: {}, geometry }];
    });
    return { type: 'FeatureCollection', features };
  }

  /** Those boundaries as loading a package draws them. */
  map(): ProjectedMap {
    return projectBoundaries(this.boundaries(), MAP_FRAME);
  }

  /** Bulletins of the full hours up to a snapshot, notices where they are wanted. */
  bulletins(upTo: number): BulletinList {
    const bulletins: BulletinListing[] = [];
    for (let number = 1; number <= upTo; number += 60) {
      const ms = this.instantOf(number);
      const { total } = this.snapshot(number, ms);
      const notice = (this.#options.notices ?? [1]).includes(bulletins.length);
      bulletins.push({
        number: bulletins.length + 1,
        kind: notice ? 'notice' : 'hourly',
        hour: zonedInstant(ms, ZONE).slice(0, 13),
        asOf: zonedInstant(ms, ZONE),
        snapshot: notice ? null : number,
        corrects: null,
        correctedBy: null,
        status: 'frozen',
        recount: 'waiting',
        sha256: createHash('sha256').update(`json ${number}`).digest('hex'),
        csvSha256: createHash('sha256').update(`csv ${number}`).digest('hex'),
        issued: notice ? null : total.issued,
        registered: notice ? null : total.registered,
        turnoutPct: notice ? null : total.turnoutPct,
      });
    }
    return { schema: 'turnout-bulletins/1', election: 'land', mode: this.#options.mode, bulletins };
  }

  #counts(channel: string, ms: number): ChannelCounts {
    const minute = Math.min(LAST_MINUTE, Math.max(0, (ms - OPENS_MS) / MINUTE_MS));
    const share = (i: number) => ((minute / LAST_MINUTE) * (40 + ((i * 37) % 55))) / 100;
    const registered = this.#codes.map((code, i) => {
      if (code === 'XX-ABROAD') return 0;
      return channel === 'station' ? 1000 * (i + 1) : i < 2 ? 500 : 0;
    });
    const issued = registered.map((n, i) => {
      if (this.#codes[i] === 'XX-ABROAD') return channel === 'station' ? Math.floor(minute * 77) : 0;
      if (this.#isMissing(i)) return 0;
      return Math.floor(n * (channel === 'online' ? Math.sqrt(share(i)) : share(i)));
    });
    return { registered, issued };
  }

  /** The first two districts vote online too, so they are always heard. */
  #isMissing(i: number): boolean {
    const each = this.#options.missingEach;
    return each !== undefined && i > 1 && i % each === 0 && this.#codes[i] !== 'XX-ABROAD';
  }
}

function sumOf(counts: readonly ChannelCounts[]): ChannelCounts {
  const add = (pick: (each: ChannelCounts) => readonly number[]) =>
    (counts[0] === undefined ? [] : pick(counts[0])).map((_, i) =>
      counts.reduce((sum, each) => sum + (pick(each)[i] ?? 0), 0),
    );
  return { registered: add((each) => each.registered), issued: add((each) => each.issued) };
}

function countOf({ registered, issued }: ChannelCounts): Count {
  const total = (ns: readonly number[]) => ns.reduce((sum, n) => sum + n, 0);
  return {
    registered: total(registered),
    issued: total(issued),
    turnoutPct: turnoutPct(total(issued), total(registered)),
  };
}

function descriptionOf(mode: 'rehearsal' | 'live', election: FixtureElection): ElectionDescription {
  const hours = { opens: zonedInstant(OPENS_MS, ZONE), closes: zonedInstant(CLOSES_MS, ZONE) };
  const noonMs = Date.parse('2024-05-04T12:00:00+03:00');
  const noon = election.series('occurred', noonMs, noonMs);
  const counted = { atFrom: zonedInstant(noonMs, ZONE), at: zonedInstant(noonMs, ZONE), source: 'the commission' };
  return {
    schema: 'turnout-election/1',
    id: 'land',
    names: { en: 'Land, a vote on nothing, 3 to 5 May 2024', ru: 'Страна, голосование ни о чём, 3–5 мая 2024 года' },
    timezone: ZONE,
    channels: [
      { code: 'online', names: { en: 'Online', ru: 'Онлайн' }, feed: 'events', revotes: false, hours: [hours] },
      {
        code: 'station',
        names: { en: 'Polling stations', ru: 'Участки' },
        feed: 'reports',
        revotes: false,
        localHours: { days: ['2024-05-03', '2024-05-04', '2024-05-05'], opens: '08:00', closes: '20:00' },
      },
    ],
    levels: ['country', 'region'],
    displayLevel: 'region',
    publishLevel: 'region',
    basis: { numerator: 'issued', denominator: 'registered' },
    mode,
    opensAt: hours.opens,
    closesAt: hours.closes,
    ...(mode === 'rehearsal'
      ? {
          rehearsal: {
            sentence: {
              en: 'Rehearsal on a made-up vote: published counts are met as they were announced; the minutes between them, and every single ballot and report, are simulated.',
              ru: 'Репетиция на выдуманном голосовании: опубликованные числа совпадают с объявленными; минуты между ними, отдельные бюллетени и отчёты смоделированы.',
            },
          },
        }
      : {}),
    publishedCounts: [
      {
        ...counted,
        area: 'XX',
        channel: 'all',
        measure: 'issued',
        value: noon.issued[0] ?? 0,
        denominator: null,
        status: 'exact',
      },
    ],
  };
}
