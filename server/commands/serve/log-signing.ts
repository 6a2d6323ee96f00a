import { join } from 'node:path';
import { keyText } from '../../../shared/bulletin-log/note.ts';
import type { Mode } from '../../../shared/election.ts';
import {
  growLog,
  isRehearsal,
  LogKeyChangedError,
  type LogSigner,
  newLogKey,
  readLogKey,
} from '../../bulletin-log/bulletin-log.ts';
import type { ServerConfig } from '../../config.ts';
import type { WitnessList } from '../../cosigning/cosigning.ts';
import { type Database, one, readSql } from '../../database/database.ts';
import type { CommandContext } from '../command.ts';

const installationMode = readSql(import.meta.url, './installation_mode.sql');

/** Where the signing key lies unless LOG_KEY_FILE says otherwise; a live one is never made by itself. */
export function logKeyFile(config: ServerConfig, mode: Mode): string {
  return config.logKeyFile ?? join(config.dataDirectory, `log-key-${mode}`);
}

/**
 * What takes an election's new bulletins into its log. A rehearsal's key is made at the first start; a live election without one has no log,
 * and that is told once.
 *
 * @throws KeyFileError when the key's file holds none of this mode
 */
export async function logSigning(
  database: Database,
  { config, log }: CommandContext,
  { witnesses, quorum }: WitnessList,
): Promise<(election: string) => Promise<void>> {
  const host = config.publicUrl === null ? 'localhost' : new URL(config.publicUrl).host;
  let signer: LogSigner | null = null;
  let told: string | null = null;
  const tell = (why: string) => {
    if (told !== why) log.warn(why);
    told = why;
  };
  const open = async (): Promise<LogSigner | null> => {
    const { mode } = await one<{ mode: Mode | null }>(database.pool('reading'), installationMode);
    if (mode === null) return null;
    const file = logKeyFile(config, mode);
    if (mode === 'rehearsal' && config.logKeyFile === null) {
      await newLogKey(file, mode).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      });
    }
    if (mode === 'live' && config.logKeyFile === null) {
      tell('bulletins are not taken into a log: LOG_KEY_FILE names no key');
      return null;
    }
    const fitting = witnesses.filter(({ key }) => isRehearsal(key.name) === (mode === 'rehearsal'));
    const promised = {
      witnesses: fitting.map(({ key }) => keyText(key)),
      quorum: Math.min(quorum, fitting.length),
    };
    return { key: await readLogKey(file, mode), host, promised };
  };
  return async (election) => {
    signer ??= await open();
    if (signer === null) return;
    try {
      const size = await growLog(database, election, signer);
      if (size !== null) log.info({ election, size }, 'signed a head of the bulletins’ log');
    } catch (error) {
      if (!(error instanceof LogKeyChangedError)) throw error;
      tell(`bulletins are not taken into the log: ${error.message}`);
    }
  };
}
