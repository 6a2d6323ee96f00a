import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { element, escapeHtml, htmlOf } from './markup.ts';

describe('markup', () => {
  it('is written with its attributes in order, without those that are absent', () => {
    const made = element('a', { href: '/?a=1&b=2', hidden: false, title: null, download: true }, 'Here');
    expect(htmlOf(made)).toBe('<a href="/?a=1&amp;b=2" download="">Here</a>');
  });

  it('joins neighbouring texts and drops empty ones, as a parsed document would', () => {
    const made = element('p', {}, 'a', ['', 'b', null], element('b', {}, 'c'), '');
    expect(made.children).toEqual(['ab', { tag: 'b', attributes: {}, children: ['c'] }]);
  });

  it('lets no text or attribute become markup', () => {
    const name = '<img src=x onerror="alert(1)">\'&';
    expect(htmlOf(element('p', { title: name }, name))).toBe(
      '<p title="&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;">&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;</p>',
    );
    fc.assert(fc.property(fc.string(), (text) => !/[<>"']/u.test(escapeHtml(text))));
  });
});
