import { join } from 'node:path';
import { instantOfLocal, zonedInstant } from '../../shared/instant.ts';
import { boundaries } from './boundaries.ts';
import { dataPackage } from './data-package.ts';
import { officialResult, ruCounts, runningPercentDenominator } from './ru-2020-counts.ts';
import { ruDataPackage, ruElection, ruRehearsal } from './ru-2020-definition.ts';
import { evoteDayShape, stationDayShape } from './shapes.ts';
import { count, csvText, field, mustBe, readTable } from './table.ts';

const ZONE = 'Europe/Moscow';
const EVOTES = ['RU-MOW-DEG', 'RU-NIZ-DEG'];
/** The clock that strikes eight first on 25 June 2020. */
const EASTERNMOST = 'Asia/Kamchatka';

export interface Commission {
  readonly code: string;
  readonly region: string;
  readonly nameEn: string;
  readonly nameRu: string;
  readonly timezone: string;
  readonly registered: number;
  readonly issued: number;
}

/** The files of `elections/ru-2020`, by name. */
export function ru2020(data: string): Map<string, string> {
  const regions = readTable(join(data, 'ru2020/regions.csv'));
  const commissions = readCommissions(data, regions);
  const evotes = regions.filter((row) => field(row, 'kind') === 'evote');
  checkSums(commissions, evotes);

  const files = new Map([
    ['election.json', `${JSON.stringify(ruElection(ZONE), null, 2)}\n`],
    ['areas.csv', areas(regions, commissions, evotes)],
    ['electorate.csv', electorate(commissions, evotes)],
    ['boundaries.geojson', regionBoundaries(data)],
    ['tiles.csv', csvText(['code', 'col', 'row'], tileRows(data))],
    ['counts.csv', ruCounts(data, commissions)],
    ['rehearsal.json', `${JSON.stringify(ruRehearsal, null, 2)}\n`],
    ['online-shape.csv', evoteDayShape(join(data, 'ru2021/moscow_evote_20min.csv'), '2021-09-19T20:00:00+03:00')],
    ['station-shape.csv', stationDayShape(join(data, 'ro/county_hourly.csv'), 'ro-2016-parliament', 'SR')],
  ]);
  files.set('datapackage.json', dataPackage(ruDataPackage, files));
  return files;
}

function readCommissions(data: string, regions: readonly Record<string, string>[]): Commission[] {
  const regionByCode = new Map(regions.map((row) => [field(row, 'region_code'), row]));
  const districts = new Map(
    readTable(join(data, 'ru2020/moscow_districts.csv')).map((row) => [field(row, 'tik_id'), field(row, 'name')]),
  );
  return readTable(join(data, 'ru2020/tiks.csv')).map((row) => {
    const region = regionByCode.get(field(row, 'region_code'));
    if (region === undefined) throw new Error(`no region ${field(row, 'region_code')}`);
    const number = field(row, 'tik_no');
    const numbered = number === '' ? field(region, 'region_name') : `Territorial commission ${number}`;
    return {
      code: field(row, 'tik_id'),
      region: field(row, 'region_code'),
      nameEn: districts.get(field(row, 'tik_id')) ?? numbered,
      nameRu: field(row, 'tik_name_ru'),
      timezone: field(region, 'timezone'),
      registered: count(row, 'registered'),
      issued: count(row, 'ballots_issued'),
    };
  });
}

function checkSums(commissions: readonly Commission[], evotes: readonly Record<string, string>[]): void {
  const stationRegistered = commissions.reduce((sum, { registered }) => sum + registered, 0);
  const stationIssued = commissions.reduce((sum, { issued }) => sum + issued, 0);
  const evoteRegistered = evotes.reduce((sum, row) => sum + count(row, 'registered'), 0);
  mustBe('commissions', commissions.length, 2_770);
  mustBe('registered at stations', stationRegistered, 107_999_611);
  mustBe('issued at stations', stationIssued, 73_107_907);
  mustBe('registered online', evoteRegistered, 1_190_726);
  mustBe('registered', stationRegistered + evoteRegistered, officialResult.registered);
  mustBe('issued', stationIssued + 1_107_648, officialResult.issued);
  mustBe('running denominator', runningPercentDenominator(), 108_630_000);
}

const DISPUTED =
  'Marked as disputed in the map data: counted by the source under Russia, held by most states to be part of Ukraine.';
const MISDRAWN = 'The map data draws the land of Karelia under Murmansk Oblast and leaves Karelia an island of it.';
const NOTES = new Map([
  ['UA-43', DISPUTED],
  ['UA-40', DISPUTED],
  ['RU-KR', MISDRAWN],
  ['RU-MUR', MISDRAWN],
]);

function areas(
  regions: readonly Record<string, string>[],
  commissions: readonly Commission[],
  evotes: readonly Record<string, string>[],
): string {
  const rows: (string | null)[][] = [['RU', null, 'country', 'Russia', 'Россия', ZONE, null]];
  for (const region of regions.filter((row) => !evotes.includes(row))) {
    const code = field(region, 'region_code');
    const outside = field(region, 'kind') === 'extraterritorial';
    const note = NOTES.get(code) ?? (outside ? 'Outside the regions: no boundary and no tile.' : null);
    const names = [field(region, 'region_name'), field(region, 'region_name_ru')];
    rows.push([code, 'RU', 'region', ...names, field(region, 'timezone'), note]);
  }
  for (const { code, region, nameEn, nameRu, timezone } of commissions)
    rows.push([code, region, 'commission', nameEn, nameRu, timezone, null]);
  for (const row of evotes) {
    const code = field(row, 'region_code');
    const names = [field(row, 'region_name'), field(row, 'region_name_ru')];
    const note = 'The online electorate of the whole region: it was never split by commission.';
    rows.push([code, regionOfEvote(code), 'commission', ...names, field(row, 'timezone'), note]);
  }
  return csvText(['code', 'parent', 'level', 'name_en', 'name_ru', 'timezone', 'note'], rows);
}

function regionOfEvote(code: string): string {
  if (!EVOTES.includes(code)) throw new Error(`unknown e-vote ${code}`);
  return code.slice(0, -'-DEG'.length);
}

function electorate(commissions: readonly Commission[], evotes: readonly Record<string, string>[]): string {
  const asOf = zonedInstant(instantOfLocal('2020-06-25', '08:00', EASTERNMOST), ZONE);
  return csvText(
    ['area', 'channel', 'registered', 'as_of'],
    [
      ...commissions.map(({ code, registered }) => [code, 'station', registered, asOf]),
      ...evotes.map((row) => [field(row, 'region_code'), 'online', count(row, 'registered'), asOf]),
    ],
  );
}

function regionBoundaries(data: string): string {
  return boundaries(join(data, 'geo/ru_regions.geojson'), {
    key: 'region_code',
    decimals: 3,
    leastArea: 0.006,
    properties: (_, { name, name_ru, disputed }) => ({
      name_en: name,
      name_ru,
      ...(disputed === true ? { disputed: true } : {}),
    }),
  });
}

function tileRows(data: string): [string, string, string][] {
  return readTable(join(data, 'tiles/ru_regions.csv')).map((row) => [
    field(row, 'code'),
    field(row, 'col'),
    field(row, 'row'),
  ]);
}
