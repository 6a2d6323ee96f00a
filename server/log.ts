import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

/**
 * The program's log: JSON lines on standard error, or lines for people where that is a terminal. Passwords in addresses
 * and bearer tokens do not get through, wherever in a line they stand.
 */
export function makeLog(level: LogLevel, to: NodeJS.WriteStream = process.stderr): Logger {
  const readable = to.isTTY === true;
  const lines = {
    write(line: string) {
      const safe = withoutSecrets(line);
      to.write(readable ? forPeople(safe) : safe);
    },
  };
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: [
          'authorization',
          '*.authorization',
          '*.headers.authorization',
          'password',
          '*.password',
          'url',
          '*.url',
        ],
        censor: (value, path) =>
          path.at(-1) === 'url' && typeof value === 'string' ? withoutSecrets(value) : '[secret]',
      },
    },
    lines,
  );
}

/** `text` with the passwords of addresses and the tokens of Authorization headers taken out. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/"]*:)[^\s@/"]+@/gi, '$1***@')
    .replace(/\b(Bearer\s+)[\w.~+/=-]+/gi, '$1***');
}

/** A line of JSON as `14:00:01 warn what happened  name=value`, an error's trace below it. */
export function forPeople(line: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown> & {
    err?: { stack?: string; message?: string };
  };
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const head = [String(time).slice(11, 19), String(level).padEnd(5), String(msg ?? ''), ...details].join(' ');
  const trace = err === undefined ? '' : `\n  ${(err.stack ?? err.message ?? '').replaceAll('\n', '\n  ')}`;
  return `${head.trimEnd()}${trace}\n`;
}
