import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundaries } from './boundaries.ts';
import { dataPackage } from './data-package.ts';
import { type Italian, italianDataPackage, italianElection, italianRehearsal } from './italy-definition.ts';
import { type PackageFiles, packed } from './packed.ts';
import { COUNT_COLUMNS, type CountRow } from './ru-2020-counts.ts';
import { count, csvText, field, mustBe, readTable } from './table.ts';
import { middleOf, tileGrid } from './tile-grid.ts';

type Row = Record<string, string>;

interface Feature {
  readonly properties: Row;
  readonly geometry: { readonly coordinates: unknown };
}

const REFERENDUM: Italian = {
  id: 'it-2020',
  names: {
    en: 'Italy, constitutional referendum, 20 and 21 September 2020',
    it: 'Referendum costituzionale del 20 e 21 settembre 2020',
    ru: 'Италия, конституционный референдум, 20–21 сентября 2020 года',
  },
  hours: [
    { opens: '2020-09-20T07:00:00+02:00', closes: '2020-09-20T23:00:00+02:00' },
    { opens: '2020-09-21T07:00:00+02:00', closes: '2020-09-21T15:00:00+02:00' },
  ],
  source: 'ondata/elezioni_2020, commit 811c0a29f006ffb27b7560f840864c33cf106f22 (Eligendo, Ministry of the Interior)',
  repository: 'https://github.com/ondata/elezioni_2020',
  licence: 'CC BY 4.0, onData',
};

const CHAMBER: Italian = {
  id: 'it-2022',
  names: {
    en: 'Italy, Chamber of Deputies, 25 September 2022',
    it: 'Elezione della Camera dei deputati del 25 settembre 2022',
    ru: 'Италия, выборы в палату депутатов, 25 сентября 2022 года',
  },
  hours: [{ opens: '2022-09-25T07:00:00+02:00', closes: '2022-09-25T23:00:00+02:00' }],
  source:
    'da un progetto di onData: ondata/elezioni-politiche-2022, commit 43844d70ac8347fa33045a76a9a2cd32e75c11a4 (Eligendo, Ministry of the Interior)',
  repository: 'https://github.com/ondata/elezioni-politiche-2022',
  licence: 'none in its folder; the authors ask for the note "da un progetto di onData" with a link',
};

/** The files of `elections/it-2020`, by name. */
export function it2020(data: string): PackageFiles {
  return italian(data, REFERENDUM, {
    folder: 'it2020/referendum',
    electors: 46_418_677,
    voters: [5_683_954, 13_775_462, 18_274_331, 24_992_918],
  });
}

/** The files of `elections/it-2022`, by name. */
export function it2022(data: string): PackageFiles {
  return italian(data, CHAMBER, {
    folder: 'it2022/chamber',
    electors: 46_120_143,
    voters: [8_858_845, 23_588_110, 29_473_754],
  });
}

/** Sums of the whole country, as the data's README gives them: electors, and voters at each published time. */
interface Sums {
  /** Where the tables lie, and how their names begin. */
  readonly folder: string;
  readonly electors: number;
  readonly voters: readonly number[];
}

function italian(data: string, vote: Italian, { folder, electors, voters }: Sums): PackageFiles {
  const municipalities = readTable(join(data, `${folder}_municipalities.csv`));
  const turnout = readTable(join(data, `${folder}_turnout.csv`));
  const times = [...new Set(turnout.map((row) => field(row, 'at')))].sort();
  mustBe('electors', sumOf(municipalities, 'electors'), electors);
  mustBe('times', times.length, voters.length);
  for (const [index, at] of times.entries()) {
    const then = turnout.filter((row) => field(row, 'at') === at);
    mustBe(`voters at ${at}`, sumOf(then, 'voters'), voters[index]!);
  }
  const provinces = featuresOf(data, 'it_provinces.geojson');
  const files = packed(
    new Map([
      ['election.json', `${JSON.stringify(italianElection(vote), null, 2)}\n`],
      ['areas.csv', areas(provinces, municipalities, municipalityNames(data))],
      [
        'electorate.csv',
        csvText(
          ['area', 'channel', 'registered', 'as_of'],
          municipalities.map((row) => [
            field(row, 'istat_code'),
            'station',
            count(row, 'electors'),
            vote.hours[0]!.opens,
          ]),
        ),
      ],
      ['boundaries.geojson', provinceBoundaries(data)],
      ['tiles.csv', tiles(provinces)],
      ['counts.csv', csvText(COUNT_COLUMNS, turnout.map(countRow))],
      ['rehearsal.json', `${JSON.stringify(italianRehearsal(vote), null, 2)}\n`],
    ]),
    ['areas.csv', 'electorate.csv', 'counts.csv'],
  );
  files.set('datapackage.json', dataPackage(italianDataPackage(vote), files));
  return files;
}

function sumOf(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + count(row, column), 0);
}

function featuresOf(data: string, file: string): Feature[] {
  return (JSON.parse(readFileSync(join(data, 'geo', file), 'utf8')) as { features: Feature[] }).features;
}

/** Names in the map's spelling, by code: the tables have them in capitals. */
function municipalityNames(data: string): Map<string, string> {
  const { objects } = JSON.parse(readFileSync(join(data, 'geo/it_municipalities.topo.json'), 'utf8')) as {
    objects: { comuni: { geometries: { properties: { com_istat_code: string; name: string } }[] } };
  };
  return new Map(objects.comuni.geometries.map(({ properties }) => [properties.com_istat_code, properties.name]));
}

function areas(
  provinces: readonly Feature[],
  municipalities: readonly Row[],
  names: ReadonlyMap<string, string>,
): string {
  const regions = new Map(provinces.map(({ properties }) => [properties.reg_istat_code!, properties.reg_name!]));
  const byCode = (a: readonly string[], b: readonly string[]) => (a[0]! < b[0]! ? -1 : 1);
  return csvText(
    ['code', 'parent', 'level', 'name_en', 'timezone'],
    [
      ['IT', null, 'country', 'Italy', null],
      ...[...regions].map(([code, name]) => [code, 'IT', 'region', name, '']).sort(byCode),
      ...provinces
        .map(({ properties: p }) => [p.prov_istat_code!, p.reg_istat_code!, 'province', p.prov_name!, ''])
        .sort(byCode),
      ...municipalities
        .map((row) => {
          const code = field(row, 'istat_code');
          return [code, field(row, 'province_istat'), 'municipality', names.get(code) ?? field(row, 'name'), ''];
        })
        .sort(byCode),
    ],
  );
}

function countRow(row: Row): CountRow {
  const at = field(row, 'at');
  return [field(row, 'istat_code'), 'station', at, at, 'issued', count(row, 'voters'), null, 'exact', 'Eligendo'];
}

function provinceBoundaries(data: string): string {
  return boundaries(join(data, 'geo/it_provinces.geojson'), {
    key: 'prov_istat_code',
    decimals: 3,
    leastArea: 0.0008,
    properties: (_, { prov_name }) => ({ name_en: prov_name }),
  });
}

function tiles(provinces: readonly Feature[]): string {
  const places = provinces.map(({ properties, geometry }) => ({
    code: properties.prov_istat_code!,
    at: middleOf(geometry.coordinates),
  }));
  return csvText(['code', 'col', 'row'], tileGrid(places));
}
