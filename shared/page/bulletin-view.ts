import type { Areas } from '../area.ts';
import { type District, districtsOf, isUncounted } from '../districts.ts';
import { type Content, element, type Markup } from '../markup.ts';
import type { Count, Snapshot } from '../snapshot.ts';
import type { Speech } from '../speech.ts';
import { languages, offeredLanguages } from '../strings/languages.ts';
import { bulletinName, bulletinSentence, type SaidBulletin } from './bulletin-text.ts';
import { afterDagger, dagger } from './dagger.ts';
import { brandView } from './page-frame.ts';

/** Everything that the page of a bulletin says. */
export interface BulletinParts extends SaidBulletin {
  /** For the districts' names; `null` where nothing was counted. */
  readonly areas: Areas | null;
  /** Leaves and root of the log as it is now; `null` before its first head. */
  readonly head: { readonly size: number; readonly root: string } | null;
  /** The permalink as a code for cameras. */
  readonly code: Markup;
  /** Address of the page of another bulletin of this election, or of this one in another language. */
  readonly href: (change: { readonly number?: number; readonly lang?: string }) => string;
  readonly speech: Speech;
}

/** A bulletin as a page for screen and paper: A4, the first sheet to be signed, every district on those behind it. */
export function bulletinView(parts: BulletinParts): Markup[] {
  const { description, listing, snapshot, areas, speech, code } = parts;
  const { strings, format, name } = speech;
  return [
    ...(description.mode === 'live' ? [] : [bandView(parts)]),
    element(
      'div',
      { class: 'page bulletin' },
      element(
        'header',
        {},
        element(
          'a',
          { class: 'home', href: `/?${new URLSearchParams({ election: description.id })}` },
          brandView(listing.turnoutPct),
        ),
        element('div', { class: 'election' }, name(description.names)),
        languagesView(parts),
      ),
      element(
        'main',
        {},
        correctionView(parts),
        element('h1', {}, bulletinName(listing, speech)),
        element(
          'p',
          { class: 'instant' },
          `${strings.bulletinAsOf} ${strings.pair(format.date(listing.asOf), format.time(listing.asOf))}, ${format.zoneName(listing.asOf)}`,
        ),
        snapshot === null
          ? element('p', { class: 'said' }, bulletinSentence(parts, speech))
          : totalsView(parts, snapshot),
        parts.reason === null
          ? null
          : element('p', { class: 'said', dir: 'auto' }, strings.bulletinReason(parts.reason)),
        element('div', { class: 'proof' }, factsView(parts), element('div', { class: 'code' }, code)),
        element(
          'div',
          { class: 'hands' },
          [strings.checkedBy, strings.signedBy].map((hand) =>
            element('div', {}, element('b', {}, hand), element('span', {}, strings.signatureLine)),
          ),
        ),
        filesView(parts),
        snapshot === null || areas === null ? null : districtsView(parts, snapshot, areas),
      ),
    ),
  ];
}

function bandView({ description, speech }: BulletinParts): Markup {
  const word = speech.strings.rehearsal;
  return element(
    'div',
    { class: 'band', role: 'region', 'aria-label': word },
    element('span', { class: 'word' }, word),
    element(
      'span',
      { class: 'sentence', dir: 'auto' },
      description.rehearsal === undefined
        ? speech.strings.bulletinRehearsal
        : speech.name(description.rehearsal.sentence),
    ),
    element('span', { class: 'word second', 'aria-hidden': 'true' }, word),
  );
}

function languagesView({ href, speech }: BulletinParts): Markup {
  return element(
    'nav',
    {},
    offeredLanguages(speech.lang).map((lang) =>
      element(
        'a',
        { href: href({ lang }), lang, 'aria-current': lang === speech.lang ? 'true' : null },
        languages[lang].name,
      ),
    ),
  );
}

/** What a newer bulletin corrects is not to be used; both lead to each other. */
function correctionView({ listing, correctedBy, href, speech }: BulletinParts): Content {
  const { strings, format } = speech;
  const to = (number: number) => element('a', { href: href({ number }) }, strings.bulletin(format.count(number)));
  return [
    correctedBy === null
      ? null
      : element(
          'p',
          { class: 'banner', role: 'alert', 'data-corrected': correctedBy },
          strings.bulletinCorrected(format.count(correctedBy)),
          to(correctedBy),
        ),
    listing.corrects === null
      ? null
      : element(
          'p',
          { class: 'banner past', 'data-corrects': listing.corrects },
          strings.bulletinCorrects(format.count(listing.corrects)),
          to(listing.corrects),
        ),
  ];
}

/** Each channel and their total. */
function totalsView({ description, speech }: BulletinParts, snapshot: Snapshot): Markup {
  const { strings, format, name } = speech;
  const row = (what: string, { issued, registered, turnoutPct }: Count, total: boolean) =>
    element(
      'tr',
      { class: total ? 'total' : null },
      element('th', { scope: 'row' }, what),
      [format.count(issued), format.count(registered), format.percentNumber(turnoutPct)].map((text) =>
        element('td', {}, text),
      ),
    );
  return element(
    'table',
    { class: 'totals' },
    headView([strings.bulletinChannel, strings.issuedShort, strings.registeredShort, format.percentSign()]),
    element(
      'tbody',
      {},
      description.channels.map(({ code, names }) => {
        const count = snapshot.channels[code];
        return count === undefined ? null : row(name(names), count, false);
      }),
      row(strings.total, snapshot.total, true),
    ),
  );
}

function headView(heads: readonly string[], ...above: Content[]): Markup {
  return element(
    'thead',
    {},
    ...above,
    element(
      'tr',
      {},
      heads.map((head) => element('th', { scope: 'col' }, head)),
    ),
  );
}

function factsView({ listing, head, permalink, speech }: BulletinParts): Markup {
  const { strings, format } = speech;
  const isLogged = head !== null && listing.number < head.size;
  const fact = (what: string, value: Content) => element('div', {}, element('dt', {}, what), element('dd', {}, value));
  const code = (text: string) => element('code', { dir: 'ltr' }, text);
  return element(
    'dl',
    {},
    fact(strings.bulletinState, strings.bulletinStates[listing.status]),
    fact(strings.bulletinHash, element('code', { dir: 'ltr', 'data-sha256': true }, listing.sha256)),
    fact(strings.bulletinLeaf, isLogged ? format.count(listing.number) : strings.bulletinUnlogged),
    head === null ? null : fact(strings.bulletinHead, strings.bulletinHeadSays(format.count(head.size), head.root)),
    fact(strings.bulletinAddress, code(permalink)),
  );
}

function filesView({ description, listing, speech }: BulletinParts): Markup {
  const file = `/api/v1/elections/${encodeURIComponent(description.id)}/bulletins/${listing.number}`;
  return element(
    'section',
    { 'data-panel': 'files' },
    element(
      'div',
      { class: 'files' },
      ['JSON', 'CSV', 'XLSX'].map((form) => element('a', { href: `${file}.${form.toLowerCase()}` }, form)),
      element('a', { href: `${file}.txt?lang=${speech.lang}` }, speech.strings.readOut),
    ),
  );
}

/** All districts by name, channel by channel; the head, with what bulletin it is, stands on every sheet. */
function districtsView(parts: BulletinParts, snapshot: Snapshot, areas: Areas): Markup {
  const { description, listing, speech } = parts;
  const { strings, format, name } = speech;
  const { codes, byChannel } = snapshot.areas;
  const placeOf = new Map(codes.map((code, i) => [code, i]));
  const channels = description.channels.length < 2 ? [] : description.channels;
  const collator = new Intl.Collator(speech.lang);
  const rows = [...districtsOf(snapshot, areas, null)].sort((a, b) => collator.compare(name(a.names), name(b.names)));
  const ofChannel = (channel: string, { code }: District) => byChannel[channel]?.issued[placeOf.get(code) ?? -1] ?? 0;
  const heads = [
    strings.district,
    ...channels.map(({ names }) => name(names)),
    strings.issuedShort,
    strings.registeredShort,
    format.percentSign(),
  ];
  const title = [
    description.mode === 'live' ? null : strings.rehearsal,
    name(description.names),
    bulletinName(listing, speech),
    strings.pair(format.date(listing.asOf), format.timeAlone(listing.asOf)),
  ];
  return element(
    'section',
    { class: 'sheets' },
    element('h2', {}, strings.districtsAt(format.timeAlone(listing.asOf))),
    element(
      'div',
      { class: 'wide', role: 'region', 'aria-label': strings.districts, tabindex: 0 },
      element(
        'table',
        {},
        headView(
          heads,
          element(
            'tr',
            { class: 'which', 'aria-hidden': 'true' },
            element('td', { colspan: heads.length }, title.filter((part) => part !== null).join(' · ')),
          ),
        ),
        element(
          'tbody',
          {},
          rows.map((district) =>
            element(
              'tr',
              {},
              element(
                'th',
                { scope: 'row' },
                name(district.names),
                district.disputed ? ['\u00a0', dagger()] : null,
                // Frozen as nought and signed as that; it is told all the same that this is no low turnout.
                snapshot.total.issued > 0 && isUncounted(district)
                  ? [' ', element('small', { 'data-uncounted': true }, strings.uncounted)]
                  : null,
              ),
              channels.map(({ code }) => element('td', {}, format.count(ofChannel(code, district)))),
              element('td', {}, format.count(district.issued)),
              element('td', {}, format.count(district.registered)),
              element('td', {}, format.percentNumber(district.turnoutPct)),
            ),
          ),
        ),
      ),
    ),
    rows.some(({ disputed }) => disputed) ? element('p', { class: 'note' }, afterDagger(strings.disputed)) : null,
  );
}
