import type { Names } from './election.ts';
import { Format } from './format.ts';
import { nameIn, type Strings, stringsOf } from './strings.ts';

/** How one screen speaks: the words of its language, and its numbers and times in the election's zone. */
export interface Speech {
  readonly lang: string;
  readonly strings: Strings;
  readonly format: Format;
  /** A name in the screen's language. */
  readonly name: (names: Names) => string;
}

const made = new Map<string, Speech>();

/** The one `Speech` of a language and zone; the same object each time, so that elements see no change. */
export function speechOf(lang: string, zone: string): Speech {
  const key = `${lang} ${zone}`;
  let speech = made.get(key);
  if (speech === undefined) {
    speech = { lang, strings: stringsOf(lang), format: new Format(lang, zone), name: (names) => nameIn(lang, names) };
    made.set(key, speech);
  }
  return speech;
}
