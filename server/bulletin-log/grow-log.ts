import type { BulletinKind } from '../../shared/bulletin.ts';
import { hexOf, utf8 } from '../../shared/bulletin-log/bytes.ts';
import { checkpointText } from '../../shared/bulletin-log/checkpoint.ts';
import { type BulletinLeaf, leafText } from '../../shared/bulletin-log/leaf.ts';
import type { Manifest } from '../../shared/bulletin-log/manifest.ts';
import { keyText, LOG_KEY, noteKey, signatureLine, signedNote } from '../../shared/bulletin-log/note.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { type ElectionFacts, electionFacts, votingHours } from '../counting/counting.ts';
import { type Database, inTransaction, many, maybeOne, one, type Queryable, readSql } from '../database/database.ts';
import type { LogKey } from './log-key.ts';
import { manifestCsv, manifestOf } from './manifest-of.ts';
import { nodeCrypto } from './node-crypto.ts';

const isBehind = readSql(import.meta.url, './is_behind.sql');
const logOf = readSql(import.meta.url, './log_of.sql');
const foundLog = readSql(import.meta.url, './found_log.sql');
const firstSnapshot = readSql(import.meta.url, './first_snapshot.sql');
const bulletinsToLog = readSql(import.meta.url, './bulletins_to_log.sql');
const readLeaves = readSql(import.meta.url, './read_leaves.sql');
const keepLeaf = readSql(import.meta.url, './keep_leaf.sql');
const keepHead = readSql(import.meta.url, './keep_head.sql');

/** Bulletins that one head takes in; a week has fewer. */
const MOST_AT_ONCE = 1_000;

/** Who signs a log, and how it is named. */
export interface LogSigner {
  readonly key: LogKey;
  /** First part of the log's name: a host, as in `turnout.example`. */
  readonly host: string;
  /** Whose signatures a new log promises, by their keys, and how many of them; nobody's unless told. */
  readonly promised?: Pick<Manifest['keys'], 'witnesses' | 'quorum'>;
}

/** The log was founded under another name or key than the ones it would be signed with now. */
export class LogKeyChangedError extends Error {
  override readonly name = 'LogKeyChangedError';
}

interface FoundedLog {
  readonly origin: string;
  readonly key: string;
  readonly manifest: string;
  readonly manifest_csv: string;
}

/**
 * Takes every bulletin that the log has not into it and signs its new head, in one transaction; whoever else tries waits, and then finds
 * nothing to do. Without anything new it does nothing.
 *
 * @returns how many leaves the log has, or `null` where nothing was new
 * @throws LogKeyChangedError
 */
export async function growLog(database: Database, election: string, signer: LogSigner): Promise<number | null> {
  const pool = database.pool('counting');
  const { behind } = await one<{ behind: boolean }>(pool, isBehind, [election]);
  if (!behind) return null;
  return await inTransaction(pool, async (client) => {
    const facts = await electionFacts(client, election);
    if (facts === null || facts.mode !== signer.key.mode) return null;
    const log = (await maybeOne<FoundedLog>(client, logOf, [election])) ?? (await found(client, facts, signer));
    if (log === null) return null;
    const { origin } = log;
    const key = noteKey(nodeCrypto, origin, LOG_KEY, signer.key.publicKey);
    if (log.key !== keyText(key)) {
      throw new LogKeyChangedError(`the log ${origin} is signed with ${log.key}, not with ${keyText(key)}`);
    }
    const kept = await many<{ leaf: string }>(client, readLeaves, [election, 0]);
    const leaves = kept.map(({ leaf }) => leaf);
    const fresh = leaves.length === 0 ? [manifestLeaf(facts, log)] : [];
    fresh.push(...(await newLeaves(client, facts)));
    if (fresh.length === 0) return null;
    for (const leaf of fresh) {
      await client.query(keepLeaf, [election, leaves.length, leaf]);
      leaves.push(leaf);
    }
    const tree = new MerkleTree(
      nodeCrypto,
      leaves.map((leaf) => leafHash(nodeCrypto, utf8(leaf))),
    );
    const text = checkpointText({ origin, size: leaves.length, root: tree.root() });
    const note = signedNote(text, [signatureLine(key, signer.key.sign(utf8(text)))]);
    await client.query(keepHead, [election, leaves.length, note]);
    await client.query("SELECT pg_notify('turnout_snapshot', $1)", [election]);
    return leaves.length;
  });
}

/** Begins the log with its manifest; `null` before the first snapshot. */
async function found(client: Queryable, facts: ElectionFacts, signer: LogSigner): Promise<FoundedLog | null> {
  const { election, mode } = facts;
  const first = await maybeOne<{ body: string }>(client, firstSnapshot, [election]);
  if (first === null) return null;
  const origin = `${signer.host}/${election}${mode === 'live' ? '' : '/rehearsal'}`;
  const key = keyText(noteKey(nodeCrypto, origin, LOG_KEY, signer.key.publicKey));
  const hours = await votingHours(client, election);
  const manifest = manifestOf(facts, hours, JSON.parse(first.body) as Snapshot, {
    origin,
    log: key,
    ...(signer.promised ?? { witnesses: [], quorum: 0 }),
  });
  await client.query(foundLog, [election, origin, key, JSON.stringify(manifest), manifestCsv(manifest)]);
  return await one<FoundedLog>(client, logOf, [election]);
}

function manifestLeaf(facts: ElectionFacts, log: FoundedLog): string {
  const { asOf } = JSON.parse(log.manifest) as { asOf: string };
  return leafText({
    ...files(log.manifest, log.manifest_csv),
    election: facts.election,
    mode: facts.mode,
    number: 0,
    kind: 'manifest',
    hour: null,
    asOf,
    snapshot: null,
    sealed: null,
    counted: null,
    corrects: null,
  });
}

async function newLeaves(client: Queryable, facts: ElectionFacts): Promise<string[]> {
  const rows = await many<{
    number: number;
    kind: BulletinKind;
    hour: string;
    as_of: Date;
    snapshot: number | null;
    corrects: number | null;
    counted: string;
    sealed: string | null;
    body: string;
    csv: string;
  }>(client, bulletinsToLog, [facts.election, MOST_AT_ONCE]);
  return rows.map((row) =>
    leafText({
      ...files(row.body, row.csv),
      election: facts.election,
      mode: facts.mode,
      number: row.number,
      kind: row.kind,
      hour: row.hour,
      asOf: zonedInstant(row.as_of.getTime(), facts.timezone),
      snapshot: row.snapshot,
      sealed: row.sealed,
      counted: row.snapshot === null ? null : row.counted,
      corrects: row.corrects,
    }),
  );
}

function files(json: string, csv: string): Pick<BulletinLeaf, 'json' | 'csv'> {
  const file = (text: string) => {
    const bytes = utf8(text);
    return { bytes: bytes.length, sha256: hexOf(nodeCrypto.sha256(bytes)) };
  };
  return { json: file(json), csv: file(csv) };
}
