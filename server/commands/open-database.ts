import path from 'node:path';
import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import { joinEmbedded, openDatabase, startEmbedded } from '../database/database.ts';
import type { OpenDatabaseOptions, OpenedDatabase } from './command.ts';

/** The folder of the embedded database. */
export function embeddedDirectory(config: ServerConfig): string {
  return path.join(config.dataDirectory, 'postgres');
}

/** The database that the configuration names, ready for use. */
export async function openConfiguredDatabase(
  config: ServerConfig,
  log: Logger,
  o: OpenDatabaseOptions = {},
): Promise<OpenedDatabase> {
  const pool = o.poolSize === undefined ? {} : { poolSize: o.poolSize };
  if (config.databaseUrl !== null) {
    const database = await openDatabase({ url: config.databaseUrl, log, ...pool });
    return { database, embedded: null, url: config.databaseUrl, end: () => database.end() };
  }
  const directory = embeddedDirectory(config);
  const embedded = await (o.own === true ? startEmbedded : joinEmbedded)({ directory, log });
  try {
    const database = await openDatabase({ url: embedded.url, log, ...pool });
    return {
      database,
      embedded,
      url: embedded.url,
      async end() {
        // A fast shutdown ends what is still open; waiting for it here could outlast Ctrl-C.
        await Promise.race([database.end(), new Promise((resolve) => setTimeout(resolve, 500).unref())]);
        await embedded.stop();
      },
    };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
