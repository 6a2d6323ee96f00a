import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullCounts } from '../../server/test/counts.ts';
import { buildOnce, CLIENT, launchChromium, openPage, SIZES } from './browser.ts';
import { FixtureServer } from './fixture-server.ts';
import { overlaps, placedTexts } from './geometry.ts';

let browser: Browser;

beforeAll(async () => {
  buildOnce();
  browser = await launchChromium();
});
afterAll(() => browser.close());

const looks = [
  { lang: 'en', theme: 'dark' },
  { lang: 'ru', theme: 'light' },
] as const;
/** Each size in one of the two looks; with the full counts in both. */
const sizesIn = (lang: string) =>
  Object.entries(SIZES).filter((_, i) => fullCounts || (i % 2 === 0) === (lang === 'en'));

describe.each(looks)('in $lang, $theme', ({ lang, theme }) => {
  const server = new FixtureServer(CLIENT);
  beforeAll(() => server.start());
  afterAll(() => server.kill());

  const open = async (path: string, viewport: (typeof SIZES)[keyof typeof SIZES]) => {
    const opened = await openPage(browser, `${server.url}${path}?lang=${lang}&theme=${theme}`, { viewport });
    await opened.page.waitForSelector('[data-as-of]');
    await opened.page.evaluate(() => document.fonts.ready);
    return opened;
  };

  it.each(sizesIn(lang))(
    'the page at %s has no sideways scroll, and nothing overlaps or is cut off',
    async (_, size) => {
      const { page, complaints } = await open('/', size);
      await page.waitForSelector('[data-rise]');
      const shown = await placedTexts(page);
      expect(overlaps(shown)).toEqual([]);
      expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
      expect(complaints).toEqual([]);
      await page.context().close();
    },
  );

  it.each(sizesIn(lang))('the desk at %s scrolls sideways only inside its grid', async (_, size) => {
    const { page, complaints } = await open('/desk', size);
    await page.waitForSelector('bulletin-grid tbody tr:last-child td:last-child .value');
    // What is scrolled under the grid's heads stands there unseen.
    const shown = await placedTexts(page, 'bulletin-grid');
    expect(overlaps(shown)).toEqual([]);
    expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
