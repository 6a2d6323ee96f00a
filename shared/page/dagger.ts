import { element, type Markup } from '../markup.ts';

const DAGGER = '†';

/**
 * The mark of a disputed territory, in a face that every system has: ours keeps it among a quarter of a megabyte of
 * letters that a page needs for nothing else.
 */
export function dagger(tag: 'span' | 'tspan' = 'span'): Markup {
  return element(tag, { class: 'dagger' }, DAGGER);
}

/** A sentence that begins with the mark. */
export function afterDagger(sentence: string): (Markup | string)[] {
  return sentence.startsWith(DAGGER) ? [dagger(), sentence.slice(DAGGER.length)] : [sentence];
}
