import { type Address, readAddress } from '../../../shared/address.ts';
import { isAtOrAbove } from '../../../shared/levels.ts';
import type { Markup } from '../../../shared/markup.ts';
import { areaView } from '../../../shared/page/area-view.ts';
import { type PageAddress, pageAddressOf, pageHref } from '../../../shared/page/page-address.ts';
import { pageView, titleOf } from '../../../shared/page/page-view.ts';
import { waitingView } from '../../../shared/page/waiting-view.ts';
import { presentElection } from '../../../shared/present-election.ts';
import { type Speech, speechOf } from '../../../shared/speech.ts';
import { type Answer, modeHeader, NO_STORE, problem, shortCache } from '../answer.ts';
import { untilNext } from '../api/elections.ts';
import type { ElectionPublication } from '../election-publication.ts';
import type { PublishedStore } from '../published-store.ts';
import { Recent } from '../recent.ts';
import { encode, type Representation } from '../representation.ts';
import type { SnapshotEntry } from '../snapshot-shelf.ts';
import { wantedLanguages } from './accept-language.ts';
import { type BulletinWish, paintBulletin } from './paint-bulletin.ts';
import { readParts } from './read-parts.ts';
import type { PageBody, Shell } from './shell.ts';
import { wordsOf } from './words-of.ts';

const HTML = 'text/html; charset=utf-8';
/** Pages kept as they were written: the present in each language, and the pasts that were asked for last. */
const KEPT = 96;
/** A numbered past does not change, but the program that words it may. */
const PAST_CACHE = 'public, max-age=300, stale-if-error=86400';

/** What is asked of a page. */
export interface PageWish {
  /** As it stands in the request: path and query. */
  readonly url: string;
  readonly acceptLanguage: string | undefined;
  /** A district's own page; `null` for the whole election's. */
  readonly area: string | null;
}

interface Asked extends PageWish {
  readonly href: string;
  readonly address: Address;
}

/** Writes the public pages with all they say, from the published store alone; each once for a snapshot and language. */
export class FirstPaint {
  readonly #store: PublishedStore;
  readonly #shell: Shell;
  readonly #publicUrl: string | null;
  readonly #written = new Recent<Representation | null>(KEPT);

  /** @param publicUrl origin under which the public reaches the server; `null` where it is not known */
  constructor(store: PublishedStore, shell: Shell, publicUrl: string | null = null) {
    this.#store = store;
    this.#publicUrl = publicUrl;
    this.#shell = shell;
  }

  /** The present of an election's page, which is written once for everybody; `null` for anything else. */
  present(wish: PageWish): Promise<Answer> | null {
    const asked = read(wish);
    const { election, moment } = asked.address;
    if (wish.area !== null || moment !== null) return null;
    return this.#publication(election) === undefined ? null : this.#answer(asked);
  }

  answer(wish: PageWish): Promise<Answer> {
    return this.#answer(read(wish));
  }

  /** The page of one bulletin. */
  bulletin(wish: BulletinWish): Promise<Answer> {
    return paintBulletin(this.#store, this.#shell, wish);
  }

  async #answer(asked: Asked): Promise<Answer> {
    const { election, moment } = asked.address;
    const publication = this.#publication(election);
    const speech = speechOf(wordsOf(asked.address.lang), publication?.description.timezone ?? 'UTC');
    const { strings } = speech;
    if (publication === undefined) {
      return election === null
        ? this.#saying(asked, speech, strings.noElection, { status: 200 })
        : this.#saying(asked, speech, strings.unknownElection(election), { status: 404 });
    }
    const { snapshots, id } = publication;
    if (snapshots.latest === null) {
      return this.#saying(asked, speech, strings.noSnapshot, { status: 200, election: id });
    }
    const entry =
      moment === null
        ? snapshots.latest
        : 'snapshot' in moment
          ? snapshots.entries[moment.snapshot - 1]
          : snapshots.at(Date.parse(moment.at));
    if (entry === undefined || entry === null) {
      return this.#saying(asked, speech, strings.notTaken, { status: 404, election: id, goLive: true });
    }
    return this.#paint(asked, speech, publication, entry);
  }

  #publication(wanted: string | null): ElectionPublication | undefined {
    if (wanted !== null) return this.#store.find(wanted);
    return presentElection(
      this.#store.elections,
      ({ description }) => description,
      ({ snapshots }) => snapshots.latest?.asOf ?? null,
    );
  }

  async #paint(asked: Asked, speech: Speech, publication: ElectionPublication, entry: SnapshotEntry): Promise<Answer> {
    const { area } = asked;
    const { description, areas, log } = publication;
    const address = pageAddressOf(asked.href, asked.address, entry.number);
    const { levels, displayLevel } = description;
    const place =
      area === null
        ? null
        : areas.tree.find(({ code, level }) => code === area && isAtOrAbove(levels, level, displayLevel));
    if (place === undefined) {
      return this.#saying(asked, speech, speech.strings.unknownDistrict(area ?? ''), {
        status: 404,
        election: description.id,
        goLive: true,
      });
    }
    const state = `${publication.edition}/${entry.number}.${publication.version}.${publication.bulletins.listings.length}.${log.version}`;
    const key = `${description.id}/${state}/${place?.code ?? ''}/${speech.lang}${pageHref(address)}`;
    const representation = await this.#written.get(key, async () => {
      const parts = await readParts({ publication, entry, address, origin: this.#publicUrl, speech, area: place });
      if (parts === null) return null;
      const title = titleOf(parts);
      const body = place === null ? pageView(parts) : areaView(parts, place);
      return this.#write(asked, { election: description.id, area: place?.code ?? null }, title, body);
    });
    if (representation === null) {
      this.#written.forget(key);
      return problem('being-restored', `A file of snapshot ${entry.number} is damaged and made again.`);
    }
    return {
      kind: 'body',
      representation,
      cacheControl: address.snapshot === null ? untilNext(publication) : PAST_CACHE,
      headers: { ...modeHeader(description), ...varyOf(asked) },
    };
  }

  /** A page that has no numbers. */
  async #saying(
    asked: Asked,
    speech: Speech,
    text: string,
    o: { status: number; election?: string; goLive?: boolean },
  ): Promise<Answer> {
    const address: PageAddress = pageAddressOf(asked.href, asked.address, null);
    const link =
      o.status === 200
        ? null
        : { href: pageHref(address, { election: o.election ?? null }), text: speech.strings.goLive };
    // Where there is no such district there is nothing to follow.
    const follows = asked.area === null ? { election: o.election ?? null, area: null } : null;
    const representation = await this.#write(asked, follows, text, waitingView(text, speech, link));
    return {
      kind: 'body',
      representation,
      cacheControl: o.status === 200 ? shortCache(0) : NO_STORE,
      status: o.status,
      headers: varyOf(asked),
    };
  }

  /** @param follows what the page's script goes on with; `null` for a page that stays as it is */
  #write({ address }: Asked, follows: PageBody['follows'], title: string, body: readonly Markup[]) {
    return encode(this.#shell.with({ lang: address.lang, theme: address.theme, title, body, follows }), HTML);
  }
}

function read(wish: PageWish): Asked {
  const href = `http://page${wish.url.startsWith('/') ? wish.url : '/'}`;
  return { ...wish, href, address: readAddress(href, wantedLanguages(wish.acceptLanguage)) };
}

function varyOf({ href }: Asked): Record<string, string> {
  return new URL(href).searchParams.has('lang') ? {} : { Vary: 'Accept-Encoding, Accept-Language' };
}
