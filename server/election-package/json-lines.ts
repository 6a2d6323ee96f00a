/** A JSON text with the line of each of its parts. */
export interface LinedJson {
  readonly value: unknown;
  /** Line of the part at `path`, or of the nearest part around it that is there; from 1. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** The text is not JSON. */
export interface JsonFault {
  readonly line: number;
  readonly detail: string;
}

/** Parts deeper than this are told by the line of what contains them: a map's points are many. */
const DEEPEST = 6;

/** The JSON of a text, or the first place where it stops being JSON. */
export function parseJsonWithLines(text: string): LinedJson | JsonFault {
  const scanner = new JsonScanner(text);
  const fault = scanner.scan();
  if (fault !== null) return fault;
  return {
    value: JSON.parse(text) as unknown,
    lineOf(path) {
      for (let length = path.length; length > 0; length--) {
        const line = scanner.lines.get(JSON.stringify(path.slice(0, length).map(String)));
        if (line !== undefined) return line;
      }
      return 1;
    },
  };
}

/** What stops the scan; thrown and caught in this file alone. */
class JsonStop extends Error {}

const SPACE = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 forbids exactly these inside a string.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/y;

/** Walks a JSON text once and notes the line on which each of its parts begins. */
class JsonScanner {
  readonly lines = new Map<string, number>();
  readonly #text: string;
  readonly #path: string[] = [];
  #at = 0;
  #line = 1;
  #counted = 0;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): JsonFault | null {
    try {
      this.#space();
      this.#value();
      this.#space();
      if (this.#at < this.#text.length) this.#stop('something follows the end');
      return null;
    } catch (error) {
      if (error instanceof JsonStop) return { line: this.#lineHere(), detail: error.message };
      throw error;
    }
  }

  #value(): void {
    if (this.#path.length <= DEEPEST) this.lines.set(JSON.stringify(this.#path), this.#lineHere());
    const next = this.#text[this.#at];
    if (next === '{') this.#members('}', () => this.#member());
    else if (next === '[') this.#members(']', (index) => this.#within(String(index), () => this.#value()));
    else if (this.#take(STRING) === null && this.#take(SCALAR) === null) this.#stop('no value');
  }

  #members(end: string, member: (index: number) => void): void {
    this.#at += 1;
    this.#space();
    if (this.#text[this.#at] === end) {
      this.#at += 1;
      return;
    }
    for (let index = 0; ; index++) {
      member(index);
      this.#space();
      const next = this.#text[this.#at];
      if (next !== ',' && next !== end) this.#stop(`neither a comma nor ${end}`);
      this.#at += 1;
      if (next === end) return;
      this.#space();
    }
  }

  #member(): void {
    const key = this.#take(STRING);
    if (key === null) this.#stop('no name in quotes');
    this.#space();
    if (this.#text[this.#at] !== ':') this.#stop('no colon after a name');
    this.#at += 1;
    this.#space();
    this.#within(JSON.parse(key) as string, () => this.#value());
  }

  #within(key: string, walk: () => void): void {
    this.#path.push(key);
    walk();
    this.#path.pop();
  }

  #space(): void {
    this.#take(SPACE);
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #lineHere(): number {
    for (; this.#counted < this.#at; this.#counted++) if (this.#text[this.#counted] === '\n') this.#line += 1;
    return this.#line;
  }

  #stop(what: string): never {
    const there = this.#text.slice(this.#at, this.#at + 20).split('\n')[0];
    throw new JsonStop(there === '' || there === undefined ? `${what} at the end` : `${what} at: ${there}`);
  }
}
