import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, many } from '../database/database.ts';
import { fullCounts } from '../test/counts.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { addSource, addSourceWithKey, importFile, ingestRouter } from './ingest.ts';

const COUNT = fullCounts ? 20_000 : 300;
const AT_ONCE = 8;
/** A run that failed is repeated by putting its seed here. */
const SEED = 20_240_505;

let database: Database;
let server: Server;
let url: string;
let key: string;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  const added = await addSourceWithKey(database, { election: 'small', source: 'fuzz', batchesPerMinute: 999_999 });
  key = added.ok ? added.key : '';
  const app = express().use('/api/v1', ingestRouter(database, { log: testLog, voterKey: Buffer.alloc(32, 1) }));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/elections/small/sources/fuzz`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** What programs send by mistake or on purpose. */
const odd = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '\0',
    '\ud800',
    '../..',
    "'; DROP TABLE ballot_issue; --",
    '\\N',
    '\\.',
    'NaN',
    '__proto__',
    true,
    [],
    {},
  ),
  fc.constantFrom(0, -1, 1.5, 1e308, 2 ** 53, Number.MAX_SAFE_INTEGER, -0, '1', '٣', '1e3'),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue({ maxDepth: 4 }),
);
const number = fc.integer({ min: 1, max: 100_000 });
const at = fc.integer({ min: 0, max: 86_399 }).map((s) => new Date(Date.UTC(2024, 4, 5) + s * 1_000).toISOString());

/** A good line in which now and then one field is something else. */
function mostly(good: fc.Arbitrary<object>, fields: readonly string[]): fc.Arbitrary<Record<string, unknown>> {
  const change = fc.option(fc.tuple(fc.constantFrom(...fields, 'extra'), odd), { freq: 3 });
  return fc
    .tuple(good, change)
    .map(([line, changed]) => (changed === null ? { ...line } : { ...line, [changed[0]]: changed[1] }));
}

const ballot = { seq: number, area: fc.constantFrom('N1', 'S1'), channel: fc.constant('online'), occurredAt: at };
const reason = fc.string({ minLength: 1, maxLength: 40 });
const ballotLine = mostly(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ ...ballot, type: fc.constant('issued') }) },
    { weight: 2, arbitrary: fc.record({ ...ballot, type: fc.constant('issued'), voter: reason }) },
    { weight: 2, arbitrary: fc.record({ ...ballot, type: fc.constant('cast') }) },
    { weight: 1, arbitrary: fc.record({ ...ballot, type: fc.constant('cancelled'), cancels: number, reason }) },
  ),
  ['seq', 'type', 'area', 'channel', 'occurredAt', 'voter', 'cancels', 'reason', 'mode'],
);
const report = {
  seq: number,
  area: fc.constantFrom('N1', 'N2', 'S1'),
  channel: fc.constant('station'),
  asOf: at,
  issued: fc.nat(500),
};
const reportLine = mostly(
  fc.oneof(
    { weight: 6, arbitrary: fc.record(report) },
    { weight: 2, arbitrary: fc.record({ ...report, cast: fc.nat(500), registered: fc.nat(500) }) },
    { weight: 1, arbitrary: fc.record({ ...report, corrects: number, reason }) },
  ),
  ['seq', 'area', 'channel', 'asOf', 'issued', 'cast', 'registered', 'corrects', 'reason', 'mode'],
);

/** What the network, or somebody, does to bytes on the way: cut, double, flip, join. */
const damage = fc.oneof(
  { weight: 12, arbitrary: fc.constant((bytes: Buffer) => bytes) },
  { weight: 2, arbitrary: fc.nat().map((n) => (bytes: Buffer) => bytes.subarray(0, n % (bytes.length + 1))) },
  { weight: 2, arbitrary: fc.nat().map((n) => (bytes: Buffer) => bytes.subarray(n % (bytes.length + 1))) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })).map(([n, mask]) => (bytes: Buffer) => {
      const flipped = Buffer.from(bytes);
      if (flipped.length > 0) flipped[n % flipped.length]! ^= mask;
      return flipped;
    }),
  },
  { weight: 1, arbitrary: fc.constant((bytes: Buffer) => Buffer.concat([bytes, bytes])) },
  { weight: 1, arbitrary: fc.constant((bytes: Buffer) => Buffer.from(bytes.toString('utf8'), 'utf16le')) },
);

function bodyOf(line: fc.Arbitrary<object>): fc.Arbitrary<Buffer> {
  const lines = fc.array(
    fc.oneof({ weight: 20, arbitrary: line.map((one) => JSON.stringify(one)) }, fc.string({ maxLength: 80 })),
    {
      maxLength: 20,
    },
  );
  const body = fc
    .tuple(lines, fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n'), damage)
    .map(([all, end, harm]) => harm(Buffer.from(all.join(end))));
  return fc.oneof(
    { weight: 20, arbitrary: body },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 4_000 }).map((b) => Buffer.from(b)) },
  );
}

/** The lines of bodies that are whole JSON objects, by number and content: all that may ever be stored. */
function wholeLines(bodies: readonly Buffer[]): Set<string> {
  const whole = new Set<string>();
  for (const body of bodies) {
    for (const line of body.toString('utf8').split('\n')) {
      try {
        const { seq, area, channel, type, issued, occurredAt, asOf } = JSON.parse(line) as Record<string, unknown>;
        whole.add(JSON.stringify([seq, area, channel, type ?? issued, Date.parse(String(occurredAt ?? asOf))]));
      } catch {
        // Not a line that may be stored.
      }
    }
  }
  return whole;
}

describe(`${COUNT} bodies of whatever`, { timeout: fullCounts ? 1_800_000 : 120_000 }, () => {
  it.each([
    ['ballot-issues', ballotLine, 'SELECT seq, area, channel, type AS what, occurred_at AS at FROM ballot_issue'],
    ['count-reports', reportLine, 'SELECT seq, area, channel, issued AS what, as_of AS at FROM count_report'],
  ] as const)(
    'sent as %s: each is answered, nothing is stored but whole lines, nothing is held',
    async (kind, line, sql) => {
      const bodies = fc.sample(bodyOf(line), { numRuns: COUNT / 2, seed: SEED });
      const statuses = new Map<number, number>();
      const rssBefore = process.memoryUsage.rss();
      let accepted = 0;
      const queue = bodies.values();
      const sender = async () => {
        for (const body of queue) {
          const response = await fetch(`${url}/${kind}`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' },
            body: new Uint8Array(body),
          });
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          const answer = (await response.json()) as { accepted?: number; replayed?: number; rejected?: number };
          if (response.status !== 200) continue;
          accepted += answer.accepted!;
          const told = answer.accepted! + answer.replayed! + answer.rejected!;
          expect(told, body.toString('latin1')).toBe(linesIn(body));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, sender));
      expect([...statuses.keys()].filter((status) => status !== 200 && status !== 400)).toEqual([]);
      // Most bodies have good lines in them, or this test would test little.
      expect(statuses.get(200)!).toBeGreaterThan(bodies.length / 2);
      const rows = await many<{ seq: number; area: string; channel: string; what: unknown; at: Date }>(
        database.pool('owner'),
        sql,
      );
      expect(rows.length).toBe(accepted);
      expect(accepted).toBeGreaterThan(bodies.length / 2);
      const whole = wholeLines(bodies);
      const partial = rows.filter(
        (row) => !whole.has(JSON.stringify([row.seq, row.area, row.channel, row.what, row.at.getTime()])),
      );
      expect(partial).toEqual([]);
      expect(process.memoryUsage.rss() - rssBefore).toBeLessThan(400 << 20);
    },
  );

  it('as lines of a file: the good ones are stored, the others listed, and the import ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'turnout-fuzz-'));
    try {
      await addSource(database, { election: 'small', source: 'file' });
      const cell = (value: unknown) => {
        const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
        return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
      };
      const lines = fc.sample(fc.tuple(ballotLine, damage), { numRuns: COUNT, seed: SEED }).map(([issue, harm]) => {
        const { seq, type, area, channel, occurredAt, cancels, reason } = issue;
        return harm(Buffer.from([seq, type, area, channel, occurredAt, cancels, reason].map(cell).join(',')));
      });
      const path = join(folder, 'fuzz.csv');
      const end = Buffer.from('\n');
      await writeFile(
        path,
        Buffer.concat([
          Buffer.from('seq,type,area,channel,occurred_at,cancels,reason\n'),
          ...lines.flatMap((line) => [line, end]),
        ]),
      );
      const totals = await importFile(database, { path, election: 'small', source: 'file' });
      const rows = await many<{ seq: number }>(
        database.pool('owner'),
        "SELECT seq FROM ballot_issue WHERE source = 'file'",
      );
      expect(rows.length).toBe(totals.accepted);
      expect(totals.accepted).toBeGreaterThan(COUNT / 10);
      expect(totals.rejected).toBeGreaterThan(COUNT / 20);
      // Again: nothing is new.
      expect(await importFile(database, { path, election: 'small', source: 'file' })).toMatchObject({ accepted: 0 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** How many lines a body has that are not blank, as the door counts them. */
function linesIn(body: Buffer): number {
  return body
    .toString('latin1')
    .split('\n')
    .filter((line) => Buffer.from(line, 'latin1').toString('utf8').trim() !== '').length;
}
