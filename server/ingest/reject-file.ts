import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import type { IngestProblem } from '../../shared/ingest-rules.ts';

/** The list of refused lines could not be written: the import ends, since nobody would know what it left out. */
export class RejectFileError extends Error {
  override readonly name = 'RejectFileError';

  constructor(path: string, cause: Error) {
    super(
      `${path}, the list of refused lines, cannot be written: ${cause.message}; what was stored stays, run it again`,
      {
        cause,
      },
    );
  }
}

/** The list of refused lines, written as they are met; there is no file where there is none. */
export class RejectFile {
  readonly #path: string;
  #stream: ReturnType<typeof createWriteStream> | null = null;
  #failure: RejectFileError | null = null;

  constructor(path: string) {
    this.#path = path;
  }

  /** Removes what an earlier import left there. */
  async clear(): Promise<void> {
    await rm(this.#path, { force: true });
  }

  /** @throws RejectFileError once a line before could not be written */
  add({ line, seq, field, rule, detail }: IngestProblem): void {
    if (this.#failure !== null) throw this.#failure;
    if (this.#stream === null) {
      this.#stream = createWriteStream(this.#path);
      this.#stream.on('error', (error) => {
        this.#failure = new RejectFileError(this.#path, error);
      });
      this.#stream.write('line,seq,field,rule,detail\n');
    }
    this.#stream.write(`${[line, seq ?? '', field ?? '', rule, detail].map(quoted).join(',')}\n`);
  }

  /**
   * Where the list is, all of it written; `null` where nothing was refused.
   *
   * @throws RejectFileError
   */
  async end(): Promise<string | null> {
    await this.close();
    if (this.#failure !== null) throw this.#failure;
    return this.#stream === null ? null : this.#path;
  }

  /** Writes what is left, whatever came of the import. */
  async close(): Promise<void> {
    if (this.#stream === null || this.#stream.closed) return;
    this.#stream.end();
    await finished(this.#stream).catch(() => {});
  }
}

function quoted(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
