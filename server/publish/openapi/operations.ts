import type { OperationSketch } from './operation-sketch.ts';

const level = {
  name: 'level',
  description:
    'Level of the areas; the displayed one unless told. Those above are added up, those below kept at full hours, and below the published level not public.',
};
const from = { name: 'from', description: 'ISO 8601 instant with offset; from the beginning unless told.' };
const to = { name: 'to', description: 'ISO 8601 instant with offset; to the end unless told.' };
const revision = { name: 'revision', description: 'Revision of areas.json; the answer never changes then.' };
const sha256 = {
  name: 'sha256',
  description: 'The hash of the file as it is listed: with another one there is no such bulletin.',
};
const curve = [
  from,
  to,
  {
    name: 'step',
    description: 'PTnM, PTnH or P1D, a whole part of a day; the finest with some 400 points unless told.',
  },
  {
    name: 'by',
    description: 'known (counted by then) or occurred (now known to have happened by then); known unless told.',
  },
];
const CSV = 'text/csv';
const lang = { name: 'lang', description: 'en or ru, ar as a draft; the language of Accept-Language unless told.' };
const ELECTION = '/elections/{election}';

/** Every GET, in the order of the design. */
export const READING: readonly OperationSketch[] = [
  { path: '/elections', id: 'listElections', summary: 'Every election published here.', schema: 'elections' },
  { path: ELECTION, id: 'describeElection', summary: 'What an election is.', schema: 'election' },
  {
    path: `${ELECTION}/now.json`,
    id: 'readLatestSnapshot',
    summary: 'The latest snapshot.',
    query: [level],
    schema: 'snapshot',
  },
  {
    path: `${ELECTION}/snapshots.json`,
    id: 'listSnapshots',
    summary: 'Numbers and instants of the snapshots.',
    query: [from, to],
    schema: 'snapshots',
  },
  {
    path: `${ELECTION}/snapshots/{number}.json`,
    id: 'readSnapshot',
    summary: 'A snapshot; its bytes never change.',
    query: [level],
    schema: 'snapshot',
  },
  {
    path: `${ELECTION}/snapshots/{number}.csv`,
    id: 'readSnapshotAsCsv',
    summary: 'A snapshot as CSV; its bytes never change.',
    query: [level],
    type: CSV,
  },
  {
    path: `${ELECTION}/at/{instant}.json`,
    id: 'findSnapshot',
    summary: 'The snapshot of an instant.',
    query: [level],
    redirect: 'The last snapshot whose asOf is not after the instant.',
  },
  {
    path: `${ELECTION}/areas.json`,
    id: 'readAreas',
    summary: 'The tree of areas down to the published level.',
    query: [revision],
    schema: 'areas',
  },
  {
    path: `${ELECTION}/boundaries.json`,
    id: 'readBoundaries',
    summary: 'Boundaries of the areas.',
    query: [revision],
    schema: 'boundaries',
    type: 'application/geo+json',
  },
  {
    path: `${ELECTION}/map.json`,
    id: 'readMap',
    summary: 'The boundaries drawn flat: SVG paths.',
    query: [revision],
    schema: 'map',
  },
  {
    path: `${ELECTION}/areas/{area}/series.json`,
    id: 'readSeries',
    summary: "One area's curve.",
    query: curve,
    schema: 'series',
  },
  {
    path: `${ELECTION}/areas/{area}/series.csv`,
    id: 'readSeriesAsCsv',
    summary: "One area's curve as CSV.",
    query: curve,
    type: CSV,
  },
  { path: `${ELECTION}/bulletins/`, id: 'listBulletins', summary: 'Every bulletin.', schema: 'bulletins' },
  {
    path: `${ELECTION}/bulletins/{number}.json`,
    id: 'readBulletin',
    summary: 'A bulletin; its bytes never change.',
    query: [sha256],
    schema: 'bulletin',
  },
  {
    path: `${ELECTION}/bulletins/{number}.csv`,
    id: 'readBulletinAsCsv',
    summary: 'A bulletin as CSV; its bytes never change.',
    query: [sha256],
    type: CSV,
  },
  {
    path: `${ELECTION}/bulletins/{number}.xlsx`,
    id: 'readBulletinAsWorkbook',
    summary: 'A bulletin as a workbook; its bytes never change.',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  {
    path: `${ELECTION}/bulletins/{number}.txt`,
    id: 'readBulletinAsText',
    summary: 'A bulletin in words, to read over the phone; says when a later one corrects it.',
    query: [lang],
    type: 'text/plain',
  },
  {
    path: `${ELECTION}/bulletin.txt`,
    id: 'readNewestBulletinAsText',
    summary: 'The newest counted hour in words, to read over the phone.',
    query: [lang],
    type: 'text/plain',
  },
  {
    path: `${ELECTION}/feed.atom`,
    id: 'followBulletins',
    summary: 'The newest 50 bulletins as an Atom feed; a correction is an entry of its own.',
    query: [lang],
    type: 'application/atom+xml',
  },
  {
    path: `${ELECTION}/bulletins/0.json`,
    id: 'readManifest',
    summary: 'What the log of the bulletins promises: hours, areas with registered electors, keys.',
  },
  {
    path: `${ELECTION}/bulletins/0.csv`,
    id: 'readManifestAsCsv',
    summary: "The manifest's areas with their registered electors.",
    type: CSV,
  },
  {
    path: `${ELECTION}/log/checkpoint`,
    id: 'readLogHead',
    summary: 'The signed head of the log of the bulletins (C2SP tlog-checkpoint).',
    type: 'text/plain',
  },
  {
    path: `${ELECTION}/log/checkpoints.txt`,
    id: 'listLogHeads',
    summary: 'Every head that was ever signed, oldest first.',
    type: 'text/plain',
  },
  {
    path: `${ELECTION}/log/log.zip`,
    id: 'readLogAsZip',
    summary:
      'The whole log in one file: its head, its tiles, and every bulletin as JSON and CSV; withheld.txt names those that are withheld.',
    type: 'application/zip',
  },
  {
    path: `${ELECTION}/log/keys.txt`,
    id: 'listLogKeys',
    summary: "The log's public key, and those of its witnesses.",
    type: 'text/plain',
  },
  {
    path: `${ELECTION}/log/witnesses.json`,
    id: 'listLogWitnesses',
    summary: 'Who witnesses the log: the last head each signed, when, and how it stands.',
  },
  {
    path: `${ELECTION}/log/tile/{level}/{index}`,
    id: 'readLogTile',
    summary: 'A full tile of the log: 256 leaves or hashes (C2SP tlog-tiles).',
    type: 'application/octet-stream',
  },
  {
    path: `${ELECTION}/log/tile/{level}/{index}/{width}`,
    id: 'readPartOfLogTile',
    summary: 'The beginning of a tile of the log, as 000.p/30.',
    type: 'application/octet-stream',
  },
  {
    path: `${ELECTION}/hours/{hour}.json`,
    id: 'findBulletin',
    summary: 'The newest bulletin of an hour, as 2020-06-29T14.',
    redirect: 'The bulletin.',
  },
  {
    path: `${ELECTION}/hours/{hour}.csv`,
    id: 'findBulletinAsCsv',
    summary: 'The newest bulletin of an hour, as CSV.',
    redirect: 'The bulletin.',
  },
  {
    path: `${ELECTION}/hours/{hour}.xlsx`,
    id: 'findBulletinAsWorkbook',
    summary: 'The newest bulletin of an hour, as a workbook.',
    redirect: 'The bulletin.',
  },
  {
    path: `${ELECTION}/hours/{hour}.txt`,
    id: 'findBulletinAsText',
    summary: 'The newest bulletin of an hour, in words.',
    query: [lang],
    redirect: 'The bulletin.',
  },
  {
    path: `${ELECTION}/hours/{hour}.html`,
    id: 'findBulletinAsPage',
    summary: 'The newest bulletin of an hour, as a page to print.',
    query: [lang],
    redirect: 'The page of the bulletin.',
  },
  {
    path: `${ELECTION}/corrections.json`,
    id: 'listCorrections',
    summary: 'What was corrected, and why.',
    schema: 'corrections',
  },
  {
    path: `${ELECTION}/discrepancies.json`,
    id: 'listDiscrepancies',
    summary: 'What a person has to look at.',
    schema: 'discrepancies',
    security: 'operator',
  },
  {
    path: `${ELECTION}/sources.json`,
    id: 'listSources',
    summary: 'Who sends, and when each was last heard.',
    schema: 'sources',
    security: 'operator',
  },
  { path: '/healthz', id: 'isAlive', summary: 'The process answers.', schema: 'alive' },
  {
    path: '/readyz',
    id: 'isReady',
    summary: 'It counts, or follows who counts, and every election is fresh.',
    schema: 'ready',
    unready: 'ready',
  },
  {
    path: '/metrics',
    id: 'readMetrics',
    summary: 'Prometheus metrics.',
    type: 'text/plain',
    security: 'operator',
  },
  { path: '/openapi.json', id: 'describeInterface', summary: 'This document.' },
];

const SOURCE = `${ELECTION}/sources/{source}`;

const BOUNDS =
  'None is a heartbeat. At most 16 MiB and 250,000 lines of 64 KiB, within 30 seconds. After 429 and 503 nothing was acknowledged: send the same again, as late as Retry-After says.';

/** What sources send; answered by the ingest door. */
export const SENDING: readonly OperationSketch[] = [
  {
    path: `${SOURCE}/ballot-issues`,
    id: 'sendBallotIssues',
    summary: 'What became of the batch, after it was stored.',
    schema: 'ingestResult',
    security: 'source',
    body: `Lines {"seq","type","area","channel","occurredAt","voter"?,"cancels"?,"reason"?}. ${BOUNDS}`,
  },
  {
    path: `${SOURCE}/count-reports`,
    id: 'sendCountReports',
    summary: 'What became of the batch, after it was stored.',
    schema: 'ingestResult',
    security: 'source',
    body: `Lines {"seq","area","channel","asOf","issued","cast"?,"registered"?,"corrects"?,"reason"?}. ${BOUNDS}`,
  },
];
