import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chooseLanguage, directionOf, offeredLanguages, SOURCE_LANGUAGE, targetLanguages } from './languages.ts';

describe('the language of the screens', () => {
  it.each([
    [null, ['ru'], 'ru'],
    [null, ['ru-RU'], 'ru'],
    [null, ['fr', 'ru'], 'ru'],
    [null, ['de', 'fr'], 'en'],
    [null, [], 'en'],
    ['ru', ['en'], 'ru'],
    ['tlh', ['ru'], 'ru'],
    ['toString', ['ru'], 'ru'],
  ] as const)('where the address says %j and the reader wants %j is %s', (named, wanted, chosen) =>
    expect(chooseLanguage(named, wanted)).toBe(chosen),
  );

  it('is a draft only where the address asks for it', () => {
    expect(chooseLanguage('ar', ['en'])).toBe('ar');
    expect(chooseLanguage('AR-eg', [])).toBe('ar');
    expect(chooseLanguage(null, ['ar', 'ru'])).toBe('ru');
  });

  it('is offered among those that are read, and a draft to whom reads it already', () => {
    expect(offeredLanguages('en')).toEqual(['en', 'ru']);
    expect(offeredLanguages('ar')).toEqual(['en', 'ru', 'ar']);
  });

  it('says which way its lines run', () => {
    expect(['en', 'ru', 'ar', 'fr'].map(directionOf)).toEqual(['ltr', 'ltr', 'rtl', 'ltr']);
  });

  it.each(['../../lit-localize.json', './verify/lit-localize.json'])(
    'is the one that translators are given by %s',
    (name) => {
      const config = JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as {
        sourceLocale: string;
        targetLocales: string[];
      };
      expect([config.sourceLocale, ...config.targetLocales]).toEqual([SOURCE_LANGUAGE, ...targetLanguages]);
    },
  );
});
