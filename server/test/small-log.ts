import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import type { BulletinKind } from '../../shared/bulletin.ts';
import { hexOf, textOf, utf8 } from '../../shared/bulletin-log/bytes.ts';
import { checkpointText, cosignature, cosignedText } from '../../shared/bulletin-log/checkpoint.ts';
import { headsText } from '../../shared/bulletin-log/heads.ts';
import { leafText, readLeaf } from '../../shared/bulletin-log/leaf.ts';
import {
  keyText,
  LOG_KEY,
  type NoteKey,
  noteKey,
  signatureLine,
  signedNote,
  WITNESS_KEY,
} from '../../shared/bulletin-log/note.ts';
import type { LogFiles } from '../../shared/bulletin-log/read-log.ts';
import { entryBundle, hashTile, LEAVES_A_TILE, tilePath, tilesOfLevel } from '../../shared/bulletin-log/tiles.ts';
import { leafHash, MerkleTree } from '../../shared/bulletin-log/tree.ts';
import { snapshotCsv } from '../../shared/snapshot-csv.ts';
import { turnoutPct } from '../../shared/turnout.ts';
import { nodeCrypto } from '../bulletin-log/node-crypto.ts';
import type { BulletinBody } from '../publish/bulletin-shelf.ts';
import type { LogPart } from '../publish/log-shelf.ts';

const ORIGIN = 'turnout.example/mine/rehearsal';
const WITNESSED_AT_S = 1_800_000_000;

export interface Signer {
  readonly key: NoteKey;
  readonly secret: KeyObject;
}

/** A key made from a seed, so that a failing test fails again. */
export function signer(name: string, type: number, seed: number): Signer {
  const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  const { x } = secret.export({ format: 'jwk' });
  return { key: noteKey(nodeCrypto, name, type, new Uint8Array(Buffer.from(x!, 'base64url'))), secret };
}

export const LOG = signer(ORIGIN, LOG_KEY, 1);
export const WITNESS = signer('observer.example/w1', WITNESS_KEY, 2);

/** A log in memory: its files by path, and what it was made of. */
export interface SmallLog extends LogFiles {
  readonly files: Map<string, Uint8Array>;
  readonly leaves: Uint8Array[];
}

/**
 * A log of `size` leaves: the manifest, the opening at 08:00, then hour after hour; bulletin 5 is a notice and the last is final. Signed by
 * `LOG` at every size, and by `WITNESS` at the last.
 */
export function smallLog(size: number, o: { seed?: number } = {}): SmallLog {
  const files = new Map<string, Uint8Array>();
  const leaves: Uint8Array[] = [];
  for (let number = 0; number < size; number++) {
    const kind = kindOf(number, size);
    const json = utf8(JSON.stringify(number === 0 ? manifestOf(size) : bodyOf(number, kind, o.seed ?? 0)));
    const csv = utf8(csvOf(number, kind, o.seed ?? 0));
    files.set(`bulletins/${number}.json`, json);
    files.set(`bulletins/${number}.csv`, csv);
    const isCounted = kind !== 'notice' && kind !== 'manifest';
    const file = (bytes: Uint8Array) => ({ bytes: bytes.length, sha256: hexOf(nodeCrypto.sha256(bytes)) });
    leaves.push(
      utf8(
        leafText({
          election: 'mine',
          mode: 'rehearsal',
          number,
          kind,
          hour: number === 0 ? null : hourOf(number),
          asOf: asOfOf(number),
          snapshot: isCounted ? number : null,
          json: file(json),
          csv: file(csv),
          sealed: null,
          counted: isCounted ? `${number}:${number}:` : null,
          corrects: null,
        }),
      ),
    );
  }
  putLeaves(files, leaves);
  return { files, leaves, read: async (path) => files.get(path) ?? null };
}

/** The same log as a published store is given it. */
export function smallLogPart(size: number): LogPart {
  const { files, leaves } = smallLog(size);
  const text = (path: string) => textOf(files.get(path)!);
  return {
    manifest: { json: text('bulletins/0.json'), csv: text('bulletins/0.csv') },
    leaves: leaves.map((leaf) => textOf(leaf)),
    heads: [{ size, note: text('log/checkpoint') }],
  };
}

/** The bulletins of the same log as a published store is given them. */
export function smallLogBulletins(size: number): BulletinBody[] {
  const { files } = smallLog(size);
  return Array.from({ length: size - 1 }, (_, i) => {
    const number = i + 1;
    const [json, csv] = [files.get(`bulletins/${number}.json`)!, files.get(`bulletins/${number}.csv`)!];
    const body = JSON.parse(textOf(json)) as ReturnType<typeof bodyOf>;
    const { total } = body.snapshot ?? { total: null };
    return {
      body: textOf(json),
      csv: textOf(csv),
      listing: {
        number,
        kind: body.kind,
        hour: body.hour,
        asOf: body.asOf,
        snapshot: body.snapshot?.number ?? null,
        corrects: null,
        correctedBy: null,
        status: 'frozen',
        recount: 'waiting',
        sha256: hexOf(nodeCrypto.sha256(json)),
        csvSha256: hexOf(nodeCrypto.sha256(csv)),
        issued: total?.issued ?? null,
        registered: total?.registered ?? null,
        turnoutPct: total?.turnoutPct ?? null,
      },
    };
  });
}

/** Puts another text in place of a bulletin's file and signs the log with it, as only whoever has the key can. */
export function logAnew(log: SmallLog, number: number, form: 'json' | 'csv', change: (text: string) => string): void {
  const path = `bulletins/${number}.${form}`;
  const bytes = utf8(change(textOf(log.files.get(path)!)));
  const leaf = readLeaf(textOf(log.leaves[number]!))!;
  log.files.set(path, bytes);
  log.leaves[number] = utf8(
    leafText({ ...leaf, [form]: { bytes: bytes.length, sha256: hexOf(nodeCrypto.sha256(bytes)) } }),
  );
  putLeaves(log.files, log.leaves);
}

/** Puts the tiles and every head of these leaves in place of what stood there. */
export function putLeaves(files: Map<string, Uint8Array>, leaves: readonly Uint8Array[]): void {
  const hashes = leaves.map((leaf) => leafHash(nodeCrypto, leaf));
  const tree = new MerkleTree(nodeCrypto, hashes);
  const heads = leaves.map((_, i) => {
    const text = checkpointText({ origin: ORIGIN, size: i + 1, root: tree.root(i + 1) });
    return { text, line: signatureLine(LOG.key, sign(null, utf8(text), LOG.secret)) };
  });
  const { text, line } = heads.at(-1)!;
  const seen = sign(null, utf8(cosignedText(text, WITNESSED_AT_S)), WITNESS.secret);
  const witnessed = signatureLine(WITNESS.key, cosignature(WITNESSED_AT_S, seen));
  for (const { index, width } of tilesOfLevel(leaves.length)) {
    const from = index * LEAVES_A_TILE;
    files.set(`log/${tilePath('entries', index, width)}`, entryBundle(leaves.slice(from, from + width)));
    files.set(`log/${tilePath(0, index, width)}`, hashTile(hashes.slice(from, from + width)));
  }
  files.set('log/checkpoint', utf8(signedNote(text, [line, witnessed])));
  files.set('log/checkpoints.txt', utf8(headsText(heads.map((head) => signedNote(head.text, [head.line])))));
}

function kindOf(number: number, size: number): BulletinKind {
  if (number === 0) return 'manifest';
  if (number === 1) return 'opening';
  if (number === 5) return 'notice';
  return number === size - 1 ? 'final' : 'hourly';
}

/** Bulletin 1 is of 08:00 on 3 May 2024; the final one is of the hour before its place, as the closing has its own. */
export function hourOf(number: number): string {
  return asOfOf(number).slice(0, 13);
}

function asOfOf(number: number): string {
  const local = new Date(Date.UTC(2024, 4, 3, 7 + number));
  return `${local.toISOString().slice(0, 19)}+03:00`;
}

function manifestOf(size: number) {
  return {
    schema: 'turnout-bulletin/1',
    kind: 'manifest',
    number: 0,
    election: 'mine',
    mode: 'rehearsal',
    asOf: asOfOf(0),
    hours: Array.from({ length: size - 2 }, (_, i) => hourOf(i + 1)),
    keys: { origin: ORIGIN, log: keyText(LOG.key), witnesses: [keyText(WITNESS.key)], quorum: 1 },
    areas: { revision: 'r1', level: 'district', codes: ['N', 'S'], registered: { online: [100, 300] } },
  };
}

function bodyOf(number: number, kind: BulletinKind, seed: number) {
  return {
    schema: 'turnout-bulletin/1',
    election: 'mine',
    mode: 'rehearsal',
    number,
    kind,
    hour: hourOf(number),
    asOf: asOfOf(number),
    corrects: null,
    snapshot: kind === 'notice' ? null : snapshotOf(number, seed),
    counted: `${number}:${number}:`,
    sealed: null,
  };
}

function csvOf(number: number, kind: BulletinKind, seed: number): string {
  if (kind === 'manifest') return 'area,channel,registered\nN,online,100\nS,online,300\n';
  if (kind === 'notice') return 'election,mode,number,as_of,level,area,channel,registered,issued,cast,turnout_pct\n';
  return snapshotCsv(snapshotOf(number, seed), { code: 'XX', level: 'country' });
}

/** North has 100 electors and one ballot more each hour, south 300 and two. */
function snapshotOf(number: number, seed: number) {
  const registered = [100, 300];
  const issued = [number, 2 * number + seed];
  const count = { registered: 400, issued: 3 * number + seed, turnoutPct: turnoutPct(3 * number + seed, 400) };
  return {
    schema: 'turnout-snapshot/1',
    election: 'mine',
    mode: 'rehearsal',
    lineage: 1,
    number,
    asOf: asOfOf(number),
    takenAt: '2026-11-22T10:00:00.000Z',
    covers: 60,
    loaded: false,
    intervalMs: 1000,
    nextAt: null,
    clock: { speed: 60 },
    status: 'provisional',
    open: true,
    basis: { numerator: 'issued', denominator: 'registered' },
    total: count,
    channels: { online: count },
    coverage: {
      feeds: 2,
      reported: 2,
      registeredReported: 400,
      oldestAsOf: null,
      lastHeardAt: null,
      silentSources: 0,
    },
    late: 0,
    corrections: [],
    previous: null,
    areas: {
      revision: 'r1',
      level: 'district',
      codes: ['N', 'S'],
      registered,
      issued,
      byChannel: { online: { registered, issued } },
    },
  } as const;
}
