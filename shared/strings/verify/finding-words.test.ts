import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding, FindingKind, Measure } from '../../bulletin-log/finding.ts';
import type { Mode } from '../../election.ts';
import { msgIn } from '../msg-in.ts';
import { findingWords, sayFinding } from './finding-words.ts';
import { templates as ar } from './locales/ar.ts';
import { templates as ru } from './locales/ru.ts';
import { shortened } from './shortened.ts';

/** What is shown stands between marks, so that it can be told from the words around it. */
const mark = (value: string | number) => `‹${value}›`;
const shown = { number: mark, hour: mark, text: mark };
const WORDS = {
  en: { words: findingWords(msgIn(undefined), 'en', shown), letters: /\p{Script=Latin}/u },
  ru: { words: findingWords(msgIn(ru), 'ru', shown), letters: /\p{Script=Cyrillic}/u },
  ar: { words: findingWords(msgIn(ar), 'ar', shown), letters: /\p{Script=Arabic}/u },
};

const text = fc.stringMatching(/^[a-z0-9/]{1,8}$/u);
const n = fc.nat({ max: 120 });
const percentage = fc.option(fc.integer({ min: 0, max: 12_000 }).map((hundredths) => hundredths / 100));
const measure = fc.constantFrom<Measure>('registered', 'issued', 'cast');
const mode = fc.constantFrom<Mode>('live', 'rehearsal');
const is = <K extends FindingKind>(kind: K) => fc.constant(kind);
const bare = <K extends FindingKind>(kind: K) => fc.record({ kind: is(kind) });
const sum = { measure, told: n, made: n };
const tooFew = { due: n, signed: n, quorum: n, reached: n };

/** Every kind of finding there is, about anything. */
const FINDINGS: { readonly [K in FindingKind]: fc.Arbitrary<Finding<K>> } = {
  'no-checkpoint': bare('no-checkpoint'),
  'checkpoint-broken': bare('checkpoint-broken'),
  'too-many-leaves': fc.record({ kind: is('too-many-leaves'), size: n, most: n }),
  'leaves-missing': fc.record({ kind: is('leaves-missing'), path: text, leaves: n }),
  'hashes-missing': fc.record({ kind: is('hashes-missing'), path: text, leaves: n }),
  'leaves-not-of-head': fc.record({ kind: is('leaves-not-of-head'), size: n }),
  'kept-hash-other': bare('kept-hash-other'),
  'leaf-changed': bare('leaf-changed'),
  'leaf-and-hash-differ': bare('leaf-and-hash-differ'),
  'no-leaf': fc.record({ kind: is('no-leaf'), number: n }),
  'out-of-place': fc.record({ kind: is('out-of-place'), number: n, place: n }),
  'manifest-out-of-place': bare('manifest-out-of-place'),
  'other-election': fc.record({ kind: is('other-election'), election: text, mode }),
  'hour-not-of-instant': fc.record({ kind: is('hour-not-of-instant'), hour: text, asOf: text }),
  'corrects-nothing': bare('corrects-nothing'),
  'corrects-other-hour': fc.record({ kind: is('corrects-other-hour'), corrects: n }),
  'hour-twice': fc.record({ kind: is('hour-twice'), hour: text }),
  'hour-unaccounted': fc.record({ kind: is('hour-unaccounted'), hour: text }),
  'file-missing': fc.record({ kind: is('file-missing'), path: text }),
  'file-changed': fc.record({ kind: is('file-changed'), path: text }),
  'no-bulletin': bare('no-bulletin'),
  'file-tells-other': fc.record({
    kind: is('file-tells-other'),
    field: text,
    told: fc.option(text),
    logged: fc.option(text),
  }),
  'csv-differs': bare('csv-differs'),
  'zero-counts': bare('zero-counts'),
  'sum-of-channels': fc.record({ kind: is('sum-of-channels'), ...sum }),
  'sum-of-areas': fc.record({ kind: is('sum-of-areas'), ...sum }),
  'sum-of-channel': fc.record({ kind: is('sum-of-channel'), channel: text, ...sum }),
  'sum-of-area': fc.record({ kind: is('sum-of-area'), area: text, ...sum }),
  'told-of-parts-alone': fc.record({ kind: is('told-of-parts-alone'), measure }),
  'percentage-of-whole': fc.record({ kind: is('percentage-of-whole'), told: percentage, made: percentage }),
  'percentage-of-channel': fc.record({
    kind: is('percentage-of-channel'),
    channel: text,
    told: percentage,
    made: percentage,
  }),
  'opened-elsewhere': fc.record({ kind: is('opened-elsewhere'), number: n, election: text }),
  'opened-uncommitted': bare('opened-uncommitted'),
  'opened-other': bare('opened-other'),
  'opened-columns': fc.record({ kind: is('opened-columns'), columns: text, expected: text }),
  'opened-row-broken': fc.record({ kind: is('opened-row-broken'), row: text }),
  'opened-sum': fc.record({ kind: is('opened-sum'), level: text, channel: text, measure, told: n, published: n }),
  'opened-row-unpublished': fc.record({ kind: is('opened-row-unpublished'), row: text }),
  'opened-row-missing': fc.record({ kind: is('opened-row-missing'), row: text }),
  'no-manifest': bare('no-manifest'),
  'no-key': bare('no-key'),
  'head-unsigned': fc.record({ kind: is('head-unsigned'), name: text }),
  'key-of-other': fc.record({ kind: is('key-of-other'), origin: text, name: text }),
  'bulletins-of-other': fc.record({ kind: is('bulletins-of-other'), origin: text, election: text, mode }),
  'manifest-of-other': fc.record({ kind: is('manifest-of-other'), origin: text, named: text }),
  'manifest-other-key': bare('manifest-other-key'),
  'heads-missing': bare('heads-missing'),
  'earlier-unsigned': fc.record({ kind: is('earlier-unsigned'), size: n, name: text }),
  'earlier-of-other': fc.record({ kind: is('earlier-of-other'), origin: text }),
  'rolled-back': fc.record({ kind: is('rolled-back'), size: n, here: n }),
  rewritten: fc.record({ kind: is('rewritten'), size: n }),
  'witness-no-key': fc.record({ kind: is('witness-no-key'), text }),
  'keys-file-no-key': fc.record({ kind: is('keys-file-no-key'), text }),
  'signed-by-nobody-named': fc.record({ kind: is('signed-by-nobody-named'), size: n, name: text, id: text }),
  'cosignature-false': fc.record({ kind: is('cosignature-false'), name: text }),
  'too-few-promised': fc.record({ kind: is('too-few-promised'), ...tooFew }),
  'too-few-owed': fc.record({ kind: is('too-few-owed'), ...tooFew }),
  'too-few-asked': fc.record({ kind: is('too-few-asked'), ...tooFew }),
};
const anyFinding: fc.Arbitrary<Finding>[] = Object.values(FINDINGS);

describe.each(Object.entries(WORDS))('what was found, in %s', (lang, { words, letters }) => {
  it('is said of each kind in the language’s own letters, with nothing foreign but names of files and forms', () => {
    for (const finding of anyFinding) {
      fc.assert(
        fc.property(finding, (found) => {
          const own = sayFinding(words, found).replaceAll(/‹[^›]*›|log\/[\w.]+|CSV|JSON/gu, '');
          expect(own).toMatch(letters);
          if (lang !== 'en') expect(own).not.toMatch(/[a-z]/iu);
          expect(own).toMatch(/[.:?؟]\s*$/u);
        }),
        { numRuns: 30 },
      );
    }
  });

  it('shows all that it is about: another value of any one argument makes another sentence', () => {
    let compared = 0;
    for (const finding of anyFinding) {
      fc.assert(
        fc.property(finding, finding, (one, other) => {
          for (const [argument, value] of Object.entries(other)) {
            const changed: Finding = { ...one, [argument]: value };
            const isSame = Object.entries(one).every(([name, own]) => name !== argument || own === value);
            expect(sayFinding(words, changed) === sayFinding(words, one), `${one.kind}: ${argument}`).toBe(isSame);
            compared += 1;
          }
        }),
        { numRuns: 60 },
      );
    }
    // Fifty-eight kinds, sixty times, the kind and each argument.
    expect(compared).toBeGreaterThan(anyFinding.length * 60);
  });
});

describe('how many leaves a head has', () => {
  const rewritten = (lang: keyof typeof WORDS) =>
    [1, 2, 5, 11, 21, 101].map((size) => sayFinding(WORDS[lang].words, { kind: 'rewritten', size }));

  it('has its number’s form in every language', () => {
    expect(rewritten('en').map((said) => said.slice(0, 20))).toEqual([
      'A head of ‹1› leaf t',
      'A head of ‹2› leaves',
      'A head of ‹5› leaves',
      'A head of ‹11› leave',
      'A head of ‹21› leave',
      'A head of ‹101› leav',
    ]);
    expect(rewritten('ru').map((said) => /из (.*?) —/u.exec(said)?.[1])).toEqual([
      '‹1› записи',
      '‹2› записей',
      '‹5› записей',
      '‹11› записей',
      '‹21› записи',
      '‹101› записи',
    ]);
    expect(rewritten('ar').map((said) => /من (.*?) أُعطي/u.exec(said)?.[1])).toEqual([
      'قيد واحد (‹1›)',
      'قيدين (‹2›)',
      '‹5› قيود',
      '‹11› قيدًا',
      '‹21› قيدًا',
      '‹101› قيد',
    ]);
  });
});

it('a text that is longer than it should be is cut', () => {
  expect(shortened('a'.repeat(200))).toBe('a'.repeat(200));
  expect(shortened('a'.repeat(1_000_000))).toBe(`${'a'.repeat(200)}…`);
});
