import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, figure, madeElection } from '../test/rehearsed-election.ts';
import { dailyShape, shapedSpans, weightOf } from './daily-shape.ts';
import { NoRehearsalError } from './read-rehearsed-election.ts';
import { type Due, replayOf } from './replay.ts';

const events = { method: 'events-between-counts', source: 'evote', counts: 'counts.csv', shape: 'shape.csv' } as const;
const published = { method: 'reports-as-published', source: 'counties', counts: 'counts.csv' } as const;

function election(stations = 'counties') {
  return madeElection({
    channels: {
      online: { precincts: [{ code: 'O', region: 'A', registered: 500 }], method: events },
      station: { precincts: [{ code: 'S', region: 'A', registered: 500 }], method: { ...published, source: stations } },
    },
    figures: [
      figure('LAND', 'online', at(0, 20), 300),
      figure('S', 'station', at(0, 12), 70),
      figure('S', 'station', at(0, 12), 65, { measure: 'cast' }),
      figure('S', 'station', at(0, 10), 30),
      figure('S', 'station', at(0, 21.5), 90),
    ],
  });
}

const sent = (due: readonly Due[]) =>
  due.flatMap(({ source, lines }) => [...lines].map(({ message }) => ({ source, ...message })));

describe('a replay', () => {
  const replay = replayOf(election());

  it('makes the messages that a source would send, numbered in order of time', () => {
    const reports = sent(replay.due(null, at(0, 22))).filter(({ source }) => source === 'counties');
    const report = { source: 'counties', area: 'S', channel: 'station' };
    expect(reports).toEqual([
      { ...report, seq: 1, asOf: '2024-05-05T10:00:00.000Z', issued: 30 },
      { ...report, seq: 2, asOf: '2024-05-05T12:00:00.000Z', issued: 70, cast: 65 },
      { ...report, seq: 3, asOf: '2024-05-05T21:30:00.000Z', issued: 90 },
    ]);
    const ballots = sent(replay.due(null, at(0, 22))).filter(({ source }) => source === 'evote');
    expect(ballots.map(({ seq }) => seq)).toEqual(Array.from({ length: 300 }, (_, index) => index + 1));
  });

  it('ends when the last message is due, voting being over', () => {
    expect(replay.endsAt).toEqual(new Date(at(0, 21.5)));
  });

  it('sends each message once, wherever the steps fall', () => {
    const instants = fc.array(fc.integer({ min: at(0, 7), max: at(0, 23) }), { maxLength: 10 });
    const all = sent(replay.due(null, at(0, 23)));
    fc.assert(
      fc.property(instants, (cuts) => {
        const steps = [...cuts.toSorted((a, b) => a - b), at(0, 23)];
        const parts = steps.flatMap((to, index) => sent(replay.due(steps[index - 1] ?? null, to)));
        for (const source of ['evote', 'counties']) {
          expect(parts.filter((each) => each.source === source)).toEqual(all.filter((each) => each.source === source));
        }
      }),
    );
  });

  it('cannot have two channels sent by one source: their numbers would be one series', () => {
    expect(() => replayOf(election('evote'))).toThrow(NoRehearsalError);
  });
});

describe('the shape of a day', () => {
  it('follows the clock on the wall over the night in which it is set forward', () => {
    // On 31 March 2024 Vienna has no hour from 2 to 3; the day has 23 hours, of weight 1 each.
    const shape = dailyShape(
      Array.from({ length: 24 }, (_, hour) => ({ time: `${String(hour).padStart(2, '0')}:00`, weight: 1 })),
    );
    const midnight = Date.parse('2024-03-31T00:00:00+01:00');
    const hours = [{ opensMs: midnight, closesMs: Date.parse('2024-04-01T00:00:00+02:00') }];
    const spans = shapedSpans(shape, 'Europe/Vienna', hours, midnight - 1, hours[0]!.closesMs);
    expect(spans).toHaveLength(23);
    expect(weightOf(spans)).toBeCloseTo(23);
  });

  it('of which nothing falls into the hours leaves them even', () => {
    const shape = dailyShape([
      { time: '03:00', weight: 5 },
      { time: '04:00', weight: 5 },
    ]);
    const spans = shapedSpans(shape, 'UTC', [{ opensMs: at(0, 8), closesMs: at(0, 20) }], at(0, 9), at(0, 10));
    expect(spans).toEqual([{ fromMs: at(0, 9) + 1, toMs: at(0, 10), density: 1 }]);
  });
});
