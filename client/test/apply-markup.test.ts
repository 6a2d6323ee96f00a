import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { element, htmlOf, type Markup } from '../../shared/markup.ts';
import { launchChromium, openPage } from './browser.ts';

const FILE = new URL('../public/apply-markup.ts', import.meta.url).pathname;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  ({ page } = await openPage(browser, 'about:blank'));
  await page.addScriptTag({ content: await bundled() });
});
afterAll(() => browser.close());

/** `applyMarkup` as a script that a page can have without a server. */
async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry: FILE, formats: ['iife'], name: 'applied' } },
  });
  const [first] = [built].flat();
  if (first === undefined || !('output' in first)) throw new Error('nothing was built');
  return first.output.map((part) => ('code' in part ? part.code : '')).join('\n');
}

interface Applied {
  applyMarkup(parent: Element, children: readonly (Markup | string)[]): void;
}

/** What the page holds after some markups, one over the other. */
function htmlAfter(...markups: readonly (readonly (Markup | string)[])[]): Promise<string> {
  return page.evaluate((all) => {
    const { applied } = window as unknown as { applied: Applied };
    const host = document.createElement('div');
    for (const children of all) applied.applyMarkup(host, children);
    // In which order attributes were set is nothing a page can be told apart by.
    for (const each of host.querySelectorAll('*')) {
      const own = each
        .getAttributeNames()
        .toSorted()
        .map((name) => [name, each.getAttribute(name) ?? ''] as const);
      for (const [name] of own) each.removeAttribute(name);
      for (const [name, value] of own) each.setAttribute(name, value);
    }
    return host.innerHTML;
  }, markups);
}

const text = fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'b', ' ', '<', '&', '"', 'é', '9') });
const attributes = fc.record(
  { class: fc.constantFrom('one', 'two', 'one more'), 'data-n': text, hidden: fc.constant(true) },
  { requiredKeys: [] },
);
const { tree } = fc.letrec<{ tree: Markup; svg: Markup }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(
        fc.constantFrom('div', 'span', 'em', 'section'),
        attributes,
        fc.array(fc.oneof(text, tie('tree'), tie('svg')), { maxLength: 4 }),
      )
      .map(([tag, own, content]) => element(tag, own, ...content)),
    tie('svg'),
  ),
  svg: fc
    .tuple(attributes, fc.array(fc.constantFrom('path', 'g', 'text'), { maxLength: 3 }))
    .map(([own, parts]) => element('svg', own, ...parts.map((part) => element(part, { class: part, d: 'M0 0' })))),
}));
const content = fc.array(tree, { maxLength: 4 }).map((all) => element('div', {}, ...all).children);

describe('markup applied over a page', () => {
  it('leaves exactly what the markup says, whatever stood there before', async () => {
    await fc.assert(
      fc.asyncProperty(content, content, async (before, after) => {
        expect(await htmlAfter(before, after)).toBe(await htmlAfter(after));
      }),
      { numRuns: 300 },
    );
  });

  it('says what the server would have written', async () => {
    await fc.assert(
      fc.asyncProperty(content, async (children) => {
        const html = children.map(htmlOf).join('');
        const same = await page.evaluate(
          ({ html, children }) => {
            const { applied } = window as unknown as { applied: Applied };
            const [written, made] = [document.createElement('div'), document.createElement('div')];
            written.innerHTML = html;
            applied.applyMarkup(made, children);
            return written.isEqualNode(made);
          },
          { html, children },
        );
        expect(same).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('touches nothing that stays the same', async () => {
    await fc.assert(
      fc.asyncProperty(content, async (children) => {
        const changes = await page.evaluate((markup) => {
          const { applied } = window as unknown as { applied: Applied };
          const host = document.createElement('div');
          applied.applyMarkup(host, markup);
          const observer = new MutationObserver(() => undefined);
          observer.observe(host, { childList: true, attributes: true, characterData: true, subtree: true });
          applied.applyMarkup(host, markup);
          return observer.takeRecords().length;
        }, children);
        expect(changes).toBe(0);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps what the reader has focused, typed and marked, while everything around it changes', async () => {
    const around = (n: number, rows: readonly string[]) => [
      element('p', { class: 'age' }, `age ${n}`),
      element('input', { class: 'search', type: 'search', 'aria-label': `find among ${n}` }),
      element('table', {}, element('tbody', {}, ...rows.map((row) => element('tr', {}, element('td', {}, row))))),
    ];
    const kept = await page.evaluate(
      ([before, after]) => {
        const { applied } = window as unknown as { applied: Applied };
        document.body.replaceChildren();
        applied.applyMarkup(document.body, before ?? []);
        const input = document.querySelector('input');
        if (input === null) return null;
        input.focus();
        input.value = 'upper valleys';
        input.setSelectionRange(2, 5);
        applied.applyMarkup(document.body, after ?? []);
        const { activeElement } = document;
        return {
          same: activeElement === input,
          typed: input.value,
          marked: [input.selectionStart, input.selectionEnd],
          label: input.getAttribute('aria-label'),
          rows: document.querySelectorAll('tr').length,
        };
      },
      [around(1, ['a', 'b']), around(2, ['c', 'a', 'b'])],
    );
    expect(kept).toEqual({ same: true, typed: 'upper valleys', marked: [2, 5], label: 'find among 2', rows: 3 });
  });
});
