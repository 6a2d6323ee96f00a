import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
const sizes = Object.entries(SIZES);

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

  it.each(sizes)('the page at %s has no sideways scroll, and nothing overlaps or is cut off', async (_, size) => {
    const { page, complaints } = await open('/', size);
    await page.waitForSelector('[data-rise]');
    const shown = await placedTexts(page);
    expect(overlaps(shown)).toEqual([]);
    expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it.each(sizes)('the desk at %s scrolls sideways only inside its grid', async (_, size) => {
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

describe.each(looks)('a stale wall in $lang, $theme', ({ lang, theme }) => {
  it('says its age on every panel, and nothing moves onto something else', async () => {
    const server = new FixtureServer(CLIENT, { intervalMs: 1000 });
    await server.start();
    const { page } = await openPage(browser, `${server.url}/wall?lang=${lang}&theme=${theme}`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-state="live"]');
    server.silent = true;
    server.clockShiftMs = 11_640_000;
    await page.waitForSelector('[data-state="stale"]', { timeout: 30_000 });
    const shown = await placedTexts(page);
    expect(overlaps(shown)).toEqual([]);
    expect(shown.filter(({ clipped }) => clipped)).toEqual([]);
    expect(shown.filter(({ right, bottom }) => right > SIZES.HD.width + 1 || bottom > SIZES.HD.height + 1)).toEqual([]);
    await page.context().close();
    await server.kill();
  });
});

describe('digits', () => {
  it('are all as wide as each other, so that nothing shifts when a number changes', async () => {
    const server = new FixtureServer(CLIENT);
    await server.start();
    const { page } = await openPage(browser, `${server.url}/wall`, { viewport: SIZES.HD });
    await page.waitForSelector('[data-as-of]');
    const widths = await page.evaluate(async () => {
      await document.fonts.ready;
      return ['1111', '8888'].map((digits) => {
        const span = document.body.appendChild(document.createElement('span'));
        span.textContent = digits;
        return span.getBoundingClientRect().width;
      });
    });
    expect(widths[0]).toBe(widths[1]);
    await page.context().close();
    await server.kill();
  });
});
