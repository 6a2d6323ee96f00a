import { joinStringsAndValues, type MsgFn, type TemplateLike, type TemplateMap } from '@lit/localize';

/** A word that is no text: the screens' words are strings, and markup is never translated. */
export class NotATextError extends Error {
  constructor(id: string) {
    super(`The words of “${id}” are markup; only texts are said here.`);
    this.name = 'NotATextError';
  }
}

/**
 * lit-localize's `msg` in one language, whatever another page written in the same process speaks: its own keeps the language
 * in a global, which is right for a screen and wrong for a server.
 *
 * @param templates the language's generated module; `undefined` says the words as they stand in the source
 */
export function msgIn(templates: TemplateMap | undefined): MsgFn {
  function say(source: TemplateLike, options?: { readonly id?: string }): string {
    const id = options?.id ?? '';
    const words = templates?.[id] ?? source;
    if (typeof words === 'string') return words;
    if (!('strTag' in words)) throw new NotATextError(id);
    if (words === source) return joinStringsAndValues(words.strings, words.values);
    const values = typeof source !== 'string' && 'strTag' in source ? source.values : [];
    // A translation's own values are the places of the source's: a language may change their order.
    return joinStringsAndValues(words.strings, values, words.values.map(Number));
  }
  return say as MsgFn;
}
