import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { PackageProblems } from './package-problems.ts';

const unpack = promisify(gunzip);

/** A file of a package as it was found. */
export interface PackageFile {
  /** Name inside the package: `counts.csv.gz`. */
  readonly name: string;
  /** Bytes as they lie on disk. */
  readonly bytes: Buffer;
  /** Unpacked text; what is not UTF-8 in it is replaced, and told as a mistake. */
  readonly text: string;
}

/** The files of one package, each read once. */
export class PackageFiles {
  readonly #directory: string;
  readonly #problems: PackageProblems;
  readonly #read = new Map<string, PackageFile | null>();

  constructor(directory: string, problems: PackageProblems) {
    this.#directory = directory;
    this.#problems = problems;
  }

  /** A file that the package needs; `null`, and a mistake, where it is missing. */
  async needed(name: string, detail: string): Promise<PackageFile | null> {
    const file = await this.found(name);
    if (file === null) this.#problems.add(name, null, 'missing-file', detail);
    return file;
  }

  /** A file that may be left out; `null` where it is. */
  async found(name: string): Promise<PackageFile | null> {
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const file = await this.#load(name);
    this.#read.set(name, file);
    return file;
  }

  /** A table that the package needs, plain or packed: `areas.csv`, or else `areas.csv.gz`. */
  async neededTable(name: string, detail: string): Promise<PackageFile | null> {
    return (await this.foundTable(name)) ?? (await this.needed(name, detail));
  }

  /** A table that may be left out, plain or packed; `null` where it is. */
  async foundTable(name: string): Promise<PackageFile | null> {
    return (await this.found(name)) ?? (await this.found(`${name}.gz`));
  }

  /** Every file read so far, in order of name. */
  all(): PackageFile[] {
    return [...this.#read.values()].filter((file) => file !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async #load(name: string): Promise<PackageFile | null> {
    const bytes = await readFile(join(this.#directory, name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return null;
      throw error;
    });
    if (bytes === null) return null;
    let plain: Buffer = bytes;
    if (name.endsWith('.gz')) {
      try {
        plain = await unpack(bytes);
      } catch (error) {
        this.#problems.add(name, null, 'bad-gzip', error instanceof Error ? error.message : String(error));
        plain = Buffer.alloc(0);
      }
    }
    return { name, bytes, text: this.#decode(name, plain) };
  }

  #decode(name: string, bytes: Buffer): string {
    const hasMark = bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]));
    if (hasMark) this.#problems.add(name, 1, 'byte-order-mark', 'save the file as UTF-8 without a byte-order mark');
    const body = hasMark ? bytes.subarray(3) : bytes;
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    } catch {
      const lines = linesNotUtf8(body);
      const more = lines.length > 1 ? `, and ${lines.length - 1} lines more` : '';
      this.#problems.add(name, lines[0] ?? 1, 'not-utf8', `save the file as UTF-8: this line is not${more}`);
      return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
    }
  }
}

function linesNotUtf8(bytes: Buffer): number[] {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const bad: number[] = [];
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    try {
      strict.decode(bytes.subarray(start, end));
    } catch {
      bad.push(line);
    }
    start = end + 1;
  }
  return bad;
}
