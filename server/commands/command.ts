import type { Logger } from 'pino';
import type { ServerConfig } from '../config.ts';
import type { Database, EmbeddedDatabase } from '../database/database.ts';

/** One word after `turnout`. */
export interface Command {
  readonly name: string;
  /** What to type, one line a form: `load DIR [--live]`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly summary: string;
  /** Variables of the environment that it does without: a file that one names may be what it is about to make. */
  readonly ignores?: readonly string[];
  /**
   * The exit code: 0 fine, 1 the thing checked is wrong, 2 usage or environment.
   *
   * @param args what follows the command's name
   * @throws UsageError, and errors of `parseArgs`: the usage is shown and the exit code is 2
   */
  run(args: string[], context: CommandContext): Promise<number>;
}

/** What a command gets from the outside world. */
export interface CommandContext {
  readonly config: ServerConfig;
  readonly log: Logger;
  /** One line to standard output: the answer. */
  readonly out: (line: string) => void;
  /** One line to standard error: what is said about it. */
  readonly err: (line: string) => void;
  /** Aborted by Ctrl-C or a request to end; what is not done 4.5 s later is cut off. */
  readonly stopped: AbortSignal;
  openDatabase(o?: OpenDatabaseOptions): Promise<OpenedDatabase>;
}

export interface OpenDatabaseOptions {
  /**
   * Own the embedded database for as long as it is open, as a server does, and fail where another process does. Without
   * it a command joins the server that runs already, or starts one for itself.
   */
  readonly own?: boolean;
  readonly poolSize?: number;
}

/** A database, and what has to be ended with it. */
export interface OpenedDatabase {
  readonly database: Database;
  /** `null` where DATABASE_URL names another. */
  readonly embedded: EmbeddedDatabase | null;
  /** With its password: never to be logged. */
  readonly url: string;
  end(): Promise<void>;
}

/** The command was typed wrongly; the message says how. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
