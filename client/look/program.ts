import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The program on a real package, stopped at an instant. */
export interface Rehearsal {
  readonly url: string;
  end(): Promise<void>;
}

/** Starts `turnout serve --rehearse` on a free port and waits until its clock has come to `until`. */
export async function rehearse(root: string, id: string, from: string, until: string): Promise<Rehearsal> {
  const data = await mkdtemp(join(tmpdir(), 'turnout-look-'));
  const args = ['serve', '--rehearse', id, '--from', from, '--until', until, '--speed', '6000'];
  const child = spawn(process.execPath, [join(root, 'dist/server/main.js'), ...args], {
    env: { PATH: process.env.PATH, PORT: '0', TURNOUT_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const told = await toldUntil(child, /has ended/u);
  const port = /http:\/\/[^\s/]+:(\d+)\/wall/u.exec(told)?.[1];
  return {
    url: `http://127.0.0.1:${port}`,
    end: async () => {
      child.kill('SIGINT');
      await once(child, 'close');
      await rm(data, { recursive: true, force: true });
    },
  };
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
