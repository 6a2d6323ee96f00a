import type { Registry } from 'prom-client';
import { modeHeader, PRIVATE } from '../answer.ts';
import { encode, JSON_TYPE, plain } from '../representation.ts';
import { type ApiRoute, readElection } from './request.ts';

/** What only the operator's secret opens. */
export function officialRoutes(registry: Registry): readonly ApiRoute[] {
  return [
    { path: '/elections/{election}/discrepancies.json', officials: true, answer: papers('discrepancies') },
    { path: '/elections/{election}/sources.json', officials: true, answer: papers('sources') },
    {
      path: '/metrics',
      officials: true,
      answer: async () => ({
        kind: 'body',
        representation: plain(await registry.metrics(), registry.contentType),
        cacheControl: PRIVATE,
      }),
    },
  ];
}

function papers(name: 'discrepancies' | 'sources'): ApiRoute['answer'] {
  return async (request) => {
    const election = readElection(request);
    if (!election.ok) return election.answer;
    const { id, description, official } = election.value;
    const body = {
      schema: `turnout-${name}/1`,
      election: id,
      mode: description.mode,
      [name]: official[name],
      ...(name === 'sources' ? { precincts: official.precincts } : { leftOut: official.leftOut }),
    };
    return {
      kind: 'body',
      representation: await encode(JSON.stringify(body), JSON_TYPE),
      cacheControl: PRIVATE,
      headers: modeHeader(description),
    };
  };
}
