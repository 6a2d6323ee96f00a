import { beforeAll, describe, expect, it } from 'vitest';
import { runCommandLine } from '../command-line.ts';
import { type Database, many } from '../database/database.ts';
import { countMinute } from '../test/counted-minute.ts';
import { day, insertElectorate, insertIssues, insertIssuesOn, insertReports } from '../test/sent-rows.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { databaseUrl, freshDatabase, testLog } from '../test/test-database.ts';
import { rebuildArea } from './rebuild.ts';

let database: Database;
/** Sums of every area and channel as counting had them at each minute: what no later row may change. */
const known = new Map<string, Map<string, { registered: number; issued: number; cast: number }>>();

async function count(time: string): Promise<void> {
  await countMinute(database, day(time));
  const rows = await many<{ key: string; registered: number; issued: number; cast: number }>(
    database.pool('reading'),
    "SELECT area || ' ' || channel AS key, registered, issued, ballots_cast AS cast FROM area_sum WHERE election = 'small'",
  );
  known.set(time, new Map(rows.map(({ key, ...counts }) => [key, counts])));
}

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  const slow = await database.pool('ingest').connect();
  try {
    await count('08:00');
    await insertIssues(database, [
      { seq: 1, area: 'N1', at: day('08:01') },
      { seq: 2, area: 'S1', at: day('08:02') },
      { seq: 3, area: 'S1', at: day('08:30') },
    ]);
    await insertReports(database, [{ seq: 1, area: 'N2', asOf: day('08:00'), issued: 50 }]);
    await slow.query('BEGIN');
    await insertIssuesOn(slow, [{ seq: 4, area: 'N1', at: day('08:03') }]);
    await count('08:05');
    await insertElectorate(database, { area: 'N1', channel: 'online', asOf: day('08:06'), registered: 44 });
    await insertReports(database, [
      { seq: 2, area: 'N2', asOf: day('08:00'), issued: 15, corrects: 1, reason: 'misread' },
      { seq: 3, area: 'S1', asOf: day('08:06'), issued: 70, cast: 69, registered: 310 },
    ]);
    await count('08:06');
    await insertIssues(database, [{ seq: 5, area: 'N1', at: day('08:07'), type: 'cancelled', cancels: 1 }]);
    await slow.query('COMMIT');
    await count('08:07');
    await insertReports(database, [{ seq: 4, area: 'S1', asOf: day('08:01'), issued: 7 }]);
    await insertIssues(database, [{ seq: 6, area: 'N1', at: day('08:02'), type: 'cast' }]);
    for (const time of ['08:08', '08:30', '09:00']) await count(time);
  } finally {
    slow.release();
  }
});

describe('a past minute of an area', () => {
  it('is rebuilt from the rows as it was known then, whatever came later', async () => {
    for (const [time, sums] of known) {
      for (const area of ['LAND', 'NORTH', 'SOUTH', 'N1', 'N2', 'S1']) {
        const rebuilt = await rebuildArea(database, { election: 'small', area, at: new Date(day(time)) });
        if (typeof rebuilt === 'string') throw new Error(rebuilt);
        for (const [channel, counts] of rebuilt.channels) {
          expect(counts, `${area} ${channel} at ${time}`).toEqual(sums.get(`${area} ${channel}`));
        }
        expect([...rebuilt.channels.keys()]).toEqual(area === 'N2' ? ['station'] : ['online', 'station']);
        if (rebuilt.kept !== null) expect(rebuilt.kept).toEqual(rebuilt.channels);
      }
    }
    // By hand: N1 online at 08:05 has its first ballot, the open transaction's not; at 08:07 that one, less the first, of 44.
    expect(known.get('08:05')!.get('N1 online')).toMatchObject({ registered: 40, issued: 1 });
    expect(known.get('08:07')!.get('N1 online')).toMatchObject({ registered: 44, issued: 1 });
  });

  it('between two snapshots is the one before; and before the first there is none', async () => {
    const at = new Date(Date.parse(day('08:06')) + 30_000);
    expect(await rebuildArea(database, { election: 'small', area: 'N1', at })).toMatchObject({ number: 3 });
    const early = new Date(day('07:59'));
    expect(await rebuildArea(database, { election: 'small', area: 'N1', at: early })).toBe('no-snapshot');
    expect(await rebuildArea(database, { election: 'small', area: 'N9', at })).toBe('no-area');
  });
});

describe('turnout recount --at --area', () => {
  async function turnout(...argv: string[]) {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCommandLine(['recount', '--election', 'small', ...argv], {
      env: { DATABASE_URL: databaseUrl(database.name) },
      out: (line) => out.push(line),
      err: (line) => err.push(line),
      stopped: new AbortController().signal,
      makeLog: () => testLog,
    });
    return { code, out, err: err.join('\n') };
  }

  it('prints the figures of that minute, and whether what was kept agrees', async () => {
    // SOUTH at 08:30: online two ballots of 60, stations 70 of 310: 72 of 370 is 19.459… %.
    expect(await turnout('--at', day('08:30'), '--area', 'SOUTH')).toMatchObject({
      code: 0,
      out: [
        'area,channel,registered,issued,cast,turnout_pct',
        'SOUTH,all,370,72,69,19.46',
        'SOUTH,online,60,2,0,3.33',
        'SOUTH,station,310,70,69,22.58',
      ],
      err: expect.stringContaining('agrees'),
    });
    expect((await turnout('--at', day('08:30'), '--area', 'N1')).err).toContain('Nothing was kept');
  });

  it('exits 1 where a counted row was changed since, and 2 where there is nothing to rebuild', async () => {
    await database.pool('owner').query("UPDATE ballot_issue SET area = 'N1' WHERE seq = 3");
    // At 09:00 every level is kept, precincts too.
    const changed = await turnout('--at', day('09:00'), '--area', 'S1');
    expect(changed).toMatchObject({
      code: 1,
      err: expect.stringContaining('WRONG: of channel online was kept: 60 registered, 2'),
    });
    await database
      .pool('owner')
      .query("DELETE FROM snapshot_depth WHERE level = 'precinct' AND channel = 'station' AND election = 'small'");
    expect(await turnout('--at', day('09:00'), '--area', 'N2')).toMatchObject({
      code: 1,
      err: expect.stringContaining('WRONG: of channel station nothing was kept.'),
    });
    expect((await turnout('--at', day('07:00'), '--area', 'S1')).code).toBe(2);
    expect((await turnout('--at', day('07:00'))).code).toBe(2);
  });
});
