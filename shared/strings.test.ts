import { describe, expect, it } from 'vitest';
import { chooseLanguage, languages, nameIn, stringsOf } from './strings.ts';

describe('the language of the screens', () => {
  it.each([
    [['ru'], 'ru'],
    [['ru-RU'], 'ru'],
    [[null, 'fr', 'ru'], 'ru'],
    [['de', 'fr'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (wanted, chosen) => expect(chooseLanguage(wanted)).toBe(chosen));

  it('falls back to English for a name that has no other', () => {
    expect(nameIn('ru', { en: 'Tuva', ru: 'Тыва' })).toBe('Тыва');
    expect(nameIn('ru', { en: 'Tuva' })).toBe('Tuva');
  });
});

describe('plurals', () => {
  it.each([
    [1, 'бюллетень выдан'],
    [2, 'бюллетеня выдано'],
    [5, 'бюллетеней выдано'],
    [11, 'бюллетеней выдано'],
    [21, 'бюллетень выдан'],
    [102, 'бюллетеня выдано'],
    [0, 'бюллетеней выдано'],
  ])('Russian for %i', (n, text) => expect(stringsOf('ru').issued(n, String(n))).toBe(text));

  it.each([
    [1, 'ballot issued'],
    [2, 'ballots issued'],
    [21, 'ballots issued'],
  ])('English for %i', (n, text) => expect(stringsOf('en').issued(n, String(n))).toBe(text));
});

it('asks for a check, and accuses nobody, in any language', () => {
  for (const strings of Object.values(languages)) {
    expect(allText(strings)).not.toMatch(/fraud|falsif|фальсиф|подлог|мошен/iu);
  }
});

function allText(strings: object): string {
  return Object.values(strings)
    .map((value: unknown) => (typeof value === 'function' ? value.toString() : JSON.stringify(value)))
    .join('\n');
}
