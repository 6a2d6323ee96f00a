import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { LogCrypto } from '../../shared/bulletin-log/bytes.ts';

/**
 * SHA-256 and Ed25519 in the page itself: WebCrypto is not there on plain http nor, in every browser, in a page opened from disk, has
 * Ed25519 only since 2025, and answers later where the verification asks now.
 */
export const browserCrypto: LogCrypto = {
  sha256: (bytes) => sha256(bytes),
  verifies: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false;
    // As Node and openssl do it, RFC 8032, not by the looser rules of ZIP 215.
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  },
};
