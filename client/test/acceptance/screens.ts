import type { Page } from 'playwright-core';
import { texts } from '../browser.ts';

/** Where a screen says that it is in a state of freshness. */
export const state = (name: string) => `[data-state="${name}"]`;

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

/** Keeps each state of freshness that a wall is in from now on, as it stands after each of its updates. */
export async function collectStates(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const states: string[] = [];
    Object.assign(window, { states });
    const look = () => {
      const header = document.querySelector('turnout-wall')?.shadowRoot?.querySelector('wall-header');
      const name = (header as (HTMLElement & { state: string }) | null | undefined)?.state ?? 'none';
      if (states.at(-1) !== name) states.push(name);
    };
    look();
    const root = document.querySelector('turnout-wall')?.shadowRoot?.querySelector('wall-header')?.shadowRoot;
    if (root === null || root === undefined) throw new Error('the wall has no header');
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { states: string[] }).states);
}

/** The age that stands on screen, seconds. */
export async function shownAgeS(page: Page): Promise<number> {
  const [, minutes, seconds] = /(\d+):(\d\d)/u.exec((await texts(page, '[data-age]'))[0] ?? '') ?? [];
  return Number(minutes) * 60 + Number(seconds);
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
