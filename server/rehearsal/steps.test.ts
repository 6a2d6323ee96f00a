import { describe, expect, it } from 'vitest';
import { nextStep, Pace } from './steps.ts';

const at = (time: string, day = '2024-05-05') => Date.parse(`${day}T${time}+02:00`);
const standing = (last: string, paced: string, o: { until?: string; boundaries?: string[]; zone?: string } = {}) => ({
  lastMs: at(last),
  pacedMs: at(paced),
  untilMs: at(o.until ?? '23:00'),
  boundariesMs: (o.boundaries ?? []).map((time) => at(time)),
  zone: o.zone ?? 'Europe/Vienna',
});

describe('the next instant to count', () => {
  it.each([
    ['a minute further, when the clock keeps pace', standing('11:58', '11:59'), '11:59'],
    ['a minute further, even when the clock was asked early', standing('11:58', '11:58:20'), '11:59'],
    ['a minute further, when up to ten behind: they are made up for', standing('11:20', '11:31:40'), '11:21'],
    ['ten minutes behind a free clock, when more behind', standing('11:20', '11:46:40'), '11:36'],
    ['the full hour, when that lies between', standing('11:58', '12:17'), '12:00'],
    ['the next full hour after one', standing('12:00', '15:30'), '13:00'],
    [
      'an opening or closing that lies between',
      standing('11:20', '11:50', { boundaries: ['11:45', '11:30', '11:10'] }),
      '11:30',
    ],
    ['the minute after a closing within a minute', standing('11:20', '11:50', { boundaries: ['11:30:20'] }), '11:31'],
    ['the end, and not past it', standing('11:20', '11:50', { until: '11:33' }), '11:33'],
    ['the full hour of a zone that is half an hour off', standing('11:20', '12:50', { zone: 'Asia/Kolkata' }), '11:30'],
  ])('is %s', (_what, where, expected) => {
    expect(new Date(nextStep(where))).toEqual(new Date(at(expected)));
  });

  it('misses no hour of a night in which the clock is set back', () => {
    // On 27 October 2024 at 03:00 Vienna goes back to 02:00: that hour comes twice.
    let lastMs = Date.parse('2024-10-27T00:30:00+02:00');
    const hours: string[] = [];
    while (hours.length < 4) {
      lastMs = nextStep({
        lastMs,
        pacedMs: Number.MAX_SAFE_INTEGER,
        untilMs: Date.parse('2024-10-28T00:00Z'),
        boundariesMs: [],
        zone: 'Europe/Vienna',
      });
      hours.push(new Date(lastMs).toISOString().slice(11, 16));
    }
    expect(hours).toEqual(['23:00', '00:00', '01:00', '02:00']);
  });
});

describe('the pace', () => {
  it('ties election time to real time', () => {
    const pace = new Pace({ electionMs: 1_000_000, realMs: 50, speed: 60 });
    expect(pace.realMsAt(1_060_000)).toBe(1_050);
    expect(pace.electionMsAt(1_050)).toBe(1_060_000);
  });
});
