import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** This program serving a database, as a process of its own. */
export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  stop(): Promise<void>;
}

/** It could not be started; the message is what it said. */
export class ServerNotStartedError extends Error {
  override readonly name = 'ServerNotStartedError';
}

/**
 * Starts `turnout serve` on a free port of the loopback and waits until it answers.
 *
 * @throws ServerNotStartedError
 */
export async function startServer(databaseUrl: string): Promise<RunningServer> {
  const folder = await mkdtemp(join(tmpdir(), 'turnout-bench-'));
  const child = spawn(process.execPath, [process.argv[1]!, 'serve', '--without', 'counting'], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      HOST: '127.0.0.1',
      PORT: '0',
      TURNOUT_DATA: folder,
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'close');
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (piece: Buffer) => {
        said += piece.toString();
        const port = /http:\/\/(?:localhost|127\.0\.0\.1):(\d+)\//.exec(said)?.[1];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      void ended.then(() => reject(new ServerNotStartedError(`turnout serve ended before it answered: ${said}`)));
    });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
