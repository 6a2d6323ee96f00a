import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { change, type Database, many, maybeOne, one, readSql } from '../database/database.ts';

const insertSourceSql = readSql(import.meta.url, './insert_source.sql');
const setSourceKeySql = readSql(import.meta.url, './set_source_key.sql');
const revokeSourceSql = readSql(import.meta.url, './revoke_source.sql');
const listSourcesSql = readSql(import.meta.url, './list_sources.sql');
const knownPlacesSql = readSql(import.meta.url, './known_places.sql');
const sourceByKeySql = readSql(import.meta.url, './source_by_key.sql');

const KEY_BYTES = 32;
/** How a source may be named. */
export const SOURCE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

type KnownPlaces = { election: boolean; channel: boolean; area: boolean };

/** Which source, and what it may send for; absent channel or area is no limit. */
export interface NewSource {
  readonly election: string;
  readonly source: string;
  readonly channel?: string;
  readonly area?: string;
  /** Batches and heartbeats a minute over HTTP; absent: what every source may. */
  readonly batchesPerMinute?: number;
}

/** A source as the operator sees it. */
export interface SourceListing {
  readonly source: string;
  readonly channel: string | null;
  readonly area: string | null;
  readonly batches_per_minute: number | null;
  /** Whether it may send over HTTP. */
  readonly key: 'none' | 'valid' | 'revoked';
  readonly created_at: Date;
  readonly heard_at: Date | null;
  readonly durable_up_to: number | null;
}

/** Whose key was shown. */
export interface KnownSource {
  readonly election: string;
  readonly source: string;
}

/** A source that showed its key, and what it may send. */
export interface AuthenticatedSource extends KnownSource {
  /** `null`: what every source may. */
  readonly batchesPerMinute: number | null;
}

/**
 * Whether the source was made now; `false` where it is there already, which is then left as it is. It has no key: it may
 * send by a command on the server's machine, not over HTTP.
 */
export async function addSource(database: Database, o: NewSource): Promise<boolean> {
  const values = [o.election, o.source, o.channel ?? null, o.area ?? null, null, o.batchesPerMinute ?? null];
  return (await change(database.pool('owner'), insertSourceSql, values)) === 1;
}

/** The new source's key, which is kept nowhere, or why none was made: nothing is guessed about a source that is misspelt. */
export async function addSourceWithKey(
  database: Database,
  o: NewSource,
): Promise<{ readonly ok: true; readonly key: string } | { readonly ok: false; readonly problem: string }> {
  const { election, source, channel = null, area = null, batchesPerMinute = null } = o;
  const fail = (problem: string) => ({ ok: false, problem }) as const;
  if (!SOURCE_NAME.test(source)) {
    return fail(`A source is named by up to 63 letters, digits, dots, dashes and underscores, not ${source}.`);
  }
  const known = await one<KnownPlaces>(database.pool('owner'), knownPlacesSql, [election, channel, area]);
  if (!known.election) return fail(`There is no election ${election} in this database.`);
  if (!known.channel) return fail(`Election ${election} has no channel ${channel}.`);
  if (!known.area) return fail(`Election ${election} has no area ${area}.`);
  const key = makeKey();
  const values = [election, source, channel, area, sha256(key), batchesPerMinute];
  if ((await change(database.pool('owner'), insertSourceSql, values)) === 1) return { ok: true, key };
  return fail(`Election ${election} has a source ${source} already; \`source rotate\` gives it a new key.`);
}

/** A new key in place of whichever the source had, revoked ones too; `null` where there is no such source. */
export async function rotateSource(database: Database, o: KnownSource): Promise<string | null> {
  const key = makeKey();
  return (await change(database.pool('owner'), setSourceKeySql, [o.election, o.source, sha256(key)])) === 1
    ? key
    : null;
}

/** Whether there is such a source; its key is good for nothing from now on. */
export async function revokeSource(database: Database, o: KnownSource): Promise<boolean> {
  return (await change(database.pool('owner'), revokeSourceSql, [o.election, o.source])) === 1;
}

/** The election's sources by name. */
export function listSources(database: Database, election: string): Promise<SourceListing[]> {
  return many<SourceListing>(database.pool('owner'), listSourcesSql, [election]);
}

/** The source whose key this is; `null` where it is nobody's, or was revoked. */
export async function authenticateSource(database: Database, key: string): Promise<AuthenticatedSource | null> {
  const digest = sha256(key);
  type Row = KnownSource & { readonly key_sha256: Buffer; readonly batches_per_minute: number | null };
  const row = await maybeOne<Row>(database.pool('ingest'), sourceByKeySql, [digest]);
  if (row === null || !timingSafeEqual(row.key_sha256, digest)) return null;
  return { election: row.election, source: row.source, batchesPerMinute: row.batches_per_minute };
}

function makeKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}

function sha256(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
