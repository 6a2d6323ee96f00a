import { readAddress } from '../../../shared/address.ts';
import type { Areas } from '../../../shared/area.ts';
import { base64Of } from '../../../shared/bulletin-log/bytes.ts';
import { readSignedHead } from '../../../shared/bulletin-log/heads.ts';
import { bulletinName } from '../../../shared/page/bulletin-text.ts';
import { bulletinView } from '../../../shared/page/bulletin-view.ts';
import { waitingView } from '../../../shared/page/waiting-view.ts';
import { type Speech, speechOf } from '../../../shared/speech.ts';
import { type Answer, modeHeader, NO_STORE, problem } from '../answer.ts';
import { untilNext } from '../api/elections.ts';
import { newestCounted, readSaid } from '../api/said-bulletins.ts';
import type { ElectionPublication } from '../election-publication.ts';
import type { PublishedStore } from '../published-store.ts';
import { encode } from '../representation.ts';
import { wantedLanguages } from './accept-language.ts';
import { qrMarkup } from './qr-markup.ts';
import type { Shell } from './shell.ts';
import { wordsOf } from './words-of.ts';

const HTML = 'text/html; charset=utf-8';

/** What is asked of the page of a bulletin. */
export interface BulletinWish {
  /** As it stands in the request: path and query; without a number, the newest hour that was counted. */
  readonly url: string;
  readonly acceptLanguage: string | undefined;
  readonly origin: string;
}

/** Writes the page of one bulletin, for screen and paper; it stays as it is written. */
export async function paintBulletin(store: PublishedStore, shell: Shell, wish: BulletinWish): Promise<Answer> {
  const href = `http://page${wish.url.startsWith('/') ? wish.url : '/'}`;
  const address = readAddress(href, wantedLanguages(wish.acceptLanguage));
  const { searchParams } = new URL(href);
  const vary = searchParams.has('lang') ? {} : { Vary: 'Accept-Encoding, Accept-Language' };
  const election = address.election === null ? store.elections[0] : store.find(address.election);
  const speech = speechOf(wordsOf(address.lang), election?.description.timezone ?? 'UTC');
  const { strings } = speech;
  const page = (title: string, body: ReturnType<typeof bulletinView>) =>
    encode(shell.with({ lang: address.lang, theme: address.theme, title, body, follows: null }), HTML);
  const saying = async (text: string): Promise<Answer> => ({
    kind: 'body',
    representation: await page(text, waitingView(text, speech, { href: '/', text: strings.goLive })),
    cacheControl: NO_STORE,
    status: 404,
    headers: vary,
  });
  if (election === undefined) {
    return saying(address.election === null ? strings.noElection : strings.unknownElection(address.election));
  }
  const asked = searchParams.get('number');
  const { listings } = election.bulletins;
  const listing = asked === null ? newestCounted(listings) : listings[Number(asked) - 1];
  if (listing === null) return saying(strings.noBulletin);
  if (listing === undefined) return saying(strings.unknownBulletin(asked ?? ''));
  const said = await readSaid(election, listing, wish.origin);
  const areas = said?.snapshot == null ? null : await readAreas(election, said.snapshot.areas.revision);
  if (said === null || (said.snapshot !== null && areas === null)) {
    return problem('being-restored', `A file of bulletin ${listing.number} is made again.`);
  }
  const body = bulletinView({
    ...said,
    areas,
    head: headOf(election),
    code: qrMarkup(said.permalink, strings.bulletinAddress),
    href: (change) => {
      const query = new URLSearchParams(searchParams);
      query.set('election', election.id);
      query.set('number', String(change.number ?? listing.number));
      if (change.lang !== undefined) query.set('lang', change.lang);
      return `/bulletin?${query}`;
    },
    speech,
  });
  return {
    kind: 'body',
    representation: await page(titleOf(election, listing, speech), body),
    cacheControl: untilNext(election),
    headers: { ...modeHeader(election.description), ...vary },
  };
}

function titleOf(
  { description }: ElectionPublication,
  listing: Parameters<typeof bulletinName>[0],
  speech: Speech,
): string {
  return `${bulletinName(listing, speech)} – ${speech.name(description.names)}`;
}

function headOf({ log }: ElectionPublication): { size: number; root: string } | null {
  const note = log.checkpoint?.identity.toString();
  const signed = note === undefined ? null : readSignedHead(note);
  return signed === null ? null : { size: signed.head.size, root: base64Of(signed.head.root) };
}

async function readAreas({ areas }: ElectionPublication, revision: string): Promise<Areas | null> {
  const kept = await areas.read(revision);
  return kept === null || kept === undefined ? null : (JSON.parse(kept.identity.toString()) as Areas);
}
