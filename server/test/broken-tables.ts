import { smallElection } from '../../shared/small-election.ts';
import { added, type BrokenPackage, changed } from './small-election.ts';

const AT = '2024-05-05T07:00:00+02:00';

/** Mistakes in the package's tables, or whole files missing, and what must be told of each. */
export const brokenTables: BrokenPackage[] = [
  ['a missing election.json', { 'election.json': null }, 'election.json: missing-file'],
  ['missing areas', { 'areas.csv': null }, 'areas.csv: missing-file'],
  ['a missing electorate', { 'electorate.csv': null }, 'electorate.csv: missing-file'],
  [
    'a column missing',
    changed('areas.csv', ',timezone,', ','),
    'areas.csv:1 missing-column',
    ...[2, 3, 4, 5, 6, 7].map((line) => `areas.csv:${line} wrong-field-count`),
  ],
  [
    'a column that means nothing',
    changed('tiles.csv', 'code,col,row', 'code,col,row,colour'),
    'tiles.csv:1 unknown-column',
    'tiles.csv:2 wrong-field-count',
    'tiles.csv:3 wrong-field-count',
  ],
  ['a column twice', changed('areas.csv', 'name_ru', 'name_en'), 'areas.csv:1 duplicate-column'],
  ['an empty table', { 'tiles.csv': '' }, 'tiles.csv:1 missing-column'],
  ['a field too few', changed('tiles.csv', 'SOUTH,0,1', 'SOUTH,0'), 'tiles.csv:3 wrong-field-count'],
  ['a quote that is not closed', changed('tiles.csv', 'SOUTH,0,1', '"SOUTH,0,1'), 'tiles.csv:3 bad-csv'],
  [
    'letters of Windows-1251',
    {
      'areas.csv': Buffer.concat([
        Buffer.from(smallElection['areas.csv']!),
        Buffer.from([0x4e, 0x33, 0x2c, 0xdf, 0xed, 0x0a]),
      ]),
    },
    'areas.csv:8 not-utf8',
    'areas.csv:8 wrong-field-count',
  ],
  ['a byte-order mark', { 'tiles.csv': `\uFEFF${smallElection['tiles.csv']}` }, 'tiles.csv:1 byte-order-mark'],

  ['a parent that is no area', changed('areas.csv', 'N2,NORTH', 'N2,WEST'), 'areas.csv:6 unknown-parent'],
  ['a code twice', added('areas.csv', 'N2,NORTH,precinct,North 2,Север 2,,'), 'areas.csv:8 duplicate-code'],
  [
    'two roots',
    changed('areas.csv', 'N2,NORTH,precinct', 'N2,,country'),
    'areas.csv:6 no-precincts',
    'areas.csv:6 two-roots',
  ],
  [
    'no root',
    changed('areas.csv', 'LAND,,', 'LAND,N1,'),
    'areas.csv: no-root',
    'areas.csv:2 cycle',
    'areas.csv:2 level-order',
    'electorate.csv:2 not-a-precinct',
    'electorate.csv:4 not-a-precinct',
  ],
  [
    'an area that contains itself',
    added('areas.csv', 'W,W,district,West,Запад,,'),
    'areas.csv:8 cycle',
    'areas.csv:8 level-order',
  ],
  [
    'a ring of areas',
    added('areas.csv', 'A,B,district,A,А,,', 'B,A,district,B,Б,,'),
    'areas.csv:8 cycle',
    'areas.csv:8 level-order',
    'areas.csv:9 level-order',
  ],
  [
    'a bad zone of an area',
    changed('areas.csv', 'S1,SOUTH,precinct,South 1,Юг 1,Europe/Helsinki', 'S1,SOUTH,precinct,South 1,Юг 1,+03:00'),
    'areas.csv:7 bad-zone',
  ],
  ['a level that is none', changed('areas.csv', 'N2,NORTH,precinct', 'N2,NORTH,village'), 'areas.csv:6 unknown-level'],
  ['a level left out', changed('areas.csv', 'N2,NORTH,precinct', 'N2,LAND,precinct'), 'areas.csv:6 level-order'],
  [
    'a district with nothing in it',
    added('areas.csv', 'WEST,LAND,district,West,Запад,,'),
    'areas.csv:8 no-electorate',
    'areas.csv:8 no-precincts',
  ],
  ['no English name of an area', changed('areas.csv', 'North 2', ''), 'areas.csv:6 missing-value'],
  [
    'a code with a space',
    added('areas.csv', 'N 3,NORTH,precinct,North 3,Север 3,,'),
    'areas.csv:8 bad-code',
    'areas.csv:8 no-electorate',
  ],

  ['a negative electorate', changed('electorate.csv', ',200,', ',-200,'), 'electorate.csv:5 negative-electorate'],
  ['half an elector', changed('electorate.csv', ',200,', ',199.5,'), 'electorate.csv:5 bad-number'],
  ['electors of a district', added('electorate.csv', `NORTH,station,5,${AT}`), 'electorate.csv:7 not-a-precinct'],
  ['electors of nowhere', added('electorate.csv', `X,station,5,${AT}`), 'electorate.csv:7 unknown-area'],
  ['electors of no channel', added('electorate.csv', `N1,post,5,${AT}`), 'electorate.csv:7 unknown-channel'],
  [
    'a precinct without electorate',
    added('areas.csv', 'N3,NORTH,precinct,North 3,Север 3,,'),
    'areas.csv:8 no-electorate',
  ],
  [
    'an electorate twice',
    added('electorate.csv', 'N2,station,5,2024-05-05T05:00:00Z'),
    'electorate.csv:7 duplicate-electorate',
  ],
  [
    'an instant without offset in a table',
    changed('electorate.csv', `200,${AT}`, '200,2024-05-05'),
    'electorate.csv:5 bad-instant',
  ],
  [
    'two feeds of one channel',
    {
      'electorate.csv': `area,channel,registered,as_of,feed\n${['N1,online,1', 'S1,online,1', 'N1,station,1', 'N2,station,1', 'S1,station,1'].map((row) => `${row},${AT},\n`).join('')}N1,online,2,2024-05-05T09:00:00+02:00,reports\n`,
    },
    'electorate.csv:7 two-feeds',
  ],

  ['a tile without area', changed('tiles.csv', 'SOUTH,0,1', 'EAST,0,1'), 'tiles.csv:3 tile-without-area'],
  ['two tiles on one cell', changed('tiles.csv', 'SOUTH,0,1', 'SOUTH,0,0'), 'tiles.csv:3 tile-taken'],
  ['two tiles of one area', added('tiles.csv', 'SOUTH,1,1'), 'tiles.csv:4 duplicate-tile'],

  ['a figure of nowhere', changed('counts.csv', 'N2,station', 'N9,station'), 'counts.csv:12 unknown-area'],
  ['a figure of no channel', changed('counts.csv', 'N2,station', 'N2,post'), 'counts.csv:12 unknown-channel'],
  ['a percentage without value', changed('counts.csv', ',36.2,', ',,'), 'counts.csv:7 missing-value'],
  ['a percentage said to be exact', changed('counts.csv', '690,percent', '690,exact'), 'counts.csv:7 wrong-status'],
  ['half a ballot', changed('counts.csv', 'issued,250,', 'issued,250.5,'), 'counts.csv:6 bad-number'],
  [
    'a window that ends before it begins',
    changed(
      'counts.csv',
      'T15:00:00+02:00,2024-05-05T16:00:00+02:00,issued',
      'T17:00:00+02:00,2024-05-05T16:00:00+02:00,issued',
    ),
    'counts.csv:6 window-reversed',
  ],
  [
    'counts that cannot be unpacked',
    { 'counts.csv': null, 'counts.csv.gz': 'area', 'rehearsal.json': null },
    'counts.csv.gz: bad-gzip',
    'counts.csv.gz:1 missing-column',
  ],
];
