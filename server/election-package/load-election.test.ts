import type pg from 'pg';
import { beforeEach, describe, expect, test } from 'vitest';
import { smallElection } from '../../shared/small-election.ts';
import { type Database, many } from '../database/database.ts';
import { added, loadSmallElection, readSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import {
  DatabaseModeError,
  describeElection,
  ElectionDiffersError,
  loadElection,
  resetRehearsal,
  UnknownElectionError,
} from './election-package.ts';

let db: Database;
let owner: pg.Pool;

beforeEach(async () => {
  db = await freshDatabase();
  owner = db.pool('owner');
});

async function rows(sql: string): Promise<unknown[][]> {
  return (await many(owner, sql)).map((row) => Object.values(row));
}

describe('loading', () => {
  test('opens an area for its feeds and for everything above it, nothing counted yet', async () => {
    await loadSmallElection(db);
    // N1 and S1 have both channels, N2 a station alone: two feeds of events, three of reports.
    expect(await rows('SELECT area, channel, feeds, registered, issued FROM area_sum ORDER BY channel, area')).toEqual([
      ['LAND', 'online', 2, 0, 0],
      ['N1', 'online', 1, 0, 0],
      ['NORTH', 'online', 1, 0, 0],
      ['S1', 'online', 1, 0, 0],
      ['SOUTH', 'online', 1, 0, 0],
      ['LAND', 'station', 3, 0, 0],
      ['N1', 'station', 1, 0, 0],
      ['N2', 'station', 1, 0, 0],
      ['NORTH', 'station', 2, 0, 0],
      ['S1', 'station', 1, 0, 0],
      ['SOUTH', 'station', 1, 0, 0],
    ]);
    expect(await rows('SELECT number, counted::text FROM counting_watermark')).toEqual([[0, '3:3:']]);
  });

  test('keeps voting hours as instants of each zone, and the first opening and last closing of all', async () => {
    await loadSmallElection(db);
    const hours = await rows(
      `SELECT channel, timezone, opens_at::text, closes_at::text FROM voting_hours ORDER BY 1, 2`,
    );
    expect(hours).toEqual([
      ['online', 'Europe/Helsinki', '2024-05-05 06:00:00+00', '2024-05-05 18:00:00+00'],
      ['online', 'Europe/Vienna', '2024-05-05 06:00:00+00', '2024-05-05 18:00:00+00'],
      ['station', 'Europe/Helsinki', '2024-05-05 05:00:00+00', '2024-05-05 17:00:00+00'],
      ['station', 'Europe/Vienna', '2024-05-05 06:00:00+00', '2024-05-05 18:00:00+00'],
    ]);
    expect(await rows('SELECT opens_at::text, closes_at::text FROM election')).toEqual([
      ['2024-05-05 05:00:00+00', '2024-05-05 18:00:00+00'],
    ]);
  });

  test('takes a precinct’s feed from its own row before its channel’s', async () => {
    const at = '2024-05-05T07:00:00+02:00';
    const electorate = [
      'N1,online,40,,',
      'S1,online,60,,',
      'N1,station,100,,',
      'N2,station,200,,events',
      'S1,station,300,,',
    ];
    const text = `area,channel,registered,as_of,feed\n${electorate.map((row) => row.replace(',,', `,${at},`)).join('\n')}\n`;
    await loadSmallElection(db, { 'electorate.csv': text, 'rehearsal.json': null });
    expect(await rows(`SELECT area, feed FROM feed WHERE channel = 'station' ORDER BY area`)).toEqual([
      ['N1', 'reports'],
      ['N2', 'events'],
      ['S1', 'reports'],
    ]);
  });

  test('keeps changes of the electorate in their order', async () => {
    await loadSmallElection(db, added('electorate.csv', 'N2,station,210,2024-05-05T12:00:00+02:00'));
    const changes = `SELECT registered, as_of::text FROM electorate WHERE area = 'N2' ORDER BY as_of, change`;
    expect(await rows(changes)).toEqual([
      [200, '2024-05-05 05:00:00+00'],
      [210, '2024-05-05 10:00:00+00'],
    ]);
  });

  test('the same package twice changes nothing', async () => {
    const read = await readSmallElection();
    expect(await loadElection(db, read)).toEqual({ loaded: true, electorateChanges: 0 });
    const before = await rows('SELECT edition, loaded_at::text FROM election');
    expect(await loadElection(db, read)).toEqual({ loaded: false, electorateChanges: 0 });
    expect(await rows('SELECT edition, loaded_at::text FROM election')).toEqual(before);
  });

  test('two loading at once make one election', async () => {
    const read = await readSmallElection();
    const results = await Promise.all([loadElection(db, read), loadElection(db, read)]);
    expect(results.map(({ loaded }) => loaded).toSorted()).toEqual([false, true]);
  });

  test('a precinct that was not in the package is refused by its name, and what to do instead; nothing is changed', async () => {
    await loadSmallElection(db);
    const more = {
      'areas.csv': `${smallElection['areas.csv']!.trimEnd()}\nN3,NORTH,precinct,Third,Третий,,\n`,
      'electorate.csv': `${smallElection['electorate.csv']!.trimEnd()}\nN3,station,50,2024-05-05T10:00:00+02:00\n`,
    };
    const refusal = loadElection(db, await readSmallElection(more));
    await expect(refusal).rejects.toThrow(ElectionDiffersError);
    await expect(refusal).rejects.toThrow(
      /was loaded without area N3: .* in the package from the beginning, with 0 electors/,
    );
    const found = await many(
      db.pool('owner'),
      "SELECT area FROM electorate WHERE area = 'N3' UNION SELECT area FROM area WHERE area = 'N3'",
    );
    expect(found).toEqual([]);
  });

  test('another package of the same id is refused, and the refusal says what to do', async () => {
    await loadSmallElection(db);
    const other = await readSmallElection(added('online-shape.csv', '17:00,1'));
    const refusal = loadElection(db, other);
    await expect(refusal).rejects.toThrow(ElectionDiffersError);
    await expect(refusal).rejects.toThrow('turnout rehearsal reset --election small');
  });
});

describe('a database holds one mode for ever', () => {
  test('an empty one becomes live when that is said, and keeps nothing to rehearse with', async () => {
    await loadSmallElection(db, {}, { live: true });
    expect(await rows('SELECT mode FROM installation')).toEqual([['live']]);
    expect(await rows('SELECT name FROM package_file')).toEqual([]);
    const { description } = await describeElection(db, 'small');
    expect(description.mode).toBe('live');
    expect(description).not.toHaveProperty('rehearsal');
  });

  test('one with a rehearsal in it never becomes live', async () => {
    await loadSmallElection(db);
    await expect(loadSmallElection(db, {}, { live: true })).rejects.toThrow(DatabaseModeError);
    expect(await rows('SELECT mode FROM installation')).toEqual([['rehearsal']]);
  });

  test('a live one takes no rehearsal and drops nothing', async () => {
    await loadSmallElection(db, {}, { live: true });
    await expect(loadSmallElection(db)).rejects.toThrow(DatabaseModeError);
    await expect(resetRehearsal(db, 'small')).rejects.toThrow(DatabaseModeError);
    expect(await rows('SELECT election FROM election')).toEqual([['small']]);
  });
});

describe('describing', () => {
  test('gives first opening and last closing in the election’s zone, and figures of the whole alone', async () => {
    await loadSmallElection(db);
    const { description, edition } = await describeElection(db, 'small');
    expect(edition).toMatch(/^[0-9a-f-]{36}$/);
    // 08:00 in Helsinki is 07:00 in Vienna.
    expect([description.opensAt, description.closesAt]).toEqual([
      '2024-05-05T07:00:00+02:00',
      '2024-05-05T20:00:00+02:00',
    ]);
    expect(description.rehearsal?.sentence.en).toBe('Rehearsal: every figure is invented.');
    expect(description.publishedCounts.map(({ area, at, value }) => [area, at.slice(11, 16), value])).toEqual([
      ['LAND', '08:00', 0],
      ['LAND', '12:00', 50],
      ['LAND', '16:00', 250],
      ['LAND', '16:00', 36.2],
      ['LAND', '20:00', 80],
    ]);
  });

  test('an election that is not there is told as such', async () => {
    await expect(describeElection(db, 'large')).rejects.toThrow(UnknownElectionError);
  });
});
