import { runCommandLine } from './command-line.ts';
import { makeLog, withoutSecrets } from './log.ts';

/** Asked to stop, everything has ended after this long, or is cut off. */
const STOP_WITHIN_MS = 4_700;

/** Runs the command of this process until its end, and leaves the exit code. */
export async function runProgram(): Promise<void> {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(2);
      stop.abort();
      setTimeout(() => process.exit(2), STOP_WITHIN_MS).unref();
    });
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      // Where it happened is told always, the whole way there only to who asked for it.
      const trace = /^(debug|trace)$/.test(process.env.LOG_LEVEL ?? '') ? stack : stack.split('\n    at ')[1];
      process.stderr.write(withoutSecrets(`turnout ends on an error nobody handled: ${message}\n  at ${trace}\n`));
      process.exit(2);
    });
  }
  // Whoever read the answer has read enough: `turnout source list | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await runCommandLine(process.argv.slice(2), {
    env: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${withoutSecrets(line)}\n`),
    stopped: stop.signal,
    makeLog: (config) => makeLog(config.logLevel),
  });
}
