import { describe, expect, it } from 'vitest';
import { CLIENT, SIZES } from './browser.ts';
import { browsing } from './browsing.ts';
import { FixtureServer } from './fixture-server.ts';
import { PublishedLand } from './published-land.ts';
import { outOfOrder } from './reading-order.ts';

const land = new PublishedLand();
const wall = new FixtureServer(CLIENT, { missingEach: 7 });
const openPage = browsing({
  begin: () => Promise.all([wall.start(), land.begin(125)]),
  end: () => Promise.all([wall.kill(), land.stop()]),
});

describe('in a language from right to left', () => {
  it.each([
    ['the headline', '', '[data-rise]'],
    ['the press scene', '&scene=press', '.press-scene'],
    ['the map', '&scene=map', 'change-map text'],
    ['a past moment', '&snapshot=151', '[data-state="past"]'],
  ])('numbers, signs, codes and Latin names of %s stand from left to right', async (_, query, whole) => {
    const { page } = await openPage(`${wall.url}/wall?lang=ar${query}`, { viewport: SIZES.HD });
    await page.waitForSelector(whole);
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect(await outOfOrder(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['the page', '/?lang=ar'],
    ['a district’s page', '/?lang=ar&area=XX-02'],
    ['a past page', '/?lang=ar&snapshot=61'],
  ])('numbers, signs, codes and Latin names of %s stand from left to right', async (_, path) => {
    const { page } = await openPage(`${land.server.origin}${path}`, { viewport: SIZES.HD });
    await page.waitForSelector('.districts, .lead');
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect(await outOfOrder(page)).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['the wall', () => `${wall.url}/wall?lang=ar`],
    ['the page', () => `${land.server.origin}/?lang=ar`],
  ])('a name in Latin letters comes before its number, to the right of it, on %s', async (_, url) => {
    const { page } = await openPage(url(), { viewport: SIZES.HD });
    const entry = page.locator('.entry:has(b)', { hasText: 'Abroad' });
    await entry.waitFor();
    const [name, number] = await Promise.all(
      ['> :first-child', '> b'].map((part) => entry.locator(part).boundingBox()),
    );
    // Side by side in one line, neither of no width.
    expect(Math.abs((name?.y ?? 0) - (number?.y ?? 100))).toBeLessThan(2);
    expect(Math.min(name?.width ?? 0, number?.width ?? 0)).toBeGreaterThan(5);
    expect(name?.x ?? 0).toBeGreaterThanOrEqual((number?.x ?? 0) + (number?.width ?? 0));
    await page.context().close();
  });
});
