import { once } from 'node:events';
import { connect, type Socket as TcpSocket } from 'node:net';
import { afterEach, vi } from 'vitest';
import type { LiveSnapshot } from '../../shared/snapshot.ts';
import type { PublishedStore, PublishingOptions } from '../publish/publish.ts';
import { bodyOf, SMALL, smallSnapshot, smallStore } from './small-publication.ts';
import { type LiveClient, liveClient, SECRET, type SmallServer, serveSmall } from './small-server.ts';

/** Waits on a condition, patiently: the machine may be busy. */
export const until = (check: () => unknown) => vi.waitFor(check, { timeout: 30_000, interval: 10 });

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A server of the small election with so many snapshots; closed after the test. */
export async function started(
  snapshots: number,
  o: Partial<PublishingOptions> = {},
): Promise<{ store: PublishedStore; server: SmallServer }> {
  const store = await smallStore(snapshots);
  const server = await serveSmall(store, o);
  open.push(server);
  return { store, server };
}

/** A browser's socket; closed after the test. */
export function client(server: SmallServer, o: Parameters<typeof liveClient>[1] = {}): LiveClient {
  const socket = liveClient(server, o);
  open.push({ close: () => socket.disconnect() });
  return socket;
}

/** A socket that remembers the numbers it was told, and the last snapshot whole. */
export function listener(server: SmallServer) {
  const socket = client(server);
  const heard: { numbers: number[]; last: LiveSnapshot | null } = { numbers: [], last: null };
  socket.on('snapshot:taken', (snapshot) => {
    heard.numbers.push(snapshot.number);
    heard.last = snapshot;
  });
  return { socket, heard };
}

/** Takes snapshot `n` and tells everyone. */
export async function take(store: PublishedStore, server: SmallServer, n: number): Promise<void> {
  await store.addSnapshot(SMALL, bodyOf(smallSnapshot(n)));
  server.publishing.broadcastSnapshot(SMALL);
}

/** A figure of the server's metrics, by the beginning of its line; 0 where it has none. */
export async function metric(server: SmallServer, name: string): Promise<number> {
  const { text } = await server.get('/api/v1/metrics', { authorization: `Bearer ${SECRET}` });
  const line = text.split('\n').find((one) => one.startsWith(name));
  return Number(line?.split(' ').at(-1) ?? 0);
}

/** `Sec-WebSocket-Key` of who reads by hand. */
export const KEY = 'AAAAAAAAAAAAAAAAAAAAAA==';

/** A websocket by hand, so that nothing reads unless the test does. */
export async function rawReader(port: number): Promise<TcpSocket> {
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
