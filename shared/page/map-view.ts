import { type District, isUncounted, levelOf } from '../districts.ts';
import { element, type Markup } from '../markup.ts';
import { districtText } from '../sentences.ts';
import type { Speech } from '../speech.ts';
import type { CountryMap } from './country-map.ts';

/** The country as it lies: level by the tiles' classes, hatched where nothing is counted, names and values on touch. */
export function mapView({ wide, high, areas }: CountryMap, districts: readonly District[], speech: Speech): Markup {
  const byCode = new Map(districts.map((district) => [district.code, district]));
  return element(
    'svg',
    { class: 'map', viewBox: `0 0 ${wide} ${high}`, role: 'img', 'aria-label': speech.strings.tilesUnit },
    element(
      'defs',
      {},
      // A pattern of the tiles would go with them where they are hidden.
      element(
        'pattern',
        { id: 'hatch-map', width: 9, height: 9, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        element('rect', { class: 'open', width: 9, height: 9 }),
        element('rect', { class: 'hatch', width: 3, height: 9 }),
      ),
    ),
    areas.map(({ code, path }) => {
      const district = byCode.get(code);
      return district === undefined
        ? null
        : element(
            'path',
            { class: `land ${toldOf(district)}${district.disputed ? ' disputed' : ''}`, 'data-code': code, d: path },
            element('title', {}, districtText(district, speech)),
          );
    }),
  );
}

function toldOf(district: District): string {
  if (district.turnoutPct === null) return 'none';
  return isUncounted(district) ? 'uncounted' : `level-${levelOf(district.turnoutPct)}`;
}
