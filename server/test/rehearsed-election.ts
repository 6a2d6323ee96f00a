import type { RehearsalMethod } from '../../shared/rehearsal.ts';
import { dailyShape } from '../rehearsal/daily-shape.ts';
import type { PublishedFigure } from '../rehearsal/published-figures.ts';
import type { RehearsedElection } from '../rehearsal/rehearsed-election.ts';
import type { ReceivedReport } from '../rehearsal/reports-as-received.ts';

export const DAY_MS = 86_400_000;
/** Midnight in UTC of the first day of the made elections; their zone is UTC. */
export const FIRST_DAY_MS = Date.parse('2024-05-05T00:00:00Z');

/** An instant of a made election. @param day from 0 @param hour of the day, may have a fraction */
export function at(day: number, hour: number): number {
  return FIRST_DAY_MS + day * DAY_MS + Math.round(hour * 3_600_000);
}

export interface MadePrecinct {
  readonly code: string;
  readonly region: string;
  readonly registered: number;
  readonly zone?: string;
}

export interface MadeChannel {
  readonly precincts: readonly MadePrecinct[];
  readonly method: RehearsalMethod;
}

/** An election of a root LAND, its regions and their precincts, open from 8 to 20 o'clock UTC on some days. */
export function madeElection(o: {
  readonly channels: Readonly<Record<string, MadeChannel>>;
  readonly figures: readonly PublishedFigure[];
  readonly reports?: readonly ReceivedReport[];
  readonly days?: number;
  readonly seed?: number;
  /** Weight of each hour of the day. */
  readonly weights?: readonly number[];
}): RehearsedElection {
  const days = o.days ?? 1;
  const hours = Array.from({ length: days }, (_, day) => ({ opensMs: at(day, 8), closesMs: at(day, 20) }));
  const made = Object.entries(o.channels);
  const regions = [...new Set(made.flatMap(([, { precincts }]) => precincts.map(({ region }) => region)))];
  const codes = new Map(made.flatMap(([, { precincts }]) => precincts.map((each) => [each.code, each] as const)));
  const shape = dailyShape(
    (o.weights ?? Array(24).fill(1)).map((weight, hour) => ({ time: `${hour < 10 ? '0' : ''}${hour}:00`, weight })),
  );
  return {
    zone: 'UTC',
    opensAtMs: hours[0]!.opensMs,
    closesAtMs: hours.at(-1)!.closesMs,
    displayLevel: 'region',
    areas: [
      { code: 'LAND', parent: null, level: 'country', zone: 'UTC' },
      ...regions.map((code) => ({ code, parent: 'LAND', level: 'region', zone: 'UTC' })),
      ...[...codes.values()].map(({ code, region, zone }) => ({
        code,
        parent: region,
        level: 'precinct',
        zone: zone ?? 'UTC',
      })),
    ],
    precincts: new Map(
      made.map(([channel, { precincts }]) => [
        channel,
        precincts.map(({ code, region, registered, zone }) => ({
          code,
          zone: zone ?? 'UTC',
          within: new Set(['LAND', region, code]),
          electorate: [{ fromMs: FIRST_DAY_MS, registered }],
        })),
      ]),
    ),
    hours: () => hours,
    definition: {
      schema: 'turnout-rehearsal/1',
      seed: o.seed ?? 1,
      from: new Date(hours[0]!.opensMs).toISOString(),
      speed: 60,
      sentence: { en: 'Invented.' },
      channels: Object.fromEntries(made.map(([channel, { method }]) => [channel, method])),
    },
    figures: () => o.figures,
    reports: () => o.reports ?? [],
    shape: () => shape,
  };
}

/** A published figure of a made election: an exact count where nothing else is said. */
export function figure(
  area: string,
  channel: string,
  atMs: number,
  value: number,
  more: Partial<PublishedFigure> = {},
): PublishedFigure {
  return {
    area,
    channel,
    atMs,
    fromMs: atMs,
    value,
    measure: 'issued',
    decimals: 0,
    denominator: null,
    status: 'exact',
    ...more,
  };
}
