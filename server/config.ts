import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Everything the environment decides, checked. */
export interface ServerConfig {
  readonly port: number;
  /** Address to listen on. */
  readonly host: string;
  /** `null`: the embedded database. */
  readonly databaseUrl: string | null;
  /** Absolute. */
  readonly dataDirectory: string;
  /** Origin under which the public reaches this server, without a slash at the end; `null` where not told. */
  readonly publicUrl: string | null;
  /** How many proxies stand in front and may be believed about the caller's address. */
  readonly trustProxy: number;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly voterKeyFile: string | null;
  /** Where the key lies that signs the log of the bulletins; `null` where not told. */
  readonly logKeyFile: string | null;
  /** Who witnesses the log, and how many of them are promised; `null` where not told. */
  readonly witnessesFile: string | null;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** A variable of the environment has a value that cannot be used; the message begins with its name. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly variable: string;

  constructor(variable: string, problem: string) {
    super(`${variable} ${problem}`);
    this.variable = variable;
  }
}

/** One variable as the README's table shows it. */
export interface ConfigVariable {
  readonly name: string;
  /** What stands where it is absent or empty, in words where no value does. */
  readonly default: string;
  readonly meaning: string;
  /** What a value must be; `null` when this one is fine, otherwise the problem as the rest of a sentence. */
  readonly problem: (value: string) => string | null;
}

/** Every variable the program reads, in the order of the README's table. */
export const CONFIG_VARIABLES = [
  {
    name: 'PORT',
    default: '8080',
    meaning: 'TCP port to listen on; 0 takes a free one',
    problem: (value) => wholeNumberProblem(value, 0, 65_535),
  },
  {
    name: 'HOST',
    default: '127.0.0.1 with the embedded database, 0.0.0.0 with `DATABASE_URL`',
    meaning: 'address to listen on',
    problem: (value) => (/^[\w.:[\]-]+$/.test(value) ? null : 'must be a host name or an IP address'),
  },
  {
    name: 'DATABASE_URL',
    default: 'the embedded database',
    meaning: '`postgres://login:password@host:port/database` of a PostgreSQL 15 or later',
    problem: (value) =>
      isUrl(value, ['postgres:', 'postgresql:'])
        ? null
        : 'must be an address postgres://login:password@host:port/database',
  },
  {
    name: 'TURNOUT_DATA',
    default: './data',
    meaning: 'folder for the embedded database',
    problem: () => null,
  },
  {
    name: 'PUBLIC_URL',
    default: 'not told',
    meaning: 'origin under which the public reaches this server, `https://turnout.example`; needed for a live election',
    problem: (value) =>
      isUrl(value, ['http:', 'https:']) && /^https?:\/\/[^/?#@]+\/?$/.test(value)
        ? null
        : 'must be an origin such as https://turnout.example, without a path',
  },
  {
    name: 'TRUST_PROXY',
    default: '0',
    meaning: 'how many reverse proxies stand in front of this server',
    problem: (value) => wholeNumberProblem(value, 0, 16),
  },
  {
    name: 'TLS_CERT',
    default: 'plain HTTP',
    meaning: 'file with the certificate chain, PEM; together with `TLS_KEY`',
    problem: fileProblem,
  },
  {
    name: 'TLS_KEY',
    default: 'plain HTTP',
    meaning: 'file with the private key of `TLS_CERT`, PEM',
    problem: fileProblem,
  },
  {
    name: 'VOTER_KEY_FILE',
    default: 'voters are refused',
    meaning: "file with the key under which electors' identifiers become tokens",
    problem: fileProblem,
  },
  {
    name: 'LOG_KEY_FILE',
    default:
      'a rehearsal: `log-key-rehearsal` in `TURNOUT_DATA`, made at the first start; a live election: none, and it is not counted without',
    meaning:
      'file with the key that signs the log of the bulletins (`turnout key new`); only copies that count read it',
    problem: fileProblem,
  },
  {
    name: 'WITNESSES_FILE',
    default: 'nobody witnesses the log',
    meaning:
      'file with the witnesses of the log, a line `witness NAME KEY URL` each, and a line `quorum N`; only copies that count ask them',
    problem: fileProblem,
  },
  {
    name: 'LOG_LEVEL',
    default: 'info',
    meaning: `what is written to standard error: ${LOG_LEVELS.join(', ')}`,
    problem: (value) =>
      (LOG_LEVELS as readonly string[]).includes(value) ? null : `must be one of ${LOG_LEVELS.join(', ')}`,
  },
] as const satisfies readonly ConfigVariable[];

type VariableName = (typeof CONFIG_VARIABLES)[number]['name'];

/**
 * The configuration that `env` describes. An empty variable counts as absent.
 *
 * @throws ConfigError naming the first variable that cannot be used; never with its value, which may be secret
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ServerConfig {
  const value = (name: VariableName): string | null => env[name] || null;
  for (const { name, problem } of CONFIG_VARIABLES) {
    const given = value(name);
    const found = given === null ? null : problem(given);
    if (found !== null) throw new ConfigError(name, found);
  }
  const databaseUrl = value('DATABASE_URL');
  const certFile = value('TLS_CERT');
  const keyFile = value('TLS_KEY');
  if (certFile === null && keyFile !== null) throw new ConfigError('TLS_CERT', 'must be set where TLS_KEY is');
  if (keyFile === null && certFile !== null) throw new ConfigError('TLS_KEY', 'must be set where TLS_CERT is');
  return {
    port: Number(value('PORT') ?? 8080),
    host: value('HOST') ?? (databaseUrl === null ? '127.0.0.1' : '0.0.0.0'),
    databaseUrl,
    dataDirectory: path.resolve(value('TURNOUT_DATA') ?? './data'),
    publicUrl: value('PUBLIC_URL')?.replace(/\/$/, '') ?? null,
    trustProxy: Number(value('TRUST_PROXY') ?? 0),
    tls: certFile !== null && keyFile !== null ? { certFile, keyFile } : null,
    voterKeyFile: value('VOTER_KEY_FILE'),
    logKeyFile: value('LOG_KEY_FILE'),
    witnessesFile: value('WITNESSES_FILE'),
    logLevel: (value('LOG_LEVEL') ?? 'info') as LogLevel,
  };
}

let root: string | undefined;

/** Absolute path of the folder with this program's package.json, from its source as from `dist/`. */
export function packageRoot(): string {
  if (root === undefined) {
    let at = path.dirname(fileURLToPath(import.meta.url));
    while (!existsSync(path.join(at, 'package.json'))) {
      if (path.dirname(at) === at) throw new Error('no package.json above the program');
      at = path.dirname(at);
    }
    root = at;
  }
  return root;
}

function wholeNumberProblem(value: string, least: number, most: number): string | null {
  const number = Number(value);
  const fine = /^\d+$/.test(value) && number >= least && number <= most;
  return fine ? null : `must be a whole number from ${least} to ${most}`;
}

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function fileProblem(value: string): string | null {
  try {
    accessSync(value, constants.R_OK);
    return null;
  } catch {
    return 'must name a file that can be read';
  }
}
