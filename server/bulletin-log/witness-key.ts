import { type NoteKey, noteKey, WITNESS_KEY } from '../../shared/bulletin-log/note.ts';
import { isRehearsal, REHEARSAL_SUFFIX } from '../../shared/bulletin-log/origin.ts';
import type { Mode } from '../../shared/election.ts';
import { KeyFileError, newKeyFile, readKeyFile } from './key-file.ts';
import { nodeCrypto } from './node-crypto.ts';

export { isRehearsal } from '../../shared/bulletin-log/origin.ts';

/** A witness's signing key, with the name it signs under. */
export interface WitnessKey {
  readonly key: NoteKey;
  /** 64 bytes, Ed25519. */
  sign(message: Uint8Array): Uint8Array;
}

/**
 * The key of a file that `newWitnessKey` made.
 *
 * @throws KeyFileError when it is none, or of the other mode; the file system's errors
 */
export async function readWitnessKey(file: string, mode: Mode): Promise<WitnessKey> {
  const { key, lines } = await readKeyFile(file, 'witness', mode);
  const name = /^name (\S+)$/.exec(lines[0] ?? '')?.[1];
  if (name === undefined || isRehearsal(name) !== (mode === 'rehearsal')) {
    throw new KeyFileError(`${file} does not say under which name a witness of this mode signs`);
  }
  return { key: noteKey(nodeCrypto, name, WITNESS_KEY, key.publicKey), sign: key.sign };
}

/**
 * Makes a witness's key in a new file.
 *
 * @param name `observer.example/w1`; in a rehearsal it gets its ending here
 * @throws RangeError for what is no name; the file system's errors, `EEXIST` among them
 */
export async function newWitnessKey(file: string, name: string, mode: Mode): Promise<void> {
  if (!/^[^\s+]+$/.test(name)) throw new RangeError('the name of a witness has no spaces and no plus signs');
  if (mode === 'live' && isRehearsal(name))
    throw new RangeError(`the name of a live witness does not end with ${REHEARSAL_SUFFIX}`);
  const whole = mode === 'live' || isRehearsal(name) ? name : `${name}${REHEARSAL_SUFFIX}`;
  await newKeyFile(file, 'witness', mode, [`name ${whole}`]);
}
