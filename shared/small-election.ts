/**
 * An election small enough to add by hand, as the files of its package: three precincts in two districts.
 *
 * | registered | online | station | all |
 * |---|---|---|---|
 * | LAND | 100 | 600 | 700 |
 * | · NORTH | 40 | 300 | 340 |
 * | · · N1 | 40 | 100 | 140 |
 * | · · N2 | – | 200 | 200 |
 * | · SOUTH | 60 | 300 | 360 |
 * | · · S1 | 60 | 300 | 360 |
 *
 * Five feeds: two of events, three of reports. Online 08:00 to 20:00 in Vienna, +02:00; stations 08:00 to 20:00 of their own
 * clock, an hour earlier in SOUTH (Helsinki). So the first opening is 07:00+02:00 and the last closing 20:00+02:00.
 * Issued in the end: online 80 (N1 30, S1 50), stations 320 (N1 60, N2 110, S1 150), 400 of 700 is 57.14 %.
 */
export const smallElection: Readonly<Record<string, string>> = {
  'election.json': `${JSON.stringify(
    {
      schema: 'turnout-election/1',
      id: 'small',
      names: { en: 'Small election', ru: 'Малые выборы' },
      timezone: 'Europe/Vienna',
      channels: [
        {
          code: 'online',
          names: { en: 'Online', ru: 'Онлайн' },
          feed: 'events',
          revotes: false,
          hours: [{ opens: '2024-05-05T08:00:00+02:00', closes: '2024-05-05T20:00:00+02:00' }],
        },
        {
          code: 'station',
          names: { en: 'Polling stations', ru: 'Участки' },
          feed: 'reports',
          revotes: false,
          localHours: { days: ['2024-05-05'], opens: '08:00', closes: '20:00' },
        },
      ],
      levels: ['country', 'district', 'precinct'],
      displayLevel: 'district',
      publishLevel: 'district',
      basis: { numerator: 'issued', denominator: 'registered' },
    },
    null,
    2,
  )}\n`,

  'areas.csv': `code,parent,level,name_en,name_ru,timezone,note
LAND,,country,Land,Страна,,
NORTH,LAND,district,North,Север,,
SOUTH,LAND,district,South,Юг,Europe/Helsinki,Drawn as disputed
N1,NORTH,precinct,North 1,Север 1,,
N2,NORTH,precinct,North 2,Север 2,,
S1,SOUTH,precinct,South 1,Юг 1,Europe/Helsinki,
`,

  'electorate.csv': `area,channel,registered,as_of
N1,online,40,2024-05-05T07:00:00+02:00
S1,online,60,2024-05-05T07:00:00+02:00
N1,station,100,2024-05-05T07:00:00+02:00
N2,station,200,2024-05-05T07:00:00+02:00
S1,station,300,2024-05-05T07:00:00+02:00
`,

  'boundaries.geojson': `{"type":"FeatureCollection","features":[
{"type":"Feature","id":"NORTH","properties":{"name_en":"North"},"geometry":{"type":"Polygon","coordinates":[[[10,51],[12,51],[12,52],[10,52],[10,51]]]}},
{"type":"Feature","id":"SOUTH","properties":{"name_en":"South","disputed":true},"geometry":{"type":"Polygon","coordinates":[[[10,50],[12,50],[12,51],[10,51],[10,50]]]}}
]}
`,

  'tiles.csv': `code,col,row
NORTH,0,0
SOUTH,0,1
`,

  'counts.csv': `area,channel,at_from,at,measure,value,denominator,status,source
LAND,online,2024-05-05T08:00:00+02:00,2024-05-05T08:00:00+02:00,issued,0,,exact,the opening
LAND,online,2024-05-05T12:00:00+02:00,2024-05-05T12:00:00+02:00,issued,50,,exact,the headquarters
N1,online,2024-05-05T12:00:00+02:00,2024-05-05T12:00:00+02:00,issued,20,,exact,the headquarters
S1,online,2024-05-05T12:00:00+02:00,2024-05-05T12:00:00+02:00,issued,30,,exact,the headquarters
LAND,all,2024-05-05T15:00:00+02:00,2024-05-05T16:00:00+02:00,issued,250,,window,the commission
LAND,all,2024-05-05T15:00:00+02:00,2024-05-05T16:00:00+02:00,turnout_pct,36.2,690,percent,the commission
LAND,online,2024-05-05T20:00:00+02:00,2024-05-05T20:00:00+02:00,issued,80,,exact,the commission
N1,online,2024-05-05T20:00:00+02:00,2024-05-05T20:00:00+02:00,issued,30,,exact,the commission
S1,online,2024-05-05T20:00:00+02:00,2024-05-05T20:00:00+02:00,issued,50,,exact,the commission
N1,station,2024-05-05T20:00:00+02:00,2024-05-05T20:00:00+02:00,issued,60,,exact,final count
N2,station,2024-05-05T20:00:00+02:00,2024-05-05T20:00:00+02:00,issued,110,,exact,final count
S1,station,2024-05-05T20:00:00+03:00,2024-05-05T20:00:00+03:00,issued,150,,exact,final count
`,

  'rehearsal.json': `${JSON.stringify(
    {
      schema: 'turnout-rehearsal/1',
      seed: 5,
      from: '2024-05-05T11:58:00+02:00',
      speed: 60,
      sentence: { en: 'Rehearsal: every figure is invented.', ru: 'Репетиция: все числа выдуманы.' },
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
          reportTimes: ['10:00', '15:00', '20:00'],
        },
      },
    },
    null,
    2,
  )}\n`,

  'online-shape.csv': `time,weight
08:00,1
12:00,3
16:00,2
`,

  'station-shape.csv': `time,weight
08:00,2
12:00,3
16:00,1
`,
};
