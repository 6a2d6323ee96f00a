import { join } from 'node:path';
import { keyText, LOG_KEY, type NoteKey, noteKey } from '../../../shared/bulletin-log/note.ts';
import type { Mode } from '../../../shared/election.ts';
import {
  growLog,
  isRehearsal,
  KeyFileError,
  LogForkedError,
  type LogKey,
  LogKeyChangedError,
  type LogSigner,
  logName,
  newLogKey,
  nodeCrypto,
  readLogKey,
  type WholeLog,
} from '../../bulletin-log/bulletin-log.ts';
import { ConfigError, type ServerConfig } from '../../config.ts';
import type { WitnessList } from '../../cosigning/cosigning.ts';
import { type Database, one, readSql } from '../../database/database.ts';
import type { CommandContext } from '../command.ts';

const installationMode = readSql(import.meta.url, './installation_mode.sql');

/** Where the signing key lies unless LOG_KEY_FILE says otherwise; a live one is never made by itself. */
export function logKeyFile(config: ServerConfig, mode: Mode): string {
  return config.logKeyFile ?? join(config.dataDirectory, `log-key-${mode}`);
}

/** First part of the names of this installation's logs. */
export function logHost({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): string {
  return publicUrl === null ? 'localhost' : new URL(publicUrl).host;
}

/** New bulletins could not be signed, for another reason than that the database does not answer: all else goes on. */
export class NotSignedError extends Error {
  override readonly name = 'NotSignedError';

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** The signing of the logs of this installation. */
export interface LogSigning {
  /** Takes an election's new bulletins into its log; throws NotSignedError and the database's and `permits`' errors. */
  readonly sign: (election: string) => Promise<void>;
  /** The key of an election's log, under the name it has or would be founded with; `null` where nothing can be signed. */
  readonly keyOf: (election: string) => Promise<NoteKey | null>;
}

/** Of a copy that leaves it to others. */
export const NO_SIGNING: LogSigning = { sign: async () => {}, keyOf: async () => null };

/**
 * The signing with the key of LOG_KEY_FILE. A rehearsal's key is made at the first start. The key is read now, once the database has a mode.
 *
 * @param o.permits asked before each head, as `LogSigner` has it
 * @throws ConfigError when LOG_KEY_FILE names no key of this mode
 */
export async function logSigning(
  database: Database,
  { config, log }: Pick<CommandContext, 'config' | 'log'>,
  o: {
    witnesses: WitnessList;
    permits: (election: string, whole: WholeLog) => Promise<boolean>;
  },
): Promise<LogSigning> {
  const open = async (): Promise<LogSigner | null> => {
    const { mode } = await one<{ mode: Mode | null }>(database.pool('reading'), installationMode);
    if (mode === null) return null;
    const key = await keyFrom(config, mode);
    const { witnesses, quorum } = o.witnesses;
    const fitting = witnesses.filter((witness) => isRehearsal(witness.key.name) === (mode === 'rehearsal'));
    const promised = {
      witnesses: fitting.map((witness) => keyText(witness.key)),
      quorum: Math.min(quorum, fitting.length),
    };
    return { key, host: logHost(config), promised };
  };
  let signer = await open();
  const keyOf = async (election: string) => {
    if (signer === null) return null;
    const name = await logName(database.pool('reading'), election, signer.host);
    return name === null ? null : noteKey(nodeCrypto, name, LOG_KEY, signer.key.publicKey);
  };
  const sign = async (election: string) => {
    try {
      signer ??= await open();
      if (signer === null) return;
      const size = await growLog(database, election, { ...signer, permits: (whole) => o.permits(election, whole) });
      if (size !== null) log.info({ election, size }, 'signed a head of the bulletins’ log');
    } catch (error) {
      throw isOfSigning(error) ? new NotSignedError(error) : error;
    }
  };
  return { sign, keyOf };
}

/** @throws ConfigError, KeyFileError, the file system's errors */
async function keyFrom(config: ServerConfig, mode: Mode): Promise<LogKey> {
  const file = logKeyFile(config, mode);
  if (config.logKeyFile === null) {
    if (mode === 'live')
      throw new ConfigError('LOG_KEY_FILE', 'names no key, and the hours of a live election are signed');
    await newLogKey(file, mode).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
  }
  try {
    return await readLogKey(file, mode);
  } catch (error) {
    if (config.logKeyFile === null) throw error;
    throw new ConfigError('LOG_KEY_FILE', `names no key: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Whether an error is the key's, the log's, or one with which the database answered; not that it does not answer at all. */
function isOfSigning(error: unknown): boolean {
  if ([ConfigError, KeyFileError, LogForkedError, LogKeyChangedError].some((one) => error instanceof one)) return true;
  return error instanceof Error && ('severity' in error || ('syscall' in error && 'path' in error));
}
