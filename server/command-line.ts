import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Logger } from 'pino';
import { type Command, type CommandContext, UsageError } from './commands/command.ts';
import { COMMANDS, DEFAULT_COMMAND_LINE } from './commands/commands.ts';
import { openConfiguredDatabase } from './commands/open-database.ts';
import { ConfigError, packageRoot, readConfig, type ServerConfig } from './config.ts';

/** The world around the command line; a test passes its own. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly stopped: AbortSignal;
  readonly makeLog: (config: ServerConfig) => Logger;
  readonly commands?: readonly Command[];
}

/**
 * Runs what was typed after `turnout` and gives the exit code: 0 fine, 1 the thing checked is wrong, 2 usage or
 * environment. Never throws: an error becomes one line, with its trace in the log at `debug`.
 */
export async function runCommandLine(argv: readonly string[], around: Surroundings): Promise<number> {
  const commands = around.commands ?? COMMANDS;
  const [name, ...args] = argv.length === 0 ? DEFAULT_COMMAND_LINE : argv;
  if (name === '--help' || name === '-h' || name === 'help') {
    around.out(overview(commands));
    return 0;
  }
  if (name === '--version' || name === '-v') {
    around.out(programVersion());
    return 0;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (name === undefined || command === undefined) {
    around.err(`unknown ${name?.startsWith('-') ? 'option' : 'command'}: ${name}\n\n${overview(commands)}`);
    return 2;
  }
  if (args.includes('--help') || args.includes('-h')) {
    around.out(usageOf(command));
    return 0;
  }
  let log: Logger | undefined;
  try {
    const heeded = Object.entries(around.env).filter(([variable]) => command.ignores?.includes(variable) !== true);
    const config = readConfig(Object.fromEntries(heeded));
    log = around.makeLog(config);
    return await command.run(args, contextOf(config, log, around));
  } catch (error) {
    around.err(`turnout ${name}: ${errorLine(error)}`);
    if (isUsageError(error)) around.err(usageOf(command));
    else if (!(error instanceof ConfigError)) log?.debug({ err: error }, 'the error in full');
    return 2;
  }
}

function contextOf(config: ServerConfig, log: Logger, around: Surroundings): CommandContext {
  const { out, err, stopped } = around;
  return { config, log, out, err, stopped, openDatabase: (o) => openConfiguredDatabase(config, log, o) };
}

/** The program's version, from its package.json. */
export function programVersion(): string {
  const text = readFileSync(path.join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

function usageOf(command: Command): string {
  const forms = command.usage.split('\n').map((form) => `  turnout ${form}`);
  return `${command.summary}\n\nUsage:\n${forms.join('\n')}`;
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return [
    'Usage: turnout COMMAND [OPTIONS]',
    '',
    ...lines,
    '',
    'turnout COMMAND --help tells what a command takes; --version tells the version.',
    'The exit code is 0 when all is fine, 1 when the thing checked is wrong, 2 for usage or environment.',
  ].join('\n');
}

function isUsageError(error: unknown): boolean {
  if (error instanceof UsageError) return true;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
}

/** What went wrong, for a person; where connecting failed on every address, each of them. */
function errorLine(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(errorLine).join('; ');
  return error instanceof Error ? error.message : String(error);
}
