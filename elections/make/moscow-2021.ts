import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectionDefinition } from '../../shared/election.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import { boundaries } from './boundaries.ts';
import { dataPackage, type PackageDescription } from './data-package.ts';
import { COUNT_COLUMNS, type CountRow } from './ru-2020-counts.ts';
import { count, csvText, field, mustBe, readTable } from './table.ts';
import { middleOf, tileGrid } from './tile-grid.ts';

const ZONE = 'Europe/Moscow';
const OPENING = '2021-09-17T08:00:00+03:00';
const CLOSING = '2021-09-19T20:00:00+03:00';
const CITY = 'RU-MOW';
const BOUNDARIES = 'geo/ru_moscow_duma_districts.geojson';

type Row = Record<string, string>;

/** The files of `elections/moscow-2021`, by name. */
export function moscow2021(data: string): Map<string, string> {
  const districts = readTable(join(data, 'ru2021/moscow_evote_districts.csv'));
  const bins = readTable(join(data, 'ru2021/moscow_evote_20min.csv'));
  const names = new Map(districts.map((row) => [field(row, 'district_id'), row]));
  const sum = (column: string) => districts.reduce((before, row) => before + count(row, column), 0);
  mustBe('registered', sum('registered'), 2_014_765);
  mustBe('issued', sum('ballots_issued'), 1_943_590);
  mustBe('accepted', sum('accepted_in_series'), 2_105_472);
  const files = new Map([
    ['election.json', `${JSON.stringify(election, null, 2)}\n`],
    ['areas.csv', areas(districts)],
    [
      'electorate.csv',
      csvText(
        ['area', 'channel', 'registered', 'as_of'],
        districts.map((row) => [field(row, 'district_id'), 'online', count(row, 'registered'), OPENING]),
      ),
    ],
    [
      'boundaries.geojson',
      boundaries(join(data, BOUNDARIES), {
        key: 'duma_district',
        decimals: 3,
        leastArea: 0.000004,
        properties: (code) => ({
          name_en: field(names.get(code)!, 'name'),
          name_ru: field(names.get(code)!, 'name_ru'),
        }),
      }),
    ],
    ['tiles.csv', csvText(['code', 'col', 'row'], tileGrid(middles(data)))],
    [
      'counts.csv',
      csvText(
        COUNT_COLUMNS,
        districts.flatMap((row) => countRows(row, bins)),
      ),
    ],
    ['rehearsal.json', `${JSON.stringify(rehearsal, null, 2)}\n`],
  ]);
  files.set('datapackage.json', dataPackage(description, files));
  return files;
}

function areas(districts: readonly Row[]): string {
  return csvText(
    ['code', 'parent', 'level', 'name_en', 'name_ru', 'timezone'],
    [
      [CITY, null, 'city', 'Moscow', 'Москва', null],
      ...districts.map((row) => [
        field(row, 'district_id'),
        CITY,
        'district',
        field(row, 'name'),
        field(row, 'name_ru'),
        null,
      ]),
    ],
  );
}

function middles(data: string): { code: string; at: readonly [number, number] }[] {
  const { features } = JSON.parse(readFileSync(join(data, BOUNDARIES), 'utf8')) as {
    features: { properties: { duma_district: number }; geometry: { coordinates: unknown } }[];
  };
  return features.map(({ properties, geometry }) => ({
    code: String(properties.duma_district),
    at: middleOf(geometry.coordinates),
  }));
}

/** Ballots cast from the opening to the end of each bin that holds any, and the ballots issued in the end. */
function countRows(district: Row, bins: readonly Row[]): CountRow[] {
  const code = field(district, 'district_id');
  let cast = 0;
  const rows = bins
    .filter((row) => field(row, 'district_id') === code && !isBeyondTheEnd(row))
    .map((row): CountRow => {
      cast += count(row, 'ballots_accepted');
      const endsMs = Date.parse(field(row, 'bin_start')) + count(row, 'bin_minutes') * 60_000;
      const at = zonedInstant(endsMs, ZONE);
      return [code, 'online', at, at, 'cast', cast, null, 'exact', 'Observer site of Moscow, denull/elections-2021'];
    });
  mustBe(`accepted in ${code}`, cast, count(district, 'accepted_in_series'));
  const end = rows.at(-1)![3];
  const issued = count(district, 'ballots_issued');
  return [...rows, [code, 'online', end, end, 'issued', issued, null, 'exact', 'Final protocol, dkobak/elections']];
}

/** District 198 has one bin more than the others, after the last, and nothing in it. */
function isBeyondTheEnd(row: Row): boolean {
  const isEmpty = count(row, 'ballots_accepted') === 0;
  return Date.parse(field(row, 'bin_start')) > Date.parse(CLOSING) && isEmpty;
}

const election: ElectionDefinition = {
  schema: 'turnout-election/1',
  id: 'moscow-2021',
  names: {
    en: 'Moscow, online voting, State Duma, 17 to 19 September 2021',
    ru: 'Москва, электронное голосование, Государственная дума, 17–19 сентября 2021 года',
  },
  timezone: ZONE,
  channels: [
    {
      code: 'online',
      names: { en: 'Online', ru: 'Онлайн' },
      feed: 'reports',
      revotes: false,
      hours: [{ opens: OPENING, closes: CLOSING }],
    },
  ],
  levels: ['city', 'district'],
  displayLevel: 'district',
  publishLevel: 'district',
  basis: { numerator: 'issued', denominator: 'registered' },
  provenance: [
    {
      what: 'Ballots accepted in bins of 20 minutes',
      source:
        'denull/elections-2021, commit a396ecd1fc896543c07e9426c64cdb6b4a072d6a, docs/js/sduma_part_moscow_deg.js',
      licence: 'none stated',
    },
    {
      what: 'Registered electors and ballots issued in the end, of 15 districts',
      source: 'dkobak/elections, commit 8003707eb94e3a1e69f8b1b965cdf93f80153808, data/2021.csv.zip',
      licence: 'none stated; official figures, cited as facts',
    },
    {
      what: 'Boundaries of the State Duma districts',
      source:
        'GIS-Lab from OpenStreetMap, by ngroshkov/moscow-vegetation, commit 076ac99fef7139dfad0d30822893bf4bcd70e0e9; dissolved, rounded and thinned',
      licence: 'ODbL 1.0, © OpenStreetMap contributors',
    },
    { what: 'Tile grid', source: 'Made by this project from the boundaries', licence: 'CC0-1.0' },
  ],
};

const rehearsal: RehearsalDefinition = {
  schema: 'turnout-rehearsal/1',
  seed: 20210917,
  from: OPENING,
  speed: 120,
  sentence: {
    en: 'Real counts of ballots accepted in 2021. Ballots issued are simulated until the real final count.',
    ru: 'Настоящие числа принятых бюллетеней 2021 года. Выданные смоделированы до настоящего итога.',
  },
  channels: { online: { method: 'issued-along-cast', source: 'evote', counts: 'counts.csv' } },
};

const description: PackageDescription = {
  name: 'moscow-2021',
  title: 'Moscow, online voting of 17 to 19 September 2021: ballots issued and accepted',
  description: 'An election package of Turnout. What is real and what a rehearsal simulates stands in README.md.',
  languages: ['ru'],
  sources: [
    { title: 'denull/elections-2021', path: 'https://github.com/denull/elections-2021' },
    { title: 'dkobak/elections, data/2021.csv.zip', path: 'https://github.com/dkobak/elections' },
    { title: 'OpenStreetMap, by GIS-Lab', path: 'https://www.openstreetmap.org/copyright' },
  ],
  licences: {
    'boundaries.geojson': [
      {
        name: 'ODbL-1.0',
        title: 'Open Data Commons Open Database License 1.0; © OpenStreetMap contributors',
        path: 'https://opendatacommons.org/licenses/odbl/1-0/',
      },
    ],
    'tiles.csv': [{ name: 'CC0-1.0', title: 'Creative Commons Zero 1.0' }],
  },
};
