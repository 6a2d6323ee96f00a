import { type District, isUncounted } from '../districts.ts';
import { element, type Markup } from '../markup.ts';
import { dagger } from './dagger.ts';
import { type Column, ordered } from './district-order.ts';
import { barView } from './figure-view.ts';
import { pageHref } from './page-address.ts';
import type { PageParts } from './page-parts.ts';

/** More rows than this scroll within themselves on a screen, and on a phone's so many. */
const MANY = 300;
const MANY_ON_A_PHONE = 30;

/** All districts: percent, bar, rise since the hour before, ballots issued. Its heads sort where the page runs. */
export function tableView(districts: readonly District[], parts: PageParts): Markup {
  const { table, earlier, age, speech } = parts;
  const { strings, format } = speech;
  const head = (column: Column, text: string) => {
    const sort = table.column === column ? (table.ascending ? 'ascending' : 'descending') : null;
    return element(
      'th',
      { scope: 'col', class: column, 'aria-sort': age === null ? null : sort },
      // What can be pressed is drawn once; the words under it are drawn again above each column of rows, and on each sheet.
      age === null
        ? element('span', {}, text)
        : [
            element('span', { 'aria-hidden': 'true' }, text),
            element('button', { type: 'button', 'data-sort': column, 'aria-label': text }),
          ],
    );
  };
  const rows = ordered(districts, table, speech);
  const size = rows.length > MANY ? ' many' : rows.length > MANY_ON_A_PHONE ? ' several' : '';
  return element(
    'div',
    {
      class: `districts${size}`,
      role: 'region',
      'aria-label': strings.districts,
      tabindex: 0,
    },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        whichView(parts),
        element(
          'tr',
          {},
          head('name', strings.district),
          head('pct', format.percentSign()),
          element('td', { class: 'drawn' }),
          earlier === null ? null : head('rise', strings.since(format.time(earlier.asOf))),
          head('issued', strings.issuedShort),
          head('registered', strings.registeredShort),
        ),
      ),
      element(
        'tbody',
        {},
        rows.map((district) => rowView(district, parts)),
      ),
    ),
  );
}

/** Above the heads of each sheet of paper but the first: what was counted here, and when. */
function whichView({ description, snapshot, earlier, speech }: PageParts): Markup {
  const { strings, format, name } = speech;
  const { mode, number, asOf } = snapshot;
  const title = [
    mode === 'rehearsal' ? strings.rehearsal : null,
    name(description.names),
    strings.pair(strings.pair(format.date(asOf), format.time(asOf)), format.zoneName(asOf)),
    strings.snapshotFirst(format.count(number)),
  ];
  return element(
    'tr',
    { class: 'which', 'aria-hidden': 'true' },
    element('td', { colspan: earlier === null ? 5 : 6 }, title.filter((part) => part !== null).join(' · ')),
  );
}

/** How many districts a search leaves: told to who cannot see the table, each time it changes. */
export function matchingView(districts: readonly District[], { table, speech }: PageParts): Markup {
  const { strings, format } = speech;
  const shown = ordered(districts, table, speech).length;
  return element(
    'p',
    { class: 'matching', role: 'status', 'data-matching': true },
    table.search.trim() === '' ? null : strings.matching(format.count(shown), format.count(districts.length)),
  );
}

function rowView(district: District, { earlier, address, speech }: PageParts): Markup {
  const { strings, format, name } = speech;
  const { code, names, turnoutPct, earlierPct, issued, registered, disputed } = district;
  const uncounted = isUncounted(district);
  const told = turnoutPct === null ? strings.noRegister : uncounted ? strings.uncounted : null;
  return element(
    'tr',
    { 'data-code': code },
    element(
      'th',
      { scope: 'row' },
      element(
        'a',
        { href: pageHref(address, {}, `/areas/${encodeURIComponent(code)}`) },
        element('bdi', {}, name(names)),
      ),
      disputed ? ['\u00a0', dagger()] : null,
    ),
    element('td', { class: 'pct' }, uncounted ? '—' : format.percentNumber(turnoutPct)),
    told === null
      ? element('td', { class: 'drawn' }, barView(turnoutPct, earlierPct))
      : element('td', { class: 'drawn told', colspan: earlier === null ? null : 2 }, told),
    earlier === null || told !== null ? null : element('td', { class: 'rise' }, format.points(turnoutPct, earlierPct)),
    element('td', { class: 'issued' }, format.count(issued)),
    element('td', { class: 'registered' }, turnoutPct === null ? '—' : format.count(registered)),
  );
}
