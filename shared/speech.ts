import type { Names } from './election.ts';
import { Format } from './format.ts';
import { nameIn, type Strings } from './strings.ts';

/** How one screen speaks: the words of its language, and its numbers and times in the election's zone. */
export interface Speech {
  readonly lang: string;
  readonly strings: Strings;
  readonly format: Format;
  /** A name in the screen's language. */
  readonly name: (names: Names) => string;
}

/** A language, and its words: what a reader has learnt before it speaks. */
export interface Words {
  readonly lang: string;
  readonly strings: Strings;
}

const made = new WeakMap<Strings, Map<string, Speech>>();

/** The one `Speech` of a language's words and a zone; the same object each time, so that elements see no change. */
export function speechOf({ lang, strings }: Words, zone: string): Speech {
  const zones = made.get(strings) ?? new Map<string, Speech>();
  made.set(strings, zones);
  let speech = zones.get(zone);
  if (speech === undefined) {
    speech = { lang, strings, format: new Format(lang, zone), name: (names) => nameIn(lang, names) };
    zones.set(zone, speech);
  }
  return speech;
}
