import type { Names } from './election.ts';
import type { Strings } from './strings/catalogue.ts';
import { en } from './strings/en.ts';
import { ru } from './strings/ru.ts';

export type { Strings } from './strings/catalogue.ts';

/** Languages the screens speak, by BCP 47 tag. */
export const languages: Readonly<Record<string, Strings>> = { en, ru };

/** The first of the wanted languages that the screens speak, a region's variant by its language; else `en`. */
export function chooseLanguage(wanted: readonly (string | null | undefined)[]): string {
  for (const tag of wanted) {
    const language = tag?.toLowerCase().split('-')[0];
    if (language !== undefined && language in languages) return language;
  }
  return 'en';
}

/** The words of a language; English where there are none. */
export function stringsOf(lang: string): Strings {
  return languages[lang] ?? en;
}

/** A name in the reader's language, or in English. */
export function nameIn(lang: string, names: Names): string {
  return names[lang] ?? names.en ?? Object.values(names)[0] ?? '';
}
