import { rm } from 'node:fs/promises';
import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../database/embedded.ts';
import { temporaryFolder } from './temporary-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A login that may make databases and roles. */
    clusterUrl: string;
  }
}

/** One PostgreSQL for the whole run: TURNOUT_TEST_DATABASE_URL's, or an embedded one that is gone afterwards. */
export default async function cluster(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TURNOUT_TEST_DATABASE_URL;
  if (given !== undefined && given !== '') {
    project.provide('clusterUrl', given);
    return async () => {};
  }
  const directory = await temporaryFolder('turnout-test-');
  // Nobody will miss this database after a power cut.
  const settings = { fsync: 'off', full_page_writes: 'off', max_connections: '200', max_prepared_transactions: '10' };
  const embedded = await startEmbedded({ directory, log: pino({ level: 'silent' }), settings });
  project.provide('clusterUrl', embedded.url);
  return async () => {
    await embedded.stop();
    await rm(directory, { recursive: true, force: true });
  };
}
