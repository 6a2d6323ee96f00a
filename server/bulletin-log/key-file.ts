import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Mode } from '../../shared/election.ts';

/** A signing key. A key of a rehearsal signs nothing live, and the other way round. */
export interface FileKey {
  readonly mode: Mode;
  /** 32 bytes, Ed25519. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

/** A file holds no signing key of the kind wanted; the message says why, and never what is in it. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** What a key is for; the first line of its file says so. */
export type KeyUse = 'log' | 'witness';

function heading(use: KeyUse, mode: Mode): string {
  const signs = use === 'log' ? 'key that signs the log of' : 'key of a witness that signs logs of';
  return `Turnout: ${signs} ${mode === 'live' ? 'live elections' : 'rehearsals'}`;
}

/**
 * The key of a file that `newKeyFile` made, and the lines that stand before it.
 *
 * @throws KeyFileError when it is none, of the other use or of the other mode; the file system's errors
 */
export async function readKeyFile(
  file: string,
  use: KeyUse,
  mode: Mode,
): Promise<{ readonly key: FileKey; readonly lines: readonly string[] }> {
  const text = await readFile(file, 'utf8');
  const [first, ...lines] = text.slice(0, Math.max(0, text.indexOf('-----BEGIN'))).split('\n');
  if (first !== heading(use, mode)) {
    const isOfOtherMode = first === heading(use, mode === 'live' ? 'rehearsal' : 'live');
    const wanted = isOfOtherMode ? `is a key of the other mode; ${mode} is wanted` : `is no key of a ${use}`;
    throw new KeyFileError(`${file} ${wanted}`);
  }
  let secret: KeyObject;
  try {
    secret = createPrivateKey(text.slice(text.indexOf('-----BEGIN')));
  } catch {
    throw new KeyFileError(`${file} holds no private key`);
  }
  if (secret.asymmetricKeyType !== 'ed25519') throw new KeyFileError(`${file} holds a key that is not Ed25519`);
  const { x } = secret.export({ format: 'jwk' });
  const key = {
    mode,
    publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')),
    sign: (message: Uint8Array) => new Uint8Array(sign(null, message, secret)),
  };
  return { key, lines: lines.filter((line) => line !== '') };
}

/**
 * Makes a key in a new file that only its owner can read; never over one that is there.
 *
 * @param lines put before it
 * @throws the file system's errors, `EEXIST` among them
 */
export async function newKeyFile(file: string, use: KeyUse, mode: Mode, lines: readonly string[] = []): Promise<void> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, [heading(use, mode), ...lines, pem].join('\n'), { mode: 0o600, flag: 'wx' });
}
