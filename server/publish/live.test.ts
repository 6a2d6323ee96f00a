import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LiveSnapshot } from '../../shared/snapshot.ts';
import { toLiveSnapshot } from '../../shared/snapshot.ts';
import { bodyOf, SMALL, smallBulletin, smallCorrection, smallSnapshot, smallStore } from '../test/small-publication.ts';
import { type LiveClient, liveClient, next, SECRET, type SmallServer, serveSmall } from '../test/small-server.ts';
import type { PublishedStore, PublishingOptions } from './publish.ts';

/** Waits on a condition, patiently: the machine may be busy. */
const until = (check: () => unknown) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function started(
  snapshots: number,
  o: Partial<PublishingOptions> = {},
): Promise<{ store: PublishedStore; server: SmallServer }> {
  const store = await smallStore(snapshots);
  const server = await serveSmall(store, o);
  open.push(server);
  return { store, server };
}

function client(server: SmallServer, o: Parameters<typeof liveClient>[1] = {}): LiveClient {
  const socket = liveClient(server, o);
  open.push({ close: () => socket.disconnect() });
  return socket;
}

/** A socket that remembers the numbers it was told, and the last snapshot whole. */
function listener(server: SmallServer) {
  const socket = client(server);
  const heard: { numbers: number[]; last: LiveSnapshot | null } = { numbers: [], last: null };
  socket.on('snapshot:taken', (snapshot) => {
    heard.numbers.push(snapshot.number);
    heard.last = snapshot;
  });
  return { socket, heard };
}

async function take(store: PublishedStore, server: SmallServer, n: number): Promise<void> {
  await store.addSnapshot(SMALL, bodyOf(smallSnapshot(n)));
  server.publishing.broadcastSnapshot(SMALL);
}

async function metric(server: SmallServer, name: string): Promise<number> {
  const { text } = await server.get('/api/v1/metrics', { authorization: `Bearer ${SECRET}` });
  const line = text.split('\n').find((one) => one.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? 0);
}

describe('who follows an election', () => {
  test('has the latest snapshot in the first message, however late it comes', async () => {
    const { server } = await started(7);
    const [snapshot] = await next(client(server), 'snapshot:taken');
    expect(snapshot).toEqual(toLiveSnapshot(smallSnapshot(7)));
    expect(snapshot).not.toHaveProperty('areas.codes');
    expect(snapshot).not.toHaveProperty('areas.registered');
  });

  test('hears the first when there was none yet, and each one after it', async () => {
    const { store, server } = await started(0);
    const { socket, heard } = listener(server);
    await next(socket, 'connect');
    for (let n = 1; n <= 3; n += 1) {
      const taken = next(socket, 'snapshot:taken');
      await take(store, server, n);
      await taken;
    }
    expect(heard.numbers).toEqual([1, 2, 3]);
  });

  test('ends equal to one who missed nothing when it was away for ten numbers', async () => {
    const { store, server } = await started(1);
    const steady = listener(server);
    const away = listener(server);
    await Promise.all([next(steady.socket, 'snapshot:taken'), next(away.socket, 'snapshot:taken')]);
    away.socket.disconnect();
    for (let n = 2; n <= 12; n += 1) {
      const taken = next(steady.socket, 'snapshot:taken');
      await take(store, server, n);
      await taken;
    }
    away.socket.connect();
    await next(away.socket, 'snapshot:taken');
    expect(away.heard.numbers).toEqual([1, 12]);
    expect(away.heard.last).toEqual(steady.heard.last);
  });

  test('ends with the latest when many are taken at once, and never goes back', async () => {
    const { store, server } = await started(1);
    const listeners = Array.from({ length: 10 }, () => listener(server));
    await Promise.all(listeners.map(({ socket }) => next(socket, 'snapshot:taken')));
    for (let n = 2; n <= 40; n += 1) await take(store, server, n);
    await until(() => {
      for (const { heard } of listeners) expect(heard.numbers.at(-1)).toBe(40);
    });
    for (const { heard } of listeners) expect(heard.numbers).toEqual([...heard.numbers].sort((a, b) => a - b));
  });

  test('hears of bulletins and of what its wall is to show', async () => {
    const { server } = await started(1);
    const socket = client(server);
    await next(socket, 'snapshot:taken');
    const { listing } = smallBulletin(1);
    const bulletin = next(socket, 'bulletin:published');
    server.publishing.broadcastBulletin(SMALL, listing);
    expect(await bulletin).toEqual([listing]);
    const direction = next(socket, 'wall:directed');
    server.publishing.directWalls(SMALL, { scene: 'map', hold: true });
    expect(await direction).toEqual([{ scene: 'map', hold: true }]);
  });

  test('costs one encoding a broadcast, whoever many listen and join', async () => {
    const { store, server } = await started(1);
    const listeners = Array.from({ length: 12 }, () => listener(server));
    await Promise.all(listeners.map(({ socket }) => next(socket, 'snapshot:taken')));
    // Twelve newcomers, one encoding.
    expect(await metric(server, 'turnout_frames_encoded_total')).toBe(1);
    await take(store, server, 2);
    await until(() => {
      for (const { heard } of listeners) expect(heard.numbers.at(-1)).toBe(2);
    });
    await next(client(server), 'snapshot:taken');
    expect(await metric(server, 'turnout_frames_encoded_total')).toBe(2);
  });

  test('is told when to come back before the server leaves, which takes less than two seconds', async () => {
    const store = await smallStore(1);
    const server = await serveSmall(store);
    const socket = client(server);
    await next(socket, 'snapshot:taken');
    const leaving = next(socket, 'server:leaving');
    const disconnected = next(socket, 'disconnect');
    const silent = connect(server.port, '127.0.0.1');
    await once(silent, 'connect');
    const begun = performance.now();
    await server.close();
    expect(performance.now() - begun).toBeLessThan(2_000);
    const [{ retryAfterMs }] = (await leaving) as [{ retryAfterMs: number }];
    expect(retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(retryAfterMs).toBeLessThanOrEqual(2_000);
    await disconnected;
    silent.destroy();
  });
});

describe('who may connect', () => {
  const refused = async (server: SmallServer, o: Parameters<typeof liveClient>[1] = {}) => {
    const [error] = await next(client(server, o), 'connect_error');
    return error as Error & { data?: { code: string } };
  };

  test('nobody to an election that is not published: the code says so', async () => {
    const { server } = await started(1);
    expect((await refused(server, { election: 'nowhere' })).data).toEqual({ code: 'unknown-election' });
  });

  test('pages of this host and of PUBLIC_URL, and programs without an origin, but no other page', async () => {
    const { server } = await started(1, { publicUrl: 'https://turnout.example' });
    for (const headers of [{}, { origin: server.origin }, { origin: 'https://turnout.example' }]) {
      await next(client(server, { headers }), 'snapshot:taken');
    }
    for (const origin of ['https://evil.example', 'null', `http://127.0.0.1.evil.example:${server.port}`]) {
      expect((await refused(server, { headers: { origin } })).message).toBe('websocket error');
    }
    expect(await metric(server, 'turnout_sockets_refused_total{reason="origin"}')).toBe(3);
  });

  test('no more than the cap of one address, until one of them goes', async () => {
    const { server } = await started(1, { limits: { socketsPerAddress: 2 } });
    const first = client(server);
    await next(first, 'snapshot:taken');
    await next(client(server), 'snapshot:taken');
    await refused(server);
    first.disconnect();
    await until(async () => {
      const again = client(server);
      const outcome = await Promise.race([
        next(again, 'connect').then(() => 'connected'),
        next(again, 'connect_error').then(() => 'refused'),
      ]);
      expect(outcome).toBe('connected');
    });
  });

  test('no more than the cap of all; behind a proxy each by its own address', async () => {
    const { server } = await started(1, { trustProxy: 1, limits: { sockets: 3, socketsPerAddress: 1 } });
    const from = (address: string) => ({ headers: { 'x-forwarded-for': `9.9.9.9, ${address}` } });
    for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) {
      await next(client(server, from(address)), 'snapshot:taken');
    }
    await refused(server, from('4.4.4.4'));
    expect(await metric(server, 'turnout_sockets_refused_total{reason="too-many"}')).toBe(1);
  });

  test('an address that a caller made up is not believed', async () => {
    const { server } = await started(1, { limits: { socketsPerAddress: 1 } });
    await next(client(server, { headers: { 'x-forwarded-for': '1.1.1.1' } }), 'snapshot:taken');
    await refused(server, { headers: { 'x-forwarded-for': '2.2.2.2' } });
  });
});

describe('what a client may say', () => {
  const report = { scene: 'headline', build: '1.0.0', snapshot: 1, clock: '2026-11-22T10:00:00.000Z' };
  type Loose = { emit(event: string, ...args: unknown[]): void };

  test("a wall's report is acknowledged with the server's time", async () => {
    const now = new Date('2026-11-22T10:00:03.000Z');
    const { server } = await started(1, { now: () => now });
    const socket = client(server);
    await next(socket, 'snapshot:taken');
    const answer = await new Promise((resolve) => socket.emit('wall:reported', report, resolve));
    expect(answer).toEqual({ serverTime: now.toISOString() });
  });

  test('reports that come faster than one in five seconds end the connection', async () => {
    let nowMs = Date.UTC(2026, 10, 22);
    const { server } = await started(1, { now: () => new Date(nowMs) });
    const socket = client(server);
    await next(socket, 'snapshot:taken');
    // A wall that keeps the pace is heard for as long as it likes.
    for (let i = 0; i < 20; i += 1) {
      await new Promise((resolve) => socket.emit('wall:reported', report, resolve));
      nowMs += 5_000;
    }
    const disconnected = next(socket, 'disconnect');
    for (let i = 0; i < 5; i += 1) socket.emit('wall:reported', report, () => undefined);
    expect((await disconnected)[0]).toBe('io server disconnect');
  });

  test.each<[string, string, unknown[]]>([
    ['an unknown event', 'wall:confused', [report, () => undefined]],
    ['a report without acknowledgement', 'wall:reported', [report]],
    ['a report with a field too many', 'wall:reported', [{ ...report, more: 1 }, () => undefined]],
    ['a report with a field too few', 'wall:reported', [{ scene: 'headline' }, () => undefined]],
    ['a number that is none', 'wall:reported', [{ ...report, snapshot: '1' }, () => undefined]],
    ['a clock that is none', 'wall:reported', [{ ...report, clock: 'noon' }, () => undefined]],
    ['nothing at all', 'wall:reported', [null, () => undefined]],
    ['binary', 'wall:reported', [Buffer.from('x'), () => undefined]],
    ['more than ten kilobytes', 'wall:reported', [{ ...report, scene: 'x'.repeat(11_000) }, () => undefined]],
  ])('%s ends the connection', async (_what, event, args) => {
    const { server } = await started(1);
    const socket = client(server);
    await next(socket, 'snapshot:taken');
    const disconnected = next(socket, 'disconnect');
    (socket as unknown as Loose).emit(event, ...args);
    await disconnected;
    expect((await server.get('/healthz')).status).toBe(200);
  });
});

describe('a reader that never reads', () => {
  const KEY = 'AAAAAAAAAAAAAAAAAAAAAA==';

  /** A snapshot of some 200 kB. */
  const wide = (n: number) =>
    bodyOf(smallSnapshot(n, { corrections: [{ ...smallCorrection(), reason: 'x'.repeat(200_000) }] }));

  test('queues nothing: what waits for it is bounded, and with its eyes open again it has the latest', async () => {
    const { store, server } = await started(0);
    await store.addSnapshot(SMALL, wide(1));
    const attentive = listener(server);
    const reader = await rawReader(server.port);
    await until(() => expect(server.publishing.io.of('/live').sockets.size).toBe(2));
    const slow = [...server.publishing.io.of('/live').sockets.values()].find(
      (one) => one.handshake.headers['sec-websocket-key'] === KEY,
    );
    reader.pause();
    const frameBytes = store.find(SMALL)!.snapshots.latest!.representation.identity.length;
    let largest = 0;
    let skipped = false;
    for (let n = 2; n <= 80; n += 1) {
      await store.addSnapshot(SMALL, wide(n));
      server.publishing.broadcastSnapshot(SMALL);
      await until(() => expect(attentive.heard.numbers.at(-1)).toBe(n));
      largest = Math.max(largest, slow!.conn.request.socket.writableLength);
      skipped ||= !slow!.conn.transport.writable;
    }
    // It did fall behind, or the test would show nothing.
    expect(skipped).toBe(true);
    expect(largest).toBeLessThanOrEqual(2 * frameBytes);
    const read: Buffer[] = [];
    reader.on('data', (chunk) => read.push(chunk));
    reader.resume();
    await until(() => expect(Buffer.concat(read).includes('"number":80,')).toBe(true));
    const told = [
      ...Buffer.concat(read)
        .toString('latin1')
        .matchAll(/"number":(\d+),/g),
    ].map((match) => Number(match[1]));
    expect(told.length).toBeLessThan(80);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test('is let go when messages that may not be skipped pile up', async () => {
    const { store, server } = await started(0);
    const reader = await rawReader(server.port);
    await until(() => expect(server.publishing.io.of('/live').sockets.size).toBe(1));
    const [slow] = [...server.publishing.io.of('/live').sockets.values()];
    reader.pause();
    for (let n = 1; slow!.conn.transport.writable || slow!.conn.request.socket.writableLength === 0; n += 1) {
      await store.addSnapshot(SMALL, wide(n));
      server.publishing.broadcastSnapshot(SMALL);
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (let i = 0; i < 70; i += 1) server.publishing.broadcastBulletin(SMALL, smallBulletin(1).listing);
    await until(() => expect(server.publishing.io.of('/live').sockets.size).toBe(0));
    expect(await metric(server, 'turnout_sockets_dropped_total{reason="slow-reader"}')).toBe(1);
    reader.destroy();
  });

  /** A websocket by hand, so that nothing reads unless the test does. */
  async function rawReader(port: number): Promise<TcpSocket> {
    const socket = connect(port, '127.0.0.1');
    open.push({ close: () => socket.destroy() });
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket&election=${SMALL} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\n` +
        'Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ' +
        KEY +
        '\r\n\r\n',
    );
    await once(socket, 'data');
    const text = Buffer.from(`40/live,`);
    // A masked text frame with a mask of zeros.
    socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
    return socket;
  }
});
