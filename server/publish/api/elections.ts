import { modeHeader, shortCache } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';
import { encode, JSON_TYPE, plain } from '../representation.ts';
import { type ApiRoute, readElection } from './request.ts';

const WITHOUT_SNAPSHOT_MS = 4_000;

/** Cache of what the next snapshot replaces. */
export function untilNext(publication: ElectionPublication): string {
  return shortCache(publication.snapshots.latest?.snapshot.intervalMs ?? WITHOUT_SNAPSHOT_MS);
}

export const electionRoutes: readonly ApiRoute[] = [
  {
    path: '/elections',
    answer: ({ store }) => ({
      kind: 'body',
      representation: plain(
        JSON.stringify({ elections: store.elections.map((publication) => publication.listing) }),
        JSON_TYPE,
      ),
      cacheControl: shortCache(0),
    }),
  },
  {
    path: '/elections/{election}',
    answer: async (request) => {
      const election = readElection(request);
      if (!election.ok) return election.answer;
      const { described, description } = election.value;
      return {
        kind: 'body',
        representation: await described,
        cacheControl: untilNext(election.value),
        headers: modeHeader(description),
      };
    },
  },
  {
    path: '/elections/{election}/corrections.json',
    answer: async (request) => {
      const election = readElection(request);
      if (!election.ok) return election.answer;
      const { corrections, description, id, made } = election.value;
      const representation = await made.get(`corrections/${corrections.length}`, () =>
        encode(
          JSON.stringify({ schema: 'turnout-corrections/1', election: id, mode: description.mode, corrections }),
          JSON_TYPE,
        ),
      );
      return {
        kind: 'body',
        representation,
        cacheControl: untilNext(election.value),
        headers: modeHeader(description),
      };
    },
  },
];
