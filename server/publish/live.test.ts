import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { toLiveSnapshot } from '../../shared/snapshot.ts';
import { client, listener, metric, started, take, until } from '../test/small-live.ts';
import {
  REVISION,
  SMALL,
  smallAreas,
  smallBulletin,
  smallDescription,
  smallSnapshot,
  smallStore,
} from '../test/small-publication.ts';
import { type liveClient, next, type SmallServer, serveSmall } from '../test/small-server.ts';

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

  test('hears a rehearsal that was reset and loaded again, which counts from 1 once more', async () => {
    const { store, server } = await started(3);
    const { socket, heard } = listener(server);
    await next(socket, 'snapshot:taken');
    store.closeElection(SMALL);
    store.openElection({ description: smallDescription(), edition: 'second-edition' });
    await store.addAreas(SMALL, REVISION, JSON.stringify(smallAreas()));
    for (let n = 1; n <= 2; n += 1) {
      const taken = next(socket, 'snapshot:taken');
      await take(store, server, n);
      await taken;
    }
    expect(heard.numbers).toEqual([3, 1, 2]);
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
