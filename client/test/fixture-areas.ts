import type { Area, Areas } from '../../shared/area.ts';
import { rowsOfTiles } from '../../shared/tile-shape.ts';

export const ZONE = 'Europe/Moscow';

/** The made-up country: districts with a tile each, and one abroad without a register. */
export function areasOf(districts: number): Areas {
  const spots = spotsOf(districts);
  const leaf = (i: number): Area => ({
    code: `XX-${letters(i)}`,
    parent: 'XX',
    level: 'region',
    names: {
      en: i === 3 ? 'The Autonomous District of the Upper and Lower Valleys' : `District ${letters(i)}`,
      ru: i === 3 ? 'Автономный округ Верхних и Нижних Долин' : `Область ${letters(i)}`,
    },
    timezone: ZONE,
    registered: i < 2 ? { online: 500, station: 1000 * (i + 1) } : { station: 1000 * (i + 1) },
    tile: spots[i] ?? [0, 0],
    ...(i === 1 ? { disputed: true as const } : {}),
  });
  const regions = Array.from({ length: districts }, (_, i) => leaf(i));
  const sum = (channel: string) => regions.reduce((total, area) => total + (area.registered[channel] ?? 0), 0);
  return {
    schema: 'turnout-areas/1',
    election: 'land',
    revision: 'r1',
    areas: [
      {
        code: 'XX',
        parent: null,
        level: 'country',
        names: { en: 'Land', ru: 'Страна' },
        timezone: ZONE,
        registered: { online: sum('online'), station: sum('station') },
      },
      ...regions,
      {
        code: 'XX-ABROAD',
        parent: 'XX',
        level: 'region',
        names: { en: 'Abroad', ru: 'За рубежом' },
        timezone: ZONE,
        registered: {},
      },
    ],
  };
}

/** Rows of tiles; a large grid leaves the bottom right open, five by four of twelve by eight, a huge one nothing. */
function spotsOf(districts: number): (readonly [number, number])[] {
  if (districts > 96) return rowsOfTiles(districts);
  const cols = districts > 20 ? 12 : 3;
  const spots: (readonly [number, number])[] = [];
  for (let at = 0; spots.length < districts; at++) {
    const [col, row] = [at % cols, Math.floor(at / cols)];
    if (districts > 20 && col >= 7 && row >= 4) continue;
    spots.push([col, row]);
  }
  return spots;
}

/** AA, AB … ZZ, then BAA, BAB …: numbers to the base of 26, in letters. */
function letters(i: number): string {
  const last = String.fromCharCode(65 + (i % 26));
  const before = Math.floor(i / 26);
  return (before < 26 ? String.fromCharCode(65 + before) : letters(before)) + last;
}
