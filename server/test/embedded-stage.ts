import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { isAlive } from '../database/process-identity.ts';
import {
  type EmbeddedProcess,
  type Installation,
  install,
  postmasterPid,
  startProcess,
} from './embedded-installation.ts';
import type { EmbeddedProcessOrder } from './embedded-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

let base: string;
let installation: Installation;
const processes: EmbeddedProcess[] = [];
const servers: number[] = [];
let folders = 0;

beforeAll(async () => {
  base = await temporaryFolder('turnout-embedded-');
  mkdirSync(path.join(base, 'program'));
  installation = await install(path.join(base, 'program'));
});

afterEach(async () => {
  for (const { process: child, exited } of processes.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await exited;
  }
  for (const pid of servers.splice(0)) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

/** The folder of this test file; gone after it. */
export const baseFolder = (): string => base;

/** A folder nobody used yet, for a database. */
export function newFolder(): string {
  folders += 1;
  return path.join(base, `folder-${folders}`);
}

/** Where root puts what the server's user cannot reach. */
export const shelves = () => [path.join(base, 'shelf')];

/** A process with an embedded database; killed after the test, and its server too. */
export function start(
  order: Pick<EmbeddedProcessOrder, 'directory'> & Partial<EmbeddedProcessOrder>,
  from = installation,
) {
  const started = startProcess(from, { shelves: shelves(), ...order });
  processes.push(started);
  return started;
}

/** What the process says of its database once that runs. */
export async function running(started: EmbeddedProcess) {
  const line = await started.settled;
  if (line.happened !== 'running') throw new Error(`expected a database, got ${JSON.stringify(line)}`);
  const pid = postmasterPid(line.dataDirectory);
  endLater(pid);
  return { ...line, pid };
}

/** Sees to it that a server does not outlive the test. */
export function endLater(pid: number): void {
  servers.push(pid);
}

/** Why it would not. */
export async function refused(started: EmbeddedProcess) {
  const line = await started.settled;
  if (line.happened !== 'failed') throw new Error(`expected a refusal, got ${JSON.stringify(line)}`);
  return line;
}

/** Ends the process as Ctrl-C in its terminal would, and waits for its end. */
export async function interrupt(started: EmbeddedProcess): Promise<void> {
  // To the whole process group.
  process.kill(-started.process.pid!, 'SIGINT');
  await started.exited;
  expect(started.said.at(-1)).toEqual({ happened: 'stopped' });
}

/** The one value that a statement gives, as text. */
export async function ask(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return String(Object.values(rows[0] ?? {})[0]);
  } finally {
    await client.end();
  }
}

/** Everything the process has said. */
export const logOf = (started: EmbeddedProcess) => started.said.map((line) => JSON.stringify(line)).join('\n');
