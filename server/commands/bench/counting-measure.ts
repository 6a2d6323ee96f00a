import { advanceWatermark, countingInstant, countNew, electionFacts, lockWatermark } from '../../counting/counting.ts';
import { inTransaction, one, readSql } from '../../database/database.ts';
import { addSource } from '../../ingest/ingest.ts';
import { progressBar } from '../progress-bar.ts';
import { type CountingTimes, countingReport } from './counting-report.ts';
import type { Bench, Measure } from './measure.ts';
import { type Contestant, type Times, takeTurns } from './rounds.ts';
import { addReports, addRows, fillStored } from './stored-rows.ts';

const floorScan = readSql(import.meta.url, './floor_scan.sql');
const floorResultTable = readSql(import.meta.url, './floor_result_table.sql');
const floorResult = readSql(import.meta.url, './floor_result.sql');
const aloneTable = readSql(import.meta.url, './alone_table.sql');
const aloneIndex = readSql(import.meta.url, './alone_index.sql');
const aloneRows = readSql(import.meta.url, './alone_rows.sql');
/** The bare scan of the same rows where nothing else is stored: whatever is stored, and whatever else the machine does, it is the same work. */
const aloneScan = floorScan.replaceAll('ballot_issue', 'bench_alone');
const floorUpsert = readSql(import.meta.url, './floor_upsert.sql');
const floorUpsertSame = readSql(import.meta.url, './floor_upsert_same.sql');
const sumsTable = readSql(import.meta.url, './sums_table.sql');
const addSums = readSql(import.meta.url, './add_sums.sql');
const sameSumsTable = readSql(import.meta.url, './same_sums_table.sql');
const addSameSums = readSql(import.meta.url, './add_same_sums.sql');
const settleSums = readSql(import.meta.url, './settle_sums.sql');
const fullGroup = readSql(import.meta.url, './full_group.sql');
const dropView = readSql(import.meta.url, './drop_view.sql');
const fullView = readSql(import.meta.url, './full_view.sql');
const countingStatement = readSql(import.meta.url, '../../counting/count_ballot_issues.sql');
/** The part of the product's statement that reads and groups the new rows, by itself; none waited for their time. */
const countingQuery = `WITH released (area, channel, type, due_at) AS (SELECT '', '', '', now() WHERE false),
${partOf(countingStatement, 'due')}, ${partOf(countingStatement, 'grouped')}
SELECT count(*)::integer AS groups, coalesce(sum(issued), 0)::integer AS rows FROM grouped`;

const NEW_ROWS = 60_000;
const NEW_ROWS_AT_A_TIME = 1_000;
const MINUTE_MS = 60_000;
const SOURCE = 'new';

/** Counting what is new, beside the least it could cost, and beside counting everything. */
export const countingMeasure: Measure = {
  name: 'counting',
  says: 'counting 60,000 new ballots, beside a bare grouped index scan, a bare upsert of what it gives, and counting all',
  sizes: [1_000_000],
  rounds: 9,
  async run(bench) {
    const { scratch, election, sizes, context } = bench;
    const owner = scratch.database.pool('owner');
    await addSource(scratch.database, { election: election.package.definition.id, source: SOURCE });
    await owner.query(sumsTable);
    await owner.query(addSums);
    await addReports(owner, { election, source: 'stations', asOf: election.opensAt });
    await countOnce(bench, election.opensAt, 0);
    await owner.query(sameSumsTable);
    await owner.query(addSameSums);
    await owner.query(settleSums);
    await owner.query('VACUUM (ANALYZE) bench_sum, bench_same_sum');
    const measured: CountingTimes[] = [];
    for (const [index, rows] of sizes.entries()) {
      measured.push(
        await measureSize(bench, {
          rows,
          more: rows - (sizes[index - 1] ?? 0),
          first: 1 + 2 * index * (bench.rounds + 1),
        }),
      );
    }
    for (const line of countingReport(measured)) context.out(line);
  },
};

/** What everything takes with `rows` ballots stored, `more` of them stored now; minutes are counted from the `first` on. */
async function measureSize(bench: Bench, o: { rows: number; more: number; first: number }): Promise<CountingTimes> {
  const { scratch, election } = bench;
  const owner = scratch.database.pool('owner');
  // Opened before the first of these rows is stored and ended only after the wide rounds: all of them are above its number.
  const writer = await scratch.connect();
  try {
    await writer.query('BEGIN');
    await writer.query('SELECT pg_current_xact_id()');
    const bar = progressBar(`storing ${o.more}`);
    await fillStored(scratch, election, { name: `stored-${o.rows}`, rows: o.more }, bar.update).finally(bar.stop);
    await addRows(writer, {
      election,
      source: `writer-${o.rows}`,
      from: 1,
      to: 1,
      until: election.opensAt,
      seconds: 1,
    });
    await beginCounting(bench);
    const wide = await measureNew(bench, o.first);
    await writer.query('ROLLBACK');
    // The tables of sums without the room that old versions took while the writer was open.
    await owner.query('VACUUM (FULL, ANALYZE) bench_sum, bench_same_sum, area_sum');
    await owner.query(settleSums);
    await owner.query('VACUUM (ANALYZE) bench_sum, bench_same_sum');
    const narrow = await measureNew(bench, o.first + bench.rounds + 1);
    return { rows: o.rows, wide, narrow, full: await measureAll(bench, o.rows) };
  } finally {
    await writer.end();
  }
}

/** Takes what is stored as counted: what it costs to count it all once is another question. */
async function beginCounting({ scratch, election }: Bench): Promise<void> {
  const { id } = election.package.definition;
  await inTransaction(scratch.database.pool('counting'), async (client) => {
    const watermark = (await lockWatermark(client, id))!;
    const { visible, systemIdentifier, timeline } = await countingInstant(client);
    await advanceWatermark(client, id, { ...watermark, counted: visible, systemIdentifier, timeline });
  });
}

/** Rounds of new ballots, a minute each, from the `first` minute after the opening on. One round before them is not measured. */
async function measureNew(bench: Bench, first: number): Promise<Times> {
  const { scratch, election } = bench;
  const { id } = election.package.definition;
  const { database } = scratch;
  const owner = database.pool('owner');
  const floor = await scratch.connect();
  let range: [string, string, string] = [id, '', ''];
  let at = election.opensAt;
  const before = async (round: number) => {
    at = new Date(election.opensAt.getTime() + (first + round + 1) * MINUTE_MS);
    for (let done = 0; done < NEW_ROWS; done += NEW_ROWS_AT_A_TIME) {
      const from = (first + round) * NEW_ROWS + done + 1;
      const to = from + NEW_ROWS_AT_A_TIME - 1;
      await addRows(owner, { election, source: SOURCE, from, to, until: at, seconds: 60 });
    }
    range = await inTransaction(database.pool('counting'), async (client) => {
      const { counted } = (await lockWatermark(client, id))!;
      return [id, counted, (await countingInstant(client)).visible];
    });
    await floor.query('TRUNCATE bench_new');
    await floor.query(floorResult, range);
    await floor.query('ANALYZE bench_new');
    await floor.query('TRUNCATE bench_alone');
    await floor.query(aloneRows, range);
    await floor.query('ANALYZE bench_alone');
  };
  const contestants: Contestant[] = [
    { name: 'alone', run: () => expectAll(one(floor, aloneScan, range)) },
    { name: 'scan', run: () => expectAll(one(floor, floorScan, range)) },
    {
      name: 'query',
      run: () => expectAll(one(floor, countingQuery, [...range, at, election.opensAt])),
    },
    {
      name: 'upsert',
      run: async () => {
        await floor.query(floorUpsert);
      },
    },
    {
      name: 'upsert-same',
      run: async () => {
        await floor.query(floorUpsertSame, [id]);
      },
    },
    { name: 'transaction', run: () => countOnce(bench, at, NEW_ROWS) },
  ];
  try {
    await floor.query(floorResultTable);
    await floor.query(aloneTable);
    await floor.query(aloneIndex);
    await takeTurns(1, contestants, () => before(-1));
    return await takeTurns(bench.rounds, contestants, before);
  } finally {
    await floor.end();
  }
}

async function expectAll(answer: Promise<{ rows: number }>): Promise<undefined> {
  const { rows } = await answer;
  if (rows !== NEW_ROWS) throw new Error(`${rows} new rows were found, ${NEW_ROWS} were stored`);
}

/** The product's own counting, from the lock to the commit, without the snapshot that a minute makes of it. */
async function countOnce({ scratch, election }: Bench, at: Date, expected: number): Promise<undefined> {
  const { id } = election.package.definition;
  await inTransaction(scratch.database.pool('counting'), async (client) => {
    const watermark = (await lockWatermark(client, id))!;
    const facts = (await electionFacts(client, id))!;
    const { visible, systemIdentifier, timeline } = await countingInstant(client);
    const { counted } = await countNew(client, { facts, watermark, visible, at });
    await advanceWatermark(client, id, { ...watermark, counted: visible, systemIdentifier, timeline, asOf: at });
    if (expected > 0 && counted !== expected)
      throw new Error(`${counted} new rows were counted, ${expected} were stored`);
  });
}

async function measureAll({ scratch, election, rounds }: Bench, rows: number): Promise<Times> {
  const { id } = election.package.definition;
  const client = await scratch.connect();
  try {
    await client.query(dropView);
    await client.query(fullView);
    return await takeTurns(rows > 50_000_000 ? 1 : Math.min(3, rounds), [
      {
        name: 'group',
        run: async () => {
          await client.query(fullGroup, [id]);
        },
      },
      {
        name: 'view',
        run: async () => {
          await client.query('REFRESH MATERIALIZED VIEW bench_view');
        },
      },
    ]);
  } finally {
    await client.end();
  }
}

/** `name AS …` of a statement, up to the end of its brackets. */
function partOf(sql: string, name: string): string {
  const begin = new RegExp(`\\b${name} AS (NOT MATERIALIZED )?\\(`).exec(sql);
  if (begin === null) throw new Error(`the counting statement has no part ${name}`);
  let depth = 0;
  for (let at = begin.index; at < sql.length; at++) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')' && --depth === 0) return sql.slice(begin.index, at + 1);
  }
  throw new Error(`part ${name} of the counting statement has no end`);
}
