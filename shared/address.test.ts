import { expect, it } from 'vitest';
import { liveAddress, readAddress } from './address.ts';

const page = 'http://turnout.example/wall';

it('asks for the present, in the system language, when nothing is asked', () => {
  expect(readAddress(page, ['ru-RU', 'en'])).toEqual({ election: null, moment: null, lang: 'ru', theme: null });
});

it('reads an instant whose plus was lost on the way', () => {
  expect(readAddress(`${page}?at=2020-06-29T14:00:00+03:00`, []).moment).toEqual({ at: '2020-06-29T14:00:00+03:00' });
  expect(readAddress(`${page}?at=2020-06-29T14%3A00%3A00%2B03%3A00`, []).moment).toEqual({
    at: '2020-06-29T14:00:00+03:00',
  });
});

it.each(['at=yesterday', 'snapshot=0', 'snapshot=-1', 'snapshot=1.5', 'snapshot=x', 'theme=pink', 'lang=xx'])(
  'passes over %s',
  (query) => {
    expect(readAddress(`${page}?${query}`, [])).toEqual({ election: null, moment: null, lang: 'en', theme: null });
  },
);

it('links to the present, keeping the rest', () => {
  const shown = `${page}?theme=dark&at=2020-06-29T14:00:00Z`;
  expect(liveAddress(shown)).toBe('/wall?theme=dark');
});
