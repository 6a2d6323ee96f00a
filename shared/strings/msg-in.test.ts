import { str } from '@lit/localize';
import { html } from 'lit';
import { describe, expect, it } from 'vitest';
import { msgIn, NotATextError } from './msg-in.ts';

describe('words in one language', () => {
  const swapped = msgIn({ from: str`${1} ← ${0}`, plain: 'слово' });

  it('are the translation’s, its values in its own order', () => {
    expect(swapped('word', { id: 'plain' })).toBe('слово');
    expect(swapped(str`${'first'} to ${'second'}`, { id: 'from' })).toBe('second ← first');
  });

  it('are the source’s where there is no translation', () => {
    expect(msgIn(undefined)(str`${'first'} to ${'second'}`, { id: 'from' })).toBe('first to second');
    expect(swapped('word', { id: 'unheard-of' })).toBe('word');
  });

  it('do not change when another language is spoken in between', () => {
    const english = msgIn(undefined);
    const said = [swapped, english, swapped, english].map((msg) => msg('word', { id: 'plain' }));
    expect(said).toEqual(['слово', 'word', 'слово', 'word']);
  });

  it('are refused when they are markup', () => {
    expect(() => swapped(html`<b>word</b>`, { id: 'bold' })).toThrow(NotATextError);
  });
});
