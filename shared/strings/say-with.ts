import type { MsgFn } from '@lit/localize';
import { bulletinWords } from './bulletin-words.ts';
import { controlWords } from './control-words.ts';
import { coverageWords } from './coverage-words.ts';
import { deskWords } from './desk-words.ts';
import { figureWords } from './figure-words.ts';
import { freshnessWords } from './freshness-words.ts';
import { pageWords } from './page-words.ts';
import { wallWords } from './wall-words.ts';

/**
 * Every word the screens say, through lit-localize; the page that verifies has words of its own (`verify/`). Values come in as finished text from `Format`.
 *
 * A new word: write it in the `*-words.ts` of its screen, run `npm run localize`, give it a `<target>` in each of `xliff/*.xlf`,
 * and run `npm run localize` again. `translations.test.ts` says what is missing.
 *
 * @param msg lit-localize's own where one screen speaks one language; one bound to a language (`msgIn`) where a process speaks several
 * @param lang whose plural rules choose the forms
 */
export function sayWith(msg: MsgFn, lang: string) {
  return {
    ...figureWords(msg, lang),
    ...coverageWords(msg, lang),
    ...freshnessWords(msg),
    ...pageWords(msg),
    ...controlWords(msg),
    ...deskWords(msg),
    ...bulletinWords(msg, lang),
    ...wallWords(msg, lang),
  };
}

export type Strings = ReturnType<typeof sayWith>;
