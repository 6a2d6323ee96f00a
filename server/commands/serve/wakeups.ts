import type pg from 'pg';
import type { Logger } from 'pino';
import type { Database } from '../../database/database.ts';

/**
 * Resolves when somebody may have counted: on the database's notification, and after `pollMs` anyway, as a notification is only a
 * wake-up and may never come.
 */
export class Wakeups {
  #listening: pg.PoolClient | null = null;
  /** Connected, and waiting for the answer to its LISTEN. */
  #asked: pg.PoolClient | null = null;
  #trying = false;
  #closed = false;
  #wake: () => void = () => {};
  #woken = false;
  readonly #database: Database;
  readonly #log: Logger;

  constructor(o: { database: Database; log: Logger }) {
    this.#database = o.database;
    this.#log = o.log;
  }

  async next(pollMs: number, stopped: AbortSignal): Promise<void> {
    if (stopped.aborted) return;
    // Not waited for: where its answer is lost, polling goes on.
    void this.#listen();
    if (!this.#woken) {
      await new Promise<void>((resolve) => {
        const finish = () => {
          clearTimeout(timer);
          stopped.removeEventListener('abort', finish);
          this.#wake = () => {};
          resolve();
        };
        const timer = setTimeout(finish, pollMs);
        stopped.addEventListener('abort', finish, { once: true });
        this.#wake = finish;
      });
    }
    this.#woken = false;
  }

  close(): void {
    this.#closed = true;
    this.#asked?.release(true);
    this.#listening?.release(true);
    this.#asked = null;
    this.#listening = null;
  }

  async #listen(): Promise<void> {
    if (this.#listening !== null || this.#trying || this.#closed) return;
    this.#trying = true;
    try {
      const client = await this.#database.pool('reading').connect();
      // Whoever ends the pool waits for every connection that was taken from it.
      if (this.#closed) return client.release(true);
      this.#asked = client;
      client.on('notification', () => {
        this.#woken = true;
        this.#wake();
      });
      client.on('error', () => this.#lost(client));
      client.on('end', () => this.#lost(client));
      await client.query('LISTEN turnout_snapshot');
      if (this.#asked !== client) return;
      this.#asked = null;
      this.#listening = client;
    } catch (error) {
      this.#asked?.release(true);
      this.#asked = null;
      this.#log.debug({ err: error }, 'not listening for notifications; polling');
    } finally {
      this.#trying = false;
    }
  }

  #lost(client: pg.PoolClient): void {
    if (this.#listening !== client) return;
    this.#listening = null;
    client.release(true);
  }
}
