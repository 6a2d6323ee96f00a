import { Agent, request } from 'node:http';
import { readSql } from '../../database/database.ts';
import { addSourceWithKey } from '../../ingest/ingest.ts';
import type { Bench, Measure } from './measure.ts';
import { median, ratio, takeTurns } from './rounds.ts';
import { type RunningServer, startServer } from './running-server.ts';
import { count, tableLines, times } from './table.ts';

const directInsert = readSql(import.meta.url, './direct_insert.sql');

const SOURCES = 4;
const BATCH = 2_500;

/** The ingest server beside rows inserted straight into the table, by as many connections as there are sources. */
export const httpMeasure: Measure = {
  name: 'http',
  says: 'ballots over HTTP from four sources at once, beside INSERT … SELECT unnest of the same batches over four connections',
  sizes: [200_000],
  rounds: 7,
  async run(bench) {
    const server = await startServer(bench.scratch.url);
    try {
      for (const rows of bench.sizes)
        for (const line of await measureDoors(bench, rows, server)) bench.context.out(line);
    } finally {
      await server.stop();
    }
  },
};

/** The numbers of one batch with where and when each ballot was issued. */
interface Batch {
  readonly seq: number[];
  readonly area: string[];
  readonly occurredAt: string[];
}

async function measureDoors(bench: Bench, rows: number, server: RunningServer): Promise<string[]> {
  const { scratch, election, rounds } = bench;
  const { id } = election.package.definition;
  const batches = batchesOf(bench, Math.ceil(rows / SOURCES));
  const bodies = batches.map(bodyOf);
  const sent = SOURCES * batches.length * BATCH;
  const clients = await Promise.all(Array.from({ length: SOURCES }, () => scratch.connect()));
  const agent = new Agent({ keepAlive: true, maxSockets: SOURCES });
  let round = -1;
  let keys: string[] = [];
  const nameOf = (door: string, each: number) => `${door}-${rows}-${round + 1}-${each}`;
  const before = async () => {
    round += 1;
    keys = await Promise.all(clients.map(async (_, each) => newSource(bench, nameOf('http', each))));
  };
  const http = async () => {
    await Promise.all(
      keys.map(async (key, each) => {
        const path = `/api/v1/elections/${id}/sources/${nameOf('http', each)}/ballot-issues`;
        for (const body of bodies) await post({ server, agent, path, key, body });
      }),
    );
    return undefined;
  };
  const direct = async () => {
    await Promise.all(
      clients.map(async (client, each) => {
        for (const batch of batches) {
          await client.query(directInsert, [id, nameOf('direct', each), batch.seq, batch.area, batch.occurredAt]);
        }
      }),
    );
    return undefined;
  };
  const contestants = [
    { name: 'direct', run: direct },
    { name: 'http', run: http },
  ];
  try {
    await takeTurns(1, contestants, before);
    const taken = await takeTurns(rounds, contestants, before);
    const line = (what: string, name: string) => [
      what,
      count((1_000 * sent) / median(taken.get(name)!)),
      times(1 / ratio(taken, name, 'direct')),
    ];
    return tableLines(
      [`${SOURCES} at once, batches of ${count(BATCH)}`, 'rows/s', '÷ direct'],
      [line('INSERT … SELECT unnest', 'direct'), line('POST of NDJSON', 'http')],
    );
  } finally {
    agent.destroy();
    await Promise.all(clients.map((client) => client.end()));
  }
}

function batchesOf({ election }: Bench, rows: number): Batch[] {
  const { precincts, opensAt } = election;
  return Array.from({ length: Math.ceil(rows / BATCH) }, (_, batch) => {
    const seq = Array.from({ length: BATCH }, (_, n) => batch * BATCH + n + 1);
    return {
      seq,
      area: seq.map((number) => precincts[(number * 7_919) % precincts.length]!),
      occurredAt: seq.map((number) => new Date(opensAt.getTime() + number).toISOString()),
    };
  });
}

function bodyOf({ seq, area, occurredAt }: Batch): Buffer {
  const lines = seq.map((number, n) =>
    JSON.stringify({ seq: number, type: 'issued', area: area[n], channel: 'online', occurredAt: occurredAt[n] }),
  );
  return Buffer.from(`${lines.join('\n')}\n`);
}

async function newSource({ scratch, election }: Bench, source: string): Promise<string> {
  const { id } = election.package.definition;
  const added = await addSourceWithKey(scratch.database, { election: id, source });
  if (!added.ok) throw new Error(added.problem);
  return added.key;
}

/** Sends a batch and sees all of it acknowledged. */
async function post(o: {
  server: RunningServer;
  agent: Agent;
  path: string;
  key: string;
  body: Buffer;
}): Promise<void> {
  const text = await new Promise<string>((resolve, reject) => {
    const headers = {
      Authorization: `Bearer ${o.key}`,
      'Content-Type': 'application/x-ndjson',
      'Content-Length': o.body.length,
    };
    const sending = request(`${o.server.url}${o.path}`, { method: 'POST', agent: o.agent, headers }, (response) => {
      let answer = '';
      response.setEncoding('utf8');
      response.on('data', (piece: string) => {
        answer += piece;
      });
      response.on('end', () => resolve(answer));
      response.on('error', reject);
    });
    sending.on('error', reject);
    sending.end(o.body);
  });
  if ((JSON.parse(text) as { accepted?: number }).accepted !== BATCH) throw new Error(`a batch was answered: ${text}`);
}
