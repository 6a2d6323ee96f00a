import { execFile } from 'node:child_process';
import { chownSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll } from 'vitest';
import { chooseServerUser } from '../../database/embedded-binaries.ts';
import {
  type ClusterPlace,
  freePort,
  initialiseCluster,
  type Postmaster,
  startPostmaster,
} from '../../database/postmaster.ts';
import { hasProcessesIn, isAlive } from '../../database/process-identity.ts';
import { until } from '../program.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/** PostgreSQL of the distribution: it has what the embedded one lacks, `pg_dump` and `pg_basebackup`. */
const NATIVE = '/usr/lib/postgresql/15';
const PASSWORD = 'only-for-this-test';

/** A cluster that a test may kill, copy, restore and promote. */
export class OwnCluster {
  readonly folder: string;
  readonly place: ClusterPlace;
  readonly port: number;
  readonly #settings: Readonly<Record<string, string>>;
  #postmaster: Postmaster | null = null;

  constructor(o: { folder: string; place: ClusterPlace; port: number; settings: Readonly<Record<string, string>> }) {
    this.folder = o.folder;
    this.place = o.place;
    this.port = o.port;
    this.#settings = o.settings;
  }

  /** Address of one of its databases, directly or through a proxy. */
  url(database = 'postgres', port = this.port): string {
    return `postgres://turnout:${PASSWORD}@127.0.0.1:${port}/${database}`;
  }

  get pid(): number {
    return this.#postmaster!.pid;
  }

  get isRunning(): boolean {
    return this.#postmaster !== null && isAlive(this.pid);
  }

  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    // The children of a postmaster that ended may take a moment longer.
    if (this.#postmaster !== null) await this.#gone();
    this.#postmaster = await startPostmaster(this.place, {
      port: this.port,
      settings: { ...this.#settings, ...settings },
    });
  }

  /** Ends the postmaster as the kernel would when memory is short; its children notice by themselves. */
  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.#gone();
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    process.kill(this.pid, 'SIGINT');
    await this.#gone();
  }

  async #gone(): Promise<void> {
    await until(async () => !isAlive(this.pid) && !hasProcessesIn(this.place.dataDirectory), {
      what: 'the end of a cluster',
    });
  }

  /** Runs one of PostgreSQL's own programs against this cluster, as the user its server runs as. */
  async run(program: string, args: readonly string[]): Promise<string> {
    const user = this.place.serverUser;
    const { stdout } = await promisify(execFile)(
      program.includes('pg_') ? join(NATIVE, 'bin', program) : program,
      args,
      {
        cwd: this.folder,
        env: { PATH: process.env.PATH, PGPASSWORD: PASSWORD, LC_ALL: 'C' },
        maxBuffer: 1 << 28,
        ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
      },
    );
    return stdout;
  }

  /** Runs a script of SQL through psql, as an administrator restores a dump. */
  async psql(script: string): Promise<void> {
    const file = join(this.folder, 'script.sql');
    await writeFile(file, script);
    await this.run('psql', ['-q', '-d', this.url(), '-f', file]);
  }

  /** The one value that a question gives, as text. */
  async ask(sql: string): Promise<string> {
    return (await this.run('psql', ['-At', '-d', this.url(), '-c', sql])).trim();
  }
}

const made: OwnCluster[] = [];

/** A new cluster of PostgreSQL 15, running; gone after the test file. */
export async function ownCluster(settings: Readonly<Record<string, string>> = {}): Promise<OwnCluster> {
  const cluster = await makeCluster(settings);
  await cluster.start();
  return cluster;
}

/** A hot standby of a cluster, running and following it; gone after the test file. */
export async function standbyOf(primary: OwnCluster): Promise<OwnCluster> {
  const cluster = await makeCluster({ hot_standby: 'on', wal_retrieve_retry_interval: '200ms' }, (directory) =>
    primary.run('pg_basebackup', ['-R', '-X', 'stream', '-c', 'fast', '-D', directory, '-d', primary.url()]),
  );
  await cluster.start();
  return cluster;
}

/** Settings of a cluster that keeps its log of changes for a recovery to any moment: in `archive`, beside its data. */
export const ARCHIVING = {
  wal_level: 'replica',
  archive_mode: 'on',
  archive_command: 'test ! -f ../archive/%f && cp %p ../archive/%f',
} as const;

/** What a recovery needs: a backup of the whole cluster, taken now, and from here on every change. */
export async function backUp(cluster: OwnCluster): Promise<void> {
  await cluster.run('mkdir', ['archive']);
  await cluster.run('pg_basebackup', ['-X', 'none', '-c', 'fast', '-D', 'base', '-d', cluster.url()]);
}

/** Resolves once everything up to now is in the archive. */
export async function archiveAll(cluster: OwnCluster): Promise<void> {
  const segment = await cluster.ask('SELECT pg_walfile_name(pg_switch_wal())');
  await until(async () => (await cluster.ask('SELECT last_archived_wal FROM pg_stat_archiver')) >= segment, {
    what: `segment ${segment} in the archive`,
  });
}

/** A new cluster as `from` was at a moment, made of its backup and its archive and promoted; gone after the test file. */
export async function recoveredTo(from: OwnCluster, moment: string): Promise<OwnCluster> {
  const settings = {
    restore_command: `cp ${join(from.folder, 'archive', '%f')} %p`,
    recovery_target_time: moment,
    recovery_target_action: 'promote',
  };
  const cluster = await makeCluster(settings, async (directory) => {
    await from.run('cp', ['-a', join(from.folder, 'base'), directory]);
    await from.run('touch', [join(directory, 'recovery.signal')]);
  });
  await cluster.start();
  await until(async () => (await cluster.ask('SELECT pg_is_in_recovery()')) === 'f', { what: 'the end of a recovery' });
  return cluster;
}

async function makeCluster(
  settings: Readonly<Record<string, string>>,
  fill?: (directory: string) => Promise<unknown>,
): Promise<OwnCluster> {
  const folder = await temporaryFolder('turnout-cluster-');
  const serverUser = await chooseServerUser();
  if (serverUser !== null) chownSync(folder, serverUser.uid, serverUser.gid);
  const place: ClusterPlace = {
    binaries: { native: NATIVE, major: '15', packageVersion: '15' },
    serverUser,
    dataDirectory: join(folder, 'data'),
    logFile: join(folder, 'postgres.log'),
  };
  if (fill === undefined) await initialiseCluster(place, PASSWORD);
  else await fill(place.dataDirectory);
  const cluster = new OwnCluster({ folder, place, port: await freePort(), settings });
  made.push(cluster);
  return cluster;
}

afterAll(async () => {
  for (const cluster of made) {
    await cluster.stop();
    rmSync(cluster.folder, { recursive: true, force: true });
  }
});
