import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * What tells the process that now has this number from every other that ever had it: when it started, and on Linux in
 * which boot. `null` where no such process lives; a zombie does not.
 */
export function processIdentity(pid: number): string | null {
  if (process.platform === 'linux') {
    const fields = linuxStat(pid);
    if (fields === null || fields.state === 'Z' || fields.state === 'X') return null;
    return `${bootId()} ${fields.startTicks}`;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}

/** Whether a process of that number lives, whoever it is. */
export function isAlive(pid: number): boolean {
  if (process.platform === 'linux') return processIdentity(pid) !== null;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether a process has ended and only waits for its parent to take note; `kill` still finds it. Told on Linux only. */
export function isZombie(pid: number): boolean {
  return process.platform === 'linux' && linuxStat(pid)?.state === 'Z';
}

/** Whether a living process works in this folder, as PostgreSQL's do in their data directory. Told on Linux only. */
export function hasProcessesIn(directory: string): boolean {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.some((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === directory && isAlive(Number(pid));
    } catch {
      // Gone meanwhile, or another user's.
      return false;
    }
  });
}

/** The command line of a living process, its parts joined by blanks; `null` where it cannot be known. */
export function commandLine(pid: number): string | null {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return null;
  }
}

function linuxStat(pid: number): { state: string; startTicks: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, a name in brackets, may itself hold blanks and brackets.
    const rest = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: rest[0] ?? '', startTicks: rest[19] ?? '' };
  } catch {
    return null;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
