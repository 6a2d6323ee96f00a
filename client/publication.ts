import type { Moment } from '../shared/address.ts';
import type { Areas } from '../shared/area.ts';
import type { BulletinKind, BulletinList, BulletinListing } from '../shared/bulletin.ts';
import type { ElectionDescription, ElectionListing } from '../shared/election.ts';
import type { ProjectedMap } from '../shared/projected-map.ts';
import type { Series, Snapshot } from '../shared/snapshot.ts';
import type { ServerClock } from './server-clock.ts';

/** The server answered that it has no such thing. */
export class NotPublishedError extends Error {
  constructor(path: string) {
    super(`${path} is not published`);
    this.name = 'NotPublishedError';
  }
}

/** No answer came, or none that could be used; trying again later may help. */
export class UnansweredError extends Error {
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`);
    this.name = 'UnansweredError';
  }
}

/** What a screen reads of `bulletins/:number.json`. */
export interface FrozenBulletin {
  readonly number: number;
  readonly kind: BulletinKind;
  readonly hour: string;
  readonly asOf: string;
  /** `null` in a notice: the hour was not counted as it passed. */
  readonly snapshot: Snapshot | null;
}

const TIMEOUT_MS = 20_000;
const API = '/api/v1/elections';

/** The published files, as typed GETs; each answer teaches the server's clock. All throw the two errors above. */
export class Publication {
  readonly #clock: ServerClock;

  constructor(clock: ServerClock) {
    this.#clock = clock;
  }

  async elections(): Promise<readonly ElectionListing[]> {
    return (await this.#get<{ elections: readonly ElectionListing[] }>(API)).elections;
  }

  description(election: string): Promise<ElectionDescription> {
    return this.#get(`${API}/${encodeURIComponent(election)}`);
  }

  areas(election: string, revision: string): Promise<Areas> {
    return this.#get(`${this.path(election)}/areas.json?revision=${encodeURIComponent(revision)}`, 'default');
  }

  /** The areas as they lie, drawn flat. */
  map(election: string, revision: string): Promise<ProjectedMap> {
    return this.#get(`${this.path(election)}/map.json?revision=${encodeURIComponent(revision)}`, 'default');
  }

  /** The latest snapshot; the browser asks with its ETag and an unchanged one costs no body. */
  now(election: string): Promise<Snapshot> {
    return this.#get(`${this.path(election)}/now.json`);
  }

  at(election: string, moment: Moment): Promise<Snapshot> {
    return 'snapshot' in moment
      ? this.#get(`${this.path(election)}/snapshots/${moment.snapshot}.json`, 'default')
      : this.#get(`${this.path(election)}/at/${encodeURIComponent(moment.at)}.json`);
  }

  /** @param query `from`, `to`, `step`, `by` */
  series(election: string, area: string, query: Record<string, string>): Promise<Series> {
    const path = `${this.path(election)}/areas/${encodeURIComponent(area)}/series.json`;
    return this.#get(`${path}?${new URLSearchParams(query)}`);
  }

  bulletins(election: string): Promise<BulletinList> {
    return this.#get(`${this.path(election)}/bulletins/`);
  }

  /** A listed bulletin, named by its hash too: the same number is another bulletin once a rehearsal has begun anew. */
  bulletin(election: string, { number, sha256 }: Pick<BulletinListing, 'number' | 'sha256'>): Promise<FrozenBulletin> {
    return this.#get(`${this.path(election)}/bulletins/${number}.json?sha256=${sha256}`, 'default');
  }

  /** Address under which one election's files stand. */
  path(election: string): string {
    return `${API}/${encodeURIComponent(election)}`;
  }

  async #get<T>(path: string, cache: RequestCache = 'no-cache'): Promise<T> {
    const sentAt = this.#clock.monotonicMs();
    let response: Response;
    let body: unknown;
    try {
      response = await fetch(path, { cache, signal: AbortSignal.timeout(TIMEOUT_MS) });
      // What is not there is kept by no cache: only the server can have said so.
      if (cache === 'no-cache' || response.status === 404) this.#learn(response, this.#clock.monotonicMs() - sentAt);
      body = response.ok ? await response.json() : null;
    } catch (error) {
      throw new UnansweredError(path, error instanceof Error ? error.message : String(error));
    }
    if (response.status === 404) throw new NotPublishedError(path);
    if (!response.ok) throw new UnansweredError(path, `answered ${response.status}`);
    return body as T;
  }

  /** `Date` has whole seconds, so the truth lies half a second later, half a second and half the way either side. */
  #learn(response: Response, roundTripMs: number): void {
    this.#clock.answered();
    const date = Date.parse(response.headers.get('Date') ?? '');
    const inCachesMs = 1000 * Number(response.headers.get('Age') ?? 0);
    if (Number.isNaN(date) || Number.isNaN(inCachesMs)) return;
    this.#clock.measured(date + inCachesMs + 500, 500 + roundTripMs / 2);
  }
}
