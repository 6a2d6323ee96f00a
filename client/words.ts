import { configureLocalization, type LocaleModule, msg } from '@lit/localize';
import type { Words } from '../shared/speech.ts';
import { type LanguageTag, SOURCE_LANGUAGE, sayWith, type TargetLanguage, targetLanguages } from '../shared/strings.ts';

/** Each a file of its own, so that a screen loads one. */
const modules: Readonly<Record<TargetLanguage, () => Promise<LocaleModule>>> = {
  ru: () => import('../shared/strings/locales/ru.ts'),
  ar: () => import('../shared/strings/locales/ar.ts'),
};

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: SOURCE_LANGUAGE,
  targetLocales: targetLanguages,
  loadLocale: (lang) => modules[lang as TargetLanguage](),
});

let known: Words | null = null;

/** Loads a screen's words, once and before it says any; a language that cannot be fetched is spoken in English. */
export async function learn(lang: LanguageTag): Promise<void> {
  try {
    await setLocale(lang);
  } catch (error) {
    console.error(`The words of ${lang} could not be loaded; these are English.`, error);
  }
  known = { lang: getLocale(), strings: sayWith(msg, getLocale()) };
}

/** The words learnt; English before. */
export function words(): Words {
  known ??= { lang: getLocale(), strings: sayWith(msg, getLocale()) };
  return known;
}
