import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Database, maybeOne, one, readSql } from '../database/database.ts';

const setSecret = readSql(import.meta.url, './set_desk_secret.sql');
const readSecret = readSql(import.meta.url, './read_desk_secret.sql');

/**
 * Makes the operator's secret and keeps only its SHA-256.
 *
 * @param rotate replace one that is there
 * @returns the secret, 256 random bits in base64url, to be shown once; `null` where there is one already
 */
export async function makeOperatorSecret(database: Database, { rotate }: { rotate: boolean }): Promise<string | null> {
  const secret = randomBytes(32).toString('base64url');
  const row = await maybeOne(database.pool('owner'), setSecret, [sha256(secret), rotate]);
  return row === null ? null : secret;
}

/** A check of the operator's secret that costs no query: `refresh` reads its hash anew. */
export class OperatorSecretCheck {
  #expected: Buffer | null = null;

  async refresh(database: Database): Promise<void> {
    this.#expected = (await one<{ sha256: Buffer | null }>(database.pool('owner'), readSecret)).sha256;
  }

  /** Whether this is the operator's secret; takes equally long whatever is wrong with it. */
  readonly verify = (secret: string): boolean =>
    this.#expected !== null && timingSafeEqual(sha256(secret), this.#expected);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
