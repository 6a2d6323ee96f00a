import type { IngestProblem, IngestRule } from '../../shared/ingest-rules.ts';

/** What came in on one line: the fields by name, nothing known about any of them yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** A line that could be read, or the first thing wrong with it. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: IngestProblem };

/** What is wrong with a field: `null` where nothing is. */
type Complaint = string | null;

const LONGEST_CODE = 200;
const LONGEST_TEXT = 1_000;

/** A problem with one line. */
export function problem(
  line: number,
  seq: number | null,
  field: string | null,
  rule: IngestRule,
  detail: string,
): IngestProblem {
  return { line, seq, field, rule, detail };
}

/** The line's number, if it has a good one: named in every problem of the line. */
export function seqOf(fields: Fields): number | null {
  return wholeFrom(fields.seq, 1) === null ? (fields.seq as number) : null;
}

/** A whole number from `least` on that is exact as a number. */
export function wholeFrom(value: unknown, least: number): Complaint {
  if (typeof value !== 'number') return value === undefined ? 'is missing' : 'is not a number';
  if (!Number.isSafeInteger(value) || value < least) return `is not a whole number from ${least} on`;
  return null;
}

/** More than any country has electors, and a sum over all precincts of any is still exact; the database's CHECKs say the same. */
export const MOST_PEOPLE = 2 ** 31 - 1;

/** How many people or ballots: a whole number from 0 to `MOST_PEOPLE`. */
export function people(value: unknown): Complaint {
  const wrong = wholeFrom(value, 0);
  return wrong === null && (value as number) > MOST_PEOPLE ? `is more than ${MOST_PEOPLE}` : wrong;
}

/** Some text that the database can hold: not empty, not endless, no NUL, no half of a surrogate pair. */
export function textUpTo(value: unknown, longest: number): Complaint {
  if (typeof value !== 'string') return value === undefined ? 'is missing' : 'is not text';
  if (value === '') return 'is empty';
  if (value.length > longest) return `is longer than ${longest} characters`;
  if (SUSPECT.test(value) && NO_TEXT.test(value)) return 'holds characters that are no text';
  return null;
}

/** NUL and any half of a surrogate pair: a quick look, which nearly every text passes. */
const SUSPECT = /[\0\ud800-\udfff]/;
const NO_TEXT = /\0|\p{Surrogate}/u;

export function code(value: unknown): Complaint {
  return textUpTo(value, LONGEST_CODE);
}

export function freeText(value: unknown): Complaint {
  return textUpTo(value, LONGEST_TEXT);
}

const INSTANT =
  /^[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/;

/** An instant as ISO 8601 with an offset, between the years 1000 and 2999. */
export function instant(value: unknown): Complaint {
  if (typeof value !== 'string') return value === undefined ? 'is missing' : 'is not text';
  if (!INSTANT.test(value)) return 'is not an instant like 2020-06-29T14:00:00+03:00';
  const day = Number(value.slice(8, 10));
  // Day 0 of the month after is the last day of this one.
  if (day > 28 && day > new Date(Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)), 0)).getUTCDate()) {
    return 'names a day that is not in the calendar';
  }
  return null;
}
