export { growLog, LogKeyChangedError, type LogSigner } from './grow-log.ts';
export { type LogKey, LogKeyError, newLogKey, readLogKey } from './log-key.ts';
export { nodeCrypto } from './node-crypto.ts';
export { type LogGrowth, readLogGrowth } from './read-kept-log.ts';
