import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJsonWithLines } from './json-lines.ts';

test('each part is told by the line on which it begins', () => {
  const json = parseJsonWithLines('{\n  "a": [1,\n    {"b": null}],\n  "c\\n": "x"\n}\n');
  if ('detail' in json) throw new Error(json.detail);
  expect(json.value).toEqual({ a: [1, { b: null }], 'c\n': 'x' });
  expect([[], ['a'], ['a', 0], ['a', 1], ['a', 1, 'b'], ['c\n']].map((path) => json.lineOf(path))).toEqual([
    1, 2, 2, 3, 3, 4,
  ]);
  expect(json.lineOf(['a', 7, 'z'])).toBe(2);
});

test('what is not JSON is told by the line where it stops being it', () => {
  const faults = ['{\n "a" 1}', '[1,\n]', '{"a":\n\n', '"a\nb"', '{}\n{}', "{\n'a': 1}", '[01]', ''];
  expect(faults.map((text) => parseJsonWithLines(text)).map((json) => ('detail' in json ? json.line : 0))).toEqual([
    2, 2, 3, 1, 2, 2, 1, 1,
  ]);
});

test('it takes exactly what JSON.parse takes', () => {
  const almost = fc.json().chain((text) =>
    fc.tuple(fc.nat(text.length), fc.constantFrom('', ',', '}', '"', ' ', '1', '\n', '\\')).map(([at, put]) => {
      return text.slice(0, at) + put + text.slice(at + 1);
    }),
  );
  fc.assert(
    fc.property(fc.oneof(fc.json(), almost), (text) => {
      const json = parseJsonWithLines(text);
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        expect(json).toHaveProperty('detail');
        return;
      }
      expect(json).toHaveProperty('value', value);
    }),
    { numRuns: 1_000 },
  );
});
