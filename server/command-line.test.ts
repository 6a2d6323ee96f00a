import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { runCommandLine } from './command-line.ts';
import { type Command, UsageError } from './commands/command.ts';
import { COMMANDS } from './commands/commands.ts';
import { temporaryFolder } from './test/program.ts';

const command = (name: string, run: Command['run']): Command => ({
  name,
  usage: `${name} X`,
  summary: `does ${name}`,
  run,
});

/** What typing `argv` comes to. */
async function typed(argv: string[], commands?: Command[], env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCommandLine(argv, {
    env,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    stopped: new AbortController().signal,
    makeLog: () => pino({ level: 'silent' }),
    ...(commands === undefined ? {} : { commands }),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

describe('the command line', () => {
  it('runs the command with what follows it, and ends with its code', async () => {
    const echo = command('echo', async (args, context) => {
      context.out(args.join('+'));
      return 1;
    });
    expect(await typed(['echo', 'a', '--b'], [echo])).toEqual({ code: 1, out: 'a+--b', err: '' });
  });

  it('serves, and shows a newcomer something, when nothing is typed', async () => {
    const serve = command('serve', async (args) => (args.join(' ') === '--show' ? 0 : 1));
    expect(await typed([], [serve])).toEqual({ code: 0, out: '', err: '' });
  });

  it.each([['bla'], ['--bla']])('tells its usage and ends with 2 for the unknown %s', async (word) => {
    const { code, err } = await typed([word]);
    expect(code).toBe(2);
    expect(err).toContain(`unknown ${word.startsWith('-') ? 'option' : 'command'}: ${word}`);
    expect(err).toContain('Usage: turnout COMMAND');
  });

  it.each([['--help'], ['-h'], ['help']])('lists every command for %s', async (word) => {
    const { code, out } = await typed([word]);
    expect(code).toBe(0);
    for (const { name, summary } of COMMANDS) expect(out).toMatch(new RegExp(`  ${name} +${summary.slice(0, 10)}`));
  });

  it('tells what one command takes, without running it or reading the environment', async () => {
    const never = command('never', async () => {
      throw new Error('was run');
    });
    const { code, out } = await typed(['never', '--help'], [never], { PORT: 'x' });
    expect(code).toBe(0);
    expect(out).toContain('turnout never X');
  });

  it('tells its version', async () => {
    expect((await typed(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('names the variable of the environment that cannot be used', async () => {
    const { code, err } = await typed(['doctor'], undefined, { PORT: 'x' });
    expect(code).toBe(2);
    expect(err).toMatch(/^turnout doctor: PORT must be/);
  });

  it('makes the key of a log where the environment names its file already, which no other command forgives', async () => {
    const file = join(await temporaryFolder(), 'log-key');
    const env = { LOG_KEY_FILE: file };
    expect((await typed(['doctor'], undefined, env)).err).toMatch(/^turnout doctor: LOG_KEY_FILE must name a file/);
    expect(await typed(['key', 'new', file], undefined, env)).toMatchObject({ code: 0 });
    const shown = await typed(['key', 'show', file, '--origin', 'rehearsal.example/log'], undefined, env);
    expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/^rehearsal\.example\/log\+[0-9a-f]{8}\+/) });
  });

  it('shows the usage of a command that was typed wrongly', async () => {
    const picky = command('picky', async () => {
      throw new UsageError('X is missing');
    });
    expect(await typed(['picky'], [picky])).toMatchObject({
      code: 2,
      err: 'turnout picky: X is missing\ndoes picky\n\nUsage:\n  turnout picky X',
    });
    // An option that parseArgs does not know.
    expect((await typed(['doctor', '--loud'])).err).toContain('Usage:');
  });

  it('tells any other error in one line', async () => {
    const broken = command('broken', async () => {
      throw new Error('the database is gone');
    });
    expect(await typed(['broken'], [broken])).toEqual({
      code: 2,
      out: '',
      err: 'turnout broken: the database is gone',
    });
  });
});

describe('turnout roles', () => {
  it('prints SQL for the database and login that DATABASE_URL names, without the password', async () => {
    const { code, out } = await typed(['roles', '--print'], undefined, {
      DATABASE_URL: 'postgres://kim:s3cr3t@db/votes',
    });
    expect(code).toBe(0);
    expect(out).toContain(`TO "kim"`);
    expect(out).toContain(`'turnout_votes_counting'`);
    expect(out).not.toContain('s3cr3t');
  });

  it('prints it for names that are given, without any DATABASE_URL', async () => {
    const { code, out } = await typed(['roles', '--print', '--database', 'votes', '--login', 'kim']);
    expect(code).toBe(0);
    expect(out).toContain(`TO "kim"`);
  });

  it('explains that the embedded database needs none of it', async () => {
    const { code, err } = await typed(['roles', '--print']);
    expect(code).toBe(2);
    expect(err).toContain('makes its own roles');
  });

  it('does nothing without being told to print', async () => {
    expect(await typed(['roles'])).toMatchObject({ code: 2, out: '' });
  });
});
