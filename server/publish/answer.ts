import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ElectionDescription } from '../../shared/election.ts';
import { acceptedCodings } from './accept-encoding.ts';
import { PROBLEMS, type ProblemCode, problemBody } from './problems.ts';
import type { Representation } from './representation.ts';

export type Headers = Readonly<Record<string, string>>;

/** What a request is answered with, before anything is written. */
export type Answer =
  | {
      readonly kind: 'body';
      readonly representation: Representation;
      readonly cacheControl: string;
      readonly status?: number;
      readonly headers?: Headers;
    }
  | {
      readonly kind: 'redirect';
      readonly location: string;
      readonly cacheControl: string;
      readonly headers?: Headers;
    }
  | ProblemAnswer;

export interface ProblemAnswer {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  readonly detail: string;
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Headers;
}

/** For what never changes under its address. */
export const IMMUTABLE = 'public, max-age=31536000, immutable';
export const NO_STORE = 'no-store';
export const PRIVATE = 'private, no-store';

/** For what the next snapshot replaces: a quarter of the interval, from 1 to 15 s, and for an hour rather old than nothing. */
export function shortCache(intervalMs: number): string {
  const seconds = Math.min(15, Math.max(1, Math.floor(intervalMs / 4_000)));
  return `public, max-age=${seconds}, stale-if-error=3600`;
}

export function problem(code: ProblemCode, detail: string, members?: Readonly<Record<string, unknown>>): ProblemAnswer {
  return { kind: 'problem', code, detail, ...(members === undefined ? {} : { members }) };
}

/** A parameter that cannot be taken; the problem names it. */
export function badParameter(parameter: string, detail: string): ProblemAnswer {
  return problem('bad-parameter', detail, { parameter });
}

/**
 * Says on every answer about an election whether it is a rehearsal, and then what in it is simulated: the package's own sentence,
 * in English, percent-encoded where it goes beyond ASCII.
 */
export function modeHeader({ mode, rehearsal }: Pick<ElectionDescription, 'mode' | 'rehearsal'>): Headers {
  const sentence = rehearsal?.sentence.en;
  if (sentence === undefined) return { 'Turnout-Mode': mode };
  return { 'Turnout-Mode': mode, 'Turnout-Rehearsal': /^[ -~]*$/.test(sentence) ? sentence : encodeURI(sentence) };
}

/** Writes an answer: its best encoding, 304 where the client has it, no body to HEAD. */
export function writeAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer, always: Headers): void {
  if (answer.kind === 'redirect') {
    const { location, cacheControl } = answer;
    const headers = {
      ...always,
      ...answer.headers,
      Location: location,
      'Cache-Control': cacheControl,
      'Content-Length': 0,
    };
    response.writeHead(302, headers).end();
    return;
  }
  if (answer.kind === 'problem') {
    const representation = problemBody(answer.code, answer.detail, answer.members);
    const { status } = PROBLEMS[answer.code];
    const headers = { ...answer.headers, ...(status === 503 ? { 'Retry-After': '5' } : {}) };
    writeBody(request, response, { representation, cacheControl: NO_STORE, status, headers }, always);
    return;
  }
  writeBody(request, response, answer, always);
}

function writeBody(
  request: IncomingMessage,
  response: ServerResponse,
  answer: { representation: Representation; cacheControl: string; status?: number; headers?: Headers },
  always: Headers,
): void {
  const { representation, status = 200 } = answer;
  const chosen = choose(representation, request.headers['accept-encoding']);
  const headers: Record<string, string | number> = {
    ...always,
    Vary: 'Accept-Encoding',
    ...answer.headers,
    'Cache-Control': answer.cacheControl,
  };
  if (status === 200) {
    headers.ETag = `"${representation.sha256}${chosen.suffix}"`;
    const held = heldTag(request.headers['if-none-match'], representation.sha256);
    if (held !== null) {
      headers.ETag = held === '*' ? headers.ETag : held;
      response.writeHead(304, headers).end();
      return;
    }
  }
  headers['Content-Type'] = representation.contentType;
  headers['Content-Length'] = chosen.bytes.length;
  if (chosen.coding !== null) headers['Content-Encoding'] = chosen.coding;
  response.writeHead(status, headers);
  if (request.method === 'HEAD') response.end();
  else response.end(chosen.bytes);
}

function choose(representation: Representation, acceptEncoding: string | undefined) {
  for (const coding of acceptedCodings(acceptEncoding)) {
    if (coding === 'identity') break;
    const bytes = representation[coding];
    if (bytes !== null) return { coding, bytes, suffix: coding === 'br' ? '-br' : '-gz' };
  }
  return { coding: null, bytes: representation.identity, suffix: '' };
}

/** The tag of `If-None-Match` that stands for these bytes in any encoding, `*`, or `null` where the client has another. */
function heldTag(ifNoneMatch: string | undefined, sha256: string): string | null {
  if (ifNoneMatch === undefined) return null;
  if (ifNoneMatch.trim() === '*') return '*';
  for (const part of ifNoneMatch.split(',')) {
    const tag = part.trim().replace(/^W\//, '');
    if (tag === `"${sha256}"` || tag === `"${sha256}-br"` || tag === `"${sha256}-gz"`) return tag;
  }
  return null;
}
