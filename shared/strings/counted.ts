/** A text that counts something: `n` chooses the form, `shown` is `n` as the language writes it. */
export type Counted = (n: number, shown: string) => string;

/** One text for each of CLDR's six plural categories: lit-localize has no plurals of its own (lit#1891). */
export type PluralForms = Readonly<Record<Intl.LDMLPluralRule, (shown: string) => string>>;

const rules = new Map<string, Intl.PluralRules>();

/** The plural rules of a language; the same object each time. */
export function pluralRulesOf(lang: string): Intl.PluralRules {
  let found = rules.get(lang);
  if (found === undefined) {
    found = new Intl.PluralRules(lang);
    rules.set(lang, found);
  }
  return found;
}

/** Chooses among a text's forms by the language's own rules. */
export function countedIn(lang: string): (forms: PluralForms) => Counted {
  return (forms) => (n, shown) => forms[pluralRulesOf(lang).select(n)](shown);
}
