import { count, csvText, field, readTable } from './table.ts';

const PARTS = 1_000_000;

/**
 * Daily shape of an e-vote that ran three days and two nights: 72 slots of 20 minutes.
 *
 * The days are not equally long or busy, so each slot is first taken as a share of its own day's 08:00 to 20:00, which
 * every day has whole; a slot's weight is the mean of those shares over the days that have it. Slots after the closing
 * are left out. Weights are parts in a million.
 */
export function evoteDayShape(path: string, closes: string): string {
  const days = new Map<string, Map<string, number>>();
  for (const row of readTable(path)) {
    const at = field(row, 'bin_start');
    if (at >= closes) continue;
    const day = days.get(at.slice(0, 10)) ?? new Map<string, number>();
    days.set(at.slice(0, 10), day);
    day.set(at.slice(11, 16), (day.get(at.slice(11, 16)) ?? 0) + count(row, 'ballots_accepted'));
  }
  const shares = [...days.values()].map((day) => {
    const daytime = sum([...day].filter(([time]) => time >= '08:00' && time < '20:00').map(([, n]) => n));
    return new Map([...day].map(([time, n]) => [time, n / daytime]));
  });
  const slots = timesOfDay(20).map((time) => {
    const found = shares.flatMap((day) => day.get(time) ?? []);
    if (found.length === 0) throw new Error(`no day has the slot ${time}`);
    return [time, sum(found) / found.length] as const;
  });
  return shapeText(slots);
}

/**
 * Daily shape of polling stations, 08:00 to 20:00 by the hour, out of national counts of a day that was watched from
 * 07:00 to 20:00: those thirteen hours are stretched over the twelve. Weights are parts in a million.
 */
export function stationDayShape(path: string, vote: string, left: string): string {
  const cumulative = new Map<string, number>();
  for (const row of readTable(path)) {
    if (field(row, 'vote_id') !== vote || field(row, 'county_code') === left) continue;
    const hour = field(row, 'at').slice(11, 13);
    cumulative.set(hour, (cumulative.get(hour) ?? 0) + count(row, 'voters_total'));
  }
  const known = [...cumulative.values()];
  const at = (hoursOpen: number) => {
    const position = (hoursOpen / 12) * (known.length - 1);
    const before = Math.min(Math.floor(position), known.length - 2);
    return known[before]! + (known[before + 1]! - known[before]!) * (position - before);
  };
  const hours = Array.from({ length: 12 }, (_, i) => i);
  return shapeText(hours.map((i) => [`${String(8 + i).padStart(2, '0')}:00`, at(i + 1) - at(i)] as const));
}

function shapeText(slots: readonly (readonly [string, number])[]): string {
  const total = sum(slots.map(([, weight]) => weight));
  return csvText(
    ['time', 'weight'],
    slots.map(([time, weight]) => [time, Math.round((weight / total) * PARTS)]),
  );
}

function timesOfDay(stepMinutes: number): string[] {
  return Array.from({ length: 1440 / stepMinutes }, (_, i) => {
    const minutes = i * stepMinutes;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
