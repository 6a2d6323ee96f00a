import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Mode } from '../../shared/election.ts';

/** A log's signing key. A key of a rehearsal signs nothing live, and the other way round. */
export interface LogKey {
  readonly mode: Mode;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** A file holds no signing key of a log; the message says why, and never what is in it. */
export class LogKeyError extends Error {
  override readonly name = 'LogKeyError';
}

const HEADING = (mode: Mode) =>
  `Turnout: key that signs the log of ${mode === 'live' ? 'live elections' : 'rehearsals'}`;

/**
 * The key of a file that `newLogKey` made.
 *
 * @throws LogKeyError when it is none, or of the other mode; the file system's errors
 */
export async function readLogKey(file: string, mode: Mode): Promise<LogKey> {
  const text = await readFile(file, 'utf8');
  if (!text.startsWith(`${HEADING(mode)}\n`)) {
    const other = text.startsWith('Turnout: ') ? 'is a key of the other mode' : 'is no key of a log';
    throw new LogKeyError(`${file} ${other}; this database is ${mode}`);
  }
  let secret: KeyObject;
  try {
    secret = createPrivateKey(text.slice(text.indexOf('-----BEGIN')));
  } catch {
    throw new LogKeyError(`${file} holds no private key`);
  }
  if (secret.asymmetricKeyType !== 'ed25519') throw new LogKeyError(`${file} holds a key that is not Ed25519`);
  const { x } = secret.export({ format: 'jwk' });
  return {
    mode,
    publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')),
    sign: (message) => new Uint8Array(sign(null, message, secret)),
  };
}

/**
 * Makes a key in a new file that only its owner can read; never over one that is there.
 *
 * @throws the file system's errors, `EEXIST` among them
 */
export async function newLogKey(file: string, mode: Mode): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${HEADING(mode)}\n${pem}`, { mode: 0o600, flag: 'wx' });
}
