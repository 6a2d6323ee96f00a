import { expect, it } from 'vitest';
import { setApart } from './set-apart.ts';

it('puts values as markup where the sentence has them, in its own order', () => {
  const swapped = (first: string, second: string) => `of ${second}, ${first}.`;
  expect(setApart(swapped, { b: '1' }, { b: '2' })).toEqual(['of ', { b: '2' }, ', ', { b: '1' }, '.']);
  expect(setApart((value: string) => value, { b: '1' })).toEqual([{ b: '1' }]);
});
