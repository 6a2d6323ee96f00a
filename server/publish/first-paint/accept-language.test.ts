import { expect, it } from 'vitest';
import { wantedLanguages } from './accept-language.ts';

it.each([
  [undefined, []],
  ['', []],
  ['ru', ['ru']],
  ['en;q=0.8, ru-RU, ru;q=0.9', ['ru-RU', 'ru', 'en']],
  ['fr;q=0, en', ['en']],
  ['<script>;q=x', ['<script>']],
])('the languages wanted by %j are %j', (header, wanted) => expect(wantedLanguages(header)).toEqual(wanted));
