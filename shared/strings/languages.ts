/** A language that the screens speak. */
export interface Language {
  /** What it calls itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** No native editor has read it yet: shown only where `?lang=` asks for it. */
  readonly draft: boolean;
}

/** The language that the words are written in; lit-localize calls it the source. */
export const SOURCE_LANGUAGE = 'en';

/** By BCP 47 tag; every one but the source has its XLIFF file and its module of words. */
export const languages = {
  en: { name: 'English', direction: 'ltr', draft: false },
  ru: { name: 'Русский', direction: 'ltr', draft: false },
  ar: { name: 'العربية', direction: 'rtl', draft: true },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageTag = keyof typeof languages;

/** The languages that are translations. */
export type TargetLanguage = Exclude<LanguageTag, typeof SOURCE_LANGUAGE>;

export const targetLanguages = tags().filter((tag): tag is TargetLanguage => tag !== SOURCE_LANGUAGE);

/** Languages to choose among on a screen that speaks `current`: a draft only where it is spoken already. */
export function offeredLanguages(current: string): LanguageTag[] {
  return tags().filter((tag) => tag === current || !languages[tag].draft);
}

/**
 * The language that an address names, a draft too; else the first of the reader's own that the screens speak, a region's
 * variant by its language; else English.
 */
export function chooseLanguage(named: string | null, wanted: readonly string[]): LanguageTag {
  const asked = named === null ? null : spoken(named);
  if (asked !== null) return asked;
  for (const tag of wanted) {
    const language = spoken(tag);
    if (language !== null && !languages[language].draft) return language;
  }
  return SOURCE_LANGUAGE;
}

/** Which way a language's lines run. */
export function directionOf(lang: string): 'ltr' | 'rtl' {
  const tag = spoken(lang);
  return tag === null ? 'ltr' : languages[tag].direction;
}

/** A name of unknown direction, kept whole in a line that runs from right to left; as it is in any other. */
export function isolated(lang: string, name: string): string {
  return directionOf(lang) === 'rtl' ? `\u2068${name}\u2069` : name;
}

function spoken(tag: string): LanguageTag | null {
  const language = tag.toLowerCase().split('-')[0];
  return tags().find((each) => each === language) ?? null;
}

function tags(): LanguageTag[] {
  return Object.keys(languages) as LanguageTag[];
}
