import type { BulletinKind } from '../../shared/bulletin.ts';
import { hexOf, sameBytes, utf8 } from '../../shared/bulletin-log/bytes.ts';
import { checkpointText } from '../../shared/bulletin-log/checkpoint.ts';
import { readSignedHead } from '../../shared/bulletin-log/heads.ts';
import { type BulletinLeaf, leafText } from '../../shared/bulletin-log/leaf.ts';
import { type Manifest, manifestCsv } from '../../shared/bulletin-log/manifest.ts';
import { keyText, LOG_KEY, type NoteKey, noteKey, signatureLine, signedNote } from '../../shared/bulletin-log/note.ts';
import { logOrigin } from '../../shared/bulletin-log/origin.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { zonedInstant } from '../../shared/instant.ts';
import type { Snapshot } from '../../shared/snapshot.ts';
import { type ElectionFacts, electionFacts, votingHours } from '../counting/counting.ts';
import { type Database, inTransaction, many, maybeOne, one, type Queryable, readSql } from '../database/database.ts';
import type { LogKey } from './log-key.ts';
import { manifestOf } from './manifest-of.ts';
import { nodeCrypto } from './node-crypto.ts';

const isBehind = readSql(import.meta.url, './is_behind.sql');
const logOf = readSql(import.meta.url, './log_of.sql');
const foundLog = readSql(import.meta.url, './found_log.sql');
const firstSnapshot = readSql(import.meta.url, './first_snapshot.sql');
const bulletinsToLog = readSql(import.meta.url, './bulletins_to_log.sql');
const lastLeaf = readSql(import.meta.url, './last_leaf.sql');
const lastHead = readSql(import.meta.url, './last_head.sql');
const readLeaves = readSql(import.meta.url, './read_leaves.sql');
const keepLeaf = readSql(import.meta.url, './keep_leaf.sql');
const keepHead = readSql(import.meta.url, './keep_head.sql');

/** Bulletins that are read at once. */
const BATCH = 200;

/** A log with all its leaves, as it would be signed. */
export interface WholeLog {
  readonly leaves: readonly string[];
  readonly origin: string;
  /** Under the log's name. */
  readonly key: NoteKey;
}

/** Who signs a log, and how it is named. */
export interface LogSigner {
  readonly key: LogKey;
  /** First part of the log's name: a host, as in `turnout.example`. */
  readonly host: string;
  /** Whose signatures a new log promises, by their keys, and how many of them; nobody's unless told. */
  readonly promised?: Pick<Manifest['keys'], 'witnesses' | 'quorum'>;
  /**
   * Asked with all leaves before a head of them is signed: whether it may be, by what was given out before. An error of its own is passed on,
   * and nothing is signed then either. Absent: nothing was given out.
   */
  readonly permits?: (whole: WholeLog) => Promise<boolean>;
}

/** The log was founded under another name or key than the ones it would be signed with now. */
export class LogKeyChangedError extends Error {
  override readonly name = 'LogKeyChangedError';
}

/** The leaves or bulletins in the database are not those that were signed or frozen: a signature on them would be a second history. */
export class LogForkedError extends Error {
  override readonly name = 'LogForkedError';
}

interface FoundedLog {
  readonly origin: string;
  readonly key: string;
  readonly manifest: string;
  readonly manifest_csv: string;
}

/**
 * Takes every bulletin that the log has not into it and signs its new head, in one transaction; whoever else tries waits, and then finds
 * nothing to do. Without anything new it does nothing. A head is signed only where it goes on from the last one signed.
 *
 * @returns how many leaves the log has, or `null` where nothing was new or `signer.permits` none
 * @throws LogKeyChangedError, LogForkedError
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
    const last = await maybeOne<{ note: string }>(client, lastHead, [election]);
    const fresh = leaves.length === 0 ? [manifestLeaf(facts, log)] : [];
    fresh.push(...(await newLeaves(client, facts)));
    if (fresh.length === 0) return null;
    leaves.push(...fresh);
    const tree = new MerkleTree(
      nodeCrypto,
      leaves.map((leaf) => leafHash(nodeCrypto, utf8(leaf))),
    );
    refuseFork(origin, tree, kept.length, last?.note ?? null);
    if (signer.permits !== undefined && !(await signer.permits({ leaves, origin, key }))) return null;
    for (const [i, leaf] of fresh.entries()) await client.query(keepLeaf, [election, kept.length + i, leaf]);
    const text = checkpointText({ origin, size: leaves.length, root: tree.root() });
    const note = signedNote(text, [signatureLine(key, signer.key.sign(utf8(text)))]);
    await client.query(keepHead, [election, leaves.length, note]);
    await client.query("SELECT pg_notify('turnout_snapshot', $1)", [election]);
    return leaves.length;
  });
}

/** @param note the last head @throws LogForkedError where the leaves that are kept are not those of it */
function refuseFork(origin: string, tree: MerkleTree, kept: number, note: string | null): void {
  const signed = note === null ? null : (readSignedHead(note)?.head ?? null);
  const size = signed?.size ?? 0;
  if (kept === size && (signed === null || sameBytes(tree.root(size), signed.root))) return;
  throw new LogForkedError(
    `the leaves that the database holds of the log ${origin} are not the ${size} that were signed: they were changed. Nothing is signed on them`,
  );
}

/** Begins the log with its manifest; `null` before the first snapshot. */
async function found(client: Queryable, facts: ElectionFacts, signer: LogSigner): Promise<FoundedLog | null> {
  const { election } = facts;
  const first = await maybeOne<{ body: string }>(client, firstSnapshot, [election]);
  if (first === null) return null;
  const origin = logOrigin({ ...facts, host: signer.host });
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

interface BulletinRow {
  readonly number: number;
  readonly kind: BulletinKind;
  readonly hour: string;
  readonly as_of: Date;
  readonly snapshot: number | null;
  readonly corrects: number | null;
  readonly counted: string;
  readonly sealed: string | null;
  readonly body: string;
  readonly csv: string;
  readonly sha256: string;
  readonly csv_sha256: string;
}

/** Leaves of all bulletins that the log has not, in order. @throws LogForkedError */
async function newLeaves(client: Queryable, facts: ElectionFacts): Promise<string[]> {
  const leaves: string[] = [];
  let { number: after } = await one<{ number: number }>(client, lastLeaf, [facts.election]);
  for (;;) {
    const rows = await many<BulletinRow>(client, bulletinsToLog, [facts.election, after, BATCH]);
    for (const row of rows) {
      after += 1;
      if (row.number !== after) {
        throw new LogForkedError(
          `bulletin ${after} of ${facts.election} is not there, and bulletin ${row.number} is: it was deleted. Nothing is signed on what follows`,
        );
      }
      leaves.push(leafOf(row, facts));
    }
    if (rows.length < BATCH) return leaves;
  }
}

function leafOf(row: BulletinRow, facts: ElectionFacts): string {
  const told = files(row.body, row.csv);
  if (told.json.sha256 !== row.sha256 || told.csv.sha256 !== row.csv_sha256) {
    throw new LogForkedError(
      `bulletin ${row.number} of ${facts.election}, hour ${row.hour}, is not what was frozen: it was changed. Nothing is signed on it`,
    );
  }
  return leafText({
    ...told,
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
  });
}

function files(json: string, csv: string): Pick<BulletinLeaf, 'json' | 'csv'> {
  const file = (text: string) => {
    const bytes = utf8(text);
    return { bytes: bytes.length, sha256: hexOf(nodeCrypto.sha256(bytes)) };
  };
  return { json: file(json), csv: file(csv) };
}
