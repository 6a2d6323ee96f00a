// A process that owns or joins an embedded database, to be killed, starved and interrupted by tests. Told what to do in
// its first argument as JSON; says on standard output what became of it, one JSON line each.
import type { Logger } from 'pino';
import { joinEmbedded, startEmbedded } from '../database/embedded.ts';

export interface EmbeddedProcessOrder {
  readonly directory: string;
  readonly shelves: readonly string[];
  readonly join?: boolean;
  /** Become this user first, as if started by it. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** What the process says. */
export type EmbeddedProcessLine =
  | { readonly happened: 'running'; readonly url: string; readonly dataDirectory: string; readonly adopted: boolean }
  | { readonly happened: 'failed'; readonly name: string; readonly message: string }
  | { readonly happened: 'logged'; readonly text: string }
  | { readonly happened: 'stopped' };

function say(line: EmbeddedProcessLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function logged(...parts: unknown[]): void {
  say({ happened: 'logged', text: parts.map((part) => JSON.stringify(part, errorsInFull)).join(' ') });
}

function errorsInFull(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}` : value;
}

const order = JSON.parse(process.argv[2] ?? '{}') as EmbeddedProcessOrder;
const log = { debug: logged, info: logged, warn: logged, error: logged } as unknown as Logger;
if (order.user !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(order.user.gid);
  process.setuid?.(order.user.uid);
}
// Keeps the process, whatever else it waits for.
const kept = setInterval(() => {}, 60_000);
try {
  const { directory, shelves } = order;
  const embedded = await (order.join === true ? joinEmbedded : startEmbedded)({ directory, shelves, log });
  const { url, dataDirectory, adopted } = embedded;
  const stop = async () => {
    await embedded.stop();
    say({ happened: 'stopped' });
    clearInterval(kept);
  };
  process.once('SIGINT', stop);
  say({ happened: 'running', url, dataDirectory, adopted });
} catch (error) {
  const { name, message } = error as Error;
  say({ happened: 'failed', name, message });
  clearInterval(kept);
}
