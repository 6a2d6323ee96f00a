import { type District, districtsOf } from '../districts.ts';
import { type Content, element, type Markup } from '../markup.ts';
import { coverageText, headline, uncountedText } from '../sentences.ts';
import type { Count, Snapshot } from '../snapshot.ts';
import { setApart } from '../strings/set-apart.ts';
import type { Strings } from '../strings.ts';
import { afterVoting } from './after-voting.ts';
import { correctedView } from './corrected-view.ts';
import { correctionsView } from './corrections-view.ts';
import { countryView } from './country-view.ts';
import { courseView } from './course-view.ts';
import { afterDagger } from './dagger.ts';
import { figureView } from './figure-view.ts';
import { bannerView } from './freshness-view.ts';
import { type PageAddress, pageHref } from './page-address.ts';
import { framed } from './page-frame.ts';
import type { PageParts } from './page-parts.ts';
import { matchingView, tableView } from './table-view.ts';
import { isBroad } from './tiles-view.ts';

/** The public page of one election at one snapshot, whole. */
export function pageView(known: PageParts): Markup[] {
  const parts = afterVoting(known);
  const { description, snapshot, areas, earlier, speech } = parts;
  const districts = districtsOf(snapshot, areas, earlier);
  return framed(
    parts,
    '/',
    bannerView(parts),
    correctedView(parts),
    element('h1', { 'data-headline': true }, headline(snapshot, description, speech)),
    element(
      'div',
      { class: isBroad(districts, parts.map !== null) ? 'first broad' : 'first' },
      numbersView(parts, districts),
      countryView(parts, districts),
      courseView(parts, areas.areas.find(({ parent }) => parent === null)?.code ?? null),
    ),
    tablePanel(parts, districts),
    filesView(parts),
    meaningView(parts),
  );
}

/** The page's title: the number and what it is of. */
export function titleOf({ snapshot, description, speech }: Pick<PageParts, 'snapshot' | 'description' | 'speech'>) {
  return `${speech.format.percent(snapshot.total.turnoutPct)} – ${speech.name(description.names)}`;
}

function numbersView(parts: PageParts, districts: readonly District[]): Markup {
  const { snapshot, earlier, speech } = parts;
  const { strings, format } = speech;
  const { coverage, total } = snapshot;
  const uncounted = uncountedText(districts, snapshot, speech);
  return element(
    'section',
    { class: 'lead', 'data-panel': 'total' },
    figureView(total, earlier?.total.turnoutPct ?? null, speech, {
      compact: false,
      beside: element('span', { class: 'status', 'data-status': true }, strings.status[snapshot.status]),
    }),
    riseView(parts, total, earlier?.total),
    channelsView(parts, snapshot, earlier),
    element('p', { class: 'coverage', 'data-coverage': true }, coverageText(coverage, total.registered, speech)),
    uncounted === null ? null : element('p', { class: 'coverage', 'data-uncounted': true }, uncounted),
    coverage.silentSources === 0
      ? null
      : element(
          'p',
          { class: 'coverage silent' },
          strings.silentSources(coverage.silentSources, format.count(coverage.silentSources)),
        ),
    correctionsView(parts),
  );
}

/** The last hour in points and ballots; nothing where there is no hour before. */
export function riseView({ earlier, speech }: PageParts, now: Count, before: Count | undefined): Markup | null {
  if (earlier === null || before === undefined) return null;
  const { strings, format } = speech;
  return element(
    'p',
    { class: 'rise', 'data-rise': true },
    element('b', {}, element('bdi', {}, format.points(now.turnoutPct, before.turnoutPct))),
    ' ',
    setApart<Markup>(
      (rise) =>
        strings.pair(`${strings.points} ${strings.since(format.time(earlier.asOf))}`, strings.issuedSince(rise)),
      element('bdi', {}, format.rise(now.issued - before.issued)),
    ),
  );
}

/** Each channel's figure, where there are several. */
export function channelsView(
  { description, speech }: PageParts,
  snapshot: Snapshot,
  earlier: Snapshot | null,
): Markup | null {
  const { channels } = description;
  if (channels.length < 2) return null;
  return element(
    'div',
    { class: 'channels' },
    channels.map(({ code, names }) => {
      const count = snapshot.channels[code];
      return count === undefined
        ? null
        : element(
            'div',
            { 'data-channel': code },
            element('div', { class: 'channel' }, element('bdi', {}, speech.name(names))),
            figureView(count, earlier?.channels[code]?.turnoutPct ?? null, speech, { compact: true }),
          );
    }),
  );
}

function tablePanel(parts: PageParts, districts: readonly District[]): Markup {
  const { snapshot, speech, age } = parts;
  const { strings, format } = speech;
  return element(
    'section',
    { 'data-panel': 'districts' },
    element(
      'div',
      { class: 'table-head' },
      element('h2', {}, strings.districtsAt(format.time(snapshot.asOf))),
      element('input', {
        class: age === null ? 'search unready' : 'search',
        type: 'search',
        placeholder: strings.findDistrict,
        'aria-label': strings.findDistrict,
        'data-search': true,
      }),
    ),
    matchingView(districts, parts),
    tableView(districts, parts),
    districts.some(({ disputed }) => disputed) ? element('p', { class: 'note' }, afterDagger(strings.disputed)) : null,
  );
}

function filesView({ description, snapshot, address, speech }: PageParts): Markup {
  const { strings, format } = speech;
  const { number } = snapshot;
  const file = `/api/v1/elections/${encodeURIComponent(description.id)}/snapshots/${number}`;
  const moment = pageHref(address, { election: description.id, snapshot: number });
  return element(
    'section',
    { 'data-panel': 'files' },
    element('h2', {}, strings.filesHeading),
    element('p', { class: 'note' }, strings.filesOf(format.count(number))),
    element(
      'div',
      { class: 'files' },
      element('a', { href: `${file}.csv` }, 'CSV'),
      element('a', { href: `${file}.json` }, 'JSON'),
      element('a', { href: moment, 'data-permalink': true }, strings.permalink),
    ),
    bulletinLinks(description.id, address, strings),
  );
}

/** The newest frozen hour on paper and in words, the feed of all of them, and the page that verifies them. */
function bulletinLinks(election: string, address: PageAddress, strings: Strings): Markup {
  const api = `/api/v1/elections/${encodeURIComponent(election)}`;
  return element(
    'p',
    { class: 'hours' },
    `${strings.bulletins}: `,
    (
      [
        [pageHref(address, { election, snapshot: null }, '/bulletin'), strings.printed],
        [`${api}/bulletin.txt`, strings.readOut],
        [`${api}/feed.atom`, strings.feed],
        ['/verify', strings.checkLog],
      ] as const
    ).map(([href, text]) => element('a', { href }, text)),
  );
}

function meaningView({ description, speech }: PageParts): Markup {
  const { strings } = speech;
  const said = (heading: string, text: Content) =>
    element('section', {}, element('h2', {}, heading), element('p', { class: 'note' }, text));
  return element(
    'div',
    { class: 'meaning' },
    description.rehearsal === undefined
      ? null
      : said(strings.simulatedHeading, element('bdi', {}, speech.name(description.rehearsal.sentence))),
    said(strings.definitionHeading, strings.definition),
  );
}
