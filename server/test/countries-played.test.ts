import { beforeAll, describe, expect, it } from 'vitest';
import { many } from '../database/database.ts';
import { fullCounts } from './counts.ts';
import { type PlayedElection, playElection } from './played-election.ts';
import { runProgram, startProgram, until } from './program.ts';
import { latestSnapshot, publishedNumbers, snapshotAt, upTo } from './published.ts';
import { asAdministrator, emptyDatabaseUrl } from './test-database.ts';

describe('Italy, 2020: 7,903 municipalities at four times', () => {
  let country: PlayedElection;
  beforeAll(async () => {
    country = await playElection('it-2020');
  }, 240_000);

  it('takes every published count: 7,903 × 4 = 31,612', () => {
    expect([country.reports, country.compared]).toEqual([31_612, 31_612]);
  });

  it.each([
    ['2020-09-20T12:00:00+02:00', 5_683_954],
    ['2020-09-20T19:00:00+02:00', 13_775_462],
    ['2020-09-20T23:00:00+02:00', 18_274_331],
    ['2020-09-21T15:00:00+02:00', 24_992_918],
  ])('at %s the country has %i voters of 46,418,677', async (at, issued) => {
    const { total, areas } = await country.snapshot(at);
    expect(total).toMatchObject({ issued, registered: 46_418_677 });
    expect(areas.codes).toHaveLength(107);
    expect(areas.issued.reduce((sum, count) => sum + count, 0)).toBe(issued);
  });

  it('lists the one municipality that falls, from 273 to 210 at 23:00', async () => {
    expect(await country.discrepancies()).toEqual({ falls: { met: 1, open: 1 } });
    const [fall] = await many<{ area: string; as_of: Date; issued: number; before: number }>(
      country.database.pool('owner'),
      `SELECT area, as_of, (detail->>'issued')::integer AS issued, (detail->>'before')::integer AS before
         FROM discrepancy WHERE election = $1`,
      [country.election],
    );
    expect(fall).toEqual({
      area: '030051',
      as_of: new Date('2020-09-20T23:00:00+02:00'),
      issued: 210,
      before: 273,
    });
  });
});

describe('Italy, 2022: 7,904 municipalities at three times', () => {
  let country: PlayedElection;
  beforeAll(async () => {
    country = await playElection('it-2022');
  }, 240_000);

  it.each([
    ['2022-09-25T12:00:00+02:00', 8_858_845],
    ['2022-09-25T19:00:00+02:00', 23_588_110],
    ['2022-09-25T23:00:00+02:00', 29_473_754],
  ])('at %s the country has %i voters of 46,120,143', async (at, issued) => {
    expect((await country.snapshot(at)).total).toMatchObject({ issued, registered: 46_120_143 });
  });

  it('takes every published count, 7,904 × 3 = 23,712, and finds nothing odd', async () => {
    expect([country.reports, country.compared]).toEqual([23_712, 23_712]);
    expect(await country.discrepancies()).toEqual({});
  });
});

describe('Romania, 2020: votes abroad without electors', () => {
  let country: PlayedElection;
  beforeAll(async () => {
    country = await playElection('ro-2020');
  }, 240_000);

  it('ends at what was published for 20:00, the voters abroad above the line alone', async () => {
    const { total, areas } = await country.snapshot('2020-12-06T20:00:00+02:00');
    expect(total.issued).toBe(5_909_732);
    expect(areas.registered[areas.codes.indexOf('SR')]).toBe(0);
    expect([country.reports, country.compared]).toEqual([43 * 14, 43 * 14]);
  });

  it('lists the electorate of nobody once, and nothing else', async () => {
    expect(await country.discrepancies()).toEqual({ 'zero-electorate': { met: 1, open: 1 } });
  });
});

if (fullCounts) {
  describe('Russia, 2020, by precinct', () => {
    it('loaded after its end stands at every precinct’s final count: 73,107,907 in 96,765', async () => {
      const url = await emptyDatabaseUrl();
      const program = await startProgram({
        args: ['serve', '--rehearse', 'ru-2020-precincts', '--from', '2020-07-02T12:00:00+03:00'],
        env: { DATABASE_URL: url },
      });
      const { total, channels, status } = await until(
        async () => await latestSnapshot(program, 'ru-2020-precincts').catch(() => null),
        { what: 'the final snapshot', withinMs: 900_000, told: () => program.output() },
      );
      expect(status).toBe('final');
      expect(total).toEqual({ registered: 109_190_337, issued: 74_215_555, turnoutPct: 67.97 });
      expect(channels.station).toMatchObject({ registered: 107_999_611, issued: 73_107_907 });
      const { rows } = await asAdministrator(
        (client) =>
          client.query(
            `SELECT count(*)::integer AS precincts, (count(*) FILTER (WHERE s.issued = p.value))::integer AS met
               FROM published_count p
               JOIN area a ON a.election = p.election AND a.area = p.area AND a.leaf
               JOIN area_sum s ON s.election = p.election AND s.area = p.area AND s.channel = p.channel
              WHERE p.election = 'ru-2020-precincts' AND p.channel = 'station'`,
          ),
        new URL(url).pathname.slice(1),
      );
      expect(rows).toEqual([{ precincts: 96_765, met: 96_765 }]);
    }, 1_200_000);

    it('runs at speed 120 past its 14:00 of 29 June, each minute counted or told as merged, and recounts', async () => {
      const env = { DATABASE_URL: await emptyDatabaseUrl() };
      const [from, postedFor] = ['2020-06-29T13:58:00+03:00', '2020-06-29T14:00:00+03:00'];
      const to = '2020-06-29T15:05:00+03:00';
      const program = await startProgram({
        args: ['serve', '--rehearse', 'ru-2020-precincts', '--from', from, '--until', to, '--speed', '120'],
        env,
      });
      const told = await until(async () => /(\d+) snapshots; (\d+) minutes were merged/.exec(program.output()), {
        what: '15:05',
        withinMs: 900_000,
        told: () => program.output(),
      });
      const [snapshots, merged] = [Number(told[1]), Number(told[2])];
      // The last ones are published a moment after they are counted.
      const last = await until(
        async () => {
          const latest = await latestSnapshot(program, 'ru-2020-precincts');
          return latest.number === snapshots ? latest : null;
        },
        { what: `snapshot ${snapshots}`, told: () => program.output() },
      );
      const listed = await publishedNumbers(program, 'ru-2020-precincts');
      expect(listed.map(({ number }) => number)).toEqual(upTo(snapshots));
      expect([listed[0]!.asOf, listed.at(-1)!.asOf]).toEqual([from, to]);
      // From 13:58 to 15:05 is 67 minutes, each with a snapshot of its own or merged into a later one.
      expect(snapshots - 1 + merged).toBe(67);
      // What the headquarters posted at 14:00.
      const posted = await snapshotAt(program, 'ru-2020-precincts', postedFor);
      expect(posted).toMatchObject({ asOf: postedFor, channels: { online: { issued: 1_002_874 } } });
      expect(last.channels.station!.issued).toBeGreaterThan(posted.channels.station!.issued);
      await program.stop();
      const recounted = await runProgram({ args: ['recount', '--election', 'ru-2020-precincts'], env });
      expect(recounted, recounted.output).toMatchObject({ code: 0 });
      process.stdout.write(`96,765 precincts at speed 120: 67 minutes, ${merged} merged\n`);
    }, 1_200_000);
  });
}
