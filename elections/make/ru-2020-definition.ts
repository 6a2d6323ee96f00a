import type { ElectionDefinition } from '../../shared/election.ts';
import type { RehearsalDefinition } from '../../shared/rehearsal.ts';
import type { PackageDescription } from './data-package.ts';

const DAYS = ['2020-06-25', '2020-06-26', '2020-06-27', '2020-06-28', '2020-06-29', '2020-06-30', '2020-07-01'];
const FACTS = 'none stated; official figures, cited as facts';

export function ruElection(timezone: string): ElectionDefinition {
  return {
    schema: 'turnout-election/1',
    id: 'ru-2020',
    names: {
      en: 'All-Russian vote, 25 June to 1 July 2020',
      ru: 'Общероссийское голосование 25 июня – 1 июля 2020 года',
    },
    timezone,
    channels: [
      {
        code: 'online',
        names: { en: 'Online', ru: 'Онлайн' },
        feed: 'events',
        revotes: false,
        hours: [{ opens: '2020-06-25T10:00:00+03:00', closes: '2020-06-30T20:00:00+03:00' }],
      },
      {
        code: 'station',
        names: { en: 'Polling stations', ru: 'Участки' },
        feed: 'reports',
        revotes: false,
        localHours: { days: DAYS, opens: '08:00', closes: '20:00' },
      },
    ],
    levels: ['country', 'region', 'commission'],
    displayLevel: 'region',
    publishLevel: 'region',
    basis: { numerator: 'issued', denominator: 'registered' },
    provenance: [
      {
        what: 'Final counts and registered electors of 2,770 territorial commissions and two online electorates',
        source:
          'dkobak/elections, commit 8003707eb94e3a1e69f8b1b965cdf93f80153808 (Central Election Commission of Russia, collected by S. Shpilkin)',
        licence: FACTS,
      },
      {
        what: 'Turnout and e-vote figures announced during the week',
        source: 'News pages, each cited in counts.csv',
        licence: 'facts with citation',
      },
      {
        what: 'Boundaries of the regions',
        source: 'Natural Earth 1:50m admin 1, rounded and thinned',
        licence: 'public domain',
      },
      { what: 'Tile grid', source: 'Designed by this project', licence: 'CC0-1.0' },
      {
        what: 'Daily shape of the online channel',
        source:
          'Moscow e-vote of September 2021, denull/elections-2021, commit a396ecd1fc896543c07e9426c64cdb6b4a072d6a',
        licence: 'none stated',
      },
      {
        what: 'Daily shape of the polling stations',
        source:
          'Romania, 11 December 2016, gov2-ro/prezenta-vot, commit c20ec549c96af6a5afbb321e5aa79bf61c62a7d5 (Permanent Electoral Authority)',
        licence: 'none stated',
      },
    ],
  };
}

export const ruRehearsal = {
  schema: 'turnout-rehearsal/1',
  seed: 20200629,
  from: '2020-06-29T13:58:00+03:00',
  speed: 60,
  sentence: {
    en: 'Real counts of 2020. Minutes between published counts are simulated.',
    ru: 'Настоящие числа 2020 года. Минуты между опубликованными числами смоделированы.',
  },
  channels: {
    online: {
      method: 'events-between-counts',
      source: 'evote',
      counts: 'counts.csv',
      shape: 'online-shape.csv',
    },
    station: {
      method: 'reports-from-finals',
      source: 'commissions',
      counts: 'counts.csv',
      shape: 'station-shape.csv',
      reportTimes: ['10:00', '12:00', '15:00', '18:00', '20:00'],
    },
  },
} as const satisfies RehearsalDefinition;

export const ruDataPackage: PackageDescription = {
  name: 'ru-2020',
  title: 'Russia, vote on the amendments to the constitution, 25 June to 1 July 2020: turnout',
  description: 'An election package of Turnout. What is real and what a rehearsal simulates stands in README.md.',
  languages: ['ru'],
  sources: [
    { title: 'dkobak/elections, data/2020.csv.zip', path: 'https://github.com/dkobak/elections' },
    { title: 'denull/elections-2021', path: 'https://github.com/denull/elections-2021' },
    { title: 'gov2-ro/prezenta-vot', path: 'https://github.com/gov2-ro/prezenta-vot' },
    { title: 'Natural Earth', path: 'https://www.naturalearthdata.com' },
  ],
  licences: {
    'boundaries.geojson': [{ title: 'Natural Earth, public domain', path: 'https://www.naturalearthdata.com' }],
    'tiles.csv': [{ name: 'CC0-1.0', title: 'Creative Commons Zero 1.0' }],
  },
};
