import { cpus, loadavg, totalmem } from 'node:os';

/** What the figures were measured on, one line: figures of two machines say nothing of each other. */
export function machine(): string {
  const [first] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${first?.model ?? 'unknown processor'}, ${gib} GiB, Node ${process.versions.node}, load ${(loadavg()[0] ?? 0).toFixed(1)} at the start`;
}
