import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A moment of a real package to be looked at. */
export interface Moment {
  readonly election: string;
  /** A good hour earlier, so that there is something to compare with. */
  readonly from: string;
  readonly at: string;
}

/** The program on a real package. */
export interface Rehearsal {
  readonly url: string;
  end(): Promise<void>;
}

/**
 * Starts `turnout serve --rehearse` on a free port, brings its clock fast to the moment, and starts it again there at the speed of
 * life: a minute later the screens are still live and the moment has hardly passed.
 */
export async function rehearse(root: string, { election, from, at }: Moment): Promise<Rehearsal> {
  const data = await mkdtemp(join(tmpdir(), 'turnout-look-'));
  const run = (...more: string[]) =>
    spawn(process.execPath, [join(root, 'dist/server/main.js'), 'serve', '--rehearse', election, ...more], {
      env: { PATH: process.env.PATH, PORT: '0', TURNOUT_DATA: data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const fast = run('--from', from, '--until', at, '--speed', '6000');
  await toldUntil(fast, /has ended/u);
  await ended(fast);
  const live = run('--speed', '1');
  const told = await toldUntil(live, /http:\/\/[^\s/]+:\d+\/wall/u);
  const port = /http:\/\/[^\s/]+:(\d+)\/wall/u.exec(told)?.[1];
  return {
    url: `http://127.0.0.1:${port}`,
    end: async () => {
      await ended(live);
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  child.kill('SIGINT');
  await once(child, 'close');
}

async function toldUntil(child: ChildProcess, wanted: RegExp): Promise<string> {
  let told = '';
  return await new Promise((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      told += chunk.toString();
      if (wanted.test(told)) resolve(told);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', (code) => reject(new Error(`the program ended with ${code}:\n${told}`)));
  });
}
