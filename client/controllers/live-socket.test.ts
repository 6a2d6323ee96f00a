import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ServerClock } from '../server-clock.ts';
import { LiveSocket } from './live-socket.ts';

/** After a refusal: one and a half times ten seconds at most. */
const LONGEST_WAIT_MS = 15_000;
let server: Server;
let port: number;
let connections: number;
let socket: LiveSocket;

beforeEach(async () => {
  const own = createServer();
  server = new Server(own, { transports: ['websocket'] });
  connections = 0;
  server.of('/live').on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((listening) => own.listen(0, '127.0.0.1', listening));
  ({ port } = own.address() as AddressInfo);
  vi.stubGlobal('location', {
    protocol: 'http:',
    host: `127.0.0.1:${port}`,
    hostname: '127.0.0.1',
    port: String(port),
  });
  socket = newSocket();
  socket.open();
  await vi.waitFor(() => expect(connections).toBe(1), { timeout: 20_000 });
  // From here on time passes when it is told to.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

function newSocket(): LiveSocket {
  const unheard = () => undefined;
  return new LiveSocket('land', new ServerClock(), {
    snapshot: unheard,
    bulletin: unheard,
    directed: unheard,
    log: unheard,
  });
}

afterEach(async () => {
  vi.useRealTimers();
  socket.close();
  vi.unstubAllGlobals();
  await server.close();
});

const connected = () => server.of('/live').sockets.size;

describe('a live connection', () => {
  it('that was closed stays closed', async () => {
    socket.close();
    await vi.waitFor(() => expect(connected()).toBe(0), { timeout: 20_000 });
    vi.advanceTimersByTime(LONGEST_WAIT_MS);
    const another = newSocket();
    another.open();
    await vi.waitFor(() => expect(connections).toBeGreaterThan(1), { timeout: 20_000 });
    another.close();
    await vi.waitFor(() => expect(connected()).toBe(0), { timeout: 20_000 });
    // The other's alone: one that it had begun anew by itself would have been the second, and still stand.
    expect(connections).toBe(2);
  });

  it('that the server ended is opened again after a while', async () => {
    server.of('/live').disconnectSockets();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), { timeout: 20_000, interval: 0 });
    expect(connections).toBe(1);
    vi.advanceTimersByTime(LONGEST_WAIT_MS);
    await vi.waitFor(() => expect(connections).toBe(2), { timeout: 20_000 });
    expect(connected()).toBe(1);
  });

  it('that the server ended and a waking screen has opened already is not opened a second time', async () => {
    server.of('/live').disconnectSockets();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBeGreaterThan(0), { timeout: 20_000, interval: 0 });
    const waiting = vi.getTimerCount();
    socket.restart();
    expect(vi.getTimerCount()).toBe(waiting - 1);
    await vi.waitFor(() => expect(connections).toBe(2), { timeout: 20_000 });
  });
});
