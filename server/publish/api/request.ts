import { type Answer, badParameter, problem } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';
import { parseInstant } from '../instants.ts';
import type { PublishedStore } from '../published-store.ts';

/** Whether the request carries the operator's secret. */
export type Operator = 'yes' | 'no' | 'absent';

/** A GET request as the answers see it. */
export interface ApiRequest {
  readonly store: PublishedStore;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** As it was asked for: path and query. */
  readonly url: string;
  readonly acceptLanguage: string | undefined;
  /** Under which the public reaches the server, `https://turnout.example`; empty where nothing tells it. */
  readonly origin: string;
  operator(): Promise<Operator>;
}

/** One address of the interface. */
export interface ApiRoute {
  /** As OpenAPI writes it, below `/api/v1`. */
  readonly path: string;
  /** Only for who has the operator's secret. */
  readonly officials?: true;
  readonly answer: (request: ApiRequest) => Answer | Promise<Answer>;
}

/** A value that was read, or the answer that says why it cannot be. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

export function readElection(request: ApiRequest): Read<ElectionPublication> {
  const id = request.params.election ?? '';
  const publication = request.store.find(id);
  if (publication !== undefined) return { ok: true, value: publication };
  return { ok: false, answer: problem('unknown-election', `No election ${JSON.stringify(id)} is published here.`) };
}

/** A parameter that stands once or not at all. */
export function readText(request: ApiRequest, name: string): Read<string | undefined> {
  const value = request.query[name];
  if (value === undefined || typeof value === 'string') return { ok: true, value };
  return { ok: false, answer: badParameter(name, `${name} stands more than once.`) };
}

/** An instant in ms since the epoch, where it is given. */
export function readInstant(request: ApiRequest, name: string): Read<number | undefined> {
  const text = readText(request, name);
  if (!text.ok || text.value === undefined) return text as Read<undefined>;
  const ms = parseInstant(text.value);
  if (ms !== null) return { ok: true, value: ms };
  return {
    ok: false,
    answer: badParameter(name, `${name} is an ISO 8601 instant with its offset, as 2020-06-29T14:00:00+03:00.`),
  };
}

/** A number 1, 2, 3 … of an address. */
export function readNumber(request: ApiRequest, name: string): Read<number> {
  const text = request.params[name] ?? '';
  if (/^[1-9]\d{0,9}$/.test(text)) return { ok: true, value: Number(text) };
  return { ok: false, answer: badParameter(name, `${name} is a whole number from 1 on.`) };
}
