import type { Page } from 'playwright-core';
import { texts } from '../browser.ts';

/** Counts how often the page is loaded anew from now on. */
export function countLoads(page: Page): () => number {
  let loads = 0;
  page.on('framenavigated', () => {
    loads += 1;
  });
  return () => loads;
}

/** Keeps what each redraw puts where the snapshot's number and the issued ballots of the whole stand. */
export async function watchRedraws(page: Page): Promise<() => Promise<{ numbers: string[]; issued: string[] }>> {
  await page.evaluate(() => {
    const redraws = { numbers: [] as string[], issued: [] as string[] };
    Object.assign(window, { redraws });
    const find = (root: ParentNode, selector: string): Element | null => {
      const here = root.querySelector(selector);
      if (here !== null) return here;
      for (const { shadowRoot } of root.querySelectorAll('*')) {
        const inside = shadowRoot === null ? null : find(shadowRoot, selector);
        if (inside !== null) return inside;
      }
      return null;
    };
    const keep = (selector: string, into: string[]) => {
      const element = find(document, selector);
      const note = () => into.push((element?.textContent ?? '').replace(/\s+/gu, ' ').trim());
      if (element !== null)
        new MutationObserver(note).observe(element, { subtree: true, characterData: true, childList: true });
    };
    keep('[data-snapshot]', redraws.numbers);
    keep('[data-figure="issued"]', redraws.issued);
  });
  return () => page.evaluate(() => (window as unknown as { redraws: { numbers: string[]; issued: string[] } }).redraws);
}

/** The number of the snapshot on screen. */
export async function shownNumber(page: Page): Promise<number> {
  return Number((await texts(page, '[data-snapshot]'))[0]?.replace(/\D/gu, ''));
}

/** The age that stands on screen, seconds. */
export async function shownAgeS(page: Page): Promise<number> {
  const [, minutes, seconds] = /(\d+):(\d\d)/u.exec((await texts(page, '[data-age]'))[0] ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

/** How many animations run in the page, its shadow roots too. */
export function runningAnimations(page: Page): Promise<number> {
  return page.evaluate(() => {
    const count = (root: Document | ShadowRoot): number =>
      root.getAnimations().length +
      [...root.querySelectorAll('*')].reduce((sum, { shadowRoot }) => sum + (shadowRoot ? count(shadowRoot) : 0), 0);
    return count(document);
  });
}

/** What makes a page scroll sideways: elements that reach past its edge and have no scroller of their own; none where it does not. */
export function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const scrolls = (element: Element): boolean =>
      element !== document.body &&
      (getComputedStyle(element).overflowX === 'auto' || getComputedStyle(element).overflowX === 'scroll');
    const within = (element: Element | null): boolean =>
      element !== null && element !== document.documentElement && (scrolls(element) || within(element.parentElement));
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > clientWidth + 1) && !within(element.parentElement);
    });
    return [`${scrollWidth} px`, ...out.map((element) => `${element.localName}.${element.getAttribute('class')}`)];
  });
}
