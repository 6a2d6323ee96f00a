import type { Mode } from '../../shared/election.ts';
import { type FileKey, newKeyFile, readKeyFile } from './key-file.ts';

/** A log's signing key. */
export type LogKey = FileKey;

/**
 * The key of a file that `newLogKey` made.
 *
 * @throws KeyFileError when it is none, or of the other mode; the file system's errors
 */
export async function readLogKey(file: string, mode: Mode): Promise<LogKey> {
  return (await readKeyFile(file, 'log', mode)).key;
}

/** Makes a log's key in a new file. @throws the file system's errors, `EEXIST` among them */
export function newLogKey(file: string, mode: Mode): Promise<void> {
  return newKeyFile(file, 'log', mode);
}
