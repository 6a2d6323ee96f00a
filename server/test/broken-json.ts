import { smallElection } from '../../shared/small-election.ts';
import { added, type BrokenPackage, changed } from './small-election.ts';

/** Mistakes in the package's JSON files, and what must be told of each. */
export const brokenJson: BrokenPackage[] = [
  ['JSON that breaks off', { 'election.json': '{\n  "schema":\n' }, 'election.json:3 bad-json'],
  ['a comma too many', { 'rehearsal.json': '{\n "seed": 1,\n}\n' }, 'rehearsal.json:3 bad-json'],
  ['a zone nobody knows', changed('election.json', 'Europe/Vienna', 'Europe/Wien'), 'election.json:8 bad-zone'],
  ['an id with capitals', changed('election.json', '"small"', '"Small"'), 'election.json:3 bad-code'],
  [
    'an instant without offset',
    changed('election.json', 'T08:00:00+02:00', 'T08:00:00'),
    'election.json:20 bad-instant',
  ],
  ['a day that is none', changed('election.json', '"2024-05-05"\n', '"2024-02-30"\n'), 'election.json:35 bad-instant'],
  ['a time that is none', changed('election.json', '"08:00"', '"8:00"'), 'election.json:37 bad-time'],
  [
    'a field that means nothing',
    changed('election.json', '"timezone"', '"zone": 1, "timezone"'),
    'election.json:8 unknown-field',
  ],
  ['no English name', changed('election.json', '"en": "Online"', '"de": "Online"'), 'election.json:12 missing-value'],
  ['a feed of another kind', changed('election.json', '"events"', '"votes"'), 'election.json:16 wrong-value'],
  [
    'hours that close before they open',
    changed('election.json', 'T20:00:00+02:00', 'T07:00:00+02:00'),
    'election.json:19 closes-before-opens',
  ],
  [
    'local hours that close as they open',
    changed('election.json', '"20:00"', '"08:00"'),
    'election.json:38 closes-before-opens',
  ],
  [
    'hours without any',
    changed('election.json', '"localHours"', '"hours": [], "localHours"'),
    'election.json:33 wrong-value',
  ],
  [
    'no hours at all',
    changed('election.json', /"hours": \[[^\]]*\]/.exec(smallElection['election.json']!)![0], '"revotes": false'),
    'election.json:11 hours-or-local-hours',
  ],
  [
    'a day twice',
    changed('election.json', '"2024-05-05"\n', '"2024-05-05", "2024-05-05"\n'),
    'election.json:35 overlapping-hours',
  ],
  [
    'a channel twice',
    changed('election.json', '"station"', '"online"'),
    'counts.csv:11 unknown-channel',
    'counts.csv:12 unknown-channel',
    'counts.csv:13 unknown-channel',
    'election.json:26 duplicate-code',
    'electorate.csv:4 unknown-channel',
    'electorate.csv:5 unknown-channel',
    'electorate.csv:6 unknown-channel',
    'rehearsal.json:17 unknown-channel',
  ],
  [
    'a level shown that is none',
    changed('election.json', '"displayLevel": "district"', '"displayLevel": "county"'),
    'election.json:47 unknown-level',
  ],
  [
    'a level published that is none',
    changed('election.json', '"publishLevel": "district"', '"publishLevel": "county"'),
    'election.json:48 unknown-level',
  ],
  [
    'a level shown below the published one',
    changed('election.json', '"displayLevel": "district"', '"displayLevel": "precinct"'),
    'election.json:47 display-below-publish',
  ],
  [
    'a level twice',
    changed('election.json', '"precinct"\n', '"precinct", "district"\n'),
    'election.json:45 duplicate-code',
  ],
  [
    'a channel nobody is registered for',
    {
      'electorate.csv': smallElection['electorate.csv']!.replaceAll('online', 'station').replace(
        /^.*,40,.*\n.*,60,.*\n/m,
        '',
      ),
    },
    'election.json:11 unused-channel',
  ],

  [
    'a boundary without area',
    changed('boundaries.geojson', '"id":"SOUTH"', '"id":"EAST"'),
    'boundaries.geojson:3 boundary-without-area',
  ],
  [
    'a boundary twice',
    changed('boundaries.geojson', '"id":"SOUTH"', '"id":"NORTH"'),
    'boundaries.geojson:3 duplicate-boundary',
  ],
  [
    'a boundary that is a point',
    changed('boundaries.geojson', '[[[10,51],[12,51],[12,52],[10,52],[10,51]]]', '[10,51]'),
    'boundaries.geojson:2 wrong-value',
    'boundaries.geojson:2 wrong-value',
  ],
  [
    'a method nobody knows',
    changed('rehearsal.json', 'reports-from-finals', 'magic'),
    'rehearsal.json:18 unknown-method',
  ],
  [
    'a method that makes something else',
    changed(
      'rehearsal.json',
      /"events-between-counts",[^}]*/.exec(smallElection['rehearsal.json']!)![0],
      '"reports-as-published", "source": "x", "counts": "counts.csv"',
    ),
    'rehearsal.json:12 wrong-feed',
  ],
  [
    'a channel that is not played',
    changed('rehearsal.json', '"online": {', '"post": {'),
    'rehearsal.json:10 no-method',
    'rehearsal.json:11 unknown-channel',
  ],
  ['a shape that is not there', { 'online-shape.csv': null }, 'online-shape.csv: missing-file'],
  ['counts that are not there', { 'counts.csv': null }, 'counts.csv: missing-file', 'counts.csv: missing-file'],
  [
    'a file outside the folder',
    changed('rehearsal.json', '"online-shape.csv"', '"../online-shape.csv"'),
    'rehearsal.json:15 bad-code',
  ],
  ['a shape without weight', { 'online-shape.csv': 'time,weight\n08:00,0\n' }, 'online-shape.csv: no-weight'],
  ['a time twice in a shape', added('online-shape.csv', '08:00,1'), 'online-shape.csv:5 duplicate-time'],
  [
    'a time in a shape that is none',
    added('online-shape.csv', '24:00,1', '09:00,-1'),
    'online-shape.csv:5 bad-time',
    'online-shape.csv:6 bad-number',
  ],
];
