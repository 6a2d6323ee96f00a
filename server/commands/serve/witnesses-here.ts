import { readFileSync } from 'node:fs';
import { ConfigError, type ServerConfig } from '../../config.ts';
import { NO_WITNESSES, readWitnessList, type WitnessList, WitnessListError } from '../../cosigning/cosigning.ts';

/** The witnesses that WITNESSES_FILE names; none where it is not told. @throws ConfigError */
export function witnessesHere({ witnessesFile }: ServerConfig): WitnessList {
  if (witnessesFile === null) return NO_WITNESSES;
  try {
    return readWitnessList(readFileSync(witnessesFile, 'utf8'));
  } catch (error) {
    if (!(error instanceof WitnessListError)) throw error;
    throw new ConfigError('WITNESSES_FILE', `names ${witnessesFile}, which has a mistake: ${error.message}`);
  }
}
