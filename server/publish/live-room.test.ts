import { describe, expect, test } from 'vitest';
import { KEY, listener, metric, rawReader, started, until } from '../test/small-live.ts';
import { bodyOf, SMALL, smallBulletin, smallCorrection, smallSnapshot } from '../test/small-publication.ts';

describe('a reader that never reads', () => {
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
});
