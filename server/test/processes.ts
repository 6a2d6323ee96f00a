import { readdirSync, readFileSync } from 'node:fs';

/** Processes of PostgreSQL that serve the data folder a program told in its output. */
export function postgresOf(output: string): { postmaster: number; all: number[] } | null {
  const every = processes();
  const postmaster = every.find(({ command }) => {
    const folder = /postgres\n(?:.*\n)*?-D\n?(.+)/.exec(command)?.[1];
    return folder !== undefined && output.includes(folder);
  });
  if (postmaster === undefined) return null;
  const children = every.filter((one) => one.parent === postmaster.pid).map((one) => one.pid);
  return { postmaster: postmaster.pid, all: [postmaster.pid, ...children] };
}

/** Memory of processes in MB, shared pages counted once between those that share them. */
export function memoryMb(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** Whether a process is there. */
export function isRunning(pid: number): boolean {
  return processes().some((one) => one.pid === pid);
}

function processes(): { pid: number; parent: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', '\n');
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        // A zombie has ended already.
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return state === 'Z' ? [] : [{ pid: Number(name), parent: Number(parent), command }];
      } catch {
        return [];
      }
    });
}
