import { createHash } from 'node:crypto';
import type { BulletinListing } from '../../../shared/bulletin.ts';
import { bulletinFeed, type FedBulletin } from '../../../shared/page/bulletin-feed.ts';
import { bulletinLines, correctedBy, type SaidBulletin } from '../../../shared/page/bulletin-text.ts';
import type { Snapshot } from '../../../shared/snapshot.ts';
import { type Speech, speechOf } from '../../../shared/speech.ts';
import { chooseLanguage } from '../../../shared/strings.ts';
import { type Answer, type Headers, modeHeader, problem } from '../answer.ts';
import type { ElectionPublication } from '../election-publication.ts';
import { wantedLanguages } from '../first-paint/accept-language.ts';
import { wordsOf } from '../first-paint/words-of.ts';
import { encode, plain } from '../representation.ts';
import { untilNext } from './elections.ts';
import { type ApiRequest, type ApiRoute, type Read, readElection, readNumber, readText } from './request.ts';
import { unreadBulletin } from './unread-bulletin.ts';

const TEXT_TYPE = 'text/plain; charset=utf-8';
const ATOM_TYPE = 'application/atom+xml; charset=utf-8';
/** Entries of a feed. */
const NEWEST = 50;

/** Bulletins in words: to read over the phone, and as a feed. */
export const saidRoutes: readonly ApiRoute[] = [
  { path: '/elections/{election}/bulletin.txt', answer: newest },
  { path: '/elections/{election}/bulletins/{number}.txt', answer: numbered },
  { path: '/elections/{election}/feed.atom', answer: feed },
];

/** Where people read a bulletin, in their own language unless one is named. */
export function bulletinPage(election: string, number: number, lang?: string): string {
  return `/bulletin?${new URLSearchParams({ election, number: String(number), ...(lang === undefined ? {} : { lang }) })}`;
}

/** A bulletin with what its file says; `null` while that is made again. */
export async function readSaid(
  { id, bulletins, description }: ElectionPublication,
  listing: BulletinListing,
  origin: string,
): Promise<SaidBulletin | null> {
  const json = await bulletins.read(listing, 'json');
  if (json === null) return null;
  const { snapshot, reason } = JSON.parse(json.identity.toString()) as {
    snapshot: Snapshot | null;
    reason?: string | null;
  };
  return {
    description,
    listing,
    snapshot,
    reason: reason ?? null,
    correctedBy: correctedBy(bulletins.listings, listing.number),
    permalink: origin + bulletinPage(id, listing.number),
  };
}

/** The newest hour that was counted: its correction where it has one. */
export function newestCounted(listings: readonly BulletinListing[]): BulletinListing | null {
  return listings.reduce<BulletinListing | null>((newest, listing) => {
    if (listing.snapshot === null) return newest;
    return newest === null || Date.parse(listing.asOf) >= Date.parse(newest.asOf) ? listing : newest;
  }, null);
}

function newest(request: ApiRequest): Promise<Answer> | Answer {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const { bulletins } = election.value;
  const listing = newestCounted(bulletins.listings.filter((each) => !bulletins.isWithheld(each)));
  if (listing === null) return problem('unknown-bulletin', `No hour of ${election.value.id} was counted yet.`);
  return inWords(request, election.value, listing);
}

function numbered(request: ApiRequest): Promise<Answer> | Answer {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const number = readNumber(request, 'number');
  if (!number.ok) return number.answer;
  const { id, bulletins } = election.value;
  const listing = bulletins.listings[number.value - 1];
  if (listing === undefined)
    return problem('unknown-bulletin', `Bulletin ${number.value} of ${id} was not published yet.`);
  return inWords(request, election.value, listing);
}

async function inWords(request: ApiRequest, election: ElectionPublication, listing: BulletinListing): Promise<Answer> {
  const spoken = readSpeech(request, election);
  if (!spoken.ok) return spoken.answer;
  const said = await readSaid(election, listing, request.origin);
  if (said === null) return unreadBulletin(election, listing);
  const { speech, headers } = spoken.value;
  return {
    kind: 'body',
    representation: plain(`${bulletinLines(said, speech).join('\n')}\n`, TEXT_TYPE),
    // A later bulletin may correct it, and then it says so.
    cacheControl: untilNext(election),
    headers,
  };
}

/** A feed reads fifty files: it is made once for a bulletin, language and address. */
async function feed(request: ApiRequest): Promise<Answer> {
  const election = readElection(request);
  if (!election.ok) return election.answer;
  const spoken = readSpeech(request, election.value);
  if (!spoken.ok) return spoken.answer;
  const { id, bulletins, made } = election.value;
  const { speech, headers, named } = spoken.value;
  const self = `${request.origin}/api/v1/elections/${id}/feed.atom${named ? `?lang=${speech.lang}` : ''}`;
  try {
    const representation = await made.get(`feed/${bulletins.listings.length}/${speech.lang}/${self}`, async () =>
      encode(await feedOf(election.value, { origin: request.origin, self, speech }), ATOM_TYPE),
    );
    return { kind: 'body', representation, cacheControl: untilNext(election.value), headers };
  } catch (error) {
    if (!(error instanceof BulletinFileMissingError)) throw error;
    return problem('being-restored', error.message);
  }
}

/** A bulletin's file could not be read; it is made again. */
class BulletinFileMissingError extends Error {
  override readonly name = 'BulletinFileMissingError';
}

/** @throws BulletinFileMissingError */
async function feedOf(
  election: ElectionPublication,
  { origin, self, speech }: { origin: string; self: string; speech: Speech },
): Promise<string> {
  const { id, bulletins, description, edition } = election;
  const entries: FedBulletin[] = [];
  const updated = updatedOf(bulletins.listings);
  for (const listing of bulletins.listings.slice(-NEWEST).reverse()) {
    if (bulletins.isWithheld(listing)) continue;
    const said = await readSaid(election, listing, origin);
    if (said === null) throw new BulletinFileMissingError(`The file of bulletin ${listing.number} is made again.`);
    entries.push({
      ...said,
      id: uuidOf(`${edition}/${id}/bulletins/${listing.number}`),
      updated: updated[listing.number - 1] ?? listing.asOf,
      json: `${origin}/api/v1/elections/${id}/bulletins/${listing.number}.json`,
    });
  }
  const { strings, name } = speech;
  const title = strings.feedTitle(name(description.names));
  return bulletinFeed(
    {
      id: uuidOf(`${edition}/${id}/feed`),
      self,
      page: `${origin}/?${new URLSearchParams({ election: id })}`,
      title: description.mode === 'live' ? title : `${strings.rehearsal.toUpperCase()} · ${title}`,
      author: origin === '' ? 'Turnout' : new URL(origin).host,
      entries,
      opened: description.opensAt,
    },
    speech,
  );
}

/** When each bulletin came, as far as its instant tells: never before those that came earlier. */
function updatedOf(listings: readonly BulletinListing[]): string[] {
  let latest = '';
  return listings.map(({ asOf }) => {
    if (latest === '' || Date.parse(asOf) > Date.parse(latest)) latest = asOf;
    return latest;
  });
}

/** The language that the address names, else the reader's, and the headers that say so. */
function readSpeech(
  request: ApiRequest,
  { description }: ElectionPublication,
): Read<{ readonly speech: Speech; readonly headers: Headers; readonly named: boolean }> {
  const named = readText(request, 'lang');
  if (!named.ok) return named;
  const lang = chooseLanguage(named.value ?? null, wantedLanguages(request.acceptLanguage));
  const headers = {
    ...modeHeader(description),
    'Content-Language': lang,
    ...(named.value === undefined ? { Vary: 'Accept-Encoding, Accept-Language' } : {}),
  };
  const speech = speechOf(wordsOf(lang), description.timezone);
  return { ok: true, value: { speech, headers, named: named.value !== undefined } };
}

/** An id that is the same from every copy and under every address, RFC 9562 version 8: of the election's loading and a name in it. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
