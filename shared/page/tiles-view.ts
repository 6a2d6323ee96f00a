import { barParts } from '../bar-parts.ts';
import { type District, isUncounted, levelOf, shortName } from '../districts.ts';
import { element, type Markup } from '../markup.ts';
import { districtText } from '../sentences.ts';
import type { Speech } from '../speech.ts';
import { shapeOfTiles, type Tile, tilesOf } from '../tile-shape.ts';
import { dagger } from './dagger.ts';
import { at } from './figure-view.ts';

/** A cell of the grid in the drawing's own units, and the gap between tiles. */
const CELL = 100;
const GAP = 5;
const SIDE = CELL - GAP;
const BAR = 8;
/** Past so many columns a phone's tiles are too small for their words: it shows the map, and where there is none, later, nothing. */
const NARROW = { mapped: 10, alone: 12 };
/** Past so many columns no screen has room for words in them: colours alone, and words on touch. */
const DENSE = 30;

/** Whether the tiles stand in so many columns that they need a wide screen. */
export function isBroad(districts: readonly District[], isMapped: boolean): boolean {
  return columnsOf(districts) > (isMapped ? NARROW.mapped : NARROW.alone);
}

function columnsOf(districts: readonly District[]): number {
  return shapeOfTiles(tilesOf(districts).tiles.map((tile) => tile.at)).cols;
}

/** The country as equal tiles: code, printed value, level by five fixed classes, the bar along the edge. */
export function tilesView(districts: readonly District[], isMapped: boolean, speech: Speech): Markup {
  const { tiles } = tilesOf(districts);
  const { cols, rows } = shapeOfTiles(tiles.map((tile) => tile.at));
  return element(
    'svg',
    {
      class: `tiles${isBroad(districts, isMapped) ? ' broad' : ''}`,
      viewBox: `0 0 ${cols * CELL - GAP} ${rows * CELL - GAP}`,
      role: 'list',
      'aria-label': speech.strings.tilesUnit,
    },
    element(
      'defs',
      {},
      element(
        'pattern',
        { id: 'hatch', width: 12, height: 12, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        element('rect', { class: 'hatch', width: 4, height: 12 }),
      ),
    ),
    tiles.map((tile) => tileView(tile, cols > DENSE, speech)),
  );
}

function tileView({ district, at: [col, row] }: Tile, isDense: boolean, speech: Speech): Markup {
  const { format } = speech;
  const { turnoutPct, issued, registered, disputed, label, earlierPct } = district;
  const uncounted = isUncounted(district);
  // Where nobody is registered, how many came is all there is to tell.
  const value =
    turnoutPct === null ? format.countShort(issued) : uncounted ? '—' : format.percentShort(issued, registered);
  const told = turnoutPct === null ? 'none' : uncounted ? 'uncounted' : `level-${levelOf(turnoutPct)}`;
  const box = { width: SIDE, height: SIDE };
  const inset = { x: 1.25, y: 1.25, width: SIDE - 2.5, height: SIDE - 2.5 };
  const text = districtText(district, speech);
  return element(
    'g',
    {
      class: `tile ${told}${disputed ? ' disputed' : ''}`,
      role: 'listitem',
      transform: `translate(${col * CELL} ${row * CELL})`,
      'data-code': district.code,
      'aria-label': text,
    },
    element('title', {}, text),
    // A stroke at the grid's edge would be cut in half.
    element('rect', { class: 'ground', ...(turnoutPct === null ? inset : box) }),
    uncounted ? element('rect', { fill: 'url(#hatch)', ...box }) : null,
    turnoutPct === null || isDense ? null : tileBar(turnoutPct, earlierPct),
    disputed ? element('rect', { class: 'edge', ...inset }) : null,
    isDense
      ? null
      : [
          element('text', { class: 'code', x: 5, y: 39 }, label, disputed ? dagger('tspan') : null),
          element('text', { class: `value${sizeOf(value)}`, x: 5, y: 81 }, value),
        ],
  );
}

function sizeOf(value: string): string {
  return value.length > 5 ? ' longest' : value.length > 4 ? ' long' : '';
}

function tileBar(pct: number, earlierPct: number | null): Markup[] {
  const { tipFrom, end } = barParts(pct, earlierPct, SIDE);
  const rect = (name: string, from: number, to: number) =>
    element('rect', { class: name, x: at(from), y: SIDE - BAR, height: BAR, width: at(to - from) });
  return [rect('fill', 0, tipFrom), rect('tip', tipFrom, end)];
}

/** Under the tiles: what their colours say, and the districts that have no tile, or nobody registered. */
export function legendView(districts: readonly District[], since: string | null, speech: Speech): Markup {
  const { strings, format, name } = speech;
  const entry = ({ names, turnoutPct, issued }: District) =>
    element(
      'span',
      { class: 'entry' },
      element('bdi', {}, shortName(name(names))),
      ' ',
      element(
        'b',
        {},
        element('bdi', {}, turnoutPct === null ? format.count(issued) : format.percentNumber(turnoutPct)),
      ),
      turnoutPct === null ? ` ${strings.pair(strings.issuedShort, strings.noRegister)}` : null,
    );
  return element(
    'div',
    { class: 'legend' },
    element(
      'span',
      { class: 'ramp' },
      ['0+', '20+', '40+', '60+', '80+'].map((text, i) =>
        element('span', { class: `step step-${i + 1}`, dir: 'ltr' }, text),
      ),
    ),
    districts.some(isUncounted)
      ? element('span', { class: 'entry' }, element('span', { class: 'swatch hatched' }), ` ${strings.uncounted}`)
      : null,
    since === null ? null : element('span', { class: 'entry rise' }, strings.since(format.time(since))),
    tilesOf(districts).beside.map(entry),
  );
}
