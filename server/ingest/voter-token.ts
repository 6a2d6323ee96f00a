import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { VoterToken } from './message.ts';

const LEAST_KEY_BYTES = 32;

/** The key to make tokens of voters with cannot be used. */
export class VoterKeyError extends Error {
  override readonly name = 'VoterKeyError';
}

/**
 * The key in a file: as it is, or as hex where all of it is hex.
 *
 * @throws VoterKeyError when the file cannot be read, or holds fewer than 256 bits
 */
export function readVoterKey(path: string): Buffer {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new VoterKeyError(`VOTER_KEY_FILE cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  const text = bytes.toString('latin1').trim();
  const key = /^(?:[0-9a-fA-F]{2})+$/.test(text) ? Buffer.from(text, 'hex') : bytes;
  if (key.length < LEAST_KEY_BYTES) {
    throw new VoterKeyError(`VOTER_KEY_FILE holds ${key.length * 8} bits; a key needs ${LEAST_KEY_BYTES * 8} or more`);
  }
  return key;
}

/**
 * Makes tokens that can be compared within one election and with nothing else: HMAC-SHA-256 over the election and the
 * identifier. An identifier is compared without spaces and without case, so that `ab 12` and `AB12` are one voter.
 */
export function voterTokens(key: Buffer, election: string): VoterToken {
  return (voter) => {
    const canonical = voter.normalize('NFKC').replace(/\s+/gu, '').toUpperCase();
    return createHmac('sha256', key).update(`turnout-voter/1\n${election}\n${canonical}`).digest();
  };
}
