import { cpus, loadavg, totalmem } from 'node:os';
import { many, type Queryable, readSql } from '../../database/database.ts';

const readSettings = readSql(import.meta.url, './read_settings.sql');

/** What was measured on, a line each: figures of two machines say nothing of each other. */
export async function environmentLines(database: Queryable): Promise<string[]> {
  const settings = await many<{ name: string; value: string }>(database, readSettings);
  const [first] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  return [
    `${cpus().length} × ${first?.model ?? 'unknown processor'}, ${gib} GiB, load ${(loadavg()[0] ?? 0).toFixed(1)} at the start; Node ${process.versions.node}`,
    settings.map(({ name, value }) => `${name} ${value}`).join(', '),
  ];
}
