import { type Answer, badParameter, modeHeader, NO_STORE, problem } from '../answer.ts';
import { parseInstant } from '../instants.ts';
import { encode, JSON_TYPE } from '../representation.ts';
import { untilNext } from './elections.ts';
import { type ApiRequest, type ApiRoute, readElection, readInstant, readNumber, readText } from './request.ts';
import { NUMBERED, type SnapshotForm, snapshotAnswer } from './snapshot-forms.ts';

/** Entries in one answer of `snapshots.json`; a week has 10,080 minutes. */
const MOST_ENTRIES = 11_000;

async function now(request: ApiRequest): Promise<Answer> {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const level = readText(request, 'level');
  if (!level.ok) return level.answer;
  const publication = election.value;
  const { latest } = publication.snapshots;
  if (latest === null) return problem('not-taken', `No snapshot of ${publication.id} was taken yet.`);
  return snapshotAnswer({
    publication,
    entry: latest,
    form: 'json',
    level: level.value,
    operator: request.operator,
    cacheControl: untilNext(publication),
  });
}

function numbered(form: SnapshotForm): ApiRoute['answer'] {
  return async (request) => {
    const election = readElection(request);
    if (!election.ok) return election.answer;
    const number = readNumber(request, 'number');
    if (!number.ok) return number.answer;
    const level = readText(request, 'level');
    if (!level.ok) return level.answer;
    const publication = election.value;
    const entry = publication.snapshots.entries[number.value - 1];
    if (entry === undefined)
      return problem('not-taken', `Snapshot ${number.value} of ${publication.id} was not taken yet.`);
    return snapshotAnswer({
      publication,
      entry,
      form,
      level: level.value,
      operator: request.operator,
      cacheControl: NUMBERED,
    });
  };
}

async function index(request: ApiRequest): Promise<Answer> {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const from = readInstant(request, 'from');
  if (!from.ok) return from.answer;
  const to = readInstant(request, 'to');
  if (!to.ok) return to.answer;
  const { id, made, snapshots, description } = election.value;
  const fromMs = from.value ?? Number.NEGATIVE_INFINITY;
  const toMs = to.value ?? Number.POSITIVE_INFINITY;
  const key = `snapshots/${snapshots.entries.length}/${fromMs}/${toMs}`;
  const representation = await made.get(key, () => {
    const found = snapshots.entries.filter((entry) => entry.asOfMs >= fromMs && entry.asOfMs <= toMs);
    const listed = found.slice(0, MOST_ENTRIES).map(({ number, asOf, sha256 }) => ({ number, asOf, sha256 }));
    return encode(
      JSON.stringify({
        schema: 'turnout-snapshots/1',
        election: id,
        mode: description.mode,
        more: found.length > listed.length,
        snapshots: listed,
      }),
      JSON_TYPE,
    );
  });
  return {
    kind: 'body',
    representation,
    cacheControl: untilNext(election.value),
    headers: modeHeader(description),
  };
}

function at(request: ApiRequest): Answer {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const level = readText(request, 'level');
  if (!level.ok) return level.answer;
  const ms = parseInstant(request.params.instant ?? '');
  if (ms === null) return badParameter('instant', 'An ISO 8601 instant with its offset, as 2020-06-29T14:00:00+03:00.');
  const { id, snapshots, description } = election.value;
  const entry = snapshots.at(ms);
  if (entry === null) return problem('not-taken', `No snapshot of ${id} was taken by then.`);
  const query = level.value === undefined ? '' : `?level=${encodeURIComponent(level.value)}`;
  const settled = snapshots.latest !== null && ms < snapshots.latest.asOfMs;
  return {
    kind: 'redirect',
    location: `/api/v1/elections/${id}/snapshots/${entry.number}.json${query}`,
    cacheControl: settled ? 'public, max-age=60' : NO_STORE,
    headers: modeHeader(description),
  };
}

export const snapshotRoutes: readonly ApiRoute[] = [
  { path: '/elections/{election}/now.json', answer: now },
  { path: '/elections/{election}/snapshots.json', answer: index },
  { path: '/elections/{election}/snapshots/{number}.json', answer: numbered('json') },
  { path: '/elections/{election}/snapshots/{number}.csv', answer: numbered('csv') },
  { path: '/elections/{election}/at/{instant}.json', answer: at },
];
