import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll } from 'vitest';
import type { Database } from '../../database/database.ts';
import { addSourceWithKey, ingestRouter } from '../../ingest/ingest.ts';
import { testLog } from '../test-database.ts';

/** A server in this process that does nothing but take messages in. */
export interface IngestServer {
  readonly port: number;
  /** A new source of the small election, with its key. */
  source(name: string): Promise<string>;
}

const closing: (() => void)[] = [];

/** Serves until the test file is done. @param bodyTimeoutMs how long a body may take to arrive */
export async function ingestServer(database: Database, o: { bodyTimeoutMs?: number } = {}): Promise<IngestServer> {
  const limits = o.bodyTimeoutMs === undefined ? {} : { limits: { timeoutMs: o.bodyTimeoutMs } };
  const app = express().use(
    '/api/v1',
    ingestRouter(database, { log: testLog, voterKey: null, batchesPerMinute: 1_000_000, ...limits }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    port: (server.address() as AddressInfo).port,
    async source(source) {
      const added = await addSourceWithKey(database, { election: 'small', source });
      if (!added.ok) throw new Error(added.problem);
      return added.key;
    },
  };
}

afterAll(() => {
  for (const close of closing) close();
});
