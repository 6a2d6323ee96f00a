import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { packageRoot } from '../config.ts';
import { temporaryFolder as reachableFolder } from './temporary-folder.ts';

/** The program itself, built, running as a process of its own. */
export interface Program {
  readonly pid: number;
  /** Where it answers: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** All it wrote so far, both outputs. */
  output(): string;
  /** Ends it as Ctrl-C does and gives its exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Resolves when it has ended, with its exit code. */
  readonly ended: Promise<number | null>;
}

const running = new Set<ChildProcess>();
const folders: string[] = [];

/** A new empty folder, gone after the test file; an embedded database's server reaches it, and so lies in it, also as root. */
export async function temporaryFolder(): Promise<string> {
  const folder = await reachableFolder('turnout-test-');
  folders.push(folder);
  return folder;
}

export interface RunOptions {
  readonly args: readonly string[];
  /** Beside PATH and a fresh TURNOUT_DATA; nothing else of this process's environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder of another build of the program; this package's own otherwise. */
  readonly home?: string;
  /** Last part of the address that it tells once it answers; `wall` unless told. */
  readonly answersAt?: string;
}

/** Starts `turnout serve …` (or nothing at all for `args: []`) on a free port and waits until it answers. */
export async function startProgram(o: RunOptions): Promise<Program> {
  const { child, output, ended } = await launch(o);
  const url = await new Promise<string>((resolve, reject) => {
    const look = () => {
      const told = output().matchAll(/http:\/\/(?:localhost|127\.0\.0\.1):(\d+)\/(\S+)/g);
      const found = [...told].find(([, , path]) => path === (o.answersAt ?? 'wall'));
      if (found !== undefined) resolve(`http://127.0.0.1:${found[1]}`);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    void ended.then((code) => reject(new Error(`the program ended with ${code} before it answered:\n${output()}`)));
  });
  return {
    pid: child.pid!,
    url,
    output,
    ended,
    async stop() {
      child.kill('SIGINT');
      return await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs one command to its end. */
export async function runProgram(o: RunOptions): Promise<{ code: number | null; output: string }> {
  const { output, ended } = await launch(o);
  const code = await ended;
  return { code, output: output() };
}

async function launch(o: RunOptions) {
  const main = join(o.home ?? packageRoot(), 'dist', 'server', 'main.js');
  const child = spawn(process.execPath, [main, ...o.args], {
    env: { PATH: process.env.PATH, PORT: '0', TURNOUT_DATA: await temporaryFolder(), LOG_LEVEL: 'info', ...o.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  const keep = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return { child, output: () => text, ended };
}

/** Asks again until `look` gives something; fails with what the program wrote when it takes longer than `withinMs`. */
export async function until<T>(
  look: () => Promise<T | null | false | undefined>,
  o: { withinMs?: number; what: string; told?: () => string },
): Promise<T> {
  const endMs = performance.now() + (o.withinMs ?? 60_000);
  let last: unknown = null;
  for (;;) {
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (performance.now() > endMs) {
      throw new Error(
        `did not come about: ${o.what}${last === null ? '' : ` (${String(last)})`}\n${o.told?.().slice(-4000) ?? ''}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** JSON at a path of the program, following redirects. */
export async function getJson<T>(program: Pick<Program, 'url'>, path: string): Promise<T> {
  const response = await fetch(`${program.url}${path}`, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

afterAll(async () => {
  await Promise.all(
    [...running].map(async (child) => {
      child.kill('SIGINT');
      const killer = setTimeout(() => child.kill('SIGKILL'), 8_000);
      await once(child, 'close');
      clearTimeout(killer);
    }),
  );
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});
