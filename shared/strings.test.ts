import { expect, it } from 'vitest';
import { nameIn } from './strings.ts';

it('falls back to English for a name that has no other', () => {
  expect(nameIn('ru', { en: 'Tuva', ru: 'Тыва' })).toBe('Тыва');
  expect(nameIn('ru', { en: 'Tuva' })).toBe('Tuva');
});
