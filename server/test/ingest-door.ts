import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll } from 'vitest';
import type { Database } from '../database/database.ts';
import { addSourceWithKey, type IngestOptions, ingestRouter } from '../ingest/ingest.ts';

export const NDJSON = 'application/x-ndjson';

/** A source of the small election, and the key that it sends with. */
export interface KeyedSource {
  readonly source: string;
  readonly key: string;
}

/** What a source sends, how, and where to. */
export interface Sent {
  readonly key?: string;
  readonly body?: string | Uint8Array;
  readonly type?: string;
  readonly headers?: Record<string, string>;
  readonly to?: string;
  readonly kind?: string;
}

const servers: Server[] = [];
let made = 0;

/** Address of the elections on a real server that does nothing but take messages in; closed after the test file. */
export async function openDoor(database: Database, options: IngestOptions): Promise<string> {
  const app = express().use('/api/v1', ingestRouter(database, options));
  const server = createServer(app).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/elections`;
}

/** What a source may send; everything where nothing is said. */
export interface SourceLimits {
  readonly channel?: string;
  readonly area?: string;
  readonly batchesPerMinute?: number;
}

/** A new source of the small election. */
export async function keyedSource(database: Database, limits: SourceLimits = {}): Promise<KeyedSource> {
  const source = `keyed-${++made}`;
  const added = await addSourceWithKey(database, { election: 'small', source, ...limits });
  if (!added.ok) throw new Error(added.problem);
  return { source, key: added.key };
}

/** What the door at an address answers to a source. */
export async function postTo(address: string, source: string, o: Sent = {}) {
  const response = await fetch(`${o.to ?? address}/small/sources/${source}/${o.kind ?? 'ballot-issues'}`, {
    method: 'POST',
    headers: {
      ...(o.key === undefined ? {} : { Authorization: `Bearer ${o.key}` }),
      ...(o.body === undefined ? {} : { 'Content-Type': o.type ?? NDJSON }),
      ...o.headers,
    },
    ...(o.body === undefined ? {} : { body: o.body }),
  });
  return {
    status: response.status,
    headers: response.headers,
    type: response.headers.get('content-type') ?? '',
    json: (await response.json()) as Record<string, unknown>,
  };
}

afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});
