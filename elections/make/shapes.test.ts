import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { evoteDayShape, stationDayShape } from './shapes.ts';

const folder = mkdtempSync(join(tmpdir(), 'turnout-shapes-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, header: string, rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${[header, ...rows].join('\n')}\n`);
  return path;
}

function weights(shape: string): Map<string, number> {
  const [, ...rows] = shape.trimEnd().split('\n');
  return new Map(rows.map((row) => [row.slice(0, 5), Number(row.slice(6))]));
}

test('a day that was busier or shorter weighs no more in the shape of the day', () => {
  const slots = Array.from({ length: 72 }, (_, i) => {
    return `${String(Math.floor(i / 3)).padStart(2, '0')}:${String((i % 3) * 20).padStart(2, '0')}`;
  });
  // 36 slots from 08:00 to 20:00. The first day opens at 08:00 and has ten times the ballots of the second.
  const first = slots.filter((time) => time >= '08:00').map((time) => `1,2021-09-17T${time}:00+03:00,20,100`);
  const second = slots.map((time) => `1,2021-09-18T${time}:00+03:00,20,10`);
  const path = write('evote.csv', 'district_id,bin_start,bin_minutes,ballots_accepted', [...first, ...second]);
  const shape = weights(evoteDayShape(path, '2021-09-19T20:00:00+03:00'));
  // Every slot is 1/36 of its day's 08:00 to 20:00, so all 72 weigh the same: 1,000,000 / 72.
  expect(new Set(shape.values())).toEqual(new Set([13_889]));
  expect(shape.size).toBe(72);
});

test('thirteen watched hours are stretched over the twelve of the polling stations', () => {
  const hours = Array.from({ length: 14 }, (_, i) => String(7 + i).padStart(2, '0'));
  const rows = hours.flatMap((hour, i) => [
    `v,AB,2016-12-11T${hour}:00:00+02:00,${i * 100}`,
    `v,SR,2016-12-11T${hour}:00:00+02:00,${i * i * 999}`,
  ]);
  const path = write('counties.csv', 'vote_id,county_code,at,voters_total', rows);
  const shape = weights(stationDayShape(path, 'v', 'SR'));
  // The same number each hour stays the same: 1,000,000 / 12. The one left out bends nothing.
  expect([...shape.keys()].slice(0, 2)).toEqual(['08:00', '09:00']);
  expect(new Set(shape.values())).toEqual(new Set([83_333]));
});
