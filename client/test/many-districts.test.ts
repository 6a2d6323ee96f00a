import { describe, expect, it } from 'vitest';
import { CLIENT, SIZES } from './browser.ts';
import { browsing } from './browsing.ts';
import { FixtureServer } from './fixture-server.ts';
import { overlaps, placedTexts } from './geometry.ts';

const DISTRICTS = 3200;
const server = new FixtureServer(CLIENT, { districts: DISTRICTS });
const openPage = browsing({ begin: () => server.start(), end: () => server.kill() });

describe('a page of 3,200 districts without a map', () => {
  it('draws them in colours that its key explains, and writes nothing on tiles of a few pixels', async () => {
    const { page } = await openPage(`${server.url}/?lang=en`, { viewport: { width: 1440, height: 1000 } });
    await page.waitForSelector('.tile');
    expect(await page.locator('.tile text, .tile .fill').count()).toBe(0);
    expect(await page.locator('.legend .ramp').isVisible()).toBe(true);
    await page.setViewportSize(SIZES.phone);
    // A phone has room for none of it, nor for words on what is not there.
    expect(await page.locator('.tiles, .country .note, .ramp').filter({ visible: true }).count()).toBe(0);
    expect(await page.locator('.country h2').isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('a wall of 3,200 districts', () => {
  it.each([
    { width: 1920, height: 1080, readBy: 1080 },
    { width: 1080, height: 1920, readBy: 1080 },
    { width: 1280, height: 960, readBy: 960 },
  ])('tells how many have come how far, large enough to read, at $width × $height', async ({ readBy, ...viewport }) => {
    const { page, complaints } = await openPage(`${server.url}/wall?lang=en`, { viewport });
    await page.waitForSelector('district-spread .size');
    await page.waitForSelector('[data-rise]');
    const columns = await page.locator('district-spread .size').allTextContents();
    const counts = columns.map((text) => Number(text.replace(',', '')));
    // Every district but the one abroad, which has no register, stands in one column.
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(DISTRICTS);
    // From 21.33 % to 50.13 %: in the columns of 20, 30, 40 and 50.
    expect(counts).toHaveLength(4);
    expect(await page.locator('tile-grid').count()).toBe(0);
    const shown = await placedTexts(page);
    expect(overlaps(shown)).toEqual([]);
    expect(shown.filter(({ size, clipped }) => clipped || size < 0.027 * readBy)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
