import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, writeAnswer } from './answer.ts';
import { revisedAnswer } from './api/areas.ts';
import { untilNext } from './api/elections.ts';
import { NUMBERED, snapshotInMemory } from './api/snapshot-forms.ts';
import type { PageWish } from './first-paint/first-paint.ts';
import type { Pages } from './pages.ts';
import type { PublishedStore } from './published-store.ts';
import type { SecurityHeaders } from './security.ts';

const ELECTIONS = '/api/v1/elections/';

/**
 * Answers what walls, pages and caches ask all the time, ahead of Express: the present and the newest snapshots, areas,
 * boundaries, the map, and the client's files. Says whether it answered; what it leaves has the same answer behind it.
 */
export function hotPaths(o: {
  store: PublishedStore;
  pages: Pages;
  /** The present of the public page; `null` where the client is not built. */
  present: ((wish: PageWish) => Promise<Answer> | null) | null;
  headers: SecurityHeaders;
  failed: (error: unknown, request: IncomingMessage, response: ServerResponse) => void;
}) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    const url = request.url ?? '';
    if (url.startsWith(ELECTIONS)) {
      const answer = apiAnswer(o.store, url.slice(ELECTIONS.length));
      if (answer === null) return false;
      writeAnswer(request, response, answer, o.headers.api);
      return true;
    }
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    if (path === '/' && o.present !== null) {
      const present = o.present({ url, acceptLanguage: request.headers['accept-language'], area: null });
      if (present === null) return false;
      present.then(
        (answer) => writeAnswer(request, response, answer, o.headers.pages),
        (error: unknown) => o.failed(error, request, response),
      );
      return true;
    }
    const answer = o.pages.answer(path);
    if (answer === null) return false;
    writeAnswer(request, response, answer, o.headers.pages);
    return true;
  };
}

/** @param rest of the address, from the election's id on */
function apiAnswer(store: PublishedStore, rest: string): Answer | null {
  const query = rest.indexOf('?');
  const [id = '', file, numbered, more] = (query === -1 ? rest : rest.slice(0, query)).split('/');
  const publication = store.find(id);
  if (publication === undefined || more !== undefined) return null;
  const revision = query === -1 ? undefined : /^revision=([\w-]+)$/.exec(rest.slice(query + 1))?.[1];
  if (query !== -1 && revision === undefined) return null;

  if (file === 'areas.json' && numbered === undefined) {
    const found = revision === undefined ? publication.areas.latest : publication.areas.inMemory(revision);
    return found === null || found === undefined ? null : revisedAnswer(publication, found, revision);
  }
  if ((file === 'boundaries.json' || file === 'map.json') && numbered === undefined) {
    const found = file === 'map.json' ? publication.map : publication.boundaries;
    const known = revision === undefined || publication.areas.has(revision);
    return found === null || !known ? null : revisedAnswer(publication, found, revision);
  }
  if (query !== -1) return null;
  if (file === 'now.json' && numbered === undefined) {
    const { latest } = publication.snapshots;
    return latest === null ? null : snapshotInMemory(publication, latest, untilNext(publication));
  }
  if (file === 'snapshots' && numbered !== undefined) {
    const number = /^([1-9]\d{0,9})\.json$/.exec(numbered)?.[1];
    const entry = number === undefined ? undefined : publication.snapshots.entries[Number(number) - 1];
    return entry === undefined ? null : snapshotInMemory(publication, entry, NUMBERED);
  }
  return null;
}
