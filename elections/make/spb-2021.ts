import { join } from 'node:path';
import type { ElectionDefinition } from '../../shared/election.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import { dataPackage, type PackageDescription } from './data-package.ts';
import { type PackageFiles, packed } from './packed.ts';
import { COUNT_COLUMNS, type CountRow } from './ru-2020-counts.ts';
import { count, csvText, field, mustBe, readTable } from './table.ts';
import { tileGrid } from './tile-grid.ts';

const OPENING = '2021-09-17T08:00:00+03:00';
const DAYS = ['2021-09-17', '2021-09-18', '2021-09-19'];
const CITY = 'RU-SPE';

type Row = Record<string, string>;

/** The files of `elections/spb-2021`, by name. */
export function spb2021(data: string): PackageFiles {
  const precincts = readTable(join(data, 'ru2021/spb_precincts.csv'));
  const turnout = readTable(join(data, 'ru2021/spb_turnout.csv'));
  checkSums(precincts, turnout);
  const files = packed(
    new Map<string, string>([
      ['election.json', `${JSON.stringify(election, null, 2)}\n`],
      ['areas.csv', areas(precincts)],
      ['electorate.csv', electorate(precincts, turnout)],
      ['tiles.csv', csvText(['code', 'col', 'row'], tileGrid(middles(precincts)))],
      ['counts.csv', csvText(COUNT_COLUMNS, turnout.map(countRow))],
      ['rehearsal.json', `${JSON.stringify(rehearsal, null, 2)}\n`],
    ]),
    ['electorate.csv', 'counts.csv'],
  );
  files.set('datapackage.json', dataPackage(description, files));
  return files;
}

function checkSums(precincts: readonly Row[], turnout: readonly Row[]): void {
  const finals = turnout.filter((row) => field(row, 'voters_kind') === 'final_protocol');
  mustBe('precincts', precincts.length, 1_940);
  mustBe('points', turnout.length, 17_366);
  mustBe('precincts with a protocol', finals.length, 1_932);
  const final = finals.reduce((sum, row) => sum + count(row, 'voters'), 0);
  const known = precincts.filter((row) => field(row, 'voters_final') !== '');
  mustBe(
    'final voters',
    final,
    known.reduce((sum, row) => sum + count(row, 'voters_final'), 0),
  );
}

const DISTRICTS = new Map([
  ['Адмиралтейский район', 'Admiralteysky'],
  ['Василеостровский район', 'Vasileostrovsky'],
  ['Выборгский район', 'Vyborgsky'],
  ['Калининский район', 'Kalininsky'],
  ['Кировский район', 'Kirovsky'],
  ['Колпинский район', 'Kolpinsky'],
  ['Красногвардейский район', 'Krasnogvardeysky'],
  ['Красносельский район', 'Krasnoselsky'],
  ['Кронштадтский район', 'Kronshtadtsky'],
  ['Курортный район', 'Kurortny'],
  ['Московский район', 'Moskovsky'],
  ['Невский район', 'Nevsky'],
  ['Петроградский район', 'Petrogradsky'],
  ['Петродворцовый район', 'Petrodvortsovy'],
  ['Приморский район', 'Primorsky'],
  ['Пушкинский район', 'Pushkinsky'],
  ['Фрунзенский район', 'Frunzensky'],
  ['Центральный район', 'Tsentralny'],
]);

function districtOf(precinct: Row): string {
  const name = DISTRICTS.get(field(precinct, 'city_district_ru'));
  if (name === undefined) throw new Error(`no English name of ${field(precinct, 'city_district_ru')}`);
  return name.toLowerCase();
}

function codeOf(row: Row): string {
  return `U${field(row, 'precinct_no').padStart(4, '0')}`;
}

function areas(precincts: readonly Row[]): string {
  const districts = [...DISTRICTS].map(([ru, en]) => [en.toLowerCase(), CITY, 'district', en, ru, null]);
  const below = precincts.map((row) => {
    const number = field(row, 'precinct_no');
    const note = field(row, 'voters_final') === '' ? 'No final protocol in the source.' : null;
    return [codeOf(row), districtOf(row), 'precinct', `Precinct ${number}`, `УИК № ${number}`, note];
  });
  return csvText(
    ['code', 'parent', 'level', 'name_en', 'name_ru', 'timezone', 'note'],
    [[CITY, null, 'city', 'St Petersburg', 'Санкт-Петербург', null], ...districts, ...below].map(
      ([code, parent, level, en, ru, note]) => [code!, parent!, level!, en!, ru!, null, note!],
    ),
  );
}

/** What each precinct stated first holds from the opening on; each other number from the report that first stated it. */
function electorate(precincts: readonly Row[], turnout: readonly Row[]): string {
  const stated = new Map<string, Row[]>();
  for (const row of turnout) {
    if (field(row, 'registered') === '') continue;
    const precinct = codeOf(row);
    stated.set(precinct, [...(stated.get(precinct) ?? []), row]);
  }
  const rows = precincts.flatMap((precinct) => {
    const known = stated.get(codeOf(precinct)) ?? [];
    const initial = field(precinct, 'registered_initial');
    let registered = initial === '' ? count(known[0]!, 'registered') : Number(initial);
    const changes: (string | number)[][] = [[codeOf(precinct), 'station', registered, OPENING]];
    for (const row of known) {
      if (count(row, 'registered') === registered) continue;
      registered = count(row, 'registered');
      changes.push([codeOf(precinct), 'station', registered, field(row, 'at')]);
    }
    return changes;
  });
  return csvText(['area', 'channel', 'registered', 'as_of'], rows);
}

/** Each district where its precincts lie in the mean. */
function middles(precincts: readonly Row[]): { code: string; at: [number, number] }[] {
  return [...DISTRICTS.values()].map((name) => {
    const code = name.toLowerCase();
    const placed = precincts.filter((row) => districtOf(row) === code && field(row, 'latitude') !== '');
    const mean = (column: string) => placed.reduce((sum, row) => sum + Number(field(row, column)), 0) / placed.length;
    return { code, at: [mean('longitude'), mean('latitude')] };
  });
}

const SOURCES = new Map([
  ['reported', 'vkryl/spbik-2021, turnout_protocols'],
  ['from_percent', 'vkryl/spbik-2021; people made by its author from the published percentage'],
  ['final_protocol', 'vkryl/spbik-2021, final protocol'],
]);

function countRow(row: Row): CountRow {
  const at = field(row, 'at');
  const source = SOURCES.get(field(row, 'voters_kind'));
  if (source === undefined) throw new Error(`unknown kind in ${JSON.stringify(row)}`);
  return [codeOf(row), 'station', at, at, 'issued', count(row, 'voters'), null, 'exact', source];
}

const election: ElectionDefinition = {
  schema: 'turnout-election/1',
  id: 'spb-2021',
  names: {
    en: 'St Petersburg, State Duma, 17 to 19 September 2021',
    ru: 'Санкт-Петербург, выборы в Государственную думу, 17–19 сентября 2021 года',
  },
  timezone: 'Europe/Moscow',
  channels: [
    {
      code: 'station',
      names: { en: 'Polling stations', ru: 'Участки' },
      feed: 'reports',
      revotes: false,
      localHours: { days: DAYS, opens: '08:00', closes: '20:00' },
    },
  ],
  levels: ['city', 'district', 'precinct'],
  displayLevel: 'district',
  publishLevel: 'precinct',
  basis: { numerator: 'issued', denominator: 'registered' },
  provenance: [
    {
      what: 'Turnout of 1,940 precincts at nine times, their electors and districts',
      source:
        'vkryl/spbik-2021, commit 08c81bb6caf146b6fb3579f4645321b685147a98 (St Petersburg Election Commission): https://github.com/vkryl/spbik-2021',
      licence: 'may be used without any conditions; a link is asked for as a kindness',
    },
    { what: 'Tile grid', source: 'Made by this project from where the precincts lie', licence: 'CC0-1.0' },
  ],
};

const rehearsal: RehearsalDefinition = {
  schema: 'turnout-rehearsal/1',
  seed: 20210917,
  from: OPENING,
  speed: 120,
  sentence: {
    en: 'Real counts of 2021, each at its published time. On the 19th the source made people out of percentages.',
    ru: 'Настоящие числа 2021 года, каждое в опубликованный час. За 19-е источник получил людей из процентов.',
  },
  channels: { station: { method: 'reports-as-published', source: 'precincts', counts: 'counts.csv.gz' } },
};

const description: PackageDescription = {
  name: 'spb-2021',
  title: 'St Petersburg, State Duma, 17 to 19 September 2021: turnout by precinct',
  description: 'An election package of Turnout. What is real and what a rehearsal simulates stands in README.md.',
  languages: ['ru'],
  sources: [{ title: 'vkryl/spbik-2021', path: 'https://github.com/vkryl/spbik-2021' }],
  licences: { 'tiles.csv': [{ name: 'CC0-1.0', title: 'Creative Commons Zero 1.0' }] },
};
