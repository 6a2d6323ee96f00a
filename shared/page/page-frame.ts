import { type LogSummary, shortRoot, witnessCount } from '../bulletin-log/summary.ts';
import { type Content, element, type Markup } from '../markup.ts';
import { languages, offeredLanguages } from '../strings/languages.ts';
import { barView } from './figure-view.ts';
import { freshnessView, pauseView } from './freshness-view.ts';
import { pageHref } from './page-address.ts';
import type { PageParts } from './page-parts.ts';

/** The name, over the bar that stands for it. */
export function brandView(pct: number | null): Markup {
  return element('span', { class: 'brand' }, 'Turnout', barView(pct, null));
}

/** Band, head and foot around what one page says. */
export function framed(parts: PageParts, path: string, ...main: Content[]): Markup[] {
  const { description, snapshot, speech, address, spoken } = parts;
  return [
    ...(snapshot.mode === 'rehearsal' ? [bandView(parts)] : []),
    element(
      'div',
      { class: 'page' },
      element(
        'header',
        {},
        element('a', { class: 'home', href: pageHref(address) }, brandView(snapshot.total.turnoutPct)),
        element('div', { class: 'election' }, element('bdi', {}, speech.name(description.names))),
        freshnessView(parts),
        element(
          'nav',
          {},
          offeredLanguages(speech.lang).map((lang) =>
            element(
              'a',
              {
                href: pageHref(address, { lang, langNamed: true }, path),
                lang,
                'aria-current': lang === speech.lang ? 'true' : null,
              },
              languages[lang].name,
            ),
          ),
        ),
        pauseView(parts),
      ),
      element('main', {}, ...main, element('p', { class: 'spoken', role: 'status' }, spoken)),
      footView(parts, path),
    ),
  ];
}

/** A hatched grey band across the top: the word twice, and one sentence on what is simulated. Never amber. */
function bandView({ description, speech }: PageParts): Markup {
  const word = speech.strings.rehearsal;
  return element(
    'div',
    { class: 'band', role: 'region', 'aria-label': word },
    element('span', { class: 'word' }, word),
    description.rehearsal === undefined
      ? null
      : element('span', { class: 'sentence', dir: 'auto' }, speech.name(description.rehearsal.sentence)),
    element('span', { class: 'word second', 'aria-hidden': 'true' }, word),
  );
}

/** Which numbers these are, and where they come from: also the foot of a printed page. */
function footView(parts: PageParts, path: string): Markup {
  const { snapshot, sha256, log, description, speech, address, origin } = parts;
  const { strings, format } = speech;
  const { asOf, number } = snapshot;
  const moment = pageHref(address, { election: description.id, snapshot: number, theme: null }, path);
  const sources = (description.provenance ?? []).map(({ what, source, licence }) => `${what}: ${source} (${licence}).`);
  return element(
    'footer',
    {},
    element(
      'p',
      {},
      element('span', { 'data-snapshot': true }, strings.snapshotFirst(format.count(number))),
      `. ${strings.pair(strings.pair(format.date(asOf), format.time(asOf)), format.zoneName(asOf))}.`,
    ),
    origin === null
      ? null
      : element(
          'p',
          { class: 'address' },
          `${strings.permalink}: `,
          element('bdi', { dir: 'ltr', 'data-address': true }, `${origin}${moment}`),
        ),
    // In the package's own language, whichever way it runs.
    sources.length === 0 ? null : element('p', { dir: 'auto' }, sources.join(' ')),
    sha256 === null ? null : element('p', {}, `${strings.hashOf}: `, element('code', { 'data-hash': number }, sha256)),
    log === null ? null : logView(log, speech),
  );
}

/** The head of the log of bulletins, short enough to compare by eye, and how many others have signed it. */
function logView(log: LogSummary, { strings, format }: PageParts['speech']): Markup {
  const { signed, of, contradicted } = witnessCount(log);
  const witnesses = of === 0 ? '' : `; ${strings.logWitnesses(format.count(signed), format.count(of))}`;
  return element(
    'p',
    { 'data-log': JSON.stringify(log) },
    `${strings.logUpTo(format.count(log.size - 1))}: `,
    element('code', { dir: 'ltr' }, shortRoot(log.root)),
    `${witnesses}.`,
    contradicted ? element('strong', {}, ` ${strings.logContradicted}.`) : null,
  );
}
