import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../database/database.ts';
import { keyedSource, NDJSON, openDoor, postTo, type Sent, type SourceLimits } from '../test/ingest-door.ts';
import { loadSmallElection } from '../test/small-election.ts';
import { freshDatabase } from '../test/test-database.ts';
import { type IngestOptions, revokeSource, rotateSource } from './ingest.ts';

const AT = '2024-05-05T09:00:00+02:00';
const written: string[] = [];
let database: Database;
let url: string;

beforeAll(async () => {
  database = await freshDatabase();
  await loadSmallElection(database);
  url = await serve(database);
});

const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) });
const serve = (on: Database, options: Partial<IngestOptions> = {}) =>
  openDoor(on, { log, voterKey: randomBytes(32), strangersPerMinute: 10_000, ...options });
const newSource = (limits?: SourceLimits) => keyedSource(database, limits);
const post = (source: string, sent: Sent = {}) => postTo(url, source, sent);

const issued = (seq: number, more: object = {}) =>
  JSON.stringify({ seq, type: 'issued', area: 'N1', channel: 'online', occurredAt: AT, ...more });

describe('the door for ballot issues', () => {
  it('answers what was stored, what was there already and what was refused, line by line', async () => {
    const { source, key } = await newSource();
    const body = `${issued(1)}\r\n\n${issued(2, { voter: 'AB 1234567', reason: null })}\nnot json\n${issued(4, { area: 'NOWHERE' })}\n${issued(5)}`;
    const answer = await post(source, { key, body });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.json).toEqual({
      accepted: 3,
      replayed: 0,
      rejected: 2,
      problems: [
        { line: 4, seq: null, field: null, rule: 'malformed', detail: expect.any(String) },
        { line: 5, seq: 4, field: 'area', rule: 'unknown-area', detail: expect.any(String) },
      ],
      durableUpTo: 2,
    });
    expect((await post(source, { key, body })).json).toMatchObject({ accepted: 0, replayed: 3, rejected: 2 });
  });

  it('never stores, logs or answers a voter as it came', async () => {
    const { source, key } = await newSource();
    const body = [
      issued(1, { voter: 'SECRET-1' }),
      issued(2, { voter: 'SECRET-2', area: 'NOWHERE' }),
      issued(3, { voter: 'SECRET-3', type: 'cast' }),
      issued(4, { voter: 'SECRET-4'.repeat(100) }),
    ].join('\n');
    const first = await post(source, { key, body });
    const changed = await post(source, { key, body: issued(1, { voter: 'SECRET-5' }) });
    expect(first.json).toMatchObject({ accepted: 1, rejected: 3 });
    expect(changed.json).toMatchObject({ problems: [{ rule: 'seq-conflict' }] });
    expect(JSON.stringify([first.json, changed.json, written])).not.toContain('SECRET');
    for (const table of ['ballot_issue', 'ingest_conflict']) {
      const { rows } = await database.pool('owner').query(`SELECT row_to_json(t)::text AS text FROM ${table} t`);
      expect(JSON.stringify(rows)).not.toContain('SECRET');
    }
  });

  it('lists the first 1,000 problems and counts the others', async () => {
    const { source, key } = await newSource();
    const body = Array.from({ length: 1_500 }, (_, index) => issued(index + 1, { area: 'NOWHERE' })).join('\n');
    const { json } = await post(source, { key, body });
    expect(json).toMatchObject({ accepted: 0, rejected: 1_500 });
    expect(json.problems).toHaveLength(1_000);
  });

  it('refuses a line that is too long or not UTF-8, and takes the next', async () => {
    const { source, key } = await newSource();
    const long = issued(1, { reason: 'x'.repeat(70_000) });
    const body = Buffer.concat([
      Buffer.from(`${long}\n`),
      Buffer.from([0x7b, 0xff, 0x7d, 0x0a]),
      Buffer.from(issued(3)),
    ]);
    const { json } = await post(source, { key, body });
    expect(json).toMatchObject({ accepted: 1, rejected: 2, problems: [{ line: 1 }, { line: 2 }] });
  });

  it('takes an empty body as a heartbeat, with or without a type', async () => {
    const { source, key } = await newSource();
    await post(source, { key, body: issued(1) });
    const before = await heardAt(source);
    for (const sent of [{ key }, { key, body: '' }, { key, body: '\n\n' }]) {
      const answer = await post(source, sent);
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ accepted: 0, replayed: 0, rejected: 0, problems: [], durableUpTo: 1 });
    }
    expect((await heardAt(source)).getTime()).toBeGreaterThan(before.getTime());
  });

  it('takes lines however the network cuts them', async () => {
    const { source, key } = await newSource();
    const bytes = Buffer.from([1, 2, 3].map((seq) => issued(seq, { reason: 'Änderung – 変更' })).join('\n'));
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += 7) yield bytes.subarray(at, at + 7);
    };
    const response = await fetch(`${url}/small/sources/${source}/ballot-issues`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': NDJSON },
      body: pieces() as unknown as ReadableStream,
      duplex: 'half',
    } as RequestInit);
    expect(await response.json()).toMatchObject({ accepted: 3, rejected: 0 });
  });
});

async function heardAt(source: string): Promise<Date> {
  const sql = 'SELECT heard_at FROM source_progress WHERE source = $1';
  return (await database.pool('owner').query<{ heard_at: Date }>(sql, [source])).rows[0]!.heard_at;
}

describe('the door for count reports', () => {
  it('takes figures and their corrections', async () => {
    const { source, key } = await newSource({ channel: 'station' });
    const report = { area: 'N2', channel: 'station', asOf: AT, issued: 10 };
    const body = [
      { ...report, seq: 1 },
      { ...report, seq: 2, issued: 11, corrects: 1, reason: 'misread' },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n');
    const answer = await post(source, { key, body, kind: 'count-reports' });
    expect(answer.json).toMatchObject({ accepted: 2, rejected: 0, durableUpTo: 2 });
  });
});

describe('who may send', () => {
  it('is whoever holds the key of the source that the address names', async () => {
    const [mine, other] = [await newSource(), await newSource()];
    const body = issued(1);
    const statuses = async (sent: Sent, source = mine.source) => (await post(source, { body, ...sent })).status;
    expect(await statuses({})).toBe(401);
    expect(await statuses({ key: 'wrong' })).toBe(401);
    expect(await statuses({ headers: { Authorization: 'Basic Zm9vOmJhcg==' } })).toBe(401);
    expect(await statuses({ key: other.key })).toBe(403);
    expect(await statuses({ key: mine.key }, 'unknown')).toBe(403);
    const renewed = await rotateSource(database, { election: 'small', source: mine.source });
    expect(await statuses({ key: mine.key })).toBe(401);
    expect(await statuses({ key: renewed! })).toBe(200);
    await revokeSource(database, { election: 'small', source: mine.source });
    expect(await statuses({ key: renewed! })).toBe(401);
  });

  it('is told in the form of RFC 9457, and where to authenticate', async () => {
    const { source } = await newSource();
    const answer = await post(source, { body: issued(1) });
    expect(answer.type).toContain('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(answer.json).toMatchObject({
      type: 'about:blank',
      status: 401,
      title: expect.any(String),
      detail: expect.any(String),
    });
  });

  it('finds no election that is not there, and no other way in', async () => {
    const { source, key } = await newSource();
    const elsewhere = await fetch(`${url}/nowhere/sources/${source}/ballot-issues`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
    });
    expect(elsewhere.status).toBe(404);
    const read = await fetch(`${url}/small/sources/${source}/ballot-issues`);
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('is slowed down when guessing keys, and when sending too many batches, and told how long', async () => {
    const guarded = await serve(database, { strangersPerMinute: 3 });
    const { source, key } = await newSource();
    const body = issued(1);
    for (let time = 0; time < 3; time++)
      expect((await post(source, { to: guarded, key: 'guess', body })).status).toBe(401);
    expect((await post(source, { to: guarded, key: 'guess', body })).status).toBe(429);
    const busy = await serve(database, { batchesPerMinute: 2 });
    for (let time = 0; time < 2; time++) expect((await post(source, { to: busy, key, body })).status).toBe(200);
    const tooMany = await post(source, { to: busy, key, body });
    expect(tooMany.status).toBe(429);
    expect(Number(tooMany.headers.get('retry-after'))).toBeGreaterThan(0);
    // What was agreed with a source holds instead.
    const agreed = await newSource({ batchesPerMinute: 3 });
    const statuses: number[] = [];
    for (let time = 0; time < 4; time++) {
      statuses.push((await post(agreed.source, { to: busy, key: agreed.key, body })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429]);
    // Another source is not held up by it.
    const other = await newSource();
    expect((await post(other.source, { to: busy, key: other.key, body })).status).toBe(200);
  });
});

describe('a body', () => {
  it('that is no NDJSON at all is refused whole', async () => {
    const { source, key } = await newSource();
    for (const body of ['hello', '[{"seq":1}]', '<a/>\n<b/>'])
      expect((await post(source, { key, body })).status).toBe(400);
  });

  it('of another type, another character set or packed is refused', async () => {
    const { source, key } = await newSource();
    const body = issued(1);
    expect((await post(source, { key, body, type: 'application/json' })).status).toBe(415);
    expect((await post(source, { key, body, type: `${NDJSON}; charset=latin1` })).status).toBe(415);
    expect((await post(source, { key, body, headers: { 'Content-Encoding': 'gzip' } })).status).toBe(415);
    expect((await post(source, { key, body, type: `${NDJSON}; charset=UTF-8` })).status).toBe(200);
  });

  it('that is too large is refused, and nothing of it is stored', async () => {
    const { source, key } = await newSource();
    const small = await serve(database, { limits: { bodyBytes: 1_000 } });
    const body = Array.from({ length: 200 }, (_, index) => issued(index + 1)).join('\n');
    expect((await post(source, { to: small, key, body })).status).toBe(413);
    expect((await post(source, { key })).json).toMatchObject({ durableUpTo: 0 });
  });

  it('that does not arrive in time is given up, and nothing of it is stored', async () => {
    const { source, key } = await newSource();
    const hasty = await serve(database, { limits: { timeoutMs: 200 } });
    const { hostname, port, pathname } = new URL(`${hasty}/small/sources/${source}/ballot-issues`);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nHost: turnout\r\nAuthorization: Bearer ${key}\r\nContent-Type: ${NDJSON}\r\nContent-Length: 5000\r\n\r\n${issued(1)}\n`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 .*\r\n[\s\S]*connection: close/i);
    expect((await post(source, { key })).json).toMatchObject({ durableUpTo: 0 });
  });

  it('of a sender who goes away in the middle stores nothing and harms nobody', async () => {
    const { source, key } = await newSource();
    const { hostname, port, pathname } = new URL(`${url}/small/sources/${source}/ballot-issues`);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nHost: turnout\r\nAuthorization: Bearer ${key}\r\nContent-Type: ${NDJSON}\r\nContent-Length: 5000\r\n\r\n${issued(1)}\n`,
    );
    await once(socket, 'connect');
    socket.destroy();
    await once(socket, 'close');
    expect((await post(source, { key, body: issued(2) })).json).toMatchObject({ accepted: 1, durableUpTo: 0 });
  });
});

describe('a database that is away', () => {
  it('means 503: nothing is acknowledged, and the same messages may be sent again', async () => {
    const { source, key } = await newSource();
    const away = await serve({ ...database, pool: () => ({ query: refuse, connect: refuse }) as never });
    const answer = await post(source, { to: away, key, body: issued(1) });
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await post(source, { key, body: issued(1) })).json).toMatchObject({ accepted: 1, replayed: 0 });
  });
});

function refuse(): Promise<never> {
  return Promise.reject(Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }));
}
