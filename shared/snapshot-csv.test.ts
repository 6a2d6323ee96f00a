import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChannelCounts, Snapshot } from './snapshot.ts';
import { snapshotCsv } from './snapshot-csv.ts';
import { turnoutPct, turnoutPctText } from './turnout.ts';

const root = { code: 'LAND', level: 'country' };

function snapshot(areas: Snapshot['areas'], cast = false): Snapshot {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const count = (counts: ChannelCounts) => ({
    registered: sum(counts.registered),
    issued: sum(counts.issued),
    ...(cast ? { cast: sum(counts.cast ?? []) } : {}),
    turnoutPct: turnoutPct(sum(counts.issued), sum(counts.registered)),
  });
  return {
    schema: 'turnout-snapshot/1',
    election: 'small-2026',
    mode: 'rehearsal',
    lineage: 1,
    number: 3,
    asOf: '2026-05-03T14:00:00+03:00',
    takenAt: '2026-05-03T11:00:00.412Z',
    covers: 1,
    loaded: false,
    intervalMs: 60_000,
    nextAt: null,
    clock: { speed: 1 },
    status: 'provisional',
    open: true,
    basis: { numerator: 'issued', denominator: 'registered' },
    total: count(areas),
    channels: Object.fromEntries(Object.entries(areas.byChannel).map(([channel, counts]) => [channel, count(counts)])),
    coverage: { feeds: 3, reported: 3, registeredReported: 3, oldestAsOf: null, lastHeardAt: null, silentSources: 0 },
    late: 0,
    corrections: [],
    previous: null,
    areas,
  };
}

describe('a snapshot as CSV', () => {
  test('has the frozen header, then the whole, then each area, and leaves out a channel nobody has there', () => {
    const csv = snapshotCsv(
      snapshot({
        revision: 'r1',
        level: 'district',
        codes: ['NORTH', 'SOUTH', 'ABROAD'],
        registered: [300, 200, 0],
        issued: [150, 30, 7],
        byChannel: {
          online: { registered: [100, 0, 0], issued: [90, 0, 0] },
          station: { registered: [200, 200, 0], issued: [60, 30, 7] },
        },
      }),
      root,
    );
    // 150 + 30 + 7 = 187 of 300 + 200 = 500: 37.40 %; station 60 + 30 + 7 = 97 of 400: 24.25 %.
    expect(csv).toBe(
      [
        'election,mode,number,as_of,level,area,channel,registered,issued,cast,turnout_pct',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,country,LAND,all,500,187,,37.40',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,country,LAND,online,100,90,,90.00',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,country,LAND,station,400,97,,24.25',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,NORTH,all,300,150,,50.00',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,NORTH,online,100,90,,90.00',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,NORTH,station,200,60,,30.00',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,SOUTH,all,200,30,,15.00',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,SOUTH,station,200,30,,15.00',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,ABROAD,all,0,7,,',
        'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,ABROAD,station,0,7,,',
        '',
      ].join('\n'),
    );
  });

  test('quotes a code that holds a comma or a quote', () => {
    const csv = snapshotCsv(
      snapshot({
        revision: 'r1',
        level: 'district',
        codes: ['North, "upper"'],
        registered: [1],
        issued: [1],
        byChannel: { station: { registered: [1], issued: [1] } },
      }),
      root,
    );
    expect(csv.split('\n')[3]).toBe(
      'small-2026,rehearsal,3,2026-05-03T14:00:00+03:00,district,"North, ""upper""",all,1,1,,100.00',
    );
  });

  test('of the whole election alone repeats nothing', () => {
    const csv = snapshotCsv(
      snapshot({
        revision: 'r1',
        level: 'country',
        codes: ['LAND'],
        registered: [10],
        issued: [5],
        byChannel: { station: { registered: [10], issued: [5] } },
      }),
      root,
    );
    expect(csv.trimEnd().split('\n')).toHaveLength(3);
  });

  test('says of every area what the JSON says', () => {
    const count = fc.nat(1_000_000);
    const areaCount = fc.record({ online: fc.tuple(count, count, count), station: fc.tuple(count, count, count) });
    fc.assert(
      fc.property(fc.array(areaCount, { minLength: 1, maxLength: 20 }), fc.boolean(), (districts, cast) => {
        const column = (channel: 'online' | 'station', index: 0 | 1 | 2) => districts.map((d) => d[channel][index]);
        const channelCounts = (channel: 'online' | 'station'): ChannelCounts => ({
          registered: column(channel, 0),
          issued: column(channel, 1),
          ...(cast ? { cast: column(channel, 2) } : {}),
        });
        const both = (index: 0 | 1 | 2) => districts.map((d) => d.online[index] + d.station[index]);
        const made = snapshot(
          {
            revision: 'r1',
            level: 'district',
            codes: districts.map((_, index) => `D${index}`),
            registered: both(0),
            issued: both(1),
            ...(cast ? { cast: both(2) } : {}),
            byChannel: { online: channelCounts('online'), station: channelCounts('station') },
          },
          cast,
        );
        const rows = snapshotCsv(made, root)
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((line) => line.split(','));
        const written = new Map(rows.map((row) => [`${row[5]}/${row[6]}`, row.slice(7)]));
        const text = (registered: number, issued: number, castCount: number | undefined) => [
          String(registered),
          String(issued),
          castCount === undefined ? '' : String(castCount),
          turnoutPctText(issued, registered),
        ];
        expect(written.get('LAND/all')).toEqual(text(made.total.registered, made.total.issued, made.total.cast));
        made.areas.codes.forEach((code, index) => {
          for (const [name, counts] of [['all', made.areas] as const, ...Object.entries(made.areas.byChannel)]) {
            const expected = text(counts.registered[index]!, counts.issued[index]!, counts.cast?.[index]);
            const found = written.get(`${code}/${name}`) ?? text(0, 0, cast ? 0 : undefined);
            expect(found).toEqual(expected);
          }
        });
      }),
    );
  });
});
