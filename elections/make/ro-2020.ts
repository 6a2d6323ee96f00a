import { join } from 'node:path';
import type { ElectionDefinition } from '../../shared/election.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import { boundaries } from './boundaries.ts';
import { dataPackage, type PackageDescription } from './data-package.ts';
import { COUNT_COLUMNS, type CountRow } from './ru-2020-counts.ts';
import { count, csvText, field, mustBe, readTable } from './table.ts';

const VOTE = 'ro-2020-parliament';
const OPENING = '2020-12-06T07:00:00+02:00';
const DIASPORA = 'SR';

/** The files of `elections/ro-2020`, by name. */
export function ro2020(data: string): Map<string, string> {
  const counties = readTable(join(data, 'ro/counties.csv'));
  const hourly = readTable(join(data, 'ro/county_hourly.csv')).filter((row) => field(row, 'vote_id') === VOTE);
  checkSums(hourly);
  const atOpening = hourly.filter((row) => field(row, 'at') === OPENING);
  const files = new Map([
    ['election.json', `${JSON.stringify(election, null, 2)}\n`],
    ['areas.csv', areas(counties)],
    [
      'electorate.csv',
      csvText(
        ['area', 'channel', 'registered', 'as_of'],
        atOpening.map((row) => [field(row, 'county_code'), 'station', count(row, 'registered'), OPENING]),
      ),
    ],
    ['boundaries.geojson', countyBoundaries(data)],
    ['tiles.csv', csvText(['code', 'col', 'row'], tileRows(data))],
    ['counts.csv', csvText(COUNT_COLUMNS, hourly.map(countRow))],
    ['rehearsal.json', `${JSON.stringify(rehearsal, null, 2)}\n`],
  ]);
  files.set('datapackage.json', dataPackage(description, files));
  return files;
}

function checkSums(hourly: readonly Record<string, string>[]): void {
  mustBe('rows of 43 areas and 14 hours', hourly.length, 43 * 14);
  const last = hourly.filter((row) => field(row, 'at') === '2020-12-06T20:00:00+02:00');
  mustBe(
    'voters at the last hour',
    last.reduce((sum, row) => sum + count(row, 'voters_total'), 0),
    5_909_732,
  );
  for (const row of hourly) {
    const first = hourly.find((other) => field(other, 'county_code') === field(row, 'county_code'))!;
    mustBe(`registered in ${field(row, 'county_code')}`, count(row, 'registered'), count(first, 'registered'));
  }
}

function areas(counties: readonly Record<string, string>[]): string {
  return csvText(
    ['code', 'parent', 'level', 'name_en', 'name_ro', 'timezone', 'note'],
    [
      ['RO', null, 'country', 'Romania', 'România', null, null],
      ...counties.map((row) => {
        const code = field(row, 'county_code');
        if (code === DIASPORA) return [code, 'RO', 'county', 'Diaspora', 'Străinătate', null, DIASPORA_NOTE];
        const { en, ro } = countyNames(code, field(row, 'name'));
        return [code, 'RO', 'county', en, ro, null, null];
      }),
    ],
  );
}

/** The authority's file writes Satu Mare as one word. */
function countyNames(code: string, written: string): { en: string; ro: string } {
  const ro = code === 'SM' ? 'Satu Mare' : written;
  return { en: code === 'B' ? 'Bucharest' : ro, ro };
}

const DIASPORA_NOTE =
  'Polling stations abroad: voting began the day before, there is no list of electors (registered 0), no boundary; counts are kept at the hours they were published.';

function countRow(row: Record<string, string>): CountRow {
  const at = field(row, 'at');
  const value = field(row, 'voters_total');
  return [field(row, 'county_code'), 'station', at, at, 'issued', value, null, 'exact', 'AEP, prezenta.roaep.ro'];
}

function countyBoundaries(data: string): string {
  return boundaries(join(data, 'geo/ro_counties.geojson'), {
    key: 'county_code',
    decimals: 3,
    leastArea: 0.0002,
    properties: (code, { name }) => {
      const { en, ro } = countyNames(code, String(name));
      return { name_en: en, name_ro: ro };
    },
  });
}

function tileRows(data: string): [string, string, string][] {
  return readTable(join(data, 'tiles/ro_counties.csv')).map((row) => [
    field(row, 'code'),
    field(row, 'col'),
    field(row, 'row'),
  ]);
}

const election: ElectionDefinition = {
  schema: 'turnout-election/1',
  id: 'ro-2020',
  names: {
    en: 'Romania, parliamentary election, 6 December 2020',
    ro: 'Alegeri parlamentare în România, 6 decembrie 2020',
    ru: 'Румыния, парламентские выборы, 6 декабря 2020 года',
  },
  timezone: 'Europe/Bucharest',
  channels: [
    {
      code: 'station',
      names: { en: 'Polling stations', ro: 'Secții de votare', ru: 'Участки' },
      feed: 'reports',
      revotes: false,
      localHours: { days: ['2020-12-06'], opens: '07:00', closes: '21:00' },
    },
  ],
  levels: ['country', 'county'],
  displayLevel: 'county',
  publishLevel: 'county',
  basis: { numerator: 'issued', denominator: 'registered' },
  provenance: [
    {
      what: 'Registered electors and hourly turnout of 42 counties and the diaspora',
      source:
        'gov2-ro/prezenta-vot, commit c20ec549c96af6a5afbb321e5aa79bf61c62a7d5 (hourly snapshots published by the Permanent Electoral Authority)',
      licence: 'none stated; official figures, cited as facts',
    },
    {
      what: 'Boundaries and names of the counties',
      source: 'horatiubota/react-romania, commit c9417b80bdc8c584326558eeabbdf307dea99ce0, rounded and thinned',
      licence: 'MIT for the package; it does not name where its lines come from',
    },
    { what: 'Tile grid', source: 'Designed by this project', licence: 'CC0-1.0' },
  ],
};

const rehearsal: RehearsalDefinition = {
  schema: 'turnout-rehearsal/1',
  seed: 20201206,
  from: OPENING,
  speed: 60,
  sentence: {
    en: 'Real counts of 2020, shown at the hour each was published.',
    ro: 'Cifre reale din 2020, fiecare la ora la care a fost publicată.',
    ru: 'Настоящие числа 2020 года, каждое в час своей публикации.',
  },
  channels: { station: { method: 'reports-as-published', source: 'counties', counts: 'counts.csv' } },
};

const description: PackageDescription = {
  name: 'ro-2020',
  title: 'Romania, parliamentary election, 6 December 2020: turnout by the hour',
  description: 'An election package of Turnout. What is real and what a rehearsal simulates stands in README.md.',
  languages: ['ro'],
  sources: [
    { title: 'gov2-ro/prezenta-vot', path: 'https://github.com/gov2-ro/prezenta-vot' },
    { title: 'horatiubota/react-romania', path: 'https://github.com/horatiubota/react-romania' },
  ],
  licences: {
    'boundaries.geojson': [
      { name: 'MIT', title: 'MIT License', path: 'https://github.com/horatiubota/react-romania/blob/master/LICENSE' },
    ],
    'tiles.csv': [{ name: 'CC0-1.0', title: 'Creative Commons Zero 1.0' }],
  },
};
