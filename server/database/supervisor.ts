import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type ClusterPlace, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { isAlive } from './process-identity.ts';

/** A server that is started again whenever it ends without being told to. */
export interface Supervised {
  /** The same for as long as it is supervised. */
  readonly port: number;
  /** Ends the server, within 4 s, and the watch over it. */
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 250;

/**
 * Starts the server, or takes on the one that is `running`, and watches over it.
 *
 * @throws PostgresStartError when the first start fails; later failures are logged and tried again, ever more slowly
 */
export async function supervise(o: {
  readonly place: ClusterPlace;
  readonly port: number;
  readonly running: Postmaster | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly log: Logger;
}): Promise<Supervised> {
  let stopping = false;
  let pid = o.running?.pid;
  const start = () =>
    startPostmaster(o.place, {
      port: o.port,
      settings: o.settings,
      onSpawn: (child) => {
        pid = child.pid;
        // Told to stop between two attempts: what came up since goes down again.
        if (stopping) child.kill('SIGQUIT');
      },
    });

  const watch = async (first: Postmaster): Promise<void> => {
    let current = first;
    for (;;) {
      await ended(current);
      if (stopping) return;
      o.log.error({ pid: current.pid }, 'the embedded database ended unexpectedly; starting it again');
      const next = await startAgain();
      if (next === null) return;
      current = next;
      o.log.info({ pid: current.pid, port: current.port }, 'the embedded database is running again');
    }
  };

  const startAgain = async (): Promise<Postmaster | null> => {
    for (let waitMs = FIRST_WAIT_MS; !stopping; waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS)) {
      try {
        return await start();
      } catch (error) {
        // For a moment the killed server's children may still hold its memory.
        if (!stopping) o.log.warn({ err: error, waitMs }, 'the embedded database does not start yet');
      }
      await delay(waitMs, undefined, { ref: false });
    }
    return null;
  };

  const watched = watch(o.running ?? (await start()));
  return {
    port: o.port,
    async stop() {
      stopping = true;
      if (pid !== undefined) await stopPostmaster(pid);
      await Promise.race([watched, delay(LOOK_EVERY_MS)]);
    },
  };
}

/** Resolves once the server has ended, whoever its parent is. */
async function ended(postmaster: Postmaster): Promise<void> {
  const { child, pid } = postmaster;
  if (child !== null) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
    });
    return;
  }
  while (isAlive(pid)) await delay(LOOK_EVERY_MS, undefined, { ref: false });
}
