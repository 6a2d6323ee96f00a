import type { BulletinList } from '../../../shared/bulletin.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { type Answer, IMMUTABLE, modeHeader, problem } from '../answer.ts';
import { restorePlus } from '../instants.ts';
import { encode, JSON_TYPE, plain } from '../representation.ts';
import { bulletinWorkbook, XLSX_TYPE } from '../spreadsheet/bulletin-workbook.ts';
import { untilNext } from './elections.ts';
import { type ApiRequest, type ApiRoute, readElection, readNumber, readText } from './request.ts';
import { bulletinPage } from './said-bulletins.ts';
import { fileName } from './snapshot-forms.ts';
import { unreadBulletin } from './unread-bulletin.ts';

async function list(request: ApiRequest): Promise<Answer> {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const { id, bulletins, description } = election.value;
  const body: BulletinList = {
    schema: 'turnout-bulletins/1',
    election: id,
    mode: description.mode,
    bulletins: bulletins.listings,
  };
  return {
    kind: 'body',
    representation: await encode(JSON.stringify(body), JSON_TYPE),
    cacheControl: untilNext(election.value),
    headers: modeHeader(description),
  };
}

function numbered(form: 'json' | 'csv'): ApiRoute['answer'] {
  return async (request) => {
    const election = readElection(request);
    if (!election.ok) return election.answer;
    const number = readNumber(request, 'number');
    if (!number.ok) return number.answer;
    const { id, bulletins, description } = election.value;
    const listing = bulletins.listings[number.value - 1];
    if (listing === undefined)
      return problem('unknown-bulletin', `Bulletin ${number.value} of ${id} was not published yet.`);
    const sha256 = readText(request, 'sha256');
    if (!sha256.ok) return sha256.answer;
    const own = form === 'json' ? listing.sha256 : listing.csvSha256;
    // A rehearsal begun anew numbers from 1 again: what caches keep for good under a hash must be what has it.
    if (sha256.value !== undefined && sha256.value !== own)
      return problem('unknown-bulletin', `Bulletin ${listing.number} of ${id} has another hash: ${own}.`);
    const representation = await bulletins.read(listing, form);
    if (representation === null) return unreadBulletin(election.value, listing);
    return {
      kind: 'body',
      representation,
      cacheControl: IMMUTABLE,
      headers: {
        ...modeHeader(description),
        ...(form === 'csv' ? fileName(`${id}-bulletin-${listing.number}-${description.mode}.csv`) : {}),
      },
    };
  };
}

/** The workbook is made of the bulletin's own bytes, so it never changes either. */
async function workbookOf(request: ApiRequest): Promise<Answer> {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const number = readNumber(request, 'number');
  if (!number.ok) return number.answer;
  const { id, bulletins, description, areas, made } = election.value;
  const listing = bulletins.listings[number.value - 1];
  if (listing === undefined)
    return problem('unknown-bulletin', `Bulletin ${number.value} of ${id} was not published yet.`);
  const json = await bulletins.read(listing, 'json');
  if (json === null) return unreadBulletin(election.value, listing);
  const { snapshot, reason } = JSON.parse(json.identity.toString()) as {
    snapshot: Snapshot | null;
    reason: string | null;
  };
  const bytes = () => bulletinWorkbook({ description, listing, snapshot, areas: areas.tree, reason });
  return {
    kind: 'body',
    representation: await made.get(`bulletin/${listing.number}.xlsx`, async () => plain(bytes(), XLSX_TYPE)),
    cacheControl: IMMUTABLE,
    headers: { ...modeHeader(description), ...fileName(`${id}-bulletin-${listing.number}-${description.mode}.xlsx`) },
  };
}

const NO_LANGUAGE = { ok: true, value: undefined } as const;

/** The newest bulletin of an hour in one of its forms; `html` is its page. */
function ofHour(form: 'json' | 'csv' | 'xlsx' | 'txt' | 'html'): ApiRoute['answer'] {
  return (request) => {
    const election = readElection(request);
    if (!election.ok) return election.answer;
    const { id, bulletins, description } = election.value;
    // Only what is in words has a language to keep.
    const lang = form === 'txt' || form === 'html' ? readText(request, 'lang') : NO_LANGUAGE;
    if (!lang.ok) return lang.answer;
    const hour = restorePlus(request.params.hour ?? '');
    const listing = bulletins.ofHour(hour);
    if (listing === null)
      return problem('unknown-bulletin', `No bulletin of ${id} is of the hour ${JSON.stringify(hour)}.`);
    const query = lang.value === undefined ? '' : `?${new URLSearchParams({ lang: lang.value })}`;
    return {
      kind: 'redirect',
      location:
        form === 'html'
          ? bulletinPage(id, listing.number, lang.value)
          : `/api/v1/elections/${id}/bulletins/${listing.number}.${form}${query}`,
      cacheControl: untilNext(election.value),
      headers: modeHeader(description),
    };
  };
}

export const bulletinRoutes: readonly ApiRoute[] = [
  { path: '/elections/{election}/bulletins/', answer: list },
  { path: '/elections/{election}/bulletins/{number}.json', answer: numbered('json') },
  { path: '/elections/{election}/bulletins/{number}.csv', answer: numbered('csv') },
  { path: '/elections/{election}/bulletins/{number}.xlsx', answer: workbookOf },
  { path: '/elections/{election}/hours/{hour}.json', answer: ofHour('json') },
  { path: '/elections/{election}/hours/{hour}.csv', answer: ofHour('csv') },
  { path: '/elections/{election}/hours/{hour}.xlsx', answer: ofHour('xlsx') },
  { path: '/elections/{election}/hours/{hour}.txt', answer: ofHour('txt') },
  { path: '/elections/{election}/hours/{hour}.html', answer: ofHour('html') },
];
