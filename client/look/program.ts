import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Snapshot } from '../../shared/snapshot.ts';

/** A moment of a real package to be looked at. */
export interface Moment {
  readonly election: string;
  /** A good hour earlier, so that there is something to compare with. */
  readonly from: string;
  readonly at: string;
}

/** Election seconds per real second. */
const SPEED = 2;
const HOURS_TO_LOOK_MS = 6 * 3_600_000;

/** The program on a real package. */
export interface Rehearsal {
  readonly url: string;
  end(): Promise<void>;
}

/**
 * Starts `turnout serve --rehearse` on a free port, brings its clock fast to the moment, and starts it again there slowly, until
 * its next count: while the pictures are taken the screens are live and the moment has hardly passed.
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
  // Its clock was stopped at the moment; told to go on, it does.
  const later = new Date(Date.parse(at) + HOURS_TO_LOOK_MS).toISOString();
  const live = run('--speed', String(SPEED), '--until', `${later.slice(0, 19)}Z`);
  const told = await toldUntil(live, /http:\/\/[^\s/]+:\d+\/wall/u);
  const url = `http://127.0.0.1:${/http:\/\/[^\s/]+:(\d+)\/wall/u.exec(told)?.[1]}`;
  await countedLive(`${url}/api/v1/elections/${election}/now.json`);
  return {
    url,
    end: async () => {
      await ended(live);
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Waits for the first snapshot of the slow clock; one that is final stays as it is. */
async function countedLive(address: string): Promise<void> {
  for (;;) {
    const snapshot = (await (await fetch(address)).json()) as Partial<Snapshot>;
    if (snapshot.status === 'final' || snapshot.clock?.speed === SPEED) return;
    await wait(500);
  }
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
