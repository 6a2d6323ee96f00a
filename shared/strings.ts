import type { Names } from './election.ts';

export {
  chooseLanguage,
  directionOf,
  isolated,
  type LanguageTag,
  languages,
  offeredLanguages,
  SOURCE_LANGUAGE,
  type TargetLanguage,
  targetLanguages,
} from './strings/languages.ts';
export { msgIn } from './strings/msg-in.ts';
export { type Strings, sayWith } from './strings/say-with.ts';

/** A name in the reader's language, or in English. */
export function nameIn(lang: string, names: Names): string {
  return names[lang] ?? names.en ?? Object.values(names)[0] ?? '';
}
