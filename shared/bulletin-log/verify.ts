import type { Snapshot } from '../snapshot.ts';
import { base64Of, hexOf, type LogCrypto, sameBytes } from './bytes.ts';
import { checkBulletin, checkManifest } from './check-bulletin.ts';
import { checkHours } from './check-hours.ts';
import { checkOpened } from './check-opened.ts';
import type { Finding } from './finding.ts';
import { readHeads, type SignedHead } from './heads.ts';
import type { BulletinLeaf, LoggedFile } from './leaf.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { misplaced } from './misplaced.ts';
import { isSignedBy, type NoteKey, readKey } from './note.ts';
import type { OpenedFile } from './opened-file.ts';
import { isOriginOf } from './origin.ts';
import type { LogFault, LogProblem, LogVerdict } from './problem.ts';
import { type LogFiles, type ReadLog, readLog } from './read-log.ts';
import { reportWitnesses } from './witnesses.ts';

export interface VerifyOptions {
  /** Heads that the verifier has from elsewhere, each the note as it was given out. */
  readonly since?: readonly SignedHead[];
  /** The log's key as the verifier has it from elsewhere; else the one that stands in the manifest. */
  readonly key?: NoteKey;
  /** Keys of the witnesses that the verifier trusts and is told of; else those that the log names itself. */
  readonly witnesses?: readonly NoteKey[];
  /** How many of them must have signed the last head. What the log promises of its own it is held to besides. */
  readonly quorum?: number;
  /** Officials' files that were opened to the verifier: each must be the one its bulletin committed to, and add up to it. */
  readonly opened?: readonly OpenedFile[];
  /** Told after each bulletin. */
  readonly onProgress?: (done: number, of: number) => void;
}

/** There is nothing that could be verified, and the finding says why. */
export class NoLogError extends Error {
  override readonly name = 'NoLogError';
  readonly finding: Finding;

  constructor(finding: Finding) {
    super(`there is no log to verify: ${finding.kind}`);
    this.finding = finding;
  }
}

/**
 * Verifies the published bulletins of one election from their files alone: the head's signatures, the tree, every file's bytes, every sum,
 * every promised hour, and every head given out earlier.
 *
 * @throws NoLogError
 */
export async function verifyLog(crypto: LogCrypto, files: LogFiles, options: VerifyOptions = {}): Promise<LogVerdict> {
  // Before the head: a log that grows meanwhile has then no earlier head that it does not begin with.
  const history = await files.read('log/checkpoints.txt');
  const log = await readLog(crypto, files);
  if ('kind' in log) throw new NoLogError(log);
  return await new Verification(crypto, files, log, history, options).run();
}

class Verification {
  readonly #crypto: LogCrypto;
  readonly #files: LogFiles;
  readonly #log: ReadLog;
  /** Heads of `log/checkpoints.txt`; `null` where it is missing or broken. */
  readonly #published: SignedHead[] | null;
  readonly #options: VerifyOptions;
  readonly #problems: LogProblem[];
  #filesRead = 0;
  #sums = 0;

  constructor(crypto: LogCrypto, files: LogFiles, log: ReadLog, history: Uint8Array | null, options: VerifyOptions) {
    this.#published = history === null ? null : readHeads(new TextDecoder().decode(history));
    this.#crypto = crypto;
    this.#files = files;
    this.#log = log;
    this.#options = options;
    this.#problems = [...log.problems];
  }

  async run(): Promise<LogVerdict> {
    const { signed, tree, leaves } = this.#log;
    for (const { fault, number, finding } of misplaced(leaves)) this.#tell(fault, number, finding);
    let manifest: Manifest | null = null;
    /** Published figures of the bulletins whose officials' files are opened. */
    const snapshots = new Map<number, Snapshot | null>();
    for (const [number, leaf] of leaves.entries()) {
      if (leaf !== null) {
        const json = await this.#checkFile(leaf, number, 'json', leaf.json);
        const csv = await this.#checkFile(leaf, number, 'csv', leaf.csv);
        if (number === 0) manifest = this.#checkManifest(leaf, json, csv);
        else if (json !== null && csv !== null) {
          const told = checkBulletin(leaf, json, csv, (fault, finding) => this.#tell(fault, number, finding));
          this.#sums += told.sums;
          if (this.#options.opened?.some((file) => file.number === number)) snapshots.set(number, told.snapshot);
        }
      }
      this.#options.onProgress?.(number + 1, leaves.length);
    }
    for (const opened of this.#options.opened ?? []) {
      const { number } = opened;
      const told = { leaf: leaves[number] ?? null, snapshot: snapshots.get(number) ?? null };
      checkOpened(this.#crypto, opened, told, (fault, of, finding) => this.#tell(fault, of, finding));
    }
    if (manifest === null) this.#tell('missing', 0, { kind: 'no-manifest' });
    this.#checkSignatures(manifest);
    const keysFile = await this.#files.read('log/keys.txt');
    const { witnessed, quorum, promised } = this.#checkWitnesses(manifest, keysFile);
    const hours = checkHours(manifest?.hours ?? [], leaves, (number, hour, finding) =>
      this.#problems.push({ fault: 'hour', number, hour, finding }),
    );
    const earlierHeads = this.#checkHistory(manifest);
    return {
      election: leaves[0]?.election ?? '',
      mode: leaves[0]?.mode ?? '',
      origin: signed.head.origin,
      size: tree.size,
      root: base64Of(signed.head.root),
      witnesses: witnessed.flatMap(({ name, size, at }) => (size === tree.size && at !== null ? { name, at } : [])),
      witnessed,
      quorum,
      promised,
      files: this.#filesRead,
      sums: this.#sums,
      hours,
      corrections: leaves.filter((leaf) => leaf?.kind === 'correction').length,
      earlierHeads,
      problems: this.#problems,
    };
  }

  #tell(fault: LogFault, number: number | null, finding: Finding): void {
    const hour = number === null ? null : (this.#log.leaves[number]?.hour ?? null);
    this.#problems.push({ fault, number, hour, finding });
  }

  /** Tells of the head itself, which speaks up to the last bulletin. */
  #tellOfHead(fault: LogFault, finding: Finding): void {
    this.#tell(fault, this.#log.tree.size - 1, finding);
  }

  #checkManifest(leaf: BulletinLeaf, json: string | null, csv: string | null): Manifest | null {
    const manifest = json === null ? null : readManifest(json);
    if (manifest !== null && csv !== null) {
      checkManifest(leaf, manifest, csv, (fault, finding) => this.#tell(fault, 0, finding));
    }
    return manifest;
  }

  async #checkFile(
    leaf: BulletinLeaf,
    number: number,
    form: 'json' | 'csv',
    logged: LoggedFile,
  ): Promise<string | null> {
    const path = `bulletins/${leaf.number}.${form}`;
    const bytes = await this.#files.read(path);
    if (bytes === null) {
      this.#tell('missing', number, { kind: 'file-missing', path });
      return null;
    }
    this.#filesRead += 1;
    if (bytes.length !== logged.bytes || hexOf(this.#crypto.sha256(bytes)) !== logged.sha256) {
      this.#tell('file', number, { kind: 'file-changed', path });
      return null;
    }
    return new TextDecoder().decode(bytes);
  }

  #checkSignatures(manifest: Manifest | null): void {
    const { note, head } = this.#log.signed;
    const told = manifest === null ? null : readKey(this.#crypto, manifest.keys.log);
    const key = this.#options.key ?? told;
    if (key === null) this.#tellOfHead('signature', { kind: 'no-key' });
    else if (!isSignedBy(this.#crypto, note, key)) {
      this.#tellOfHead('signature', { kind: 'head-unsigned', name: key.name });
    }
    // A server signs the logs of all its elections with one key: its name says of which it is.
    if (key !== null && key.name !== head.origin) {
      this.#tellOfHead('signature', { kind: 'key-of-other', origin: head.origin, name: key.name });
    }
    const first = this.#log.leaves[0] ?? null;
    if (first !== null && !isOriginOf(head.origin, first)) {
      const { election, mode } = first;
      this.#tellOfHead('signature', { kind: 'bulletins-of-other', origin: head.origin, election, mode });
    }
    if (manifest === null) return;
    if (told !== null && key !== null && !sameBytes(told.publicKey, key.publicKey)) {
      this.#tell('signature', 0, { kind: 'manifest-other-key' });
    }
    if (manifest.keys.origin !== head.origin) {
      this.#tellOfHead('signature', { kind: 'manifest-of-other', origin: head.origin, named: manifest.keys.origin });
    }
  }

  #checkWitnesses(manifest: Manifest | null, keysFile: Uint8Array | null) {
    const { signed } = this.#log;
    const report = reportWitnesses(this.#crypto, {
      heads: [...(this.#published ?? []), signed].filter(({ head }) => head.size <= signed.head.size),
      manifest,
      keysFile: keysFile === null ? null : new TextDecoder().decode(keysFile),
      log: this.#options.key ?? (manifest === null ? null : readKey(this.#crypto, manifest.keys.log)),
      given: this.#options.witnesses ?? [],
      quorum: this.#options.quorum ?? null,
    });
    for (const { size, finding } of report.faults) this.#tell('witness', size - 1, finding);
    return report;
  }

  /** How many heads given out earlier are beginnings of this log. */
  #checkHistory(manifest: Manifest | null): number {
    const published = this.#published;
    if (published === null) {
      this.#tell('missing', null, { kind: 'heads-missing' });
    }
    const key = this.#options.key ?? (manifest === null ? null : readKey(this.#crypto, manifest.keys.log));
    let found = 0;
    for (const head of [...(published ?? []), ...(this.#options.since ?? [])]) {
      if (key !== null && !isSignedBy(this.#crypto, head.note, key)) {
        const { size } = head.head;
        this.#tell('signature', size - 1, { kind: 'earlier-unsigned', size, name: key.name });
      } else if (this.#isBeginning(head)) {
        found += 1;
      }
    }
    return found;
  }

  #isBeginning({ head }: SignedHead): boolean {
    const { tree, signed } = this.#log;
    if (head.origin !== signed.head.origin) {
      this.#tell('history', null, { kind: 'earlier-of-other', origin: head.origin });
    } else if (head.size > tree.size) {
      this.#tellOfHead('history', { kind: 'rolled-back', size: head.size, here: tree.size });
    } else if (!sameBytes(tree.root(head.size), head.root)) {
      this.#tell('history', head.size - 1, { kind: 'rewritten', size: head.size });
    } else {
      return true;
    }
    return false;
  }
}
