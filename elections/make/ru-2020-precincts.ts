import { join } from 'node:path';
import type { ElectionDefinition } from '../../shared/election.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import { dataPackage } from './data-package.ts';
import { type PackageFiles, packed } from './packed.ts';
import { ru2020 } from './ru-2020.ts';
import { COUNT_COLUMNS } from './ru-2020-counts.ts';
import { ruDataPackage, ruElection, ruRehearsal } from './ru-2020-definition.ts';
import { count, csvText, field, mustBe, readTable, rowsOf } from './table.ts';

const ID = 'ru-2020-precincts';
const AREA_COLUMNS = ['code', 'parent', 'level', 'name_en', 'name_ru', 'timezone', 'note'];

type Row = Record<string, string>;
type Cells = (string | number | null)[];

/** The files of `elections/ru-2020-precincts`, by name: `ru-2020` with one level more, of 96,765 precincts. */
export function ru2020Precincts(data: string): PackageFiles {
  const coarse = ru2020(data);
  const table = (name: string) => rowsOf(coarse.get(name)!);
  const [areas, electorate, counts] = [table('areas.csv'), table('electorate.csv'), table('counts.csv')];
  const precincts = readTable(join(data, 'ru2020/precincts.csv.gz'));
  checkSums(precincts);
  const finals = new Map(counts.filter(isFinal).map((row) => [field(row, 'area'), row]));
  mustBe('commissions with a final count', finals.size, 2_770);
  const online = electorate.filter((row) => field(row, 'channel') === 'online');
  const asOf = field(electorate[0]!, 'as_of');
  const files = packed(
    new Map([
      ...coarse,
      ['election.json', `${JSON.stringify(election, null, 2)}\n`],
      ['areas.csv', csvText(AREA_COLUMNS, [...cells(areas, AREA_COLUMNS), ...leaves(precincts, online, areas)])],
      [
        'electorate.csv',
        csvText(
          ['area', 'channel', 'registered', 'as_of'],
          [
            ...precincts.map((row): Cells => [field(row, 'precinct_id'), 'station', count(row, 'registered'), asOf]),
            ...online.map((row): Cells => [onlineLeaf(row), 'online', count(row, 'registered'), asOf]),
          ],
        ),
      ],
      [
        'counts.csv',
        csvText(COUNT_COLUMNS, [
          ...cells(
            counts.filter((row) => !isFinal(row)),
            COUNT_COLUMNS,
          ),
          ...precincts.map((row) => finalOf(row, finals.get(field(row, 'tik_id'))!)),
        ]),
      ],
      ['rehearsal.json', `${JSON.stringify(rehearsal, null, 2)}\n`],
    ]),
    ['areas.csv', 'electorate.csv', 'counts.csv'],
  );
  files.delete('datapackage.json');
  const title = `${ruDataPackage.title}, by precinct`;
  files.set('datapackage.json', dataPackage({ ...ruDataPackage, name: ID, title }, files));
  return files;
}

function checkSums(precincts: readonly Row[]): void {
  const sum = (column: string) => precincts.reduce((before, row) => before + count(row, column), 0);
  mustBe('precincts', precincts.length, 96_765);
  mustBe('registered at stations', sum('registered'), 107_999_611);
  mustBe('issued at stations', sum('ballots_issued'), 73_107_907);
}

/** The final count of a commission: the precincts' own stand in its place. */
function isFinal(row: Row): boolean {
  return field(row, 'channel') === 'station' && field(row, 'measure') === 'issued';
}

function finalOf(precinct: Row, commission: Row): Cells {
  const own: Row = { ...commission, area: field(precinct, 'precinct_id'), value: field(precinct, 'ballots_issued') };
  return COUNT_COLUMNS.map((column) => field(own, column) || null);
}

/** Every branch of the tree ends at the same level: the online electorate of a region is its own precinct. */
function onlineLeaf(row: Row): string {
  return `${field(row, 'area')}-U`;
}

function leaves(precincts: readonly Row[], online: readonly Row[], areas: readonly Row[]): Cells[] {
  const byCode = new Map(areas.map((row) => [field(row, 'code'), row]));
  return [
    ...precincts.map((row): Cells => {
      const commission = field(row, 'tik_id');
      const number = field(row, 'precinct_no');
      const zone = field(byCode.get(commission)!, 'timezone');
      const names = [`Precinct ${number}`, `УИК № ${number}`];
      return [field(row, 'precinct_id'), commission, 'precinct', ...names, zone, null];
    }),
    ...online.map((row): Cells => {
      const whole = byCode.get(field(row, 'area'))!;
      const names = [field(whole, 'name_en'), field(whole, 'name_ru')];
      return [onlineLeaf(row), field(row, 'area'), 'precinct', ...names, field(whole, 'timezone'), null];
    }),
  ];
}

function cells(rows: readonly Row[], columns: readonly string[]): Cells[] {
  return rows.map((row) => columns.map((column) => field(row, column) || null));
}

const coarseElection = ruElection('Europe/Moscow');

const election: ElectionDefinition = {
  ...coarseElection,
  id: ID,
  names: {
    en: `${coarseElection.names.en}, by precinct`,
    ru: `${coarseElection.names.ru}, по участкам`,
  },
  levels: [...coarseElection.levels, 'precinct'],
};

const { online, station } = ruRehearsal.channels;

const rehearsal: RehearsalDefinition = {
  ...ruRehearsal,
  speed: 120,
  channels: {
    online: { ...online, counts: 'counts.csv.gz' },
    station: { ...station, counts: 'counts.csv.gz', spreadMinutes: 60 },
  },
};
