/** A number that does not follow the last: something was lost on the way here. */
export class NumberGapError extends Error {
  constructor(what: string, expected: number, found: number) {
    super(`${what}: number ${found} was given where ${expected} comes next`);
    this.name = 'NumberGapError';
  }
}

/** Bytes that are not the ones announced, or not the ones that were published under this name before. */
export class BytesChangedError extends Error {
  constructor(what: string, expected: string, found: string) {
    super(`${what} has the SHA-256 ${found}, not ${expected}; published bytes never change`);
    this.name = 'BytesChangedError';
  }
}

/** A snapshot that refers to areas which were not given before it. */
export class UnknownRevisionError extends Error {
  constructor(election: string, revision: string) {
    super(`${election}: areas of revision ${revision} were not given before the snapshot that counts them`);
    this.name = 'UnknownRevisionError';
  }
}

/** Something was given for an election that was not opened. */
export class ElectionNotOpenError extends Error {
  constructor(election: string) {
    super(`${election} was not opened in the published store`);
    this.name = 'ElectionNotOpenError';
  }
}
