import { describe, expect, it } from 'vitest';
import { zonedInstant } from '../../../shared/instant.ts';
import { seededDraw } from '../../rehearsal/random.ts';
import { fullCounts } from '../counts.ts';
import { loadSmallElection } from '../small-election.ts';
import { freshDatabase } from '../test-database.ts';
import { expectSound, reportFault } from './fault-report.ts';
import { frozenHours, votingIn } from './hours-of-zones.ts';
import { check, Ledger } from './ledger.ts';
import { countAt } from './small-stage.ts';

const HOUR_MS = 3_600_000;

const NIGHTS = [
  {
    night: 'the night of 25 hours',
    zone: 'Europe/Vienna',
    opens: '2024-10-26T22:00:00+02:00',
    closes: '2024-10-27T06:00:00+01:00',
    hours: ['26T22', '26T23', '27T00', '27T01', '27T02+02:00', '27T02+01:00', '27T03', '27T04', '27T05', '27T06'],
    month: '2024-10-',
  },
  {
    night: 'the night of 23 hours',
    zone: 'Europe/Vienna',
    opens: '2024-03-30T22:00:00+01:00',
    closes: '2024-03-31T06:00:00+02:00',
    hours: ['30T22', '30T23', '31T00', '31T01', '31T03', '31T04', '31T05', '31T06'],
    month: '2024-03-',
  },
  {
    night: 'the leap day and both its midnights',
    zone: 'America/New_York',
    opens: '2024-02-28T23:00:00-05:00',
    closes: '2024-03-01T01:00:00-05:00',
    hours: ['28T23', ...Array.from({ length: 24 }, (_, h) => `29T${String(h).padStart(2, '0')}`)],
    month: '2024-02-',
    after: ['2024-03-01T00', '2024-03-01T01'],
  },
  {
    night: 'a zone of half an hour',
    zone: 'Asia/Kolkata',
    opens: '2024-05-05T22:00:00+05:30',
    closes: '2024-05-06T02:00:00+05:30',
    hours: ['05T22', '05T23', '06T00', '06T01', '06T02'],
    month: '2024-05-',
  },
];

describe('each hour is frozen exactly once', { timeout: 300_000 }, () => {
  it.each(NIGHTS)('in $night', async ({ night, zone, opens, closes, hours, month, after = [] }) => {
    const database = await freshDatabase();
    await loadSmallElection(database, votingIn(zone, opens, closes));
    for (let ms = Date.parse(opens); ms <= Date.parse(closes); ms += HOUR_MS / 4) await countAt(database, new Date(ms));
    const frozen = await frozenHours(database);
    const expected = [...hours.map((hour) => month + hour), ...after];
    // Stations of the day keep hours of their own; what is asked here is the clock of the election.
    const within = frozen.filter(({ asOf }) => asOf >= Date.parse(opens) && asOf <= Date.parse(closes));
    expect(within.map(({ hour }) => hour)).toEqual(expected);
    expect(within.every(({ kind }) => kind !== 'notice')).toBe(true);
    for (const { hour, asOf } of within) expect(zonedInstant(asOf, zone).slice(0, 13)).toBe(hour.slice(0, 13));
    const findings = await check(database, new Ledger());
    expectSound(`clock: ${night}`, { hit: within.length, of: expected.length, atLeast: expected.length, findings });
  });

  it('whatever the clock does: jumps ahead, back, stands still', async () => {
    const seeds = fullCounts ? 60 : 8;
    let jumps = 0;
    let hoursFrozen = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const database = await freshDatabase();
      await loadSmallElection(database);
      const draw = seededDraw(seed, 'clock');
      const opensMs = Date.parse('2024-05-05T07:00:00+02:00');
      const closesMs = Date.parse('2024-05-05T20:00:00+02:00');
      const asked = new Set<number>();
      for (let ms = opensMs; ms <= closesMs; ) {
        await countAt(database, new Date(ms));
        asked.add(ms);
        const jump = draw();
        if (jump > 0.8) jumps += 1;
        const minutes =
          jump < 0.7
            ? 20
            : jump < 0.8
              ? 0
              : jump < 0.92
                ? 20 * Math.floor(1 + draw() * 9)
                : -20 * Math.floor(draw() * 6);
        ms = Math.max(opensMs, ms + minutes * 60_000);
      }
      await countAt(database, new Date(closesMs));
      const frozen = await frozenHours(database);
      const expected = Array.from({ length: 14 }, (_, hour) => opensMs + hour * HOUR_MS);
      expect(
        frozen.map(({ asOf }) => asOf),
        `seed ${seed}`,
      ).toEqual(expected);
      // An hour that was passed over has a notice, one that was counted as it struck has its figures.
      for (const { asOf, kind } of frozen) {
        if (!asked.has(asOf) && asOf !== closesMs) expect(kind, `seed ${seed}`).toBe('notice');
      }
      const { problems } = await check(database, new Ledger());
      expect(problems, `seed ${seed}`).toEqual([]);
      hoursFrozen += frozen.length;
    }
    reportFault('clock jumps', {
      hit: jumps,
      of: jumps,
      found: `${hoursFrozen} hours of ${seeds} days, each frozen once`,
    });
    expect(jumps).toBeGreaterThan(seeds * 2);
  });
});
