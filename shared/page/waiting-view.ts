import { element, type Markup } from '../markup.ts';
import type { Speech } from '../speech.ts';
import { brandView } from './page-frame.ts';

/** A page that has no numbers, and says why; with a way to those there are. */
export function waitingView(text: string, speech: Speech, link: { href: string; text: string } | null): Markup[] {
  return [
    element(
      'div',
      { class: 'waiting' },
      brandView(null),
      element('h1', { role: 'status', lang: speech.lang }, text),
      link === null ? null : element('p', {}, element('a', { href: link.href }, link.text)),
    ),
  ];
}
