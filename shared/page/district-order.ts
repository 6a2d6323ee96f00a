import { type District, isUncounted } from '../districts.ts';
import type { Speech } from '../speech.ts';
import { nameIn } from '../strings.ts';

/** What the table can be sorted by. */
export type Column = 'name' | 'pct' | 'rise' | 'issued' | 'registered';

/** How the reader wants the table. */
export interface TableWish {
  readonly column: Column;
  readonly ascending: boolean;
  /** Part of a district's name or code; empty for all. */
  readonly search: string;
}

/** Highest turnout first, all of them. */
export const FIRST_WISH: TableWish = { column: 'pct', ascending: false, search: '' };

/** The wish after a head was pressed: turned round when it was the column already, names from A on, numbers from the top. */
export function pressed(wish: TableWish, column: Column): TableWish {
  return { ...wish, column, ascending: wish.column === column ? !wish.ascending : column === 'name' };
}

/** Whether a search finds a district: part of its name, as shown or in English, or of its code. */
export function isSought({ code, names }: Pick<District, 'code' | 'names'>, search: string, lang: string): boolean {
  const sought = search.trim().toLocaleLowerCase(lang);
  return [code, nameIn(lang, names), names.en ?? ''].some((text) => text.toLocaleLowerCase(lang).includes(sought));
}

/** The districts as wished; those without a value stand last, whichever way the rest is sorted. */
export function ordered(districts: readonly District[], wish: TableWish, { name, lang }: Speech): District[] {
  const sign = wish.ascending ? 1 : -1;
  return districts
    .filter((district) => isSought(district, wish.search, lang))
    .sort((a, b) => {
      const byName = name(a.names).localeCompare(name(b.names), lang);
      if (wish.column === 'name') return sign * byName;
      const [left, right] = [figureOf(a, wish.column), figureOf(b, wish.column)];
      if (left === null || right === null) return Number(left === null) - Number(right === null) || byName;
      return sign * (left - right) || byName;
    });
}

function figureOf(district: District, column: Exclude<Column, 'name'>): number | null {
  if (column === 'issued') return district.issued;
  if (column === 'registered') return district.registered;
  // Where nothing is counted yet there is no turnout to rank.
  if (isUncounted(district)) return null;
  if (column === 'pct') return district.turnoutPct;
  if (district.turnoutPct === null || district.earlierPct === null) return null;
  return district.turnoutPct - district.earlierPct;
}
