import type { Area } from '../area.ts';
import { districtsOf } from '../districts.ts';
import { targetPositions } from '../levels.ts';
import { element, type Markup } from '../markup.ts';
import { afterVoting } from './after-voting.ts';
import { correctedView } from './corrected-view.ts';
import { courseView, seriesFile } from './course-view.ts';
import { afterDagger, dagger } from './dagger.ts';
import { figureView } from './figure-view.ts';
import { bannerView } from './freshness-view.ts';
import { pageHref } from './page-address.ts';
import { framed } from './page-frame.ts';
import type { PageParts } from './page-parts.ts';
import { channelsView, riseView } from './page-view.ts';
import { tableView } from './table-view.ts';

/**
 * One district's own page.
 *
 * @param known whose snapshot has the district's counts as its total and channels, and whose curve is the district's
 */
export function areaView(known: PageParts, area: Area): Markup[] {
  const parts = afterVoting(known);
  const { snapshot, earlier, address, speech } = parts;
  const { strings, format, name } = speech;
  return framed(
    parts,
    `/areas/${encodeURIComponent(area.code)}`,
    bannerView(parts),
    correctedView(parts),
    element(
      'p',
      { class: 'back' },
      element(
        'a',
        { href: pageHref(address) },
        element('span', { class: 'back-arrow' }, '←'),
        ` ${strings.allDistricts}`,
      ),
    ),
    element(
      'h1',
      { 'data-headline': true },
      element('bdi', {}, name(area.names)),
      area.disputed === true ? ['\u00a0', dagger()] : null,
    ),
    element(
      'div',
      { class: 'first plain' },
      element(
        'section',
        { class: 'lead', 'data-panel': 'total' },
        figureView(snapshot.total, earlier?.total.turnoutPct ?? null, speech, {
          compact: false,
          beside: element('span', { class: 'status', 'data-status': true }, strings.status[snapshot.status]),
        }),
        riseView(parts, snapshot.total, earlier?.total),
        channelsView(parts, snapshot, earlier),
        area.disputed === true ? element('p', { class: 'note' }, afterDagger(strings.disputed)) : null,
        snapshot.total.registered === 0
          ? element('p', { class: 'note' }, `${format.count(snapshot.total.issued)}, ${strings.noRegister}`)
          : null,
      ),
      courseView(parts, area.code),
    ),
    insideView(parts, area),
    filesView(parts, area),
  );
}

/** The displayed areas within one above them; nothing for a displayed area itself. */
function insideView(parts: PageParts, area: Area): Markup | null {
  const { snapshot, areas, earlier, speech } = parts;
  const districts = districtsOf(snapshot, areas, earlier);
  const within = targetPositions(
    districts.map(({ code }) => code),
    areas.areas,
    [area.code],
  );
  const inside = districts.filter(({ code }, i) => within[i] === 0 && code !== area.code);
  if (inside.length === 0) return null;
  return element('section', {}, element('h2', {}, speech.strings.inDistrict), tableView(inside, parts));
}

function filesView({ description, snapshot, speech }: PageParts, { code }: Area): Markup {
  const { strings, format } = speech;
  const home = `/api/v1/elections/${encodeURIComponent(description.id)}`;
  return element(
    'section',
    { 'data-panel': 'files' },
    element('h2', {}, strings.filesHeading),
    element('p', { class: 'note' }, strings.filesOf(format.count(snapshot.number))),
    element(
      'div',
      { class: 'files' },
      element('a', { href: `${home}/snapshots/${snapshot.number}.csv` }, 'CSV'),
      element('a', { href: `${home}/snapshots/${snapshot.number}.json` }, 'JSON'),
      element('a', { href: seriesFile(description.id, code) }, strings.curveFile),
    ),
  );
}
