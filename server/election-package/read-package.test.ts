import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { smallElection } from '../../shared/small-election.ts';
import { brokenJson } from '../test/broken-json.ts';
import { brokenTables } from '../test/broken-tables.ts';
import { added, type PackageChanges, readSmallElection, writeSmallElection } from '../test/small-election.ts';
import { PACKAGE_RULES, readElectionPackage } from './election-package.ts';

async function problemsOf(changes: PackageChanges): Promise<string[]> {
  const result = await readElectionPackage(await writeSmallElection(changes));
  return result.ok ? [] : result.problems.map(({ file, line, rule }) => `${file}:${line ?? ''} ${rule}`);
}

const CASES = [...brokenJson, ...brokenTables];
const AT = '2024-05-05T07:00:00+02:00';

describe('each mistake is told with its file, line and rule', () => {
  test.for(CASES)('%s', async ([, changes, ...problems]) => {
    expect((await problemsOf(changes)).toSorted()).toEqual(problems.toSorted());
  });

  test('every rule is broken by one of them', () => {
    const broken = new Set(CASES.flatMap(([, , ...problems]) => problems.map((problem) => problem.split(' ')[1])));
    expect(Object.keys(PACKAGE_RULES).filter((rule) => !broken.has(rule))).toEqual([]);
  });
});

test('all mistakes of a package are listed at once', async () => {
  const { 'election.json': election = '', 'areas.csv': areas = '', 'rehearsal.json': rehearsal = '' } = smallElection;
  const found = await problemsOf({
    'election.json': election.replace('Europe/Vienna', 'Europe/Wien').replace('T08:00:00+02:00', 'T08:00:00'),
    'areas.csv': `${areas}N2,NORTH,precinct,Again,Опять,,\nN3,WEST,precinct,North 3,Север 3,Mars/Base,\nOTHER,,country,Other,,,\nA,B,district,A,А,,\nB,A,district,B,Б,,\n`,
    'electorate.csv': `area,channel,registered,as_of\nN1,online,-40,${AT}\nS1,online,60,${AT}\nN1,station,100,${AT}\nS1,post,300,yesterday\nNORTH,station,1,${AT}\nN9,station\n`,
    'boundaries.geojson': smallElection['boundaries.geojson']!.replace('"id":"SOUTH"', '"id":"EAST"'),
    'tiles.csv': `\uFEFFcode,col,row\nNORTH,0,0\nSOUTH,0,0\nEAST,1,1\n`,
    'counts.csv': `area,channel,at_from,at,measure,value,denominator,status,source\nLAND,all,${AT},${AT},turnout_pct,,,percent,x\n`,
    'rehearsal.json': rehearsal.replace('reports-from-finals', 'magic'),
    'online-shape.csv': null,
  });
  expect(found).toEqual([
    'areas.csv:6 no-electorate', // N2
    'areas.csv:8 duplicate-code',
    'areas.csv:9 bad-zone',
    'areas.csv:9 no-electorate',
    'areas.csv:9 unknown-parent',
    'areas.csv:10 no-electorate',
    'areas.csv:10 no-precincts',
    'areas.csv:10 two-roots',
    'areas.csv:11 cycle',
    'areas.csv:11 level-order',
    'areas.csv:12 level-order',
    'boundaries.geojson:3 boundary-without-area',
    'counts.csv:2 missing-value',
    'election.json:8 bad-zone',
    'election.json:20 bad-instant',
    'electorate.csv:2 negative-electorate',
    'electorate.csv:5 bad-instant',
    'electorate.csv:5 unknown-channel',
    'electorate.csv:6 not-a-precinct',
    'electorate.csv:7 wrong-field-count',
    'online-shape.csv: missing-file',
    'rehearsal.json:18 unknown-method',
    'tiles.csv:1 byte-order-mark',
    'tiles.csv:3 tile-taken',
    'tiles.csv:4 tile-without-area',
  ]);
});

describe('a package without mistakes', () => {
  test('is read with every zone, level, tile and mark in its place', async () => {
    const read = await readSmallElection();
    expect(read.areas.map((a) => [a.code, a.parent, a.depth, a.leaf, a.timezone, a.tile, a.disputed])).toEqual([
      ['LAND', null, 0, false, 'Europe/Vienna', null, false],
      ['NORTH', 'LAND', 1, false, 'Europe/Vienna', [0, 0], false],
      ['SOUTH', 'LAND', 1, false, 'Europe/Helsinki', [0, 1], true],
      ['N1', 'NORTH', 2, true, 'Europe/Vienna', null, false],
      ['N2', 'NORTH', 2, true, 'Europe/Vienna', null, false],
      ['S1', 'SOUTH', 2, true, 'Europe/Helsinki', null, false],
    ]);
    // 40 + 60 + 100 + 200 + 300
    expect(read.electorate.reduce((sum, { registered }) => sum + registered, 0)).toBe(700);
    expect([...read.rehearsalFiles.keys()]).toEqual([
      'counts.csv',
      'online-shape.csv',
      'rehearsal.json',
      'station-shape.csv',
    ]);
  });

  test('may have Windows line ends', async () => {
    const crlf = Object.fromEntries(
      Object.entries(smallElection).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]),
    );
    expect(await problemsOf(crlf)).toEqual([]);
  });

  test('may have packed counts, and no map, tiles or rehearsal', async () => {
    const changes = {
      'counts.csv': null,
      'counts.csv.gz': gzipSync(smallElection['counts.csv']!),
      'boundaries.geojson': null,
      'tiles.csv': null,
      'rehearsal.json': null,
    };
    const read = await readSmallElection(changes);
    expect([read.counts.length, read.boundaries, read.rehearsal]).toEqual([12, null, null]);
  });

  test('opens a local channel by each zone’s own clock', async () => {
    const { votingHours } = await readSmallElection();
    const station = votingHours.filter(({ channel }) => channel === 'station');
    // 08:00 in Helsinki is 07:00 in Vienna, 05:00 UTC.
    expect(station.map(({ timezone, opensAt }) => [timezone, new Date(opensAt).toISOString()])).toEqual([
      ['Europe/Helsinki', '2024-05-05T05:00:00.000Z'],
      ['Europe/Vienna', '2024-05-05T06:00:00.000Z'],
    ]);
  });

  test('has another SHA-256 when any of its files has another byte', async () => {
    const before = (await readSmallElection()).sha256;
    expect((await readSmallElection()).sha256).toBe(before);
    expect((await readSmallElection(added('online-shape.csv', '17:00,0'))).sha256).not.toBe(before);
  });
});
