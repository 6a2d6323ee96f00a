import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { readSql } from '../../database/database.ts';
import { addSource, importFile } from '../../ingest/ingest.ts';
import type { Bench, Measure } from './measure.ts';
import { type Contestant, median, ratio, takeTurns } from './rounds.ts';
import { count, tableLines, times } from './table.ts';

const copyRaw = readSql(import.meta.url, './copy_raw.sql');

/** One line in so many repeats one of those before it, as a source does that lost an answer. */
const ONE_REPEATED_IN = 20;
/** A repeated line follows the first by at most so many. */
const REPEATED_WITHIN = 100_000;
const PIECE_LINES = 1_000;

/** `turnout import` beside COPY of the same rows, ready-made, into the same table with its rules and indexes. */
export const importMeasure: Measure = {
  name: 'import',
  says: 'turnout import of a CSV file, beside raw COPY of the same rows into the same table, its indexes and its trigger',
  sizes: [500_000],
  rounds: 5,
  async run(bench) {
    const folder = await mkdtemp(join(tmpdir(), 'turnout-bench-'));
    try {
      for (const rows of bench.sizes)
        for (const line of await measureImport(bench, rows, folder)) bench.context.out(line);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measureImport(bench: Bench, rows: number, folder: string): Promise<string[]> {
  const { scratch, election, rounds } = bench;
  const { database } = scratch;
  const { id } = election.package.definition;
  const clean = join(folder, 'clean.csv');
  const repeating = join(folder, 'repeating.csv');
  await pipeline(Readable.from(importLines(bench, rows, 0)), createWriteStream(clean));
  await pipeline(Readable.from(importLines(bench, rows, ONE_REPEATED_IN)), createWriteStream(repeating));
  const client = await scratch.connect();
  let round = 0;
  const raw = async () => {
    const file = join(folder, 'raw.csv');
    await pipeline(Readable.from(rawLines(bench, rows, `raw-${rows}-${round}`)), createWriteStream(file));
    const startMs = performance.now();
    await pipeline(createReadStream(file), client.query(copyFrom(copyRaw)));
    return performance.now() - startMs;
  };
  const load = async (name: string, path: string, repeated: number) => {
    const source = `${name}-${rows}-${round}`;
    await addSource(database, { election: id, source });
    const startMs = performance.now();
    const totals = await importFile(database, { path, election: id, source });
    const tookMs = performance.now() - startMs;
    const { accepted, replayed, rejected, durableUpTo } = totals;
    if (accepted !== rows - repeated || replayed !== repeated || rejected !== 0 || durableUpTo !== rows - repeated) {
      throw new Error(`the import came to ${JSON.stringify(totals)}`);
    }
    return tookMs;
  };
  const repeated = Math.floor(rows / ONE_REPEATED_IN);
  const contestants: Contestant[] = [
    { name: 'raw', run: raw },
    { name: 'import', run: () => load('import', clean, 0) },
    { name: 'repeating', run: () => load('repeating', repeating, repeated) },
  ];
  try {
    await takeTurns(1, contestants, async () => {
      round = rounds;
    });
    const taken = await takeTurns(rounds, contestants, async (each) => {
      round = each;
    });
    const line = (what: string, name: string) => [
      what,
      count((1_000 * rows) / median(taken.get(name)!)),
      times(1 / ratio(taken, name, 'raw')),
    ];
    return tableLines(
      ['what', 'lines/s', '÷ raw COPY'],
      [line('raw COPY', 'raw'), line('import', 'import'), line('import, 5 % repeated', 'repeating')],
    );
  } finally {
    await client.end();
  }
}

/** The lines of an import file, a piece of many at a time; one in `oneIn` repeats an earlier one, none where it is 0. */
function* importLines({ election }: Bench, rows: number, oneIn: number): Iterable<string> {
  const { precincts, opensAt } = election;
  let piece = 'seq,type,area,channel,occurred_at\n';
  let seq = 0;
  for (let n = 1; n <= rows; n++) {
    const repeats = oneIn > 0 && n % oneIn === 0;
    // A multiplicative hash: scattered, and the same in every run.
    const number = repeats ? 1 + (seq - 1 - ((n * 2_654_435_761) % Math.min(seq, REPEATED_WITHIN))) : ++seq;
    const at = new Date(opensAt.getTime() + number).toISOString();
    piece += `${number},issued,${precincts[(number * 7_919) % precincts.length]},online,${at}\n`;
    if (n % PIECE_LINES === 0) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

/** The same rows as the table takes them. */
function* rawLines(bench: Bench, rows: number, source: string): Iterable<string> {
  const { id } = bench.election.package.definition;
  let header = true;
  for (const piece of importLines(bench, rows, 0)) {
    const lines = piece.split('\n');
    const first = header ? `election,source,${lines.shift()}\n` : '';
    header = false;
    yield first + lines.map((line) => (line === '' ? '' : `${id},${source},${line}\n`)).join('');
  }
}
