import { type District, isUncounted } from '../districts.ts';
import { element, type Markup } from '../markup.ts';
import { dagger } from './dagger.ts';
import { type Column, ordered } from './district-order.ts';
import { barView } from './figure-view.ts';
import { pageHref } from './page-address.ts';
import type { PageParts } from './page-parts.ts';

/** More rows than this scroll within themselves on a screen. */
const MANY = 300;

/** All districts: percent, bar, rise since the hour before, ballots issued. Its heads sort where the page runs. */
export function tableView(districts: readonly District[], parts: PageParts): Markup {
  const { table, earlier, age, speech } = parts;
  const { strings, format } = speech;
  const head = (column: Column, text: string) => {
    const sort = table.column === column ? (table.ascending ? 'ascending' : 'descending') : null;
    return element(
      'th',
      { scope: 'col', class: column, 'aria-sort': age === null ? null : sort },
      age === null ? element('span', {}, text) : element('button', { type: 'button', 'data-sort': column }, text),
    );
  };
  const rows = ordered(districts, table, speech);
  return element(
    'div',
    {
      class: rows.length > MANY ? 'districts many' : 'districts',
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
      disputed ? [' ', dagger()] : null,
    ),
    element('td', { class: 'pct' }, uncounted ? '—' : format.percentNumber(turnoutPct)),
    element(
      'td',
      { class: 'drawn' },
      told === null ? barView(turnoutPct, earlierPct) : element('span', { class: 'muted' }, told),
    ),
    earlier === null ? null : element('td', { class: 'rise' }, uncounted ? '—' : format.points(turnoutPct, earlierPct)),
    element('td', { class: 'issued' }, format.count(issued)),
    element('td', { class: 'registered' }, format.count(registered)),
  );
}
