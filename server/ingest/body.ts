import type { IncomingMessage } from 'node:http';
import type { IngestProblem } from '../../shared/ingest-rules.ts';
import type { Place } from './body-room.ts';
import { type Fields, problem, type Read } from './fields.ts';
import { LISTED_PROBLEMS, type Line, type Unreadable } from './message.ts';

export interface BodyLimits {
  readonly bodyBytes: number;
  readonly lineBytes: number;
  /** Of a body, the empty ones too: a line costs work however short it is. */
  readonly lines: number;
  /** For the whole body to arrive. */
  readonly timeoutMs: number;
}

/** The lines of a body that could be read, and what was wrong with the others. */
export interface Body<T> {
  readonly lines: readonly Line<T>[];
  readonly unreadable: Unreadable;
  /** Whether any line was a JSON object at all. */
  readonly objects: boolean;
}

/** More bytes or lines than a body may have. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
}

/** The body did not arrive in time. */
export class BodyTooSlowError extends Error {
  override readonly name = 'BodyTooSlowError';
}

const NEWLINE = 10;

/**
 * What a body of NDJSON says, read line by line as it arrives; empty lines count and say nothing. A field that is `null`
 * is one that is not there. What is longer than it may be is read no further; what says so itself, not at all.
 *
 * @param place takes what arrives, and keeps it when this is done
 * @throws BodyTooLargeError, BodyTooSlowError, RoomFullError, SourceRoomFullError, or the connection's error when the sender went away
 */
export function readBody<T>(
  request: IncomingMessage,
  limits: BodyLimits,
  read: (line: number, fields: Fields) => Read<T>,
  place: Place,
): Promise<Body<T>> {
  if (Number(request.headers['content-length'] ?? 0) > limits.bodyBytes) return Promise.reject(tooLong(limits));
  const reader = new LineReader(limits.lineBytes, read);
  let bytes = 0;
  return new Promise<Body<T>>((resolve, reject) => {
    const settle = (outcome: Error | null) => {
      clearTimeout(timer);
      request.removeAllListeners('data').pause();
      if (outcome !== null) reject(outcome);
      else resolve(reader.body());
    };
    const timer = setTimeout(() => {
      settle(new BodyTooSlowError(`the body did not arrive within ${limits.timeoutMs / 1_000} s`));
    }, limits.timeoutMs);
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      const wrong = bytes > limits.bodyBytes ? tooLong(limits) : place.take(chunk.length);
      if (wrong !== null) return settle(wrong);
      reader.add(chunk);
      if (reader.lineCount > limits.lines) settle(tooManyLines(limits));
    });
    request.once('end', () => {
      reader.end();
      settle(reader.lineCount > limits.lines ? tooManyLines(limits) : null);
    });
    request.once('error', settle);
    request.once('close', () => settle(new Error('the sender went away')));
  });
}

function tooLong(limits: BodyLimits): BodyTooLargeError {
  return new BodyTooLargeError(`the body is longer than ${limits.bodyBytes} bytes; send it in several`);
}

function tooManyLines(limits: BodyLimits): BodyTooLargeError {
  return new BodyTooLargeError(`the body has more than ${limits.lines} lines; send it in several`);
}

class LineReader<T> {
  readonly #lineBytes: number;
  readonly #read: (line: number, fields: Fields) => Read<T>;
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #lines: Line<T>[] = [];
  /** Of the lines that could not be read, those that an answer lists; a hostile body has millions. */
  readonly #listed: IngestProblem[] = [];
  #unreadable = 0;
  #objects = false;
  #line = 0;
  /** Of the line that has begun; kept no longer than a line may be. */
  #begun: Buffer[] = [];
  #begunBytes = 0;

  constructor(lineBytes: number, read: (line: number, fields: Fields) => Read<T>) {
    this.#lineBytes = lineBytes;
    this.#read = read;
  }

  add(chunk: Buffer): void {
    const last = chunk.lastIndexOf(NEWLINE);
    const from = this.#begunBytes > 0 && last !== -1 ? this.#addLine(chunk, 0) : 0;
    if (from <= last) this.#addLines(chunk.subarray(from, last + 1));
    this.#keep(chunk.subarray(last + 1));
  }

  /** Nothing more comes: what has begun is a line, too. */
  end(): void {
    if (this.#begunBytes > 0) this.#finishLine();
  }

  get lineCount(): number {
    return this.#line;
  }

  body(): Body<T> {
    const unreadable = { count: this.#unreadable, first: this.#listed };
    return { lines: this.#lines, unreadable, objects: this.#objects };
  }

  /** Whole lines, each with its end. Decoded together: nearly always all of it is text. */
  #addLines(block: Buffer): void {
    let text: string;
    try {
      text = this.#utf8.decode(block);
    } catch {
      for (let from = 0; from < block.length; ) from = this.#addLine(block, from);
      return;
    }
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf('\n', from);
      this.#line += 1;
      const line = text.slice(from, end);
      if (isLonger(line, this.#lineBytes)) this.#refuseLong();
      else this.#readText(line.trim());
      from = end + 1;
    }
  }

  /** The line that begins at `from`, or goes on there; where the next one begins. */
  #addLine(chunk: Buffer, from: number): number {
    const end = chunk.indexOf(NEWLINE, from);
    this.#keep(chunk.subarray(from, end));
    this.#finishLine();
    return end + 1;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#begunBytes += part.length;
    if (this.#begunBytes <= this.#lineBytes) this.#begun.push(part);
    else this.#begun = [];
  }

  #finishLine(): void {
    const bytes = this.#begunBytes;
    const line = Buffer.concat(this.#begun);
    this.#begun = [];
    this.#begunBytes = 0;
    this.#line += 1;
    if (bytes > this.#lineBytes) this.#refuseLong();
    else this.#readLine(line);
  }

  #readLine(bytes: Buffer): void {
    let text: string;
    try {
      text = this.#utf8.decode(bytes).trim();
    } catch {
      this.#refuse('the line is not UTF-8');
      return;
    }
    this.#readText(text);
  }

  #readText(text: string): void {
    if (text === '') return;
    const fields = objectOf(text);
    if (fields === null) {
      this.#refuse('the line is not a JSON object');
      return;
    }
    this.#objects = true;
    const read = this.#read(this.#line, fields);
    if (read.ok) this.#lines.push({ line: this.#line, message: read.value });
    else this.#leaveOut(read.problem);
  }

  #refuseLong(): void {
    this.#refuse(`the line is longer than ${this.#lineBytes} bytes`);
  }

  #refuse(detail: string): void {
    this.#leaveOut(problem(this.#line, null, null, 'malformed', detail));
  }

  #leaveOut(found: IngestProblem): void {
    this.#unreadable += 1;
    if (this.#listed.length < LISTED_PROBLEMS) this.#listed.push(found);
  }
}

/** Whether a text has more bytes in UTF-8 than `bytes`; it has at most three for each of its units. */
function isLonger(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}

function objectOf(text: string): Fields | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = value as Record<string, unknown>;
  for (const name in fields) if (fields[name] === null) delete fields[name];
  return fields;
}
