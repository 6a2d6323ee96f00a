import { beforeAll, describe, expect, it } from 'vitest';
import { many } from '../database/database.ts';
import { type PlayedElection, playElection } from './played-election.ts';

describe('St Petersburg, 2021: 1,940 precincts at nine times', () => {
  let city: PlayedElection;
  beforeAll(async () => {
    city = await playElection('spb-2021');
  }, 240_000);

  it('takes every published point: 17,366 of 1,940 × 9 = 17,460, of which 94 are missing', () => {
    expect(city.reports).toBe(17_460 - 94);
    expect(city.compared).toBe(17_366);
  });

  it.each([
    // Sums of spb_turnout.csv at each time, and with them what precincts missing then had last said: 0, 0, 2,964, 2,964, and
    // 3,129 of the eight precincts that said nothing on the 19th. Electors: the latest known of all 1,940.
    ['2021-09-17T15:00:00+03:00', 278_530, 3_883_104],
    ['2021-09-17T20:00:00+03:00', 472_382, 3_885_691],
    ['2021-09-18T15:00:00+03:00', 645_244 + 2_964, 3_888_838],
    ['2021-09-18T20:00:00+03:00', 791_014 + 2_964, 3_892_795],
    ['2021-09-19T10:00:00+03:00', 825_427 + 3_129, 3_892_795],
    ['2021-09-19T12:00:00+03:00', 901_239 + 3_129, 3_892_795],
    ['2021-09-19T15:00:00+03:00', 1_085_625 + 3_129, 3_892_795],
    ['2021-09-19T18:00:00+03:00', 1_286_136 + 3_129, 3_892_795],
    // Final protocols: 1,456,885 voters of 3,908,484 electors; the eight without one have 17,199 electors.
    ['2021-09-19T20:00:00+03:00', 1_456_885 + 3_129, 3_908_484 + 17_199],
  ])('at %s the city has %i voters of %i electors', async (at, issued, registered) => {
    expect((await city.snapshot(at)).total).toMatchObject({ issued, registered });
  });

  it('ends at the final count of every district', async () => {
    const { areas } = await city.last();
    const byDistrict = Object.fromEntries(areas.codes.map((code, i) => [code, areas.issued[i]]));
    // Sums of spb_turnout.csv by city_district_ru, the last known of each precinct.
    expect(byDistrict).toEqual({
      admiralteysky: 42_199,
      frunzensky: 97_783,
      kalininsky: 128_385,
      kirovsky: 83_672,
      kolpinsky: 49_453,
      krasnogvardeysky: 104_283,
      krasnoselsky: 108_086,
      kronshtadtsky: 16_098,
      kurortny: 20_975,
      moskovsky: 79_720,
      nevsky: 150_484,
      petrodvortsovy: 36_971,
      petrogradsky: 44_326,
      primorsky: 166_281,
      pushkinsky: 68_065,
      tsentralny: 53_253,
      vasileostrovsky: 61_294,
      vyborgsky: 148_686,
    });
  });

  it('lists the 215 falls, and the one precinct that passed its electors until its protocol came', async () => {
    expect(await city.discrepancies()).toEqual({
      falls: { met: 215, open: 215 },
      // Precinct 573: 1,937 and then 1,938 voters on the 19th, of the 1,903 electors last stated; its protocol states more.
      'above-electorate': { met: 1, open: 0 },
    });
    const above = await many<{ area: string }>(
      city.database.pool('owner'),
      `SELECT area FROM discrepancy WHERE election = $1 AND rule = 'above-electorate'`,
      [city.election],
    );
    expect(above).toEqual([{ area: 'U0573' }]);
  });
});

describe('Moscow, 2021: ballots accepted above those issued', () => {
  let city: PlayedElection;
  beforeAll(async () => {
    city = await playElection('moscow-2021');
  }, 240_000);

  it.each([
    // Sums of the 20-minute bins that had ended.
    ['2021-09-17T20:00:00+03:00', 1_141_928],
    ['2021-09-18T20:00:00+03:00', 1_691_566],
    ['2021-09-19T20:00:00+03:00', 2_104_839],
  ])('at %s %i ballots are accepted', async (at, cast) => {
    expect((await city.snapshot(at)).total).toMatchObject({ cast, registered: 2_014_765 });
  });

  it('ends at 1,943,590 issued of 2,014,765, and 2,105,472 accepted', async () => {
    // 1,943,590 / 2,014,765 = 96.467 %; accepted would be 104.5 %.
    expect((await city.last()).total).toEqual({
      registered: 2_014_765,
      issued: 1_943_590,
      cast: 2_105_472,
      turnoutPct: 96.47,
    });
    // 15 districts, 181 bins of 20 minutes, and the issued count of each in the end.
    expect([city.reports, city.compared]).toEqual([15 * 181, 15 * 182]);
  });

  it('lists every district, accepted above issued, and the bin after the closing', async () => {
    expect(await city.discrepancies()).toEqual({
      'cast-above-issued': { met: 15, open: 15 },
      'outside-hours': { met: 15, open: 15 },
    });
  });
});
