import { createHash, createPublicKey, verify } from 'node:crypto';
import type { LogCrypto } from '../../shared/bulletin-log/bytes.ts';

/** What stands before the 32 bytes of an Ed25519 public key in a SubjectPublicKeyInfo, RFC 8410. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Node's own SHA-256 and Ed25519. */
export const nodeCrypto: LogCrypto = {
  sha256: (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()),
  verifies: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  },
};
