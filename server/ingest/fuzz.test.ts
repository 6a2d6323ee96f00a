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
import { ballotLine, bodyOf, damage, reportLine } from '../test/fuzzed-messages.ts';
import { heldBytes } from '../test/held-bytes.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase, testLog } from '../test/test-database.ts';
import { addSource, addSourceWithKey, importFile, ingestRouter } from './ingest.ts';

const COUNT = fullCounts ? 20_000 : 300;
const AT_ONCE = 8;
/** A run that failed is repeated by putting its seed here. */
const SEED = 20_240_505;
const MEGABYTE = 1 << 20;
const END = Buffer.from('\n');

let database: Database;
let server: Server;
let elections: string;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  const app = express().use('/api/v1', ingestRouter(database, { log: testLog, voterKey: Buffer.alloc(32, 1) }));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  elections = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/elections`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends as a new source. */
async function sender(source: string): Promise<(kind: string, body: Buffer) => Promise<Response>> {
  const added = await addSourceWithKey(database, { election: 'small', source, batchesPerMinute: 999_999 });
  if (!added.ok) throw new Error(added.problem);
  return (kind, body) =>
    fetch(`${elections}/small/sources/${source}/${kind}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${added.key}`, 'Content-Type': 'application/x-ndjson' },
      body: new Uint8Array(body),
    });
}

/** What a source sends, and how it is written as a row of a file. */
const KINDS = [
  {
    kind: 'ballot-issues',
    line: ballotLine,
    sql: 'SELECT seq, area, channel, type AS what, occurred_at AS at FROM ballot_issue WHERE source = $1',
    header: 'seq,type,area,channel,occurred_at,cancels,reason',
    fields: ['seq', 'type', 'area', 'channel', 'occurredAt', 'cancels', 'reason'],
  },
  {
    kind: 'count-reports',
    line: reportLine,
    sql: 'SELECT seq, area, channel, issued::text AS what, as_of AS at FROM count_report WHERE source = $1',
    header: 'seq,issued,area,channel,as_of,cast,registered,corrects,reason',
    fields: ['seq', 'issued', 'area', 'channel', 'asOf', 'cast', 'registered', 'corrects', 'reason'],
  },
] as const;

/** What a row says, to be compared with what was sent. @param what a ballot issue's type, a count report's figure */
function contentOf(seq: number, what: string, area: unknown, channel: unknown, atMs: number): string {
  return JSON.stringify([seq, what, area, channel, atMs]);
}

/** Every row that a source's messages became. */
async function storedRows(sql: string, source: string): Promise<string[]> {
  type Row = { seq: number; area: string; channel: string; what: string; at: Date };
  const rows = await many<Row>(database.pool('owner'), sql, [source]);
  return rows.map(({ seq, what, area, channel, at }) => contentOf(seq, what, area, channel, at.getTime()));
}

/** The lines of bodies that are whole JSON objects, by number and content: all that may ever be stored. */
function wholeLines(bodies: readonly Buffer[]): Set<string> {
  const whole = new Set<string>();
  for (const body of bodies) {
    for (const line of body.toString('utf8').split('\n')) {
      try {
        const { seq, area, channel, type, issued, occurredAt, asOf } = JSON.parse(line) as Record<string, unknown>;
        whole.add(
          contentOf(Number(seq), String(type ?? issued), area, channel, Date.parse(String(occurredAt ?? asOf))),
        );
      } catch {
        // Not a line that may be stored.
      }
    }
  }
  return whole;
}

/**
 * What stands at the beginning of each line of a file: number, type or figure, area, channel and instant, which are good only where they
 * are not quoted. All that may ever be stored of it.
 */
function wholeRows(file: Buffer): Set<string> {
  const lines = file.toString('utf8').split('\n').slice(1);
  return new Set(
    lines.map((line) => {
      const [seq, what, area, channel, at] = line.split(',');
      return contentOf(Number(seq), String(what), area, channel, Date.parse(String(at)));
    }),
  );
}

describe(`${COUNT} bodies of whatever`, { timeout: fullCounts ? 1_800_000 : 120_000 }, () => {
  it.each(KINDS)(
    'sent as $kind: each is answered, and nothing is stored but whole lines',
    async ({ kind, line, sql }) => {
      const source = `fuzz-${kind}`;
      const send = await sender(source);
      const bodies = fc.sample(bodyOf(line), { numRuns: COUNT / 2, seed: SEED });
      const statuses = new Map<number, number>();
      let accepted = 0;
      const queue = bodies.values();
      const sendNext = async () => {
        for (const body of queue) {
          const response = await send(kind, body);
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1);
          const answer = (await response.json()) as { accepted?: number; replayed?: number; rejected?: number };
          if (response.status !== 200) continue;
          accepted += answer.accepted!;
          const told = answer.accepted! + answer.replayed! + answer.rejected!;
          expect(told, body.toString('latin1')).toBe(linesIn(body));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
      expect([...statuses.keys()].filter((status) => status !== 200 && status !== 400)).toEqual([]);
      // Most bodies have good lines in them, or this test would test little.
      expect(statuses.get(200)!).toBeGreaterThan(bodies.length / 2);
      const rows = await storedRows(sql, source);
      expect(rows.length).toBe(accepted);
      expect(accepted).toBeGreaterThan(bodies.length / 2);
      const whole = wholeLines(bodies);
      expect(rows.filter((row) => !whole.has(row))).toEqual([]);
    },
  );

  it('of a megabyte each: once they are answered, no more of them is held than of a few', async () => {
    const doors = await Promise.all(
      KINDS.map(async ({ kind, line }) => {
        const some = Buffer.concat(fc.sample(bodyOf(line), { numRuns: 300, seed: SEED }).flatMap((one) => [one, END]));
        const copies = Math.ceil(MEGABYTE / some.length);
        return { kind, send: await sender(`large-${kind}`), body: Buffer.concat(Array<Buffer>(copies).fill(some)) };
      }),
    );
    /** Sends so many of each kind and gives the bytes of all. */
    const sendLarge = async (times: number): Promise<number> => {
      let bytes = 0;
      for (let n = 0; n < times; n += 1) {
        for (const { kind, send, body } of doors) {
          // Each begins elsewhere: none is the same as another.
          const at = (n * 7_919) % body.length;
          const response = await send(kind, Buffer.concat([body.subarray(at), body.subarray(0, at)]));
          expect(response.status).toBe(200);
          await response.arrayBuffer();
          bytes += body.length;
        }
      }
      return bytes;
    };
    await sendLarge(2);
    const before = await heldBytes();
    const sent = await sendLarge(fullCounts ? 50 : 6);
    expect((await heldBytes()) - before).toBeLessThan(sent / 4);
  });

  it.each(KINDS)(
    'as lines of a file of $kind: the good ones are stored as they stand there, the others listed, and the import ends',
    async ({ kind, line, sql, header, fields }) => {
      const folder = await mkdtemp(join(tmpdir(), 'turnout-fuzz-'));
      try {
        const source = `file-${kind}`;
        await addSource(database, { election: 'small', source });
        const cell = (value: unknown) => {
          const written = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
          return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
        };
        const lines = fc
          .sample(fc.tuple(line, damage), { numRuns: COUNT, seed: SEED })
          .map(([message, harm]) => harm(Buffer.from(fields.map((field) => cell(message[field])).join(','))));
        const path = join(folder, 'fuzz.csv');
        const file = Buffer.concat([Buffer.from(header), END, ...lines.flatMap((one) => [one, END])]);
        await writeFile(path, file);
        const totals = await importFile(database, { path, election: 'small', source });
        const rows = await storedRows(sql, source);
        expect(rows.length).toBe(totals.accepted);
        expect(totals.accepted).toBeGreaterThan(COUNT / 10);
        expect(totals.rejected).toBeGreaterThan(COUNT / 20);
        const whole = wholeRows(file);
        expect(rows.filter((row) => !whole.has(row))).toEqual([]);
        // Again: nothing is new.
        const again = await importFile(database, { path, election: 'small', source });
        expect(again).toMatchObject({ accepted: 0, replayed: totals.accepted + totals.replayed });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  );
});

/** How many lines a body has that are not blank, as the door counts them. */
function linesIn(body: Buffer): number {
  return body
    .toString('latin1')
    .split('\n')
    .filter((line) => Buffer.from(line, 'latin1').toString('utf8').trim() !== '').length;
}
