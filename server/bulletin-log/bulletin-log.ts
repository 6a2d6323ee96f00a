export { isRehearsal } from '../../shared/bulletin-log/origin.ts';
export { growLog, LogForkedError, LogKeyChangedError, type LogSigner, type WholeLog } from './grow-log.ts';
export { KeyFileError } from './key-file.ts';
export { type LogKey, newLogKey, readLogKey } from './log-key.ts';
export { logName } from './log-name.ts';
export { readLoggedListing } from './logged-listing.ts';
export { nodeCrypto } from './node-crypto.ts';
export { type LogGrowth, readLogGrowth } from './read-kept-log.ts';
export { newWitnessKey, readWitnessKey, type WitnessKey } from './witness-key.ts';
