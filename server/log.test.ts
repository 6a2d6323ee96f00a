import { describe, expect, it } from 'vitest';
import { forPeople, makeLog, withoutSecrets } from './log.ts';

/** Lines a log wrote, as one text. */
function written(isTTY: boolean, use: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  const to = { isTTY, write: (line: string) => lines.push(line) } as unknown as NodeJS.WriteStream;
  use(makeLog('info', to));
  return lines.join('');
}

describe('the log', () => {
  it('is JSON where no person is reading', () => {
    const line = written(false, (log) => log.info({ port: 8080 }, 'listening'));
    expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'listening', port: 8080 });
  });

  it('is a short line for a person at a terminal', () => {
    const line = written(true, (log) => log.warn({ port: 8080 }, 'listening'));
    expect(line).toMatch(/^\d\d:\d\d:\d\d warn {2}listening port=8080\n$/);
  });

  it('shows the trace of an error below its line', () => {
    const error = { message: 'broken', stack: 'Error: broken\n    at here' };
    const line = JSON.stringify({
      time: '2020-06-29T11:00:00.000Z',
      level: 'error',
      msg: 'a minute failed',
      err: error,
    });
    expect(forPeople(line)).toBe('11:00:00 error a minute failed\n  Error: broken\n      at here\n');
  });

  const secrets: [string, (log: ReturnType<typeof makeLog>) => void][] = [
    ['the password of an address in a message', (log) => log.info('cannot reach postgres://me:s3cr3t@db/votes')],
    ['the password of an address in an error', (log) => log.error(new Error('postgres://me:s3cr3t@db/votes'))],
    ['the password of an address in a field', (log) => log.info({ url: 'postgres://me:s3cr3t@db/votes' }, 'x')],
    ['a field named password', (log) => log.info({ password: 's3cr3t' }, 'x')],
    ['the header of a request', (log) => log.info({ req: { headers: { authorization: 'Bearer s3cr3t' } } }, 'x')],
    ['a bearer token in a message', (log) => log.info('refused Authorization: Bearer s3cr3t')],
  ];
  it.each(secrets)('never holds %s', (_what, use) => {
    for (const terminal of [true, false]) {
      const text = written(terminal, use);
      expect(text).not.toBe('');
      expect(text).not.toContain('s3cr3t');
    }
  });

  it('leaves addresses without a password as they are', () => {
    expect(withoutSecrets('http://127.0.0.1:8080/wall?a=b@c')).toBe('http://127.0.0.1:8080/wall?a=b@c');
  });
});
