import type { District } from '../districts.ts';
import { element, type Markup } from '../markup.ts';
import { strongestText } from '../sentences.ts';
import type { Strings } from '../strings.ts';
import { mapView } from './map-view.ts';
import type { PageParts } from './page-parts.ts';
import { legendView, tilesView } from './tiles-view.ts';

/**
 * The country by district: equal tiles, or the map where there is one. Which of the two is seen is the reader's choice by
 * two radio buttons that need no script; where tiles are too many for a narrow screen, it is the map.
 */
export function countryView({ earlier, map, speech }: PageParts, districts: readonly District[]): Markup {
  const { strings } = speech;
  return element(
    'section',
    { class: map === null ? 'country' : 'country mapped', 'data-panel': 'tiles' },
    element('h2', {}, strongestText(districts, speech) ?? strings.districts),
    element('p', { class: 'note' }, strings.tilesUnit),
    map === null ? null : choiceView(strings),
    tilesView(districts, map !== null, speech),
    map === null ? null : mapView(map, districts, speech),
    legendView(districts, earlier?.asOf ?? null, speech),
  );
}

function choiceView({ viewAs, viewTiles, viewMap }: Strings): Markup {
  const choice = (value: string, text: string, checked: boolean) =>
    element(
      'label',
      {},
      element('input', { type: 'radio', name: 'country-view', value, checked }),
      element('span', {}, text),
    );
  return element(
    'fieldset',
    { class: 'views', 'aria-label': viewAs },
    choice('tiles', viewTiles, true),
    choice('map', viewMap, false),
  );
}
