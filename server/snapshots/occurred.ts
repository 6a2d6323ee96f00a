import { zonedInstant } from '../../shared/instant.ts';
import type { ElectionFacts } from '../counting/counting.ts';
import { many, type Queryable, readSql } from '../database/database.ts';

const readOccurred = readSql(import.meta.url, './read_occurred.sql');
const readElectorates = readSql(import.meta.url, './read_electorates.sql');

/** Seconds from one point of the curve by occurrence to the next: the width of `occurred_sum`'s stretches. */
const STEP_S = 600;

/** What is now known to have happened by each instant: counts *at* the instant, of each displayed area and channel. */
export interface Occurred {
  /** ISO 8601 with the election zone's offset, ten minutes apart. */
  readonly at: string[];
  readonly areas: Record<string, Record<string, { registered: number[]; issued: number[]; cast?: number[] }>>;
}

/** The curves by occurrence up to `until`, from the last full ten minutes before the first opening on. */
export async function occurredUntil(database: Queryable, facts: ElectionFacts, until: Date): Promise<Occurred> {
  const firstS = Math.floor(facts.opensAt.getTime() / 1000 / STEP_S) * STEP_S;
  const points = Math.max(0, Math.floor((until.getTime() / 1000 - firstS) / STEP_S) + 1);
  const indexOf = (seconds: number) => Math.ceil((seconds - firstS) / STEP_S);
  const areas: Occurred['areas'] = {};
  const seriesOf = (area: string, channel: string) => {
    areas[area] ??= {};
    areas[area][channel] ??= {
      registered: new Array<number>(points).fill(0),
      issued: new Array<number>(points).fill(0),
    };
    return areas[area][channel];
  };

  const electorates = await many<{ area: string; channel: string; at: number | null; registered: number }>(
    database,
    readElectorates,
    [facts.election, facts.displayLevel, until, facts.opensAt],
  );
  for (const row of electorates) {
    const { registered } = seriesOf(row.area, row.channel);
    addFrom(registered, row.at === null ? 0 : indexOf(row.at), row.registered);
  }
  const changes = await many<{ area: string; channel: string; at: number[]; issued: number[]; ballots_cast: number[] }>(
    database,
    readOccurred,
    [facts.election],
  );
  for (const row of changes) {
    const series = seriesOf(row.area, row.channel);
    accumulate(series.issued, row.at.map(indexOf), row.issued);
    if (row.ballots_cast.some((cast) => cast !== 0)) {
      series.cast = new Array<number>(points).fill(0);
      accumulate(series.cast, row.at.map(indexOf), row.ballots_cast);
    }
  }
  const at = Array.from({ length: points }, (_, index) =>
    zonedInstant((firstS + index * STEP_S) * 1000, facts.timezone),
  );
  return { at, areas };
}

function addFrom(values: number[], index: number, change: number): void {
  for (let i = Math.max(0, index); i < values.length; i++) values[i]! += change;
}

/** Turns changes at rising indexes into running counts. */
function accumulate(values: number[], indexes: readonly number[], changes: readonly number[]): void {
  let next = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    while (next < indexes.length && indexes[next]! <= i) count += changes[next++]!;
    values[i] = count;
  }
}
