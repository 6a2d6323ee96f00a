import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/events.ts';
import { createPublishing, type PublishedStore, type Publishing, type PublishingOptions } from '../publish/publish.ts';
import { quiet, SMALL } from './small-publication.ts';

export const SECRET = 'the-secret-of-this-test';

/** A publishing server on a free port of this machine. */
export interface SmallServer {
  readonly publishing: Publishing;
  readonly port: number;
  readonly origin: string;
  /** A GET as it stands on the wire: nothing is decoded, nothing followed. */
  get(path: string, headers?: Record<string, string>, method?: string): Promise<RawAnswer>;
  close(): Promise<void>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON. */
  json<T = unknown>(): T;
}

export async function serveSmall(store: PublishedStore, o: Partial<PublishingOptions> = {}): Promise<SmallServer> {
  const publishing = createPublishing({
    store,
    clientDirectory: join(tmpdir(), 'turnout-no-client'),
    log: quiet,
    version: '0.0.0',
    verifySecret: (secret) => secret === SECRET,
    ...o,
  });
  await new Promise<void>((resolve) => publishing.server.listen(0, '127.0.0.1', resolve));
  const { port } = publishing.server.address() as AddressInfo;
  return {
    publishing,
    port,
    origin: `http://127.0.0.1:${port}`,
    get: (path, headers = {}, method = 'GET') => rawRequest(port, path, headers, method),
    close: () => publishing.close(),
  };
}

function rawRequest(port: number, path: string, headers: Record<string, string>, method: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          bytes,
          text: bytes.toString(),
          json: <T>() => JSON.parse(bytes.toString()) as T,
        });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}

export type LiveClient = Socket<ServerToClientEvents, ClientToServerEvents>;

/** A browser's socket to the election; it does not come back by itself. */
export function liveClient(
  server: SmallServer,
  o: { election?: string; headers?: Record<string, string> } = {},
): LiveClient {
  return io(`${server.origin}/live`, {
    transports: ['websocket'],
    query: { election: o.election ?? SMALL },
    reconnection: false,
    forceNew: true,
    ...(o.headers === undefined ? {} : { extraHeaders: o.headers }),
  });
}

/** The next time `event` happens, with its arguments. */
export function next(socket: LiveClient, event: string): Promise<unknown[]> {
  return new Promise((resolve) => {
    (socket as unknown as { once(name: string, heard: (...args: unknown[]) => void): void }).once(event, (...args) =>
      resolve(args),
    );
  });
}

/** A built client of two pages and one file, as Vite would lay it out. */
export function smallClient(files: Readonly<Record<string, string>>): string {
  const directory = mkdtempSync(join(tmpdir(), 'turnout-client-'));
  mkdirSync(join(directory, 'assets'));
  for (const [name, body] of Object.entries(files)) writeFileSync(join(directory, name), body);
  return directory;
}
