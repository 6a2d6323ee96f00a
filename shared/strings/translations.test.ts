import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigFileAndWriteSchema } from '@lit/localize-tools/lib/config.js';
import { RuntimeLitLocalizer } from '@lit/localize-tools/lib/modes/runtime.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pluralRulesOf } from './counted.ts';
import { targetLanguages } from './languages.ts';
import { templates as ar } from './locales/ar.ts';
import { templates as ru } from './locales/ru.ts';
import { templates as verifyAr } from './verify/locales/ar.ts';
import { templates as verifyRu } from './verify/locales/ru.ts';

const letters = { ru: /\p{Script=Cyrillic}/u, ar: /\p{Script=Arabic}/u };
const CATEGORIES = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** Where words stand with their translations, and how many texts and counted texts those are at the least. */
const SETS = [
  { whose: 'the screens', home: '../..', path: 'shared/strings', modules: { ru, ar }, texts: 150, counted: 9 },
  {
    whose: 'the page that verifies',
    home: './verify',
    path: '.',
    modules: { ru: verifyRu, ar: verifyAr },
    texts: 130,
    counted: 1,
  },
];

/** A message's text, its placeholders as they are named. */
const textOf = (contents: readonly (string | { readonly untranslatable: string })[]) =>
  contents.map((part) => (typeof part === 'string' ? part : part.untranslatable)).join('');

describe.each(SETS)('the words of $whose', ({ home, path, modules, texts, counted: least }) => {
  const root = new URL(home, import.meta.url).pathname;
  const checkedIn = (name: string) => readFileSync(join(root, path, name), 'utf8');
  let folder = '';
  let localizer: RuntimeLitLocalizer;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'turnout-words-'));
    const config = readConfigFileAndWriteSchema(join(root, 'lit-localize.json'));
    const { output } = config;
    if (output.mode !== 'runtime') throw new Error(`expected runtime mode, found ${output.mode}`);
    localizer = new RuntimeLitLocalizer({
      ...config,
      output: { ...output, outputDir: folder },
      // The modules are made elsewhere; everything else is the project's own.
      resolve: (path) => (path === folder ? folder : join(root, path)),
    });
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const sourceIds = () => localizer.extractSourceMessages().messages.map(({ name }) => name);

  function translated(lang: string): Map<string, string> {
    const found = [...localizer.readTranslationsSync().translations].find(([locale]) => String(locale) === lang);
    const messages = found?.[1] ?? [];
    return new Map(messages.map(({ name, contents }) => [name, textOf(contents)]));
  }

  describe('in the source', () => {
    it('can all be taken out for translators, each under one id', () => {
      const { messages, errors } = localizer.extractSourceMessages();
      expect(errors).toEqual([]);
      expect(messages.length).toBeGreaterThanOrEqual(texts);
    });

    it('are what the translators have been given: npm run localize', () => {
      const sources = localizer.extractSourceMessages().messages;
      for (const lang of targetLanguages) {
        const given = new Map(
          [...checkedIn(`xliff/${lang}.xlf`).matchAll(/<trans-unit id="([^"]+)">\s*<source>(.*?)<\/source>/gsu)].map(
            ([, id, source]) => [
              id,
              source?.replace(/<x [^>]*equiv-text="([^"]*)"\/>/gu, '$1').replaceAll('&amp;', '&'),
            ],
          ),
        );
        for (const { name, contents } of sources) expect(given.get(name), `${lang} ${name}`).toBe(textOf(contents));
      }
    });

    it('have all six forms wherever something is counted', () => {
      const ids = new Set(sourceIds());
      const counted = [...ids].filter((id) => id.endsWith('.few')).map((id) => id.slice(0, -'.few'.length));
      expect(counted.length).toBeGreaterThanOrEqual(least);
      for (const text of counted)
        for (const category of CATEGORIES) expect(ids.has(`${text}.${category}`), text).toBe(true);
    });
  });

  describe.each(targetLanguages)('in %s', (lang) => {
    it('are complete, and none is left from a text that is gone', () => {
      const ids = [...translated(lang).keys()];
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.sort()).toEqual(sourceIds().sort());
    });

    it('are in its own letters', () => {
      const words = translated(lang);
      for (const { name, contents } of localizer.extractSourceMessages().messages) {
        // A text of values alone, such as a pair with its comma, has no letters to translate.
        const lettered = contents.some((part) => typeof part === 'string' && /\p{L}/u.test(part));
        if (lettered) expect(words.get(name), name).toMatch(letters[lang]);
      }
    });

    it('keep every value of the source', () => {
      expect(localizer.validateTranslations().errors).toEqual([]);
    });

    it('say a form that its grammar does not have as they say “other”', () => {
      const own = pluralRulesOf(lang).resolvedOptions().pluralCategories;
      const words = translated(lang);
      for (const [id, text] of words) {
        const [, name = '', category = ''] = /^(.+)\.(zero|one|two|few|many)$/u.exec(id) ?? [];
        const other = words.get(`${name}.other`);
        if (other === undefined || own.some((each) => each === category)) continue;
        expect(text, id).toBe(other);
      }
    });

    it('are in the module that the screens load, as it was made from them: npm run localize', async () => {
      await localizer.build();
      expect(checkedIn(`locales/${lang}.ts`)).toBe(readFileSync(join(folder, `${lang}.ts`), 'utf8'));
      expect(Object.keys(modules[lang]).sort()).toEqual(sourceIds().sort());
    });

    it('ask for a check, and accuse nobody', () => {
      for (const [id, text] of translated(lang)) {
        expect(text, id).not.toMatch(/фальсиф|подлог|мошен|вброс|تزوير|تلاعب|احتيال|غش/iu);
      }
      for (const { name, contents } of localizer.extractSourceMessages().messages) {
        expect(textOf(contents), name).not.toMatch(/fraud|falsif|rigg|forg(?:ed|ery)/iu);
      }
    });
  });
});
