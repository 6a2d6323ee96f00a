import { join } from 'node:path';
import type { ElectionDefinition } from '../../shared/election.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import { dataPackage, type PackageDescription } from './data-package.ts';
import { count, csvText, field, mustBe, readTable } from './table.ts';

const OPENING = '2019-11-05T07:00:00-05:00';
const CITY = 'US-PHL';

type Row = Record<string, string>;

/** The files of `elections/phila-2019`, by name. */
export function phila2019(data: string): Map<string, string> {
  const reports = readTable(join(data, 'us_phila2019/voter_number_reports.csv'));
  const divisions = [...new Map(reports.map((row) => [field(row, 'precinct_id'), row])).values()].sort((a, b) =>
    field(a, 'precinct_id') < field(b, 'precinct_id') ? -1 : 1,
  );
  mustBe('reports', reports.length, 804);
  mustBe('divisions', divisions.length, 370);
  const files = new Map([
    ['election.json', `${JSON.stringify(election, null, 2)}\n`],
    ['areas.csv', areas(divisions)],
    [
      'electorate.csv',
      csvText(
        ['area', 'channel', 'registered', 'as_of'],
        divisions.map((row) => [field(row, 'precinct_id'), 'station', 0, OPENING]),
      ),
    ],
    ['reports.csv', csvText(['seq', 'area', 'channel', 'as_of', 'received_at', 'issued'], reports.map(reportRow))],
    ['rehearsal.json', `${JSON.stringify(rehearsal, null, 2)}\n`],
  ]);
  files.set('datapackage.json', dataPackage(description, files));
  return files;
}

function areas(divisions: readonly Row[]): string {
  const wards = [...new Set(divisions.map((row) => field(row, 'ward')))].sort();
  return csvText(
    ['code', 'parent', 'level', 'name_en', 'timezone', 'note'],
    [
      [CITY, null, 'city', 'Philadelphia', null, 'Only the 370 divisions from which somebody reported.'],
      ...wards.map((ward) => [ward, CITY, 'ward', `Ward ${Number(ward)}`, null, null]),
      ...divisions.map((row) => {
        const name = `Ward ${Number(field(row, 'ward'))}, division ${Number(field(row, 'division'))}`;
        return [field(row, 'precinct_id'), field(row, 'ward'), 'division', name, null, null];
      }),
    ],
  );
}

function reportRow(row: Row): (string | number)[] {
  const [at, received] = [field(row, 'voted_at'), field(row, 'reported_at')];
  return [count(row, 'report_no'), field(row, 'precinct_id'), 'station', at, received, count(row, 'voter_number')];
}

const election: ElectionDefinition = {
  schema: 'turnout-election/1',
  id: 'phila-2019',
  names: {
    en: 'Philadelphia, municipal election, 5 November 2019: voters in line',
    ru: 'Филадельфия, муниципальные выборы, 5 ноября 2019 года: номера в очереди',
  },
  timezone: 'America/New_York',
  channels: [
    {
      code: 'station',
      names: { en: 'Polling places', ru: 'Участки' },
      feed: 'reports',
      revotes: false,
      localHours: { days: ['2019-11-05'], opens: '07:00', closes: '20:00' },
    },
  ],
  levels: ['city', 'ward', 'division'],
  displayLevel: 'ward',
  publishLevel: 'ward',
  basis: { numerator: 'issued', denominator: 'registered' },
  provenance: [
    {
      what: 'Numbers in line that voters reported, with the time they voted and the time the report came in',
      source:
        'jtannen/turnout_tracker, commit 821115c8b73332dff9d1ff3a26e21f608f4150da, election_configs/phila_201911/outputs/raw_data.csv',
      licence: 'none stated',
    },
  ],
};

const rehearsal: RehearsalDefinition = {
  schema: 'turnout-rehearsal/1',
  seed: 20191105,
  from: OPENING,
  speed: 60,
  sentence: {
    en: 'Real reports of 2019, each when it came in: numbers in line told by voters, of 370 divisions only.',
    ru: 'Настоящие сообщения 2019 года в минуту поступления: номера в очереди со слов избирателей, только 370 участков.',
  },
  channels: { station: { method: 'reports-as-received', source: 'voters', reports: 'reports.csv' } },
};

const description: PackageDescription = {
  name: 'phila-2019',
  title: 'Philadelphia, 5 November 2019: numbers in line reported by voters',
  description: 'An election package of Turnout. What is real and what a rehearsal simulates stands in README.md.',
  languages: [],
  sources: [{ title: 'jtannen/turnout_tracker', path: 'https://github.com/jtannen/turnout_tracker' }],
  licences: {},
};
