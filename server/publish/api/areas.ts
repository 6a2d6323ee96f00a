import { type Answer, IMMUTABLE, modeHeader, problem } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';
import type { Representation } from '../representation.ts';
import { untilNext } from './elections.ts';
import { type ApiRequest, type ApiRoute, readElection, readText } from './request.ts';

/** A file that is short-lived as the latest and immutable by its revision. */
export function revisedAnswer(
  publication: ElectionPublication,
  representation: Representation,
  revision: string | undefined,
): Answer {
  return {
    kind: 'body',
    representation,
    cacheControl: revision === undefined ? untilNext(publication) : IMMUTABLE,
    headers: modeHeader(publication.description),
  };
}

async function areas(request: ApiRequest): Promise<Answer> {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const revision = readText(request, 'revision');
  if (!revision.ok) return revision.answer;
  const publication = election.value;
  const { latest } = publication.areas;
  const found = revision.value === undefined ? latest : await publication.areas.read(revision.value);
  if (found === undefined || latest === null) {
    return problem('unknown-revision', `No areas of ${publication.id} were published by that revision.`);
  }
  if (found === null) return problem('being-restored', `The areas of revision ${revision.value} are made again.`);
  return revisedAnswer(publication, found, revision.value);
}

/** One of the two files that say where the areas lie; an election has both or neither. */
function outlines(request: ApiRequest, file: 'boundaries' | 'map'): Answer {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const revision = readText(request, 'revision');
  if (!revision.ok) return revision.answer;
  const publication = election.value;
  const found = publication[file];
  if (found === null) {
    return problem('no-boundaries', `The package of ${publication.id} has no boundaries.`);
  }
  if (revision.value !== undefined && !publication.areas.has(revision.value)) {
    return problem('unknown-revision', `No areas of ${publication.id} were published by that revision.`);
  }
  return revisedAnswer(publication, found, revision.value);
}

export const areaRoutes: readonly ApiRoute[] = [
  { path: '/elections/{election}/areas.json', answer: areas },
  { path: '/elections/{election}/boundaries.json', answer: (request) => outlines(request, 'boundaries') },
  { path: '/elections/{election}/map.json', answer: (request) => outlines(request, 'map') },
];
