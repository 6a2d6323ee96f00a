import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, many } from '../database/database.ts';
import { until } from '../test/program.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { addSourceWithKey, type IngestOptions, ingestRouter } from './ingest.ts';

const AT = '2024-05-05T09:00:00+02:00';
const MEGABYTE = 1 << 20;
const servers: Server[] = [];
const sockets: Socket[] = [];
let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
});
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

/** Port of a real server that does nothing but take messages in. */
async function serve(options: Partial<IngestOptions> = {}): Promise<number> {
  const app = express().use('/api/v1', ingestRouter(database, { log: testLog, voterKey: null, ...options }));
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

let made = 0;
async function newSource(): Promise<{ source: string; key: string }> {
  const source = `hostile-${++made}`;
  const added = await addSourceWithKey(database, { election: 'small', source });
  if (!added.ok) throw new Error(added.problem);
  return { source, key: added.key };
}

/** A connection on which the head of a POST was sent. */
function post(port: number, { source, key }: { source: string; key: string }, length: string): Socket {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  // It is cut off while it still sends: that is what is tested.
  socket.on('error', () => {});
  socket.write(
    `POST /api/v1/elections/small/sources/${source}/ballot-issues HTTP/1.1\r\nHost: turnout\r\nAuthorization: Bearer ${key}\r\n` +
      `Content-Type: application/x-ndjson\r\n${length}\r\n\r\n`,
  );
  return socket;
}

/** Resolves when the socket takes more, has something to say, or is closed. */
async function goesOn(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const events = ['drain', 'data', 'close'];
    const done = () => {
      for (const event of events) socket.off(event, done);
      resolve();
    };
    for (const event of events) socket.on(event, done);
  });
}

const issued = (seq: number) => JSON.stringify({ seq, type: 'issued', area: 'N1', channel: 'online', occurredAt: AT });

async function storedOf(source: string): Promise<number> {
  const sql = 'SELECT count(*)::int AS stored FROM ballot_issue WHERE source = $1';
  return (await many<{ stored: number }>(database.pool('owner'), sql, [source]))[0]!.stored;
}

describe('a body of two gigabytes', () => {
  const lines = Buffer.from(`${Array.from({ length: 10_000 }, (_, n) => issued(n + 1)).join('\n')}\n`);
  const oneLine = Buffer.alloc(MEGABYTE, 'x');

  it.each([
    ['of good lines', 'Content-Length: 2147483648', lines],
    ['of one endless line', 'Content-Length: 2147483648', oneLine],
    ['that does not say how long it is', 'Transfer-Encoding: chunked', oneLine],
  ])('%s is refused after a small part of it, and none of it is held or stored', async (_what, length, piece) => {
    const sender = await newSource();
    const socket = post(await serve(), sender, length);
    const chunked = length.startsWith('Transfer');
    const sent = chunked
      ? Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')])
      : piece;
    let answer = '';
    socket.setEncoding('latin1').on('data', (data: string) => {
      answer += data;
    });
    const before = process.memoryUsage().arrayBuffers;
    let [bytes, most] = [0, 0];
    while (answer === '' && bytes < 2_147_483_648 && !socket.destroyed) {
      bytes += sent.length;
      if (!socket.write(sent)) await goesOn(socket);
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
    expect(socket.errored).toBeNull();
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*\r\n[\s\S]*connection: close/i);
    // The whole answer, its reason too, before the connection ends.
    expect(answer).toMatch(/\r\n\r\n\{.*the body is longer than 16777216 bytes; send it in several.*\}$/);
    // Up to 64 MiB are read on, so that a sender gets round to reading the answer; the rest is what the kernel holds.
    expect(bytes).toBeLessThan(100 * MEGABYTE);
    expect(most).toBeLessThan(48 * MEGABYTE);
    expect(await storedOf(sender.source)).toBe(0);
  });

  it('that says so beforehand is refused before any of it was sent', async () => {
    const socket = post(await serve(), await newSource(), 'Content-Length: 2147483648');
    const [answer] = (await once(socket.setEncoding('latin1'), 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('whose sender never listens is cut off all the same', async () => {
    const socket = post(await serve(), await newSource(), 'Transfer-Encoding: chunked');
    const piece = Buffer.concat([Buffer.from(`${oneLine.length.toString(16)}\r\n`), oneLine, Buffer.from('\r\n')]);
    let bytes = 0;
    while (bytes < 2_147_483_648 && !socket.destroyed) {
      bytes += piece.length;
      if (!socket.write(piece)) await goesOn(socket);
    }
    expect(socket.destroyed).toBe(true);
    // 16 MiB that may be, 64 MiB more, and what the kernel holds.
    expect(bytes).toBeLessThan(100 * MEGABYTE);
  });
});

describe('clients that send a byte at a time', () => {
  const body = Buffer.from(issued(1));

  /** So many clients, each of which sends a byte of a line now and then, until the test ends it. */
  function dripping(port: number, sender: { source: string; key: string }, many: number) {
    const clients = Array.from({ length: many }, () => post(port, sender, 'Content-Length: 5000'));
    let at = 0;
    const drip = setInterval(() => {
      for (const client of clients) if (client.writable) client.write(body.subarray(at, at + 1));
      at += 1;
    }, 100);
    return { clients, end: () => clearInterval(drip) };
  }

  it('are cut off with 408, and nothing of theirs is stored', async () => {
    const sender = await newSource();
    const { clients, end } = dripping(await serve({ limits: { timeoutMs: 1_000 } }), sender, 10);
    const answers = await Promise.all(clients.map((client) => text(client))).finally(end);
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 .*\r\n[\s\S]*connection: close/i);
    expect(await storedOf(sender.source)).toBe(0);
  });

  it('keep nobody else waiting, though they are many more than there are connections to the database', async () => {
    const port = await serve({ limits: { timeoutMs: 600_000 } });
    const [slow, good] = [await newSource(), await newSource()];
    const { clients, end } = dripping(port, slow, 100);
    try {
      const response = await fetch(
        `http://127.0.0.1:${port}/api/v1/elections/small/sources/${good.source}/ballot-issues`,
        {
          method: 'POST',
          headers: { Authorization: `Bearer ${good.key}`, 'Content-Type': 'application/x-ndjson' },
          body: issued(1),
        },
      );
      expect(await response.json()).toMatchObject({ accepted: 1 });
      expect(clients.filter((client) => client.bytesRead > 0)).toHaveLength(0);
    } finally {
      end();
    }
  });
});

describe('bodies of many connections at once', () => {
  type Sender = { source: string; key: string };
  /** One good line, and spaces up to so many bytes. */
  const sized = (bytes: number) =>
    issued(1)
      .padEnd(bytes - 1, ' ')
      .concat('\n');

  async function send(port: number, { source, key }: Sender, body: string) {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/elections/small/sources/${source}/ballot-issues`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' },
      body,
    });
    const { detail = '' } = (await response.json()) as { detail?: string };
    return { status: response.status, retryAfter: Number(response.headers.get('retry-after')), detail };
  }

  it('take only so much of the memory: beyond it 503, beyond the share of one source 429, until what is under way is answered', async () => {
    const port = await serve({ room: { bytes: 100_000, bytesOfSource: 60_000 } });
    const [greedy, other, third] = [await newSource(), await newSource(), await newSource()];
    /** So many bytes of a body are read by the server, and the last 10,000 are not there yet. */
    async function hold(sender: Sender, bytes: number): Promise<Socket> {
      const socket = post(port, sender, `Content-Length: ${bytes + 10_000}`);
      const [request] = (await once(servers.at(-1)!, 'request')) as [IncomingMessage];
      socket.write(sized(bytes + 10_000).slice(0, bytes));
      const what = 'the body being read';
      await until(async () => request.readableFlowing && request.socket.bytesRead > bytes, { what });
      return socket;
    }
    const held = await hold(greedy, 50_000);
    const refused = await send(port, greedy, sized(20_000));
    expect(refused).toMatchObject({ status: 429, detail: expect.stringContaining('Nothing was stored') });
    expect(refused.retryAfter).toBeGreaterThan(0);
    // The share of another is its own: 50,000 and 45,000 are less than 100,000.
    expect(await send(port, other, sized(45_000))).toMatchObject({ status: 200 });
    const leaving = await hold(other, 45_000);
    const full = await send(port, third, sized(20_000));
    expect(full).toMatchObject({ status: 503, detail: expect.stringContaining('Nothing was stored') });
    expect(full.retryAfter).toBeGreaterThan(0);
    // What is small still finds room, and a heartbeat needs none.
    expect(await send(port, third, issued(2))).toMatchObject({ status: 200 });
    expect(await send(port, third, '')).toMatchObject({ status: 200 });
    // One goes away, one is answered: what each held is free again.
    leaving.destroy();
    await until(async () => (await send(port, third, sized(45_000))).status === 200, { what: 'the room of who left' });
    held.write(sized(60_000).slice(50_000));
    const [answer] = (await once(held.setEncoding('latin1'), 'data')) as [string];
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    await until(async () => (await send(port, third, sized(60_000))).status === 200, { what: 'room again' });
    for (const sender of [greedy, other])
      expect(await send(port, sender, sized(60_000))).toMatchObject({ status: 200 });
  });
});

describe("an elector's identifier", () => {
  it('is in no table, no index and no line of the log, whatever became of its line', async () => {
    const written: string[] = [];
    const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) });
    const port = await serve({ log, voterKey: Buffer.alloc(32, 3) });
    const { source, key } = await newSource();
    const line = (seq: number, more: object) =>
      JSON.stringify({
        seq,
        type: 'issued',
        area: 'N1',
        channel: 'online',
        occurredAt: AT,
        voter: `Geheim-${seq}`,
        ...more,
      });
    const send = async (...lines: string[]) => {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/elections/small/sources/${source}/ballot-issues`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' },
        body: lines.join('\n'),
      });
      return await response.text();
    };
    const answers = [
      await send(line(1, {}), line(2, { area: 'N9' }), line(3, { type: 'cast' }), line(4, { voter: ['Geheim-4'] })),
      // A conflict, a replay, and lines that are none.
      await send(line(1, { voter: 'Geheim-5' }), line(1, {}), '{"voter":"Geheim-6"', '"Geheim-7"'),
    ];
    const tables = await many<{ name: string }>(
      database.pool('owner'),
      "SELECT format('%I', table_name) AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    );
    expect(tables.length).toBeGreaterThan(20);
    const dump: string[] = [];
    for (const { name } of tables) {
      const rows = await many<{ text: string }>(database.pool('owner'), `SELECT t::text AS text FROM ${name} t`);
      dump.push(...rows.map((row) => row.text));
    }
    const everything = [...answers, ...written, ...dump].join('\n');
    // What was stored of number 1 is in the dump, so the dump would show it.
    expect(dump.some((row) => row.startsWith(`(small,${source},1,issued,N1`))).toBe(true);
    // As text, and as PostgreSQL and others write bytes.
    const [bytes, base64] = [Buffer.from('Geheim').toString('hex'), Buffer.from('Geheim').toString('base64')];
    for (const form of ['geheim', bytes, base64.toLowerCase()]) {
      expect(everything.toLowerCase()).not.toContain(form);
    }
  });
});
