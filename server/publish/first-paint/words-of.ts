import type { Words } from '../../../shared/speech.ts';
import { templates as ar } from '../../../shared/strings/locales/ar.ts';
import { templates as ru } from '../../../shared/strings/locales/ru.ts';
import { type LanguageTag, msgIn, sayWith } from '../../../shared/strings.ts';

/** Every language's words, side by side: two pages written at once may speak two languages. */
const words: Readonly<Record<LanguageTag, Words>> = {
  en: { lang: 'en', strings: sayWith(msgIn(undefined), 'en') },
  ru: { lang: 'ru', strings: sayWith(msgIn(ru), 'ru') },
  ar: { lang: 'ar', strings: sayWith(msgIn(ar), 'ar') },
};

/** The words of a language, for a page that the server writes. */
export function wordsOf(lang: LanguageTag): Words {
  return words[lang];
}
