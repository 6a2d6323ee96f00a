import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../shared/strings.ts';
import { buildOnce, CLIENT, launchChromium, openPage } from './browser.ts';
import { canvasTexts, noteCanvasText } from './canvas-text.ts';
import { FixtureServer } from './fixture-server.ts';
import { overlaps, placedTexts } from './geometry.ts';

const server = new FixtureServer(CLIENT);
let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
  await server.start();
});
afterEach(async () => {
  server.direct(null);
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser.close();
  await server.kill();
});

/**
 * Each size with the height that the rule of 2.7 % means: the screen's own at 16:9, 4:3 and wider. A panel turned upright is
 * the same panel read from the same places, so the rule goes by the side that was its height: 1080 × 2.7 % = 29.2 px.
 */
const SIZES = {
  '3840 × 2160': { width: 3840, height: 2160, readBy: 2160 },
  '1920 × 1080': { width: 1920, height: 1080, readBy: 1080 },
  '5760 × 2160': { width: 5760, height: 2160, readBy: 2160 },
  '1080 × 1920': { width: 1080, height: 1920, readBy: 1080 },
  '1280 × 960': { width: 1280, height: 960, readBy: 960 },
} as const;

/** What is there once a scene is whole: the comparison with the hour before comes last and makes lines longer. */
const WHOLE = { headline: '.headline-scene [data-rise]', press: '.press-scene', map: 'change-map text' } as const;

describe.each(Object.entries(SIZES))('a wall of %s', (_, size) => {
  it.each(Object.keys(languages))(
    'shows every scene whole in %s: no scroll bar, no overlap, no clipped text, none too small to read across the room',
    async (lang) => {
      const { page, complaints } = await openPage(browser, 'about:blank', { viewport: size });
      await noteCanvasText(page);
      await page.goto(`${server.url}/wall?lang=${lang}`);
      await page.waitForSelector('[data-figure="percent"]');
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(lang);
      for (const [scene, whole] of Object.entries(WHOLE)) {
        server.direct({ scene, hold: true });
        await page.waitForSelector(whole);
        await page.evaluate(() => document.fonts.ready);
        const shown = await placedTexts(page);
        expect(overlaps(shown)).toEqual([]);
        expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
        const { width, height, readBy } = size;
        expect(
          shown.filter(
            ({ left, top, right, bottom, size: px }) =>
              left < -1 || top + 0.3 * px < -1 || right > width + 1 || bottom > height + 1,
          ),
        ).toEqual([]);
        expect(await page.evaluate(scrollable)).toEqual([]);
        expect(shown.filter(({ size: px }) => px < 0.027 * readBy)).toEqual([]);
        expect(Math.max(...shown.map(({ size: px }) => px))).toBeGreaterThanOrEqual(0.16 * readBy);
      }
      const drawn = await canvasTexts(page);
      expect(drawn.map(({ text }) => text)).toContain('100');
      expect(drawn.filter(({ cut, size: px }) => cut || px < 0.027 * size.readBy)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});

/** Elements with more inside than they show, where a browser would put a scroll bar. */
function scrollable(): string[] {
  const found: string[] = [];
  const visit = (element: Element): void => {
    const { overflowX, overflowY } = getComputedStyle(element);
    const bars = (way: string) => way === 'auto' || way === 'scroll' || element === document.documentElement;
    const wide = bars(overflowX) && element.scrollWidth > element.clientWidth;
    const high = bars(overflowY) && element.scrollHeight > element.clientHeight;
    if (wide || high) found.push(element.tagName);
    for (const child of [...element.children, ...(element.shadowRoot?.children ?? [])]) visit(child);
  };
  visit(document.documentElement);
  return found;
}

describe('the digits of a wall', () => {
  it('are as wide as each other in every type it sets: 1111 takes the room of 8888, so nothing shifts as numbers change', async () => {
    const { page } = await openPage(browser, `${server.url}/wall?lang=en`, { viewport: SIZES['1920 × 1080'] });
    await page.waitForSelector(WHOLE.headline);
    await page.evaluate(() => document.fonts.ready);
    const boxes = await page.evaluate(() => {
      const places = ['[data-figure]', '.value', '.clock', '[data-age]', '[data-rise] b', 'ol b bdi'];
      const find = (root: ParentNode, selector: string): Element[] => [
        ...root.querySelectorAll(selector),
        ...[...root.querySelectorAll('*')].flatMap(({ shadowRoot }) => (shadowRoot ? find(shadowRoot, selector) : [])),
      ];
      const widthOf = (element: Element, digits: string): number => {
        const kept = element.textContent;
        element.textContent = digits;
        const range = document.createRange();
        range.selectNodeContents(element);
        const { width } = range.getBoundingClientRect();
        element.textContent = kept;
        return width;
      };
      return places.map((place) => {
        const [element] = find(document, place);
        return element === undefined ? [place, 0, -1] : [place, widthOf(element, '1111'), widthOf(element, '8888')];
      });
    });
    for (const [place, ones, eights] of boxes) {
      expect(ones, String(place)).toBeGreaterThan(0);
      expect(ones, String(place)).toBe(eights);
    }
  });
});
