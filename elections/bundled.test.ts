import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { geoArea } from 'd3-geo';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../server/config.ts';
import { type ElectionPackage, readElectionPackage } from '../server/election-package/election-package.ts';

const ELECTIONS = join(packageRoot(), 'elections');
const bundled = JSON.parse(readFileSync(join(ELECTIONS, 'bundled.json'), 'utf8')) as {
  default: string;
  elections: string[];
  onRequest: string[];
};

const read = new Map<string, Promise<ElectionPackage>>();

/** A package, read once. */
function packageOf(id: string): Promise<ElectionPackage> {
  const known = read.get(id) ?? readPackage(id);
  read.set(id, known);
  return known;
}

async function readPackage(id: string): Promise<ElectionPackage> {
  const result = await readElectionPackage(join(ELECTIONS, id));
  if (!result.ok) throw new Error(JSON.stringify(result.problems.slice(0, 5)));
  return result.package;
}

function registered(p: ElectionPackage, channel?: string): number {
  const rows = p.electorate.filter((row) => channel === undefined || row.channel === channel);
  return rows.reduce((sum, row) => sum + row.registered, 0);
}

const folders = readdirSync(ELECTIONS).filter((name) => existsSync(join(ELECTIONS, name, 'election.json')));
const withBoundaries = folders.filter((name) => existsSync(join(ELECTIONS, name, 'boundaries.geojson')));

test('two packages are loaded at the first start, the others on request, and all of them are small', () => {
  expect([bundled.default, bundled.elections]).toEqual(['ru-2020', ['ru-2020', 'ro-2020']]);
  expect(folders.toSorted()).toEqual([...bundled.elections, ...bundled.onRequest].toSorted());
  const sizes = folders.flatMap((name) => {
    const folder = join(ELECTIONS, name);
    return readdirSync(folder).map((file) => readFileSync(join(folder, file)).length);
  });
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(8_000_000);
});

describe.each(bundled.elections)('%s, loaded at the first start', (id) => {
  test('has no large file', () => {
    const folder = join(ELECTIONS, id);
    const sizes = readdirSync(folder).map((name) => readFileSync(join(folder, name)).length);
    expect(Math.max(...sizes)).toBeLessThan(400_000);
  });
});

describe.each(folders)('%s', (id) => {
  const folder = join(ELECTIONS, id);

  test('is named by its folder', async () => {
    expect((await packageOf(id)).definition.id).toBe(id);
  });

  test('describes each of its files with its size and SHA-256', () => {
    const { resources } = JSON.parse(readFileSync(join(folder, 'datapackage.json'), 'utf8')) as {
      resources: { path: string; bytes: number; hash: string; schema?: { fields: { name: string }[] } }[];
    };
    const described = new Set([...resources.map(({ path }) => path), 'datapackage.json', 'README.md']);
    expect(new Set(readdirSync(folder))).toEqual(described);
    for (const { path, bytes, hash, schema } of resources) {
      const body = readFileSync(join(folder, path));
      expect([path, body.length]).toEqual([path, bytes]);
      expect(`sha256:${createHash('sha256').update(body).digest('hex')}`).toBe(hash);
      const text = (path.endsWith('.gz') ? gunzipSync(body) : body).toString('utf8');
      if (schema !== undefined) expect(schema.fields.map(({ name }) => name).join(',')).toBe(text.split('\n')[0]);
    }
  });
});

describe.each(withBoundaries)('%s', (id) => {
  test('has a tile and a boundary for every area that is shown, but for those that have no place on the map', async () => {
    const { areas, definition, boundaries } = await packageOf(id);
    const shown = areas.filter(({ level }) => level === definition.displayLevel);
    const drawn = new Set((JSON.parse(boundaries!) as { features: { id: string }[] }).features.map((f) => f.id));
    const nowhere = shown.filter(({ note }) => note !== null && /no boundary/.test(note)).map(({ code }) => code);
    expect(shown.filter(({ code }) => !drawn.has(code)).map(({ code }) => code)).toEqual(nowhere);
    expect(shown.filter(({ code, tile }) => tile === null && !nowhere.includes(code))).toEqual([]);
  });

  test('has boundaries whose outer rings run against the clock, as RFC 7946 asks', async () => {
    const { features } = JSON.parse((await packageOf(id)).boundaries!) as {
      features: { id: string; geometry: { type: string; coordinates: number[][][] | number[][][][] } }[];
    };
    for (const { id: code, geometry } of features) {
      const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as number[][][][];
      for (const rings of polygons) {
        // d3-geo winds the other way: reversed, each is a small part of the sphere rather than nearly all of it.
        const coordinates = rings.map((ring) => ring.toReversed());
        expect(geoArea({ type: 'Polygon', coordinates }), code).toBeLessThan(1);
      }
    }
  });
});

describe('ru-2020 adds up to the official result', () => {
  let p: ElectionPackage;
  beforeAll(async () => {
    p = await packageOf('ru-2020');
  });

  test('in areas', () => {
    const of = (level: string) => p.areas.filter((area) => area.level === level).length;
    // 85 subjects, Baikonur, abroad; 2,770 territorial commissions and two online electorates.
    expect(['country', 'region', 'commission'].map(of)).toEqual([1, 87, 2_772]);
    expect(p.areas.filter(({ disputed }) => disputed).map(({ code }) => code)).toEqual(['UA-43', 'UA-40']);
  });

  test('in electors', () => {
    expect(registered(p, 'station')).toBe(107_999_611);
    // 1,051,155 in Moscow and 139,571 in Nizhny Novgorod Oblast
    expect(registered(p, 'online')).toBe(1_190_726);
    expect(registered(p)).toBe(109_190_337);
  });

  test('in final counts', () => {
    const leaves = new Set(p.areas.filter(({ leaf }) => leaf).map(({ code }) => code));
    const finals = p.counts.filter(({ area, channel }) => leaves.has(area) && channel === 'station');
    expect(finals.length).toBe(2_770);
    const atStations = finals.reduce((sum, { value }) => sum + Number(value), 0);
    expect(atStations).toBe(73_107_907);
    const online = p.counts.filter((c) => c.area === 'RU' && c.channel === 'online' && c.measure === 'issued');
    expect(online.at(-1)?.value).toBe('1107648');
    // 73,107,907 + 1,107,648
    expect(p.counts.find((c) => c.area === 'RU' && c.channel === 'all' && c.value === '74215555')?.status).toBe(
      'window',
    );
  });

  test('with both regions of the e-vote adding up at 14:00 on 29 June', () => {
    const at = p.counts.filter(
      (c) => c.at === '2020-06-29T14:00:00+03:00' && c.measure === 'issued' && c.status === 'exact',
    );
    // 886,495 + 116,379 = 1,002,874
    expect(Object.fromEntries(at.map(({ area, value }) => [area, value]))).toEqual({
      RU: '1002874',
      'RU-MOW-DEG': '886495',
      'RU-NIZ-DEG': '116379',
    });
  });

  test('with the first polling station opening in Kamchatka and the last closing in Kaliningrad', () => {
    const opens = Math.min(...p.votingHours.map(({ opensAt }) => opensAt));
    const closes = Math.max(...p.votingHours.map(({ closesAt }) => closesAt));
    // 08:00+12:00 on 25 June; 20:00+02:00 on 1 July.
    expect([opens, closes].map((ms) => new Date(ms).toISOString())).toEqual([
      '2020-06-24T20:00:00.000Z',
      '2020-07-01T18:00:00.000Z',
    ]);
  });
});

test('ro-2020 adds up to what was published at the last hour', async () => {
  const p = await packageOf('ro-2020');
  const last = p.counts.filter(({ at }) => at === '2020-12-06T20:00:00+02:00');
  expect([last.length, last.reduce((sum, { value }) => sum + Number(value), 0)]).toEqual([43, 5_909_732]);
  expect(p.electorate.find(({ area }) => area === 'SR')?.registered).toBe(0);
  expect(p.counts.length).toBe(43 * 14);
});

test('ru-2020-precincts adds up to what ru-2020 does, with 96,765 precincts', async () => {
  const p = await packageOf('ru-2020-precincts');
  const precincts = p.areas.filter(({ level }) => level === 'precinct');
  // and one for each of the two online electorates
  expect(precincts.length).toBe(96_765 + 2);
  expect(precincts.every(({ leaf }) => leaf)).toBe(true);
  expect([registered(p, 'station'), registered(p, 'online')]).toEqual([107_999_611, 1_190_726]);
  expect(p.electorate.filter((row) => row.registered === 0).length).toBe(11);
  const finals = p.counts.filter(({ channel }) => channel === 'station');
  expect([finals.length, finals.reduce((sum, { value }) => sum + Number(value), 0)]).toEqual([96_765, 73_107_907]);
}, 60_000);
